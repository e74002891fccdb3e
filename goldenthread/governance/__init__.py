"""Meetings of groups, what they owe by when, what they decided and what comes of it.

Floor 10.
"""
