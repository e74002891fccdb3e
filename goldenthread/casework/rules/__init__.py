"""What is allowed in casework, in plain Python: no database, no clock of its own.

Each function names the rules of the rule book that it follows. What may change by law or by a
local decision is never a constant here: it is handed in, read from definitions/casework.
"""
