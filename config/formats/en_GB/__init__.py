"""How dates and numbers are printed in British English."""
