"""What a page of one indicator shows, gathered in a handful of queries. Rooms above use it too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from csp_analytics.period import Kind, Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.indicators import queries
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.charting import AT_ONCE, KINDS, axis_name, charted
from goldenthread.indicators.charts import Chart, Target
from goldenthread.indicators.comparators.queries import (
    Compared,
    areas_in,
    comparators_of,
    compared,
)
from goldenthread.indicators.control.queries import recording_changes
from goldenthread.indicators.control.states import Control
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Lag, Readings
from goldenthread.places.models import Area
from goldenthread.sources.models import Release

__all__ = ["AT_ONCE", "KINDS", "IndicatorPage", "axis_name", "changes_to", "charted", "gathered"]


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator in one area by one kind of period, as somebody may see it.

    newest: its newest known figure, None where there is none. series: every period from the
    first month known to the last. changes: since the period before and since a year before,
    each with what to call it. printed: what documents print. areas: those with any data.
    to_date: the financial year so far beside the same months a year before; None where the year
    has but begun. compared: beside other areas. control: what is signal and what is not.
    as_of: the day as known at whose end all is shown, None for now.
    """

    indicator: IndicatorDefinition
    area: Area
    kind: Kind
    newest: Figure | None
    series: tuple[Figure, ...]
    chart: Chart | None
    is_shortened: bool
    changes: tuple[tuple[str, Changed], ...]
    printed: tuple[Figure, ...]
    areas: tuple[Area, ...]
    lag: Lag | None
    releases: tuple[Release, ...]
    to_date: Changed | None = None
    compared: tuple[Compared, ...] = ()
    control: Control = field(default_factory=Control)
    as_of: date | None = None

    @property
    def missing(self) -> tuple[Period, ...]:
        """The periods of the series that have no figure."""
        return tuple(one.period for one in self.series if not one.is_known and one.period)

    @property
    def written_by(self) -> str:
        """The role of who wrote the definition, in words."""
        return self.indicator.written_by.replace("_", " ")

    @property
    def checked_by(self) -> str:
        """The role of who checked it, in words."""
        return self.indicator.checked_by.replace("_", " ")

    @property
    def is_invented(self) -> bool:
        """Whether any of it was invented to try things out."""
        return any(one.is_invented for one in self.releases)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to bear in mind, each once."""
        said = [caution for one in self.series for caution in one.cautions]
        said += [caution for _, change in self.changes for caution in change.cautions]
        return tuple(dict.fromkeys(said))


def gathered(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    *,
    by: Person,
    today: date,
    area: str = "",
    kind: Kind = Kind.MONTH,
    everything: bool = False,
    target: Target | None = None,
    as_of: date | None = None,
) -> IndicatorPage:
    """Gather a page. area: a code; left out or unknown, the partnership's own.

    everything: draw every period, not only the last 24. target: a line to draw, where a plan
    sets one. as_of: show what was known at the end of that day; today is then that day.
    """
    code = area or partnership.area_code
    areas = queries.areas_with_data(partnership, indicator, by=by, as_of=as_of)
    chosen = _chosen(areas, code, partnership)
    beside = comparators_of(partnership, chosen, today) if areas else ()
    of: dict[str, Any] = {"by": by, "as_of": as_of, "printed_of": [indicator.pk]}
    near_it = [chosen, *areas_in(beside)]
    readings = Readings.load(partnership, indicators=[indicator], areas=near_it, plain=True, **of)
    series = _series(readings, indicator, chosen, kind)
    newest = next((one for one in reversed(series) if one.is_known), None)
    changed = recording_changes(partnership, indicator, as_of=as_of) if areas else ()
    control, chart = charted(readings, series, changed, everything=everything, target=target)
    return IndicatorPage(
        indicator=indicator,
        area=chosen,
        kind=kind,
        newest=newest,
        series=series,
        chart=chart,
        is_shortened=len(series) > AT_ONCE and not everything,
        changes=tuple(changes_to(readings, newest)) if newest else (),
        printed=readings.printed(indicator.pk),
        areas=areas,
        lag=_lag(newest, today),
        releases=_releases(series),
        to_date=to_date(readings, newest) if newest else None,
        compared=compared(readings, newest, beside) if newest else (),
        control=control,
        as_of=as_of,
    )


def _series(
    readings: Readings, indicator: IndicatorDefinition, area: Area, kind: Kind
) -> tuple[Figure, ...]:
    """The figures of a kind of period; where there is none, what the data state just so.

    A population is stated for a day, so neither months nor years of it can be added up.
    """
    if area.code not in readings.areas:
        return ()
    series = readings.over_time(indicator.pk, area, kind)
    own = readings.own_periods(indicator.pk, area)
    if any(one.is_known for one in series) or any(period.kind == Kind.MONTH for period in own):
        return series
    return tuple(readings.figure(indicator.pk, area, period) for period in own)


def changes_to(readings: Readings, newest: Figure) -> Sequence[tuple[str, Changed]]:
    """Set a figure beside the period before and the same a year before; each once."""
    period = newest.period
    if period is None:
        return ()
    earlier = {"the year before" if period == period.year_before().next() else "a year earlier":
               period.year_before()}  # fmt: skip
    if period.previous() != period.year_before():
        earlier = {"the period before": period.previous(), **earlier}
    code, pk = newest.area.code, newest.indicator.pk
    return [(name, readings.change(pk, code, one, period)) for name, one in earlier.items()]


def to_date(readings: Readings, newest: Figure) -> Changed | None:
    """Set the financial year so far beside the same months a year before: like with like.

    None where the newest figure is that of a whole year, or the only one of the year.
    """
    period = newest.period
    if period is None or period.kind not in {Kind.MONTH, Kind.QUARTER, Kind.CALENDAR_QUARTER}:
        return None
    begins = date(period.end.year - (period.end.month < 4), 4, 1)
    span = Period.from_dates(begins, period.end)
    if span.start >= period.start:
        return None
    code, pk = newest.area.code, newest.indicator.pk
    return readings.change(pk, code, span.year_before(), span)


def _lag(newest: Figure | None, today: date) -> Lag | None:
    """How old the newest figure is, None where there is none."""
    if newest is None or newest.period is None:
        return None
    return Lag(newest.period, (today - newest.period.end).days)


def _chosen(areas: Sequence[Area], code: str, partnership: Partnership) -> Area:
    by_code = {one.code: one for one in areas}
    if code in by_code:
        return by_code[code]
    if partnership.area_code in by_code:
        return by_code[partnership.area_code]
    own = Area.objects.filter(code=partnership.area_code).first()
    return own or (areas[0] if areas else Area(code=partnership.area_code, name="its area"))


def _releases(series: Sequence[Figure]) -> tuple[Release, ...]:
    found: dict[int, Release] = {}
    for figure in series:
        for one in (*figure.observations, *figure.denominators):
            if one.release is not None:
                found[one.release.pk] = one.release
    return tuple(found.values())
