"""The arithmetic of community safety: rates and limits, comparison, SPC, places, suppression.

Pure functions over NumPy arrays: no Django, no database, no clock; seeds are arguments.
Each function gives its source; `python -m csp_analytics.vectors` proves the answers.
"""
