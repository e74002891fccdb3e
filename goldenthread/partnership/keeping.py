"""Turns declarations into rows, once: loading the same declarations again changes nothing.

A row remembers the hash of what it was loaded from. Where a person has edited it since, their
wording stands and the declaration is left aside.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from goldenthread.accounts.models import Partnership
from goldenthread.declared import DeclaredItem, Place, Places, nearest
from goldenthread.partnership.models import Stated

S = TypeVar("S", bound=Stated)
T = TypeVar("T")
Match = tuple[Any, ...]


@dataclass
class Tally:
    """What a load did, in numbers of rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left_alone: int = 0

    def __str__(self) -> str:
        told = f"{self.new} new, {self.changed} changed, {self.unchanged} as they were"
        if self.left_alone:
            told += f", {self.left_alone} edited here and left alone"
        return told


@dataclass
class Keeper:
    """Keeps the rows of one partnership in step with what is declared.

    lines: how many lines each document has, to refuse a place beyond its end.
    """

    partnership: Partnership
    tally: Tally = field(default_factory=Tally)
    lines: dict[str, int] = field(default_factory=dict)
    _known: dict[tuple[type[Stated], tuple[str, ...]], dict[Match, Stated]] = field(
        default_factory=dict
    )

    def keep(
        self,
        model: type[S],
        *,
        match: Mapping[str, Any],
        values: Mapping[str, Any],
        links: Mapping[str, Iterable[models.Model]] | None = None,
        said: DeclaredItem | None = None,
    ) -> S:
        """Give the row of a declaration: made, changed or found as it was.

        match: fields that identify it within the partnership. links: many-to-many fields.
        said: the declaration, to name its line when a value does not fit its column.
        """
        linked = {name: list(rows) for name, rows in (links or {}).items()}
        declared = _hash(values, linked)
        known = self._rows(model, tuple(match))
        identity = tuple(_plain(value) for value in match.values())
        row: S | None = known.get(identity)  # type: ignore[assignment]
        if row is not None and row.declared == declared:
            self.tally.unchanged += 1
            return row
        if row is not None and row.edited_at is not None:
            self.tally.left_alone += 1
            return row
        if row is None:
            row = model(partnership=self.partnership, **match)
            self.tally.new += 1
        else:
            self.before_change(row, values)
            self.tally.changed += 1
        for name, value in values.items():
            setattr(row, name, value)
        row.declared = declared
        _check_lengths(row, said)
        row.save()
        for name, rows in linked.items():
            getattr(row, name).set(rows)
        known[identity] = row
        return row

    def before_change(self, row: Stated, values: Mapping[str, Any]) -> None:
        """Do something before a row's declared values change; a room may add to this."""

    def places(self, said: DeclaredItem, places: Places, key: str = "at") -> list[str]:
        """Give places as they are stored. Raises CannotDo for one beyond its document's end."""
        for place in places:
            self._check_place(said, place, key)
        return [str(place) for place in places]

    def _check_place(self, said: DeclaredItem, place: Place, key: str) -> None:
        if place.rule:
            return
        if place.document not in self.lines:
            near = nearest(place.document, self.lines)
            raise said.mistake(key, f'no document is called "{place.document}". {near}')
        end = self.lines[place.document]
        if place.last > end:
            raise said.mistake(key, f"{place} is beyond the end: that document has {end} lines.")

    def _rows(self, model: type[Stated], names: tuple[str, ...]) -> dict[Match, Stated]:
        if (model, names) not in self._known:
            columns = [str(getattr(model._meta.get_field(name), "attname", name)) for name in names]
            self._known[model, names] = {
                tuple(getattr(row, column) for column in columns): row
                for row in model.objects.of(self.partnership)
            }
        return self._known[model, names]


def find(said: DeclaredItem, key: str, name: str, among: Mapping[str, T], what: str) -> T:
    """Give the row a declaration names. Raises CannotDo with the nearest valid name."""
    if name not in among:
        raise said.mistake(key, f'no {what} is declared as "{name}". {nearest(name, among)}')
    return among[name]


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _hash(values: Mapping[str, Any], linked: Mapping[str, list[models.Model]]) -> str:
    everything = {name: _plain(value) for name, value in values.items()}
    everything |= {name: sorted(row.pk for row in rows) for name, rows in linked.items()}
    text = json.dumps(everything, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _check_lengths(row: Stated, said: DeclaredItem | None) -> None:
    try:
        row.clean_fields(exclude=[f.name for f in row._meta.fields if f.is_relation])
    except ValidationError as why:
        if said is None:
            raise
        name, problems = next(iter(why.message_dict.items()))
        raise said.mistake(name, f"{' '.join(problems)}") from None
