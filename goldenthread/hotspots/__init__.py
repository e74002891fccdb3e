"""Hotspots: small squares where what is counted gathers, found, put forward and chosen.

Floor 8. Published places are snapped to map points, and every page here says what that allows.
"""
