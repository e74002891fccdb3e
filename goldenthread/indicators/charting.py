"""A series as a picture with its control chart: which part is drawn, and where lines are cut."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from csp_analytics.period import Kind
from goldenthread.indicators.charts import Break, Chart, Level, Target
from goldenthread.indicators.control.states import Control, controlled
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings

KINDS = {
    Kind.MONTH: "Months",
    Kind.QUARTER: "Quarters",
    Kind.FINANCIAL_YEAR: "Financial years",
    Kind.CALENDAR_YEAR: "Calendar years",
    Kind.YEAR_TO_MONTH: "12 months to a month",
}
CHARTED = {*KINDS, Kind.CALENDAR_QUARTER}  # kinds whose periods follow each other
AT_ONCE = 24  # periods drawn unless all are asked for


def charted(
    readings: Readings,
    series: Sequence[Figure],
    changed: Sequence[tuple[date, str]],
    *,
    everything: bool = False,
    target: Target | None = None,
) -> tuple[Control, Chart | None]:
    """Make the control chart of a series, and the picture of it.

    changed: days from which recording is otherwise, as entered. There is no picture where fewer
    than two periods have a figure.
    """
    kinds = {one.period.kind for one in series if one.period}
    if len(kinds) != 1 or not kinds <= CHARTED:
        return Control(), None
    whole = readings.chart_of(series)
    breaks = [(one.at.start, one.what) for one in whole.breaks] + list(changed)
    control = controlled(series, breaks)
    entered = (_break_at(series, day, what) for day, what in changed)
    whole = replace(whole, breaks=(*whole.breaks, *(one for one in entered if one)))
    shown = signalled(whole, control).last(len(whole.points) if everything else AT_ONCE)
    if len(shown.known) < 2:
        return control, None
    return control, replace(shown, unit=axis_name(series[0].indicator), target=target)


def _break_at(series: Sequence[Figure], day: date, what: str) -> Break | None:
    since = (one.period for one in series if one.period and one.period.start >= day)
    at = next(since, None)
    return Break(at, what) if at else None


def signalled(chart: Chart, control: Control) -> Chart:
    """Give a chart the levels and signals of its control chart."""
    points = []
    for point in chart.points:
        state = control.state(point.period)
        if state is not None:
            point = replace(point, signal=state.signal, direction=state.direction)
        points.append(point)
    levels = tuple(
        Level(one.first, one.last, one.mean, one.lower, one.upper)
        for one in control.steps
        if one.has_limits
    )
    return replace(chart, points=tuple(points), levels=levels)


def axis_name(indicator: IndicatorDefinition) -> str:
    """What the axis counts: "Crimes per 1,000 residents"."""
    words = indicator.unit
    if indicator.per:
        words = f"{indicator.unit} per {indicator.per:,} people"
    return {"%": "Per cent", "£": "Pounds"}.get(words, words[:1].upper() + words[1:])
