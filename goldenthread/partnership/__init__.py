"""Organisations, groups, members, liaison officers and agreements to share information.

Floor 4. Groups live here and not in governance, since plans and meetings both need them.
"""
