"""Each indicator with public figures as one table: every area and period, limits and releases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser

from csp_analytics.period import Kind
from goldenthread.accounts.models import Partnership
from goldenthread.indicators import queries
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.readings import Readings
from goldenthread.places.models import Area

ANYBODY = AnonymousUser()
MISSING = "missing"


@dataclass(frozen=True)
class Column:
    """A column of every table: its name, what CSVW calls its values, and what it means."""

    name: str
    datatype: str
    meaning: str


COLUMNS = (
    Column("indicator", "string", "Short name of the indicator"),
    Column("area_code", "string", "Code of the area, of the Office for National Statistics if any"),
    Column("area", "string", "Name of the area"),
    Column("period_start", "date", "First day of the period"),
    Column("period_end", "date", "Last day of the period"),
    Column("period", "string", "The period as people say it"),
    Column("value", "decimal", "The figure, unrounded to six decimals; empty where there is none"),
    Column("lower", "decimal", "Lower 95% limit; empty where no limits can be made"),
    Column("upper", "decimal", "Upper 95% limit; empty where no limits can be made"),
    Column("unit", "string", "What one of the figure is"),
    Column("count", "decimal", "How many were counted; empty where a rate was printed alone"),
    Column("denominator", "decimal", "Out of how many"),
    Column("status", "string", "final, revised, estimated, suppressed, break or missing"),
    Column("method", "string", "How the limits were made"),
    Column("why_none", "string", "Why there is no figure"),
    Column("releases", "string", "Short names of the releases it was counted from"),
)


def indicators(partnership: Partnership) -> list[IndicatorDefinition]:
    """Give the indicators of which anybody may read a figure computed from data, by name."""
    return [one.indicator for one in queries.listed(partnership, by=ANYBODY) if one.has_series]


def figures(
    partnership: Partnership,
    indicator: IndicatorDefinition,
    *,
    as_of: date | datetime | None = None,
    areas: Sequence[Area] | None = None,
    kind: Kind | None = None,
) -> Iterator[Figure]:
    """Give every public figure of an indicator, area by area, the missing months too.

    as_of: what was known at the end of that day, or at that moment; left out, now.
    areas: left out, every one with data. kind: of period, to which months are added up; left
    out, months, or else the periods that the data state.
    """
    if areas is None:
        areas = queries.areas_with_data(partnership, indicator, by=ANYBODY, as_of=as_of)
    readings = Readings.load(
        partnership, by=ANYBODY, indicators=[indicator], areas=areas, as_of=as_of, plain=True
    )
    for area in areas:
        steps = readings.over_time(indicator.pk, area, kind or Kind.MONTH)
        if any(one.is_known for one in steps):
            yield from steps
        else:
            own = readings.own_periods(indicator.pk, area)
            mine = (period for period in own if kind in (None, period.kind))
            yield from (readings.figure(indicator.pk, area, period) for period in mine)


@dataclass(frozen=True)
class Numbers:
    """The numbers of a figure that may be shown."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    count: Decimal | None = None
    denominator: Decimal | None = None


def numbers(figure: Figure) -> Numbers:
    """Give a figure's numbers; of one that is suppressed, none."""
    if figure.suppressed:
        return Numbers()
    return Numbers(figure.value, figure.low, figure.high, figure.count, figure.denominator)


def releases(figure: Figure) -> list[str]:
    """Give the short names of the releases that a figure was counted from."""
    return sorted({one.release.key for one in figure.observations if one.release})


def row(figure: Figure) -> list[object]:
    """Give one figure as a row, in the order of COLUMNS. What is suppressed shows no number."""
    period, shown = figure.period, numbers(figure)
    return [
        figure.indicator.pk,
        figure.area.code,
        figure.area.name,
        period.start.isoformat() if period else "",
        period.end.isoformat() if period else "",
        period or "",
        *(_plain(one) for one in (shown.value, shown.low, shown.high)),
        figure.unit,
        *(_plain(one) for one in (shown.count, shown.denominator)),
        figure.status or MISSING,
        figure.method,
        figure.why_none,
        " ".join(releases(figure)),
    ]


def _plain(value: Decimal | None) -> str:
    """Give a number to six decimals at most, in digits and a point only."""
    if value is None:
        return ""
    return f"{Decimal(f'{round(value, 6):f}').normalize():f}"
