"""Reports in which every number is bound to an observation.

Floor 11.
"""
