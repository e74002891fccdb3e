"""How indicators, figures and their trace are handed to the page's components."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.charts import Chart, described, draw, key, titled
from goldenthread.indicators.control.states import Control
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.pages import AT_ONCE, IndicatorPage
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.rules import Better
from goldenthread.partnership.queries import say_places

BETTER: dict[str, str] = {
    Better.LOWER: "Lower is better",
    Better.HIGHER: "Higher is better",
    Better.NEITHER: "Neither: a rise can mean more trust as well as more harm",
}


def chart(found: Chart | None) -> dict[str, Any] | None:
    """Give a chart for indicators/_chart.html, None where there is nothing to draw."""
    if found is None:
        return None
    return {
        "title": titled(found),
        "description": described(found),
        "note": key(found),
        "wide": draw(found),
        "narrow": draw(found, "narrow"),
    }


def changes(found: Sequence[tuple[str, Changed]], *, better: str = "") -> list[dict[str, Any]]:
    """Give changes as sentences with how each is to be read.

    better: which way a plan holds to be better; left out, as the indicator says.
    """
    return [
        {
            "since": f"Since {name} ({change.before.period})",
            "sentence": f"{_it(change)}{change.sentence}",
            **change_tag(change, better or change.after.indicator.better),
        }
        for name, change in found
    ]


def to_date(change: Changed | None, *, better: str = "") -> dict[str, Any] | None:
    """Give the year so far as a sentence, None where the year has but begun."""
    if change is None:
        return None
    return {
        "figure": change.after,
        "span": str(change.after.period),
        "before": str(change.before.period),
        "sentence": f"{_it(change)}{change.sentence}",
        **change_tag(change, better or change.after.indicator.better),
    }


def _it(change: Changed) -> str:
    return "It " if change.is_known else "This "


def change_tag(change: Changed, better: str) -> dict[str, str]:
    """Give the word and tone for a change: real or not, for better or worse."""
    if not change.is_known:
        return {"status": "Nothing to compare", "tone": "waiting"}
    if change.is_real is None:
        return {"status": "Cannot be told", "tone": "none"}
    if not change.is_real:
        return {"status": "No real change", "tone": "none"}
    if better not in (Better.LOWER, Better.HIGHER):
        return {"status": "Real change", "tone": "watch"}
    if (change.direction == "fell") == (better == Better.LOWER):
        return {"status": "Better", "tone": "good"}
    return {"status": "Worse", "tone": "bad"}


def series_table(page: IndicatorPage, *, csv_url: str, better: str = "") -> dict[str, Any]:
    """Give the series as a table, newest first, with what is missing said."""
    counts = any(one.count is not None and one.denominator for one in page.series)
    labels = [("Period", False), ("Figure", True)]
    labels += [("Counted", True), ("Out of", True)] if counts else []
    labels += [("How firm", False)]
    states = page.control if page.control.now else None
    labels += [("Control chart", False)] if states else []
    return {
        "id": "series",
        "caption": f"{page.indicator.name}, {page.area.name}, newest first",
        "note": _table_note(page),
        "columns": [{"label": label, "numeric": numeric} for label, numeric in labels],
        "rows": [
            _run_row(run, counts) + ([_state(states, run, better)] if states else [])
            for run in _runs(reversed(page.series))
        ],
        "csv_url": csv_url,
        "sticky": True,
    }


def _state(control: Control, run: list[Figure], better: str) -> str:
    state = control.state(run[0].period)
    return state.words(better) if state else "No limits"


def _table_note(page: IndicatorPage) -> str:
    has_limits = any(one.lower for one in page.series)
    return "Beneath each figure stand its 95% limits." if has_limits else ""


def _runs(series: Iterable[Figure]) -> list[list[Figure]]:
    """Put neighbouring periods without a figure together, so that a long gap is one row."""
    runs: list[list[Figure]] = []
    for one in series:
        if runs and not (one.is_known or one.suppressed or runs[-1][0].is_known):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _run_row(run: list[Figure], counts: bool) -> list[Any]:
    if len(run) == 1:
        return _series_row(run[0], counts)
    span = f"{run[-1].period} to {run[0].period}"
    cells = [span, {"text": "No data", "numeric": True}]
    cells += [_number(None), _number(None)] if counts else []
    return [*cells, f"{len(run)} missing"]


def _series_row(figure: Figure, counts: bool) -> list[Any]:
    row: list[Any] = [str(figure.period)]
    row.append({"figure": figure} if figure.is_known else {"text": _why(figure), "numeric": True})
    if counts:
        row += [_number(figure.count), _number(figure.denominator)]
    return [*row, figure.status.capitalize() or "Missing"]


def _why(figure: Figure) -> str:
    if figure.suppressed:
        return "Not shown: fewer than 5"
    return figure.why_none if len(figure.missing) > 1 or not figure.missing else "No data"


def _number(value: Any) -> dict[str, Any]:
    return {"text": f"{value:,.0f}" if value is not None else "Not known", "numeric": True}


def printed_table(page: IndicatorPage, partnership: Partnership) -> dict[str, Any]:
    """Give what documents print, as they print it, with the place."""
    return {
        "id": "printed",
        "caption": "As printed in documents",
        "note": "Carried over as they stand. No limits can be made from them.",
        "columns": [
            {"label": "Period"}, {"label": "Area"}, {"label": "As printed"},
            {"label": "Read as"}, {"label": "Where"},
        ],
        "rows": [_printed_row(one, partnership) for one in reversed(page.printed)],
    }  # fmt: skip


def _printed_row(figure: Figure, partnership: Partnership) -> list[Any]:
    observation = figure.observations[0]
    period = observation.period_printed or str(figure.period or "Period not stated")
    split = f", {figure.breakdown}" if figure.breakdown else ""
    words = f"{figure.qualifier} {figure.as_printed or figure.text}".strip()
    return [
        period,
        f"{figure.area.name}{split}",
        words,
        {"figure": figure},
        "; ".join(places_of(figure, partnership)),
    ]


def places_of(figure: Figure, partnership: Partnership) -> list[str]:
    """Say where in a document a printed figure stands: "Plan 2021-25, line 356"."""
    places = [f"{one.document}:{line}" for one in figure.observations for line in one.lines if line]
    return say_places(dict.fromkeys(places), partnership)


def listed_row(
    indicator: IndicatorDefinition,
    readings: Readings,
    own: str,
    today: date,
    *,
    drawn: bool = True,
) -> dict[str, Any]:
    """Give one indicator of the list: its latest figure with area, period, age and a small line.

    Where no data is loaded it is the last that documents print. drawn: with the small line.
    """
    row: dict[str, Any] = {"indicator": indicator, "spark": None, "days": None}
    row["url"] = reverse("indicator", args=[indicator.pk])
    own_periods = readings.own_periods(indicator.pk, own) if own in readings.areas else ()
    if not own_periods:
        printed = readings.printed(indicator.pk)
        mine = [one for one in printed if one.area.code == own]
        row["figure"] = (mine or printed)[-1] if printed else None
        return row
    newest = readings.newest(indicator.pk, own)
    row["figure"] = newest or readings.figure(indicator.pk, own, own_periods[-1])
    row["days"] = (today - row["figure"].period.end).days
    if newest is None or not drawn:
        return row
    short = readings.chart(indicator.pk, own).last(AT_ONCE)
    if len(short.known) > 1:
        row["spark"] = {"svg": draw(short, "spark"), "words": described(short)}
    return row
