"""The way through the whole house, shared by every suite that looks at all of it.

The pages to walk are derived, never listed: from the addresses that exist, and from the
links that pages really offer, so that a new page is walked from the day it is linked.
"""
