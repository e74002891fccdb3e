"""People who sign in, the partnerships they work for, their roles, and `require()`.

Floor 1: everything above asks here whether somebody may do something.
"""
