"""People's cases: declared case types, and the rules by which they are worked.

Floor 8, sealed: only `home` and `config` may import it, and nothing but counts leaves it.
It holds the rules, the declared types, the cases, and the front door through which people report.
"""
