"""Indicators and series as tables that a spreadsheet opens safely."""

from typing import Any

from django.http import HttpResponse

from goldenthread.indicators.figures import Figure
from goldenthread.indicators.pages import IndicatorPage
from goldenthread.tables import as_csv

SERIES = (
    "indicator", "area_code", "area", "period_start", "period_end", "period", "figure", "lower",
    "upper", "unit", "counted", "out_of", "status", "method", "why_none", "releases",
    "control_mean", "control_lower", "control_upper", "control_state",
)  # fmt: skip
LIST = ("indicator", "id", "figure", "unit", "area", "period", "status", "publisher", "data_days")


def series_as_csv(page: IndicatorPage) -> HttpResponse:
    """Give a series with every period, those without a figure too, each with the reason."""
    rows = [
        [
            page.indicator.pk, one.area.code, one.area.name,
            one.period.start if one.period else "", one.period.end if one.period else "",
            one.period, one.text, one.lower, one.upper, one.unit, one.count, one.denominator,
            one.status or "missing", one.method, one.why_none,
            " ".join(sorted({o.release.key for o in one.observations if o.release})),
            *_control(page, one),
        ]
        for one in page.series
    ]  # fmt: skip
    return as_csv(f"{page.indicator.pk}-{page.area.code}", SERIES, rows)


def _control(page: IndicatorPage, one: Figure) -> list[Any]:
    """The control limits of one figure and what they say of it; empty where there are none."""
    state = page.control.state(one.period)
    if state is None:
        return ["", "", "", ""]
    step = next(step for step in page.control.steps if step.holds(state.period))
    limits = [f"{limit:.6f}" for limit in (step.mean, step.lower, step.upper)]
    return [*limits, state.signal or "ordinary variation"]


def indicators_as_csv(rows: list[dict[str, Any]]) -> HttpResponse:
    """Give indicators with their latest figure."""
    told = []
    for row in rows:
        one, figure = row["indicator"], row["figure"]
        said = ("", "", "", "", "no data")
        if figure is not None:
            said = (figure.text, figure.unit, figure.area.name, figure.period, figure.status)
        told.append([one.name, one.pk, *said, one.publisher, row["days"]])
    return as_csv("indicators", LIST, told)
