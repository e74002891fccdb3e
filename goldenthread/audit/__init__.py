"""What was done, when, by whom and to what, in a chain that shows if a link was changed.

Floor 2. No foreign keys, so the record outlives what it describes.
"""
