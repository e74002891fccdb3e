"""Counts of small areas, with small numbers hidden, and rates where residents are loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from csp_analytics.rates import rates
from csp_analytics.suppression import THRESHOLD, suppress_list
from goldenthread.places.models import Area, PartOf, Residents

PER = 1_000


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

    residents_on: the day of the residents; residents_from: who says so. unplaced: counted in
    codes that no area of the map has.
    """

    rows: tuple[Counted, ...]
    total: int
    overall: float | None
    residents_on: date | None
    residents_from: str
    unplaced: int

    @property
    def has_rates(self) -> bool:
        """Whether every area has residents, so that rates can be shown."""
        return self.overall is not None


def tabulated(areas: Sequence[Area], counts: Mapping[str, int], groups: Mapping[str, str]) -> Table:
    """Give the table of a map.

    areas: all those of the map; one without a count had none, and gets 0. counts: by code.
    groups: the larger area each one lies in, whose count is shown elsewhere: small numbers are
    hidden so that its total gives none of them away. Areas without one form one group.
    """
    found = {one.code: counts.get(one.code, 0) for one in areas}
    hidden = _hidden(found, groups)
    people, on, source = _residents(areas)
    rate, low, high = _rates(found, people)
    overall = None
    if areas and len(people) == len(areas) and sum(people.values()):
        overall = sum(found.values()) / sum(people.values()) * PER
    rows = tuple(
        Counted(one.code, one.name, None, people.get(one.code))
        if one.code in hidden
        else Counted(
            one.code, one.name, found[one.code], people.get(one.code),
            rate.get(one.code), low.get(one.code), high.get(one.code),
        )
        for one in areas
    )  # fmt: skip
    return Table(
        rows=rows,
        total=sum(found.values()),
        overall=overall,
        residents_on=on,
        residents_from=source,
        unplaced=sum(counts.values()) - sum(found.values()),
    )


def _hidden(counts: Mapping[str, int], groups: Mapping[str, str]) -> set[str]:
    """Give the codes whose counts must not be shown: below 5, and what would give them away."""
    by_group: dict[str, list[str]] = defaultdict(list)
    for code in counts:
        by_group[groups.get(code, "")].append(code)
    hidden = set()
    for codes in by_group.values():
        numbers = [counts[code] for code in codes]
        if any(0 < one < THRESHOLD for one in numbers):
            flags = suppress_list(numbers, total_is_published=sum(numbers) >= THRESHOLD).cells
            hidden |= {code for code, is_hidden in zip(codes, flags, strict=True) if is_hidden}
    return hidden


def _residents(areas: Sequence[Area]) -> tuple[dict[str, int], date | None, str]:
    """Give residents by code on the latest day for which every area has them."""
    by_day: dict[date, dict[str, int]] = defaultdict(dict)
    sources: dict[date, str] = {}
    wanted = {one.pk: one.code for one in areas}
    rows = Residents.objects.filter(area__in=areas) if len(areas) < 900 else Residents.objects.all()
    for area, on, count, source in rows.values_list("area", "on", "count", "source"):
        if area in wanted:
            by_day[on][wanted[area]] = count
            sources[on] = source
    full = [on for on, some in by_day.items() if len(some) == len(wanted)]
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


def msoas_of(areas: Sequence[Area], vintage: str) -> dict[str, str]:
    """Give the code of the middle layer area that each small one lies in, where it is loaded.

    vintage: of the small areas, "2011" or "2021"; "" where it does not matter. An area can lie
    in one middle layer area of each census.
    """
    pairs = PartOf.objects.filter(part__in=areas, whole__kind=Area.Kind.MSOA)
    rows = pairs.values_list("part__code", "whole__code", "whole__vintages").order_by("whole__code")
    return {part: whole for part, whole, years in rows if vintage in ("", *years)}
