"""The house: one folder per room, on floors.

A room imports only from floors below its own; `make check` fails otherwise.
The floors stand in pyproject.toml under importlinter.
"""
