"""The duties in law that a partnership owes by days, as declared."""

from functools import cache
from typing import Literal

from django.conf import settings

from goldenthread.declared import DeclaredItem, read


class DeclaredDuty(DeclaredItem):
    """One duty. rule: its id in the rule book. every: months; 0 where it comes as it arises.

    provenance: how surely we know its wording and number, as in the rule book.
    """

    key: str
    rule: str
    title: str
    what: str
    every: int = 0
    every_is_ours: bool = False
    provenance: Literal["A", "B", "C", "L"]


class DeclaredDuties(DeclaredItem):
    """The file of duties."""

    written_by: str
    checked_by: str
    duties: list[DeclaredDuty]


@cache
def duties() -> tuple[DeclaredDuty, ...]:
    """Read the declared duties, once. Raises CannotDo where the file is wrong."""
    path = settings.DEFINITIONS_DIR / "governance" / "duties.yaml"
    return tuple(read(path, DeclaredDuties).duties)
