"""The funnel and the ranked bars as Vega-Lite specifications, and both in words."""

from typing import Any

from csp_analytics.rounding import thousands
from goldenthread.indicators import wording
from goldenthread.indicators.across import rules
from goldenthread.indicators.across.queries import Across, Place
from goldenthread.indicators.charts.look import FONT, GOLD, INK, INK_SOFT, PETROL, RULE, Spec
from goldenthread.indicators.charts.specification import SCHEMA
from goldenthread.indicators.pages import axis_name

FUNNEL, BARS = "funnel", "bars"
WIDTHS = {"wide": 640, "narrow": 240}
BAR = 18  # px of one place in the picture of bars
NARROW_NAME = 16  # letters of a name on a phone


def specification(found: Across, form: str, size: str = "wide") -> Spec:
    """Give the specification of a form: FUNNEL or BARS. size: "wide" or "narrow"."""
    return _funnel(found, size) if form == FUNNEL else _bars(found, size)


def titled(found: Across, form: str) -> str:
    """Say what a picture shows."""
    of = f"{found.indicator.name}, {found.period}"
    return f"{of}, by number of people" if form == FUNNEL else f"{of}, highest first"


def described(found: Across, form: str) -> str:
    """Say a picture for whoever does not see it."""
    first, last = found.places[0].figure, found.places[-1].figure
    said = [
        f"{titled(found, form)}: {len(found.places)} areas, from {first.area.name} "
        f"({first.text}) to {last.area.name} ({last.text})"
    ]
    if found.own:
        place = found.places.index(found.own) + 1
        figure = found.own.figure
        said.append(f"{figure.area.name} is number {place} of {len(found.places)} ({figure.text})")
    if found.has_funnel:
        said.append(f"the average is {average_text(found)}")
        apart = [one for one in found.places if one.standing not in ("", *_WITHIN)]
        named = ", ".join(f"{one.area.name} ({_lower(one.standing)})" for one in apart[:4])
        more = f" and {len(apart) - 4} more" if len(apart) > 4 else ""
        said.append(f"beyond the limits: {named or 'none'}{more}")
    return "; ".join(said) + "."


_WITHIN = (rules.STANDINGS["within"],)


def average_text(found: Across) -> str:
    """Print the average of the areas taken together; "" where there is none."""
    if not found.average:
        return ""
    value = found.average * _per(found)
    return thousands(value, 2 if value < 1 else 1)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _per(found: Across) -> float:
    return 100.0 if found.indicator.measure == "percent" else float(found.indicator.per or 1)


def _funnel(found: Across, size: str) -> Spec:
    sizes = [float(one.figure.denominator or 0) for one in found.places]
    smallest, largest = min(sizes) * 0.8, max(sizes) * 1.2
    lines = rules.curves(
        found.indicator.measure, found.average or 0, _per(found), smallest, largest
    )
    x = {
        "field": "people", "type": "quantitative",
        "scale": {"type": "log", "domain": [smallest, largest], "nice": False},
        "axis": {"title": wording.people(found.indicator).capitalize(), "tickCount": 4,
                 "format": "~s", "labelOverlap": "greedy", "labelSeparation": 8},
    }  # fmt: skip
    curve: Spec = {
        "data": {"values": lines},
        "transform": [{"calculate": "substring(datum.limit, 0, 4) == '95% '", "as": "near"}],
        "mark": {"type": "line", "color": INK_SOFT, "strokeWidth": 1.5},
        "encoding": {
            "x": x, "y": _value(found), "detail": {"field": "limit"},
            "strokeDash": {"condition": {"test": "datum.near", "value": [4, 4]}, "value": [1, 0]},
        },
    }  # fmt: skip
    mean: Spec = {
        "data": {"values": [{"value": (found.average or 0) * _per(found)}]},
        "mark": {"type": "rule", "color": PETROL, "strokeWidth": 1.5},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }
    layers = [curve, mean]
    for apart, own in ((False, False), (True, False), (None, True)):
        rows = [
            _at(one) for one in found.places
            if one.is_own is own and apart in (None, one.standing not in _WITHIN)
        ]  # fmt: skip
        if rows:
            layers.append({"data": {"values": rows}, "mark": _mark(apart, own),
                           "encoding": {"x": x, "y": _value(found)}})  # fmt: skip
    layers += [_name(found, x)] if found.own else []
    return _whole(layers, WIDTHS[size], 300)


def _mark(apart: bool | None, own: bool) -> Spec:
    """Our own place is a diamond; a place beyond the limits a triangle; others are dots."""
    shape = "diamond" if own else "triangle-up" if apart else "circle"
    fill = PETROL if own else GOLD if apart else "#ffffff"
    return {"type": "point", "shape": shape, "size": 180 if own else 80, "filled": True,
            "fill": fill, "stroke": INK, "strokeWidth": 1.5, "opacity": 1}  # fmt: skip


def _at(one: Place) -> dict[str, Any]:
    figure = one.figure
    return {
        "name": figure.area.name,
        "value": float(figure.value or 0),
        "people": float(figure.denominator or 0),
        "lower": float(figure.low) if figure.low is not None else None,
        "upper": float(figure.high) if figure.high is not None else None,
    }


def _name(found: Across, x: Spec) -> Spec:
    assert found.own is not None
    mark = {"type": "text", "dy": -16, "fontWeight": 600, "align": "center"}
    encoding = {"x": x, "y": _value(found), "text": {"field": "name"}}
    return {"data": {"values": [_at(found.own)]}, "mark": mark, "encoding": encoding}


def _value(found: Across) -> Spec:
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": {"title": axis_name(found.indicator), "tickCount": 5},
    }


def _bars(found: Across, size: str) -> Spec:
    shown = rules.shown(found.places, found.own)
    names = [_short(one, size) for one in shown]
    y = {
        "field": "name", "type": "nominal", "sort": names, "scale": {"domain": names},
        "axis": {"title": None, "labelLimit": 220, "ticks": False, "domain": False},
    }  # fmt: skip
    x = {
        "field": "value", "type": "quantitative", "scale": {"zero": True, "nice": True},
        "axis": {"title": axis_name(found.indicator), "tickCount": 4},
    }  # fmt: skip
    rows = [{**_at(one), "name": _short(one, size), "own": one.is_own} for one in shown]
    bar: Spec = {
        "data": {"values": rows},
        "mark": {"type": "bar", "height": 11},
        "encoding": {
            "x": x, "y": y,
            "color": {"condition": {"test": "datum.own", "value": PETROL}, "value": "#9fb8bc"},
        },
    }  # fmt: skip
    limits: Spec = {
        "data": {"values": [row for row in rows if row["lower"] is not None]},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
        "encoding": {"y": y, "x": {**x, "field": "lower"}, "x2": {"field": "upper"}},
    }
    layers = [bar, limits]
    if found.average:
        layers.append({
            "data": {"values": [{"value": found.average * _per(found)}]},
            "mark": {"type": "rule", "color": GOLD, "strokeWidth": 2, "strokeDash": [6, 4]},
            "encoding": {"x": {"field": "value", "type": "quantitative"}},
        })  # fmt: skip
    return _whole(layers, WIDTHS[size] - 80, BAR * len(shown) + 10)


def _short(one: Place, size: str) -> str:
    """Name a place. On a phone a name is cut; that it is our own the dark bar says as well."""
    name, here = one.area.name, " (here)" if one.is_own else ""
    if size != "narrow" or len(name + here) <= NARROW_NAME:
        return name + here
    return name if len(name) <= NARROW_NAME else f"{name[: NARROW_NAME - 1]}…"


def _whole(layers: list[Spec], width: int, height: int) -> Spec:
    letters = {"labelFontSize": 14, "titleFontSize": 14, "labelFont": FONT, "titleFont": FONT}
    colours = {"labelColor": INK, "titleColor": INK_SOFT, "gridColor": RULE, "domainColor": RULE}
    return {
        "$schema": SCHEMA, "width": width, "height": height, "background": "transparent",
        "padding": 6, "layer": layers,
        "config": {
            "font": FONT, "aria": False, "view": {"stroke": None},
            "axis": {**letters, **colours, "titleFontWeight": "normal"},
            "text": {"fontSize": 14, "font": FONT, "fill": INK},
        },
    }  # fmt: skip
