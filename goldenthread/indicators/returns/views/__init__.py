"""Pages of returns: what is owed, what was sent, what is asked for."""
