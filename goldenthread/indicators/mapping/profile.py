"""What is known of one area, in few questions to the database."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Max, Q

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.commands import CannotDo
from goldenthread.indicators import queries
from goldenthread.indicators.models import Series
from goldenthread.places.models import Area, BestFit, BoundarySet, Overlap, PartOf
from goldenthread.places.queries import SMALL
from goldenthread.sources import small_areas
from goldenthread.sources.models import ReleaseFile

DISTRICT = Area.Kind.DISTRICT
MOST_DISTRICTS = 60  # a map of more cannot be read, and takes too long to draw


@dataclass(frozen=True)
class Profile:
    """An area as seen from a partnership: its wholes, its parts, and what is loaded for it.

    parts: all but small areas; small: how many small ones of each kind. sets: every load of
    boundaries. files: of the lake, about its districts, oldest month first.
    """

    partnership: Partnership
    area: Area
    wholes: tuple[Area, ...]
    parts: tuple[Area, ...]
    small: dict[str, int]
    beside: tuple[str, ...]
    sets: tuple[BoundarySet, ...]
    files: tuple[ReleaseFile, ...]

    @property
    def is_small(self) -> bool:
        """Whether it is a small area itself."""
        return self.area.kind in SMALL

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """The districts that it is, or is made of; none for what lies inside one."""
        if self.area.kind == DISTRICT:
            return (self.area,)
        found = tuple(one for one in self.parts if one.kind == DISTRICT and one.valid_to is None)
        return found if len(found) <= MOST_DISTRICTS else ()

    def layers(self, kind: str, vintage: str = "") -> list[BoundarySet]:
        """The loads of boundaries of a kind, those of the newest day first."""
        found = [one for one in self.sets if one.kind == kind and vintage in ("", one.vintage)]
        return sorted(found, key=lambda one: one.as_at, reverse=True)


def profile(partnership: Partnership, code: str) -> Profile:
    """Give what is known of an area. Raises CannotDo where no area has the code."""
    pairs = list(
        PartOf.objects.filter(Q(part__code=code) | Q(whole__code=code)).select_related(
            "part", "whole"
        )
    )
    area = _named(code, pairs)
    wholes, parts = [], []
    small: Counter[str] = Counter()
    for pair in pairs:
        if pair.part_id == area.pk:
            wholes.append(pair.whole)
        elif pair.part.kind in SMALL:
            small[pair.part.kind] += pair.part.valid_to is None
        else:
            parts.append(pair.part)
    made = Profile(
        partnership=partnership,
        area=area,
        wholes=tuple(sorted(wholes, key=lambda one: (_size(one), one.name))),
        parts=tuple(sorted(parts, key=lambda one: (_size(one), one.name))),
        small=dict(small),
        beside=_beside(area, parts),
        sets=tuple(BoundarySet.objects.all()),
        files=(),
    )
    codes = [one.code for one in made.districts]
    files = tuple(small_areas.files_of(partnership, codes)) if codes else ()
    return replace(made, files=files)


_ORDER = [str(kind) for kind in Area.Kind]


def _size(area: Area) -> int:
    return _ORDER.index(area.kind)


def _named(code: str, pairs: list[PartOf]) -> Area:
    """Give the area of a code: out of its relations where it has some, without asking again."""
    for pair in pairs:
        return pair.part if pair.part.code == code else pair.whole
    found = Area.objects.filter(code=code).exclude(kind=Area.Kind.UNSTATED).first()
    if found is None:
        raise CannotDo(f'No area has the code "{code[:60]}".')
    return found


def _beside(area: Area, parts: list[Area]) -> tuple[str, ...]:
    """Say in sentences what it shares ground with, or lies in mostly.

    A district shares ground with a partnership's area only where it holds others beside it.
    """
    holds_partnerships = any(one.kind == Area.Kind.CSP for one in parts)
    if area.kind == Area.Kind.CSP or holds_partnerships:
        pairs = Overlap.objects.filter(Q(one=area) | Q(other=area)).select_related("one", "other")
        others = [one.other if one.one_id == area.pk else one.one for one in pairs]
        return tuple(f"Shares ground with {one.name} ({one.code})." for one in others)
    if area.kind in SMALL:
        fits = BestFit.objects.filter(part=area).select_related("whole")
        return tuple(
            f"Lies mostly in {one.whole.name} ({one.whole.code}): {one.share:.0%}, {one.method}."
            for one in fits
        )
    return ()


@dataclass(frozen=True)
class Known:
    """An indicator of which anything is known for an area. last: the last day it tells of.

    is_computed: from data, and not only printed in a document.
    """

    id: str
    name: str
    last: date | None
    is_computed: bool


def indicators_of(partnership: Partnership, area: Area, *, by: Person) -> list[Known]:
    """Give the indicators that anything is known of for an area, by name. One query."""
    rows = queries.observations(partnership, by=by).filter(area=area).order_by()
    found: dict[str, Known] = {}
    names = ("series__definition", "series__definition__name", "series__key")
    for id, name, key, last in rows.values_list(*names).annotate(last=Max("period_end")):
        one = Known(id, name, last, key == Series.DATA)
        if id not in found or one.is_computed:
            found[id] = one
    return sorted(found.values(), key=lambda one: one.name)
