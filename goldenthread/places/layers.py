"""Declared layers of boundaries and declared lookups: what their files hold, said beforehand.

Nothing is guessed from a file. Which property holds the code, of which year the codes are,
under which licence they come and how far the lines can be trusted stands in
definitions/places/layers and definitions/places/lookups, or in a file of the user's own.
"""

import re
from datetime import date
from pathlib import Path
from typing import Literal

from django.conf import settings

from goldenthread import declared
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, LastDay, nearest

Kind = Literal["lsoa", "msoa", "ward", "district", "csp", "police_force", "region"]


class Ended(DeclaredItem):
    """Codes of the layer that ended on a day, and why."""

    codes: list[str]
    on: LastDay
    why: str = ""


class DeclaredLayer(DeclaredItem):
    """One layer of boundaries.

    code, label: names of the properties that hold an area's code and name; both empty for a
    layer that is merged from another. codes: the pattern every code must fit.
    also: kinds that a known area may be of instead, as Wales is a country among regions.
    within: property with the code of the district an area lies in, "" where there is none.
    object: name of the object in a TopoJSON file. shown_metres: how far the drawn line may
    stray from the exact one. starts: first day of a code that is new with this layer.
    """

    id: str
    name: str
    kind: Kind
    also: list[str] = []
    code: str = ""
    label: str = ""
    codes: str
    as_at: date
    starts: date | None = None
    vintage: str = ""
    within: str = ""
    object: str = ""
    merged_from: str = ""
    ended: list[Ended] = []
    shown_metres: float
    precision: str
    licence: str
    attribution: str
    note: str = ""

    def fits(self, code: str) -> bool:
        """Whether a code has the form of this layer's."""
        return re.fullmatch(self.codes, code) is not None


class OfKind(DeclaredItem):
    """Which column of a lookup holds the codes and names of a kind of area.

    known: the areas must be known beforehand; none is made. suffix: put after the name.
    """

    kind: Kind
    code: str
    label: str = ""
    suffix: str = ""
    codes: str
    known: bool = False
    starts: date | None = None


class Counted(DeclaredItem):
    """Which column holds residents, of the areas in which column, on which day."""

    of: str
    column: str
    on: date
    source: str


class Only(DeclaredItem):
    """Rows to keep: those whose value in a column fits a pattern."""

    column: str
    fits: str


class DeclaredLookup(DeclaredItem):
    """One lookup: its columns, the areas in them, and what is part of what.

    part_of: pairs of columns whose first is part of the second. share: pairs of which either
    may lie in the other, found out from all rows. only: which rows are ours at all.
    """

    id: str
    name: str
    columns: list[str]
    vintage: str = ""
    areas: list[OfKind]
    part_of: list[list[str]] = []
    share: list[list[str]] = []
    residents: Counted | None = None
    ended: list[Ended] = []
    only: Only | None = None
    licence: str
    attribution: str
    note: str = ""

    def of_kind(self, column: str) -> OfKind:
        """Give what is declared of a column of codes."""
        found = next((one for one in self.areas if one.code == column), None)
        if found is None:
            raise self.mistake("areas", f'column "{column}" is used and no area is declared of it.')
        return found


def layers() -> dict[str, DeclaredLayer]:
    """Read every declared layer. Raises CannotDo where one is wrong."""
    folder = settings.DEFINITIONS_DIR / "places" / "layers"
    read = [declared.read(path, DeclaredLayer) for path in sorted(folder.glob("*.yaml"))]
    return {one.id: one for one in read}


def layer(named: str) -> DeclaredLayer:
    """Give a declared layer by its id, or one out of a file of the user's own.

    named: "lsoa-2021", or the path of a .yaml file. Raises CannotDo naming the nearest.
    """
    if named.endswith((".yaml", ".yml")):
        return _sound(declared.read(Path(named), DeclaredLayer))
    every = layers()
    if named not in every:
        raise CannotDo(f'No layer is declared as "{named}". {nearest(named, every)}')
    return _sound(every[named])


def lookups() -> dict[str, DeclaredLookup]:
    """Read every declared lookup. Raises CannotDo where one is wrong."""
    folder = settings.DEFINITIONS_DIR / "places" / "lookups"
    read = [declared.read(path, DeclaredLookup) for path in sorted(folder.glob("*.yaml"))]
    return {one.id: one for one in read}


def lookup(named: str) -> DeclaredLookup:
    """Give a declared lookup by its id, or one out of a file of the user's own."""
    if named.endswith((".yaml", ".yml")):
        return _complete(declared.read(Path(named), DeclaredLookup))
    every = lookups()
    if named not in every:
        raise CannotDo(f'No lookup is declared as "{named}". {nearest(named, every)}')
    return _complete(every[named])


def _sound(one: DeclaredLayer) -> DeclaredLayer:
    _refuse_pattern(one, "codes", one.codes)
    if one.shown_metres <= 0:
        raise one.mistake("shown_metres", "must be above 0.")
    if not one.merged_from and not (one.code and one.label):
        raise one.mistake("code", "a layer needs code and label, or merged_from.")
    return one


def _complete(one: DeclaredLookup) -> DeclaredLookup:
    """Refuse a lookup that speaks of a column it does not have."""
    for area in one.areas:
        _refuse_pattern(area, "codes", area.codes)
        for column in filter(None, (area.code, area.label)):
            _refuse_unknown(one, column)
    for pair in (*one.part_of, *one.share):
        if len(pair) != 2:
            raise one.mistake("part_of", "must be pairs: [part, whole].")
        for column in pair:
            one.of_kind(column)
    if one.only:
        _refuse_unknown(one, one.only.column)
        _refuse_pattern(one.only, "fits", one.only.fits)
    if one.residents:
        one.of_kind(one.residents.of)
        _refuse_unknown(one, one.residents.column)
    return one


def _refuse_unknown(one: DeclaredLookup, column: str) -> None:
    if column not in one.columns:
        raise one.mistake(
            "columns", f'column "{column}" is not among them. {nearest(column, one.columns)}'
        )


def _refuse_pattern(one: DeclaredItem, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as why:
        raise one.mistake(key, f'"{pattern}" is no pattern: {why}.') from None
