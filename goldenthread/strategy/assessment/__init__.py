"""The strategic assessment: every year what the figures say, under the seven headings of CSP-15.

A statement is public or restricted, and rests on figures; the public layer is made from what
everybody may see and from nothing else (docs/adr/0015).
"""
