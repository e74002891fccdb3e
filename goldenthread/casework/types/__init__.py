"""Case types: each is one declared file that says how a kind of case is worked."""
