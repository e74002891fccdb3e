"""Did something that was done change a count? Designs, each with its limits and what it rests on.

Every function takes counts and gives an estimate; none knows a place, a clock or a document.
"""
