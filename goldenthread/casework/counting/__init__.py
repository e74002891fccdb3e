"""Counts out, names in: what happened in cases leaves as numbers, none of which is small.

rules: what may leave. tallies: counting events. letting_out: the job that hands a release down.
"""
