"""Whose it is to act, by kind of report, what it is, whose land or home, and place (ASB-04)."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from pydantic import Field

from goldenthread.casework.values.dated import Dated
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, nearest, read


class Body(Dated):
    """A body that acts, with how to reach it; in some places under a name of its own.

    places: codes of districts; without any it holds wherever no other row of the body does.
    """

    id: str
    name: str = Field(min_length=3)
    contact: str = Field(min_length=6)
    places: list[str] = []


class Row(Dated):
    """What falls to which bodies. An empty list fits everything; the first body acts."""

    kinds: list[str] = Field(min_length=1)
    sub_types: list[str] = []
    tenures: list[str] = []
    places: list[str] = []
    bodies: list[str] = Field(min_length=1)

    def fits(self, kind: str, sub_type: str, tenure: str, place: str) -> bool:
        """Say whether a report falls under it."""
        return kind in self.kinds and all(
            not wanted or given in wanted
            for wanted, given in (
                (self.sub_types, sub_type),
                (self.tenures, tenure),
                (self.places, place),
            )
        )

    @property
    def fits_all(self) -> bool:
        """Whether every report of its kinds falls under it, on every day."""
        return not (self.sub_types or self.tenures or self.places or self.until)


class Responsible(DeclaredItem):
    """The whole table."""

    bodies: list[Body]
    rows: list[Row]


def read_responsible(path: Path) -> Responsible:
    """Read the table. Raises CannotDo where a row names a body that has no contact everywhere,
    or where a kind of report could be left with nobody (ASB-04).
    """
    found = read(path, Responsible)
    everywhere = {one.id for one in found.bodies if not one.places}
    for one in found.rows:
        for name in one.bodies:
            if name not in everywhere:
                what = f'"{name}" has no contact that holds everywhere. {nearest(name, everywhere)}'
                raise one.mistake("bodies", what)
    for kind in {kind for row in found.rows for kind in row.kinds}:
        last = [row for row in found.rows if kind in row.kinds][-1]
        if not last.fits_all:
            what = f'is the last row for "{kind}" and does not fit everything. Add one that does.'
            raise last.mistake("kinds", what)
    return found


@cache
def table() -> Responsible:
    """Give the table declared in definitions/casework, read once."""
    return read_responsible(settings.DEFINITIONS_DIR / "casework" / "responsible.yaml")


def responsible(kind: str, *, sub_type: str, tenure: str, place: str, on: date) -> list[Body]:
    """Give the bodies whose it is to act on a report, the one that acts first (ASB-04).

    kind: id of a case type. place: code of a district, or empty. on: the day of the report.
    Raises CannotDo for a kind that has no row on that day: it is never nobody's.
    """
    rows = (one for one in table().rows if one.holds(on))
    row = next((one for one in rows if one.fits(kind, sub_type, tenure, place)), None)
    if row is None:
        raise CannotDo(
            f'Nobody is named for reports of the kind "{kind}". Add a row for it to '
            "definitions/casework/responsible.yaml."
        )
    return [_body(table().bodies, id, place, on) for id in row.bodies]


def _body(bodies: Iterable[Body], id: str, place: str, on: date) -> Body:
    same = [one for one in bodies if one.id == id and one.holds(on)]
    here = [one for one in same if place in one.places]
    return next(iter([*here, *(one for one in same if not one.places)]))
