"""People's cases: declared case types, and the rules by which they are worked.

Floor 8, sealed: only `home` and `config` may import it, and nothing but counts leaves it.
So far it holds the rules and the declared types; nothing is stored and no page shows a case.
"""
