"""Plans going out and coming in: as StratML (ISO 17469-1 and its performance plan) and as YAML.

`outline` is the plan as a file holds it; `stratml` and `declared` read and write it; `telling`
makes it of a plan; `changes.imported` makes a draft of it.
"""
