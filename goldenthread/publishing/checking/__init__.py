"""The checker of anybody's documents: read, find the claims, work them out again, show them.

Keeps nothing: no model, no file, no text in the record.
"""
