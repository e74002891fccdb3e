"""Every write to places: naming small ones, loading and withdrawing boundaries and lookups.

Places are reference data, the same for every partnership, so no partnership's permission is
asked: whoever keeps the installation loads them by a command, and the record says so.
"""

from goldenthread.places.changes.naming import name_place

__all__ = ["name_place"]
