"""Plans: priorities, areas of focus and assurance, aims, commitments, and how they align.

Floor 7.
"""
