"""Areas, with the dates each boundary held, and where a postcode lies.

Floor 3: reference data, declared and loaded, the same for every partnership.
"""
