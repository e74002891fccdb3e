"""Values that law or a local decision sets, each with the days it holds (G-01, LAW-01)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal, TypeVar

from pydantic import Field, model_validator

from goldenthread.casework.rules.lengths import Length, Unit
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem

FIRST = date.min


class DeclaredLength(DeclaredItem):
    """A length of time as a declared file writes it: {number: 21, unit: days}."""

    number: int = Field(ge=0, le=10_000)
    unit: Literal["hours", "days", "working_days", "weeks", "months", "years"]
    beginning_with: bool = False
    not_christmas: bool = False

    @model_validator(mode="after")
    def _is_a_length(self) -> "DeclaredLength":
        _ = self.length
        return self

    @property
    def length(self) -> Length:
        """The length itself."""
        return Length(self.number, Unit(self.unit), self.beginning_with, self.not_christmas)


class Dated(DeclaredItem):
    """What holds from one day on, until another or until further notice (G-01).

    since: left blank for what is enacted but not known to be in force; it then holds on no day
        until an administrator enters the day and the instrument (LAW-01).
    provenance: A read in the provision, B in a named secondary source, C from general
        knowledge and to be checked, L a local setting.
    """

    since: date | None = Field(alias="from")
    until: date | None = None
    source: str = Field(min_length=3)
    provenance: Literal["A", "B", "C", "L"]
    note: str = ""

    def holds(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        if self.since is None:
            return False
        return self.since <= day and (self.until is None or day <= self.until)


D = TypeVar("D", bound=Dated)


def in_force(values: Iterable[D], day: date) -> D | None:
    """Give the value in force on a day, or None where there was none (G-01)."""
    return next((one for one in values if one.holds(day)), None)


def holding(values: Iterable[D], day: date, *, what: str) -> D:
    """Give the value in force on a day. Raises CannotDo where there was none (G-01)."""
    found = in_force(values, day)
    if found is None:
        raise CannotDo(
            f"No {what} is declared as in force on {day:%-d %B %Y}. Declare it with the day it "
            "holds from, in definitions/casework."
        )
    return found


def refuse_overlaps(values: Sequence[D], *, key: Any = None) -> None:
    """Refuse two values of one kind in force on the same day (G-01). Raises CannotDo.

    key: tells values of one kind apart from others; all are of one kind without it.
    """
    dated = [one for one in values if one.since is not None]
    for one in dated:
        if one.until is not None and one.until < (one.since or FIRST):
            raise one.mistake("until", "is before the day it holds from. Mend one of them.")
    kinds: dict[Any, list[D]] = {}
    for one in dated:
        kinds.setdefault(key(one) if key else None, []).append(one)
    for same in kinds.values():
        for earlier, later in pairwise(sorted(same, key=lambda one: one.since or FIRST)):
            if earlier.until is None or earlier.until >= (later.since or FIRST):
                what = "holds while another value of the same kind still does. End that one first."
                raise later.mistake("from", what)
