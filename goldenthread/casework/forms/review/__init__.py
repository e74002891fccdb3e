"""Forms of case reviews."""
