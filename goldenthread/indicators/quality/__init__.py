"""How good the data are: coverage, age, gaps, rows set aside; and the definitions' own upkeep."""
