"""Delivery plans, their actions and the updates that owners give.

Floor 8.
"""
