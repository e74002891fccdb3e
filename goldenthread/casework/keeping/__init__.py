"""What is kept of people in cases: for how long, on whose request, and who has looked at it.

Cases that are due go by a list which one person checks and another approves; what is left of
them can be counted and tells of nobody.
"""
