"""Counts of small areas, with small numbers hidden, and rates where residents are loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from csp_analytics.rates import rates
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.mapping.hiding import Hidden
from goldenthread.places.models import Area, Residents
from goldenthread.sources import small_areas

PER = 1_000
MOST_ASKED = 900  # values in one question that every database takes


@dataclass(frozen=True)
class Counted:
    """One area's count, and its rate where its residents are known.

    count: None where it is hidden. residents: None where none are loaded. rate, low, high:
    per 1,000 residents over the months counted, None without residents or where hidden.
    """

    code: str
    name: str
    count: int | None
    residents: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether its count is kept back because it, or one beside it, is small."""
        return self.count is None


@dataclass(frozen=True)
class Table:
    """All areas of a map. overall: the rate of all of them together, None without residents.

    total: of all that was counted, None where it must not be shown. residents_on: the day of
    the residents; residents_from: who says so.
    """

    rows: tuple[Counted, ...]
    total: int | None
    overall: float | None
    residents_on: date | None
    residents_from: str

    @property
    def has_rates(self) -> bool:
        """Whether every area has residents, so that rates can be shown."""
        return self.overall is not None


@dataclass(frozen=True)
class People:
    """Residents of areas by code, the day, and who says so; empty where any area lacks them."""

    by_code: Mapping[str, int]
    on: date | None = None
    source: str = ""


NOBODY = People({})
NOTHING = Hidden()


def tabulated(
    areas: Sequence[Area],
    counts: Mapping[str, int],
    hidden: Hidden = NOTHING,
    residents: People = NOBODY,
) -> Table:
    """Give the table of a map.

    areas: all those of the map; one without a count had none, and gets 0. counts: by code, of
    all that was counted, whether on the map or not. hidden: what must not be shown.
    """
    found = {one.code: counts.get(one.code, 0) for one in areas}
    kept_back = {code for code, count in found.items() if hidden.holds(code, count)}
    people = residents.by_code
    rate, low, high = _rates(found, people)
    overall = None
    known = [people.get(one.code, 0) for one in areas]
    if known and all(known):
        overall = sum(found.values()) / sum(known) * PER
    rows = tuple(
        Counted(one.code, one.name, None, people.get(one.code))
        if one.code in kept_back
        else Counted(
            one.code, one.name, found[one.code], people.get(one.code),
            rate.get(one.code), low.get(one.code), high.get(one.code),
        )
        for one in areas
    )  # fmt: skip
    return Table(
        rows=rows,
        total=None if hidden.total else sum(counts.values()),
        overall=overall,
        residents_on=residents.on if overall is not None else None,
        residents_from=residents.source,
    )


def people_of(
    small: Sequence[Area], into: Mapping[str, str], *, partnership: Partnership, vintage: str
) -> People:
    """Add up the residents of small areas, on the latest day for which every one has them.

    into: the code of the area of the map that each small one belongs to. Residents that came
    with a lookup are taken, else those of a release in the partnership's lake.
    """
    if not small:
        return NOBODY
    own, on, source = _of_lookups(small)
    if on is None:
        in_lake = small_areas.residents(partnership, vintage) if vintage else None
        if in_lake is None or any(one.code not in in_lake.by_code for one in small):
            return NOBODY
        own = {one.code: in_lake.by_code[one.code] for one in small}
        on, source = in_lake.on, in_lake.source
    added: dict[str, int] = defaultdict(int)
    for code, count in own.items():
        added[into.get(code, "")] += count
    return People(added, on, source)


def _of_lookups(small: Sequence[Area]) -> tuple[dict[str, int], date | None, str]:
    code_of = {one.pk: one.code for one in small}
    rows = (
        Residents.objects.filter(area__in=small)
        if len(small) < MOST_ASKED
        else Residents.objects.filter(area__kind=small[0].kind)
    )
    by_day: dict[date, dict[str, int]] = defaultdict(dict)
    sources: dict[date, str] = {}
    for area, on, count, source in rows.values_list("area", "on", "count", "source"):
        if area in code_of:
            by_day[on][code_of[area]] = count
            sources[on] = source
    full = [on for on, some in by_day.items() if len(some) == len(code_of)]
    if not full:
        return {}, None, ""
    return by_day[max(full)], max(full), sources[max(full)]


def _rates(
    counts: Mapping[str, int], people: Mapping[str, int]
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Give rate and limits by code: exact Poisson below 10, Byar's from 10."""
    codes = [code for code in counts if people.get(code)]
    if not codes:
        return {}, {}, {}
    many = rates([counts[one] for one in codes], [people[one] for one in codes], per=PER)
    value, low, high = (dict(zip(codes, np.asarray(one).tolist(), strict=True)) for one in many)
    return value, low, high
