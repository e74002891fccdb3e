"""The control chart of a series: what is ordinary variation and what is a signal, in steps."""
