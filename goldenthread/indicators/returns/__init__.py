"""Figures that partners hand in: by a file of any indicators, or because they were asked.

A request says who owes which figure by when; what is sent is checked, compared with what is held,
approved by a second person, and becomes a release and observations.
"""
