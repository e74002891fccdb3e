"""Targets with their history, their course through the year, and colours by a declared rule."""
