"""Where each number came from: sources, releases, their checks, and the open data lake.

Floor 5.
"""
