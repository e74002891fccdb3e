"""The strategic assessment in print: two layers, and the proof that the public one leaks nothing.

The proof does not trust the query that made the layer: see `leaks.py` and docs/adr/0015.
"""
