"""Counts of a question's places by month: of squares from map points, of areas as observed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.urls import reverse

from csp_analytics import grids
from csp_analytics.checks import Floats
from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.evaluation import rules
from goldenthread.evaluation.rules import Asked
from goldenthread.hotspots.rules import corner_of, reference
from goldenthread.indicators.models import IndicatorDefinition, Series
from goldenthread.indicators.queries import counts_of, latest
from goldenthread.places import lookups
from goldenthread.places.models import Area, PartOf
from goldenthread.sources import points as counted
from goldenthread.sources import small_areas
from goldenthread.sources.models import Source
from goldenthread.sources.points import Points

WIDTHS = (500, 1_000)  # metres: a grid reference of 100 metres names no narrower square
ALL_CRIME = "all-crime"
ASB = "anti-social-behaviour"


@dataclass(frozen=True)
class Panel:
    """What is on record: counts of each place and month, shape (places, months), NaN for missing.

    places: codes or grid references with their names. months: first days, those of the question.
    what: what is counted, in words. source: where it comes from. mark: of its content, or "".
    traced: by place and month, the address that says where the count comes from.
    """

    places: Mapping[str, str]
    months: tuple[date, ...]
    counts: Floats
    what: str
    source: str
    mark: str
    traced: Mapping[tuple[str, date], str]

    def of(self, codes: tuple[str, ...], months: tuple[date, ...]) -> Floats:
        """Give the counts of some places in some months, shape (codes, months)."""
        rows = [list(self.places).index(one) for one in codes]
        columns = [self.months.index(one) for one in months]
        found: Floats = self.counts[np.ix_(rows, columns)]
        return found


def panel_of(
    partnership: Partnership, asked: Asked, *, by: Person, as_of: date | None = None
) -> Panel:
    """Read the counts of a question's places in its months, as far as they are on record.

    as_of: as known at the end of a day, for areas; street-level counts are told as held now.
    """
    months = tuple(sorted({*rules.months_before(asked), *rules.months_after(asked)}))
    if asked.ground == rules.SQUARES:
        return _of_squares(partnership, asked, months)
    return _of_areas(partnership, asked, months, by, as_of)


def points_here(partnership: Partnership) -> Points:
    """Give the counts at map points of every district of the partnership's own police force."""
    own = partnership.area_code
    parts = PartOf.objects.filter(whole__code=own, part__kind=Area.Kind.DISTRICT)
    known = {own, *parts.filter(part__valid_to=None).values_list("part__code", flat=True)}
    forces = {one["force"] for one in lookups.districts() if one["code"] in known}
    beside = {one["code"] for one in lookups.districts() if one["force"] in forces}
    districts = sorted(beside or known)
    return counted.points_of(small_areas.files_of(partnership, districts), districts)


def kinds_of_street() -> dict[str, str]:
    """Give what can be counted in squares: our short name, and how people say it."""
    return _said(_street())


def _street() -> dict[str, str]:
    """Give our short names of crime types, by the name as published."""
    told: dict[str, str] = Source.objects.get(pk=small_areas.STREET).categories
    return told


def _said(street: dict[str, str]) -> dict[str, str]:
    return {short: name for name, short in street.items()} | {ALL_CRIME: "All crime"}


def square_counts(
    points: Points, measure: str, width: int, months: tuple[date, ...], street: dict[str, str]
) -> dict[str, Floats]:
    """Give the counts of every square that holds any, by grid reference, shape (months,) each.

    months: some of those on record. measure: our short name of a crime type, or "all-crime".
    street: the short names by those as published.
    """
    told = [street.get(name, "") for name in points.kinds]
    every = measure == ALL_CRIME
    wanted = [n for n, one in enumerate(told) if one == measure or (every and one != ASB)]
    place_of = {points.months.index(one): n for n, one in enumerate(months)}
    here = np.isin(points.kind, wanted) & np.isin(points.month, list(place_of))
    corners = (points.metres[here] // width * width).astype(np.int64)
    squares, which = np.unique(corners, axis=0, return_inverse=True)
    table = np.zeros((len(squares), len(months)))
    column = np.array([place_of[one] for one in points.month[here].tolist()], dtype=np.int64)
    np.add.at(table, (which.reshape(-1), column), points.number[here])
    names = [reference(west, south) for west, south in squares.tolist()]
    return dict(zip(names, table, strict=True))


def _of_squares(partnership: Partnership, asked: Asked, months: tuple[date, ...]) -> Panel:
    points = points_here(partnership)
    held = tuple(one for one in months if one in points.months)
    street = _street()
    found = square_counts(points, asked.measure, asked.width, held, street) if held else {}
    counts = np.full((len(asked.places), len(months)), np.nan)
    columns = [months.index(one) for one in held]
    for row, code in enumerate(asked.places):
        counts[row, columns] = found.get(code, np.zeros(len(held)))
    what = _said(street).get(asked.measure, asked.measure)
    return Panel({one: one for one in asked.places}, months, counts, what, points.source,
                 points.mark, {})  # fmt: skip


def _of_areas(
    partnership: Partnership, asked: Asked, months: tuple[date, ...], by: Person,
    as_of: date | None,
) -> Panel:  # fmt: skip
    indicator = IndicatorDefinition.objects.get(pk=asked.measure)
    of, breakdown = counts_of(indicator)
    rows = latest(partnership, by=by, indicators=[of], areas=list(asked.places),
                  breakdowns=[breakdown], as_of=as_of)  # fmt: skip
    names = dict(Area.objects.filter(code__in=asked.places).values_list("code", "name"))
    places = list(asked.places)
    counts = np.full((len(places), len(months)), np.nan)
    traced, releases = {}, dict[str, None]()
    for row in rows:
        month = row.period_start
        if row.period_kind != Kind.MONTH or month not in months or row.series.key != Series.DATA:
            continue
        if row.count is None:
            continue
        counts[places.index(row.area.code), months.index(month)] = float(row.count)
        traced[row.area.code, month] = (
            of,
            row.area.code,
            Period.month(month.year, month.month).key,
        )
        if row.release is not None:
            releases[row.release.title] = None
    return Panel({one: names.get(one, one) for one in places}, months, counts, indicator.name,
                 "; ".join(releases), "", _addresses(traced, as_of))  # fmt: skip


def _addresses(
    traced: Mapping[tuple[str, date], tuple[str, str, str]], as_of: date | None
) -> dict[tuple[str, date], str]:
    ending = f"?as_of={as_of.isoformat()}" if as_of else ""
    return {one: reverse("trace", args=args) + ending for one, args in traced.items()}


def square_named(text: str, width: int) -> str:
    """Give the grid reference of the square that a written one lies in.

    Raises RuleBroken where it is none.
    """
    try:
        east, north = grids.place_of_reference(text)
    except ValueError:
        raise rules.RuleBroken(
            f'"{text[:40]}" is no grid reference. Write it like NZ 270 425, one on each line.'
        ) from None
    return reference(*corner_of(east, north, width))


def ring_round(squares: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Give the squares that touch some squares, at a side or a corner, in order."""
    found = dict[str, None]()
    for one in squares:
        east, north = grids.place_of_reference(one)
        for across in (-width, 0, width):
            for up in (-width, 0, width):
                found[reference(int(east) + across, int(north) + up)] = None
    return tuple(one for one in found if one not in squares)


def most_alike(partnership: Partnership, asked: Asked, number: int) -> tuple[str, ...]:
    """Give the squares nearest to the treated ones by what was on record before, none touching.

    number: how many. In order of nearness; fewer where there are no more.
    """
    points = points_here(partnership)
    before = tuple(one for one in rules.months_before(asked) if one in points.months)
    if not before:
        return ()
    sums = {
        code: float(counts.sum())
        for code, counts in square_counts(
            points, asked.measure, asked.width, before, _street()
        ).items()
    }
    level = float(np.mean([sums.get(one, 0.0) for one in asked.treated]))
    taken = {*asked.treated, *ring_round(asked.treated, asked.width)}
    free = [one for one in sums if one not in taken]
    return tuple(sorted(free, key=lambda one: (abs(sums[one] - level), one))[:number])
