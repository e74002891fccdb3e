"""Definitions, series and observations; the figures that are printed from them.

Floor 6.
"""
