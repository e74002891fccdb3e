"""A chart as a Vega-Lite specification: a plain dict, so that whoever wants may draw it anew."""

from textwrap import wrap

from csp_analytics.period import Kind
from goldenthread.indicators.charts.layers import layers
from goldenthread.indicators.charts.look import FONT, INK, INK_SOFT, RULE, SIZES, Size, Spec
from goldenthread.indicators.charts.series import Chart, Point

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"


def specification(chart: Chart, size: str = "wide") -> Spec:
    """The Vega-Lite specification of a chart.

    size: "wide" for pages and print, "narrow" for a phone, "spark" for a list (a line alone).
    Raises ValueError when no point has a value: say so in words instead.
    """
    if not chart.known:
        raise ValueError(f"{chart.name} has no value to draw.")
    room = SIZES[size]
    right = room.right(chart)
    return {
        "$schema": SCHEMA,
        "width": room.plot_width(chart),
        "height": room.plot_height,
        # Measuring letters is what takes time: we leave room by count of letters instead.
        "autosize": "pad",
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": right} if room.text else 3,
        "background": "transparent",
        **({"title": _heading(chart, room)} if room.text else {}),
        "encoding": {"x": _time(chart, room), "y": _level(chart, room)},
        "layer": layers(chart, room),
        "config": _config(room),
    }


def _config(room: Size) -> Spec:
    letters = {"labelFontSize": room.text or 10, "labelColor": INK, "labelFont": FONT}
    colours = {"domainColor": INK_SOFT, "tickColor": INK_SOFT, "gridColor": RULE}
    unmeasured = {"labelLimit": 0, "labelOverlap": False}
    return {
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": {**letters, **unmeasured, **colours},
        "text": {"fontSize": room.text or 10, "font": FONT, "fill": INK},
    }


def _heading(chart: Chart, room: Size) -> Spec:
    return {
        "text": wrap(chart.unit, room.letters)[:3] or [""],
        "limit": 0,
        "anchor": "start",
        "frame": "bounds",
        "fontSize": room.text,
        "fontWeight": "normal",
        "color": INK_SOFT,
        "offset": 10,
    }


def _time(chart: Chart, room: Size) -> Spec:
    domain = [point.period.short for point in chart.points]
    scale = {"type": "point", "domain": domain, "padding": 0.5}
    if not room.text:
        return {"field": "period", "type": "ordinal", "scale": scale, "axis": None}
    shown = _shown(chart, room)
    labels = ", ".join(f"{_quoted(short)}: {_quoted_lines(lines)}" for short, lines in shown)
    return {
        "field": "period",
        "type": "ordinal",
        "scale": scale,
        "axis": {
            "title": None,
            "values": [short for short, _ in shown],
            "labelExpr": f"{{{labels}}}[datum.value]",
            "labelAngle": 0,
            "labelPadding": 6,
            "grid": False,
        },
    }


def _shown(chart: Chart, room: Size) -> list[tuple[str, list[str]]]:
    """The periods that get a label, with its lines: evenly spaced, and as many as fit."""
    count = len(chart.points)
    wide = room.label + 20 * (chart.points[0].period.kind not in _TWO_LINES)
    fit = max(2, room.plot_width(chart) // wide)
    step = -(-count // fit)
    if chart.points[0].period.kind in _EVEN:
        step = next((good for good in _EVEN[chart.points[0].period.kind] if good >= step), step)
    shown: list[tuple[str, list[str]]] = []
    year = ""
    for point in chart.points[::step]:
        lines, year = _label(point, year)
        shown.append((point.period.short, lines))
    return shown


_TWO_LINES = {Kind.MONTH, Kind.QUARTER, Kind.CALENDAR_QUARTER, Kind.YEAR_TO_MONTH}
_EVEN = {
    Kind.MONTH: (1, 2, 3, 6, 12, 24, 60),
    Kind.YEAR_TO_MONTH: (1, 2, 3, 6, 12, 24, 60),
    Kind.QUARTER: (1, 2, 4, 8, 20),
    Kind.CALENDAR_QUARTER: (1, 2, 4, 8, 20),
}


def _label(point: Point, year_before: str) -> tuple[list[str], str]:
    """The lines of a label: the year stands only where it changes."""
    if point.period.kind not in _TWO_LINES:
        return wrap(point.period.short, 11), ""
    short, _, year = point.period.short.removeprefix("12m to ").rpartition(" ")
    return ([short] if year == year_before else [short, year]), year


def _level(chart: Chart, room: Size) -> Spec:
    if not room.text:
        return {"type": "quantitative", "scale": {"zero": False, "nice": False}, "axis": None}
    scale: Spec = {"zero": True, "nice": True}
    if not any(point.value for point in chart.known):
        scale["domain"] = [0, 1]
    if chart.top:
        scale = {"domain": [0, float(chart.top)], "nice": True}
    axis = {"title": None, "tickCount": 5, "domain": False, "ticks": False, "labelPadding": 8}
    return {"type": "quantitative", "scale": scale, "axis": axis}


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "").replace("'", "") + "'"


def _quoted_lines(lines: list[str]) -> str:
    return "[" + ", ".join(_quoted(line) for line in lines) + "]"
