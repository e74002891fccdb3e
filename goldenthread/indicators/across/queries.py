"""One indicator in many areas over one period, or in its parts over time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.across import rules
from goldenthread.indicators.charts import Chart
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition, Series
from goldenthread.indicators.pages import AT_ONCE
from goldenthread.indicators.readings import Readings
from goldenthread.places.models import Area

MOST_AT_ONCE = 12  # small charts on a page


@dataclass(frozen=True)
class Place:
    """One area with its figure. standing: where it lies around the average, "" where unknown."""

    figure: Figure
    standing: str
    is_own: bool

    @property
    def area(self) -> Area:
        """The area."""
        return self.figure.area


@dataclass(frozen=True)
class Across:
    """An indicator in every area of a kind over one period, the highest first.

    absent: areas of that kind with data, but none for this period. average: per person, None
    where the figures are not shares of people. kinds: of area that have data.
    """

    indicator: IndicatorDefinition
    period: Period | None
    kind: Kind
    places: tuple[Place, ...]
    absent: tuple[Area, ...]
    average: float | None
    area_kind: str
    area_kinds: tuple[str, ...]
    as_of: date | None

    @property
    def own(self) -> Place | None:
        """Our own area, None where it has no figure."""
        return next((one for one in self.places if one.is_own), None)

    @property
    def has_funnel(self) -> bool:
        """Whether limits can be drawn around the average."""
        return bool(self.average) and len(self.places) >= rules.FEWEST


def across(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    *,
    by: Person,
    kind: Kind,
    area_kind: str,
    as_of: date | None,
) -> Across:
    """Give an indicator in every area of a kind, over the newest period that our own area has.

    area_kind: as in places; one that no area with data has is taken as our own area's.
    """
    areas = indicators.areas_with_data(partnership, indicator, by=by, as_of=as_of)
    own = next((one for one in areas if one.code == partnership.area_code), None)
    kinds = tuple(dict.fromkeys(one.kind for one in areas))
    if area_kind not in kinds:
        area_kind = own.kind if own else (kinds[0] if kinds else "")
    chosen = [one for one in areas if one.kind == area_kind]
    of: dict[str, Any] = {"by": by, "indicators": [indicator.pk], "as_of": as_of, "plain": True}
    lead = own or (chosen[0] if chosen else None)
    period = _newest(partnership, indicator, lead, kind, of)
    figures: list[Figure] = []
    if period is not None:
        readings = Readings.load(partnership, areas=chosen, within=period, **of)
        figures = [readings.figure(indicator.pk, one, period) for one in chosen]
    known = [one for one in figures if one.value is not None and not one.is_printed]
    known.sort(key=lambda one: (-(one.value or 0), one.area.name))
    average = _average(known)
    absent = tuple(one.area for one in figures if one not in known)
    return Across(
        indicator, period, kind, _places(known, average, partnership), absent, average,
        area_kind, kinds, as_of,
    )  # fmt: skip


def _newest(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    lead: Area | None,
    kind: Kind,
    of: dict[str, Any],
) -> Period | None:
    if lead is None:
        return None
    readings = Readings.load(partnership, areas=[lead], **of)
    newest = readings.newest(indicator.pk, lead, kind)
    return newest.period if newest else None


def _average(known: Sequence[Figure]) -> float | None:
    """The average per person, None where any figure is not a share of people."""
    if not known or any(one.count is None or not one.denominator for one in known):
        return None
    return rules.average(
        [float(one.count or 0) for one in known], [float(one.denominator or 0) for one in known]
    )


def _places(
    known: Sequence[Figure], average: float | None, partnership: Partnership
) -> tuple[Place, ...]:
    found = []
    for one in known:
        standing = ""
        if average is not None and len(known) >= rules.FEWEST:
            counts = float(one.count or 0), float(one.denominator or 0)
            standing = rules.standing(one.indicator.measure, *counts, average)
        found.append(Place(one, standing, one.area.code == partnership.area_code))
    return tuple(found)


@dataclass(frozen=True)
class Small:
    """One of many small charts on one scale. name: of its area or part; key: its code or slug."""

    name: str
    key: str
    chart: Chart


@dataclass(frozen=True)
class Multiples:
    """Small charts of one indicator. of_parts: of its parts in our area, else of areas."""

    indicator: IndicatorDefinition
    area: Area | None
    of_parts: bool
    has_parts: bool
    charts: tuple[Small, ...]


def multiples(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    *,
    by: Person,
    kind: Kind,
    of_parts: bool,
    as_of: date | None,
) -> Multiples:
    """Give small charts of an indicator on one scale: of its parts in our area, or of areas."""
    areas = indicators.areas_with_data(partnership, indicator, by=by, as_of=as_of)
    own = next((one for one in areas if one.code == partnership.area_code), None)
    parts = _parts(partnership, indicator, own, by)
    of_parts = of_parts and bool(parts)
    wanted = [own] if of_parts and own else list(areas[:MOST_AT_ONCE])
    readings = Readings.load(
        partnership, by=by, indicators=[indicator.pk], areas=wanted, as_of=as_of,
        plain=not of_parts,
    )  # fmt: skip
    named = (
        [(said(part), own, part) for part in parts] if of_parts and own
        else [(one.name, one, "") for one in wanted]
    )  # fmt: skip
    charts = []
    for name, area, part in named:
        chart = readings.chart(indicator.pk, area, kind, part).last(AT_ONCE)
        if chart.known:
            charts.append(Small(name, part or area.code, replace(chart, area=name)))
    return Multiples(indicator, own, of_parts, bool(parts), _on_one_scale(charts))


def said(part: str) -> str:
    """Say the name of a part: "Bicycle theft"."""
    return part.replace("-", " ").capitalize()


def _parts(
    partnership: Partnership, indicator: IndicatorDefinition, own: Area | None, by: Person
) -> list[str]:
    """The parts that an indicator of everything counted is made of, none for one of a part."""
    base, part = indicators.counts_of(indicator)
    if part or own is None:
        return []
    rows = indicators.observations(partnership, by=by).filter(
        series__definition=base, series__key=Series.DATA, area=own
    )
    found = rows.exclude(breakdown="").order_by().values_list("breakdown", flat=True).distinct()
    return sorted(found)


def _on_one_scale(charts: Sequence[Small]) -> tuple[Small, ...]:
    points = [point for one in charts for point in one.chart.known]
    every = [point.upper or point.value or Decimal(0) for point in points]
    top = max(every, default=Decimal(0)) or Decimal(1)
    return tuple(replace(one, chart=replace(one.chart, top=top)) for one in charts)
