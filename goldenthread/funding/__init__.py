"""Money: who gave what to whom, what for, and what police funding is made of.

Floor 9.
"""
