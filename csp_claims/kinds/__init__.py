"""One file for each kind of claim: its grammar, and how it is worked out again."""
