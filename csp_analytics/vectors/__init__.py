"""Proof of the arithmetic: runs files of published test vectors and says what passed.

`python -m csp_analytics.vectors PATH` runs every .json file under PATH. One small file of
adapters for each part of the arithmetic turns a case's inputs into a call.
"""
