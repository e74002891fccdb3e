"""The months of an answer as a picture: what was on record, and what was to be expected."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from csp_analytics.period import Period
from goldenthread.evaluation.rules import TREATED
from goldenthread.indicators.charts.drawing import picture
from goldenthread.indicators.charts.look import FONT, GOLD, INK, INK_SOFT, PETROL, RULE, Spec
from goldenthread.indicators.charts.specification import SCHEMA

WIDTHS, HEIGHT, LABELS = {"wide": 600, "narrow": 250}, 220, {"wide": 8, "narrow": 3}
DONE, EXPECTED = "Where it is done", "As the comparison places went"


def drawn(told: dict[str, Any]) -> dict[str, Any] | None:
    """Give the picture for indicators/_chart.html; None where its numbers may not be shown."""
    months = [one for one in told["months"] if TREATED in one]
    if len(months) < 2:
        return None
    words = described(told, months)
    return {
        "title": f"{told['measure']} by month",
        "description": words,
        **{size: _svg(told, months, words, size) for size in WIDTHS},
        "note": "The upright line is the start. The broken line is the comparison places' course, "
        "at the level of the places where it is done.",
    }


def described(told: dict[str, Any], months: list[dict[str, Any]]) -> str:
    """Say the picture for whoever does not see it."""
    parts = []
    for after, when in ((False, "before"), (True, "after")):
        some = [one for one in months if one["after"] is after]
        if some:
            mean = sum(one[TREATED] for one in some) / len(some)
            parts.append(f"{mean:,.1f} a month in the {len(some)} months {when}")
    return f"{told['measure']} where it is done: {'; '.join(parts)}."


def _svg(told: dict[str, Any], months: list[dict[str, Any]], words: str, size: str) -> SafeString:
    names = [_name(one["month"]) for one in months]
    rows = [
        {"month": name, "number": one[key], "line": line}
        for key, line in ((TREATED, DONE), ("expected", EXPECTED))
        for name, one in zip(names, months, strict=True)
        if key in one
    ]
    start = next((n for n, one in enumerate(months) if one["after"]), None)
    layers = [_line(rows, DONE, PETROL, [1, 0]), _line(rows, EXPECTED, GOLD, [5, 4])]
    if start is not None:
        layers.append({
            "data": {"values": [{"month": names[start]}]},
            "mark": {"type": "rule", "color": INK_SOFT, "strokeWidth": 1.5},
            "encoding": {"x": {"field": "month", "type": "ordinal"}},
        })  # fmt: skip
    return picture(_whole(layers, names, size), f"{told['measure']} by month", words)


def _name(month: str) -> str:
    on = date.fromisoformat(month)
    return Period.month(on.year, on.month).short


def _line(rows: list[dict[str, Any]], line: str, colour: str, dash: list[int]) -> Spec:
    return {
        "data": {"values": [one for one in rows if one["line"] == line]},
        "mark": {"type": "line", "color": colour, "strokeWidth": 2.5, "strokeDash": dash,
                 "point": {"filled": True, "fill": colour, "size": 40}},
        "encoding": {
            "x": {"field": "month", "type": "ordinal"},
            "y": {"field": "number", "type": "quantitative"},
        },
    }  # fmt: skip


def _whole(layers: list[Spec], names: list[str], size: str) -> Spec:
    step = -(-len(names) // LABELS[size])
    axis = {"labelFontSize": 14, "labelColor": INK, "labelFont": FONT, "title": None,
            "domainColor": INK_SOFT, "tickColor": INK_SOFT, "gridColor": RULE}  # fmt: skip
    return {
        "$schema": SCHEMA,
        "width": WIDTHS[size],
        "height": HEIGHT,
        "background": "transparent",
        "layer": layers,
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "sort": names, "scale": {"domain": names},
                  "axis": {**axis, "labelAngle": 0, "values": names[::step], "labelLimit": 0}},
            "y": {"scale": {"zero": True}, "axis": {**axis, "tickCount": 5}},
        },
        "config": {"font": FONT, "aria": False, "view": {"stroke": None}},
    }  # fmt: skip
