"""The front page, my work and search, gathered from the rooms below.

Floor 12.
"""
