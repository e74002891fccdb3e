"""Other time limits of casework, as declared."""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from pydantic import Field

from goldenthread.casework.rules.lengths import Length
from goldenthread.casework.values.dated import Dated, DeclaredLength, holding, refuse_overlaps
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, nearest, read


class Limit(Dated):
    """One time limit. statutory: set by law, so that its clock can never pause (G-05)."""

    id: str
    rule: str
    name: str
    statutory: bool
    length: DeclaredLength


class Switch(Dated):
    """Something that is done from one day until another."""

    id: str
    rule: str
    name: str


class Number(Dated):
    """A number that a local decision sets."""

    id: str
    rule: str
    name: str
    number: int = Field(ge=1)


class Limits(DeclaredItem):
    """Every declared limit, number and switch."""

    limits: list[Limit]
    numbers: list[Number]
    switches: list[Switch]


def read_limits(path: Path) -> Limits:
    """Read declared limits. Raises CannotDo where something is wrong with one."""
    found = read(path, Limits)
    refuse_overlaps(found.limits, key=lambda one: one.id)
    refuse_overlaps(found.numbers, key=lambda one: one.id)
    refuse_overlaps(found.switches, key=lambda one: one.id)
    return found


@cache
def limits() -> Limits:
    """Give the limits declared in definitions/casework, read once."""
    return read_limits(settings.DEFINITIONS_DIR / "casework" / "limits.yaml")


def limit(id: str, on: date) -> Length:
    """Give a limit as in force on a day. Raises CannotDo where there is none (G-01)."""
    same = [one for one in limits().limits if one.id == id]
    return holding(same, on, what=f'limit "{id}"').length.length


def number(id: str, on: date) -> int:
    """Give a number as in force on a day. Raises CannotDo where there is none (G-01)."""
    same = [one for one in limits().numbers if one.id == id]
    return holding(same, on, what=f'number "{id}"').number


def is_on(id: str, day: date) -> bool:
    """Say whether a switch is on, on a day (G-01, HT-06, CR-23).

    Raises CannotDo for one that is not declared.
    """
    same = [one for one in limits().switches if one.id == id]
    if not same:
        known = [one.id for one in limits().switches]
        raise CannotDo(f'No switch is declared as "{id}". {nearest(id, known)}')
    return any(one.holds(day) for one in same)
