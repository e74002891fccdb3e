"""The layers of a chart, from the back: gaps, breaks, limits, target, line, dots, last value."""

from dataclasses import replace
from decimal import Decimal

from goldenthread.indicators.charts.look import (
    GOLD,
    INK_SOFT,
    PAPER,
    PETROL,
    WORDS_LIE_FROM,
    Size,
    Spec,
)
from goldenthread.indicators.charts.series import Chart, Level, Point

TOP_TO_FOOT: Spec = {"y": {"value": 0}, "y2": {"value": "height"}}
SIDE_TO_SIDE: Spec = {"x": {"value": 0}, "x2": {"value": "width"}}


def layers(chart: Chart, room: Size) -> list[Spec]:
    """Every layer of the chart in a size; a size without letters has the line and dots alone."""
    bare = [_line(chart), *_dots(chart, room)]
    if not room.text:
        return bare
    behind = [*_gaps(chart, room), *_breaks(chart, room), *_limits(chart), *_target(chart, room)]
    return [*behind, *_levels(chart), *bare, *_signals(chart), _last_value(chart)]


def _line(chart: Chart) -> Spec:
    rows = [
        {"period": point.period.short, "value": _float(point.value), "run": run}
        for run, points in enumerate(chart.unbroken())
        for point in points
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "color": PETROL, "strokeWidth": 2.5, "strokeJoin": "round"},
        "encoding": {"y": {"field": "value"}, "detail": {"field": "run"}},
    }


def _dots(chart: Chart, room: Size) -> list[Spec]:
    crowded = room.text and len(chart.points) > room.width // 12
    alone = {run[0].period for run in chart.unbroken() if len(run) == 1}
    layers = []
    for hollow in (False, True):
        points = [
            point
            for point in chart.known
            if (point.status == "provisional") is hollow
            and _gets_dot(chart, point, room, bool(crowded), alone)
        ]
        if points:
            layers.append(_dot(points, hollow=hollow, size=50 if room.text else 34))
    return layers


def _gets_dot(chart: Chart, point: Point, room: Size, crowded: bool, alone: set) -> bool:
    if point.period in alone or point == chart.known[-1]:
        return True
    return bool(room.text) and not crowded


def _dot(points: list[Point], *, hollow: bool, size: int) -> Spec:
    return {
        "data": {"values": [_at(point, value=point.value) for point in points]},
        "mark": {
            "type": "point",
            "size": size,
            "filled": True,
            "fill": "#ffffff" if hollow else PETROL,
            "stroke": PETROL,
            "strokeWidth": 2,
            "opacity": 1,
        },
        "encoding": {"y": {"field": "value"}},
    }


def _limits(chart: Chart) -> list[Spec]:
    runs = [[point for point in run if point.has_limits] for run in chart.unbroken()]
    bands = [
        {**_at(point, lower=point.lower, upper=point.upper), "run": number}
        for number, run in enumerate(runs)
        for point in run
        if len(run) > 1
    ]
    bars = [
        _at(point, lower=point.lower, upper=point.upper)
        for run in runs
        for point in run
        if len(run) == 1
    ]
    layers = []
    ends = {"y": {"field": "lower"}, "y2": {"field": "upper"}}
    if bands:
        mark = {"type": "area", "color": PETROL, "opacity": 0.2}
        encoding = {**ends, "detail": {"field": "run"}}
        layers.append({"data": {"values": bands}, "mark": mark, "encoding": encoding})
    if bars:
        mark = {"type": "rule", "color": PETROL, "strokeWidth": 2}
        layers.append({"data": {"values": bars}, "mark": mark, "encoding": ends})
    return layers


def _gaps(chart: Chart, room: Size) -> list[Spec]:
    """A pale field over each gap, with words in it: never a zero, never a joined line."""
    half = room.step(chart) / 2
    fields: list[Spec] = []
    words: list[Spec] = []
    for gap in chart.gaps:
        fields.append({"period": gap[0].period.short, "last": gap[-1].period.short})
        said = "No data" if gap[0].status == "missing" else "Not shown"
        upright = half * 2 * len(gap) < WORDS_LIE_FROM
        offset = 0 if len(gap) % 2 else -half
        way = {"upright": upright, "offset": offset}
        words.append({"period": gap[len(gap) // 2].period.short, "said": said, **way})
    if not fields:
        return []
    mark = {"type": "rect", "color": PAPER, "xOffset": -half, "x2Offset": half}
    encoding = {"x2": {"field": "last"}, **TOP_TO_FOOT}
    ways = sorted({(one["upright"], one["offset"]) for one in words})
    return [
        {"data": {"values": fields}, "mark": mark, "encoding": encoding},
        *(
            _words_in_gap([w for w in words if (w["upright"], w["offset"]) == way], room)
            for way in ways
        ),
    ]


def _words_in_gap(words: list[Spec], room: Size) -> Spec:
    """Words at the foot of gaps, where lines and targets seldom run; upright where it is narrow."""
    mark: Spec = {"type": "text", "fill": INK_SOFT, "xOffset": words[0]["offset"]}
    mark |= {"angle": 270, "align": "left"} if words[0]["upright"] else {"align": "center"}
    rows = [{"period": one["period"], "said": one["said"]} for one in words]
    encoding = {
        "text": {"field": "said", "type": "nominal"},
        "y": {"value": room.plot_height - 14},
    }
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _breaks(chart: Chart, room: Size) -> list[Spec]:
    shown = {point.period for point in chart.points}
    rows = [{"period": one.at.short} for one in chart.breaks if one.at in shown]
    if not rows:
        return []
    dash = {"strokeDash": [2, 4], "strokeWidth": 2, "xOffset": -room.step(chart) / 2}
    mark = {"type": "rule", "color": INK_SOFT, **dash}
    return [{"data": {"values": rows}, "mark": mark, "encoding": TOP_TO_FOOT}]


def _levels(chart: Chart) -> list[Spec]:
    """The mean of each step as a line, its control limits as dashes, over that step alone."""
    spans = [
        {"period": level.first.short, "last": level.last.short, "kind": kind, "at": float(at)}
        for level in _levels_shown(chart)
        for kind, at in (("mean", level.mean), ("limit", level.lower), ("limit", level.upper))
    ]
    layers = []
    for kind, dash in (("mean", [1, 0]), ("limit", [3, 4])):
        rows = [row for row in spans if row["kind"] == kind]
        if rows:
            mark = {"type": "rule", "color": INK_SOFT, "strokeWidth": 1.5, "strokeDash": dash}
            encoding = {"x2": {"field": "last"}, "y": {"field": "at"}}
            layers.append({"data": {"values": rows}, "mark": mark, "encoding": encoding})
    return layers


def _levels_shown(chart: Chart) -> list[Level]:
    """The levels that lie among the points drawn, each cut to them."""
    periods = [point.period for point in chart.points]
    shown = []
    for level in chart.levels:
        inside = [p for p in periods if level.first.start <= p.start <= level.last.start]
        if inside:
            shown.append(replace(level, first=inside[0], last=inside[-1]))
    return shown


def _signals(chart: Chart) -> list[Spec]:
    """Signals as triangles that point up or down, so that shape tells them and not colour."""
    layers: list[Spec] = []
    for direction, shape in ((1, "triangle-up"), (-1, "triangle-down")):
        points = [p for p in chart.known if p.signal and p.direction == direction]
        if points:
            mark = {"type": "point", "shape": shape, "size": 150, "filled": True, "opacity": 1}
            mark |= {"fill": GOLD, "stroke": "#ffffff", "strokeWidth": 1}
            rows = [_at(point, value=point.value) for point in points]
            layers.append(
                {"data": {"values": rows}, "mark": mark, "encoding": {"y": {"field": "value"}}}
            )
    return layers


def _target(chart: Chart, room: Size) -> list[Spec]:
    if chart.target is None:
        return []
    rows = [{"value": _float(chart.target.value)}]
    words = f"Target: {chart.target.printed}"[: room.letters - 8]
    dash = {"type": "rule", "color": GOLD, "strokeDash": [8, 5], "strokeWidth": 2}
    text = {"type": "text", "text": words, "align": "left", "baseline": "bottom", "dx": 4, "dy": -4}
    level = {"y": {"field": "value"}}
    return [
        {"data": {"values": rows}, "mark": dash, "encoding": {**SIDE_TO_SIDE, **level}},
        {"data": {"values": rows}, "mark": text, "encoding": {"x": {"value": 0}, **level}},
    ]


def _last_value(chart: Chart) -> Spec:
    point = chart.known[-1]
    mark = {"type": "text", "text": point.printed, "fontWeight": 600, "dx": 9}
    return {
        "data": {"values": [_at(point, value=point.value)]},
        "mark": {**mark, "align": "left", "baseline": "middle"},
        "encoding": {"y": {"field": "value"}},
    }


def _at(point: Point, **values: Decimal | None) -> Spec:
    return {"period": point.period.short, **{name: _float(one) for name, one in values.items()}}


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
