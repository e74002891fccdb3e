"""Reports whose prose is written by people and whose numbers are not: Markdown with references.

`grammar` reads the text, `functions` give what the references stand for, `whole` puts the report
together. See docs/adr for why a reference looks as it does.
"""
