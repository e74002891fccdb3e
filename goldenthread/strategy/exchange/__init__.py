"""Plans going out and coming in: as StratML (ISO 17469-1 and its performance plan), YAML, tables.

`outline` is the plan as a file holds it; `reading`, `writing`, `declared`, `flat` and `tables`
read and write it; `telling`
makes it of a plan; `changes.imported` makes a draft of it.
"""
