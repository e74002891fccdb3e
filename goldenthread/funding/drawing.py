"""Where money goes, as bars: Vega-Lite, as the house's other charts."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from goldenthread.funding.queries import Group
from goldenthread.funding.rules import pounds
from goldenthread.indicators.charts.drawing import picture
from goldenthread.indicators.charts.look import FONT, INK, PETROL, RULE, Spec
from goldenthread.indicators.charts.specification import SCHEMA

WIDTHS = {"wide": 400, "narrow": 120}
BAR, LETTERS = 26, {"wide": 40, "narrow": 19}  # px of one bar; letters of a name
MOST = 12  # bars in one picture; the table has them all


def bars(groups: Sequence[Group], title: str, described: str) -> dict[str, SafeString]:
    """Draw the largest groups as bars, wide and narrow."""
    shown = sorted(groups[:MOST], key=lambda one: -one.amount)
    return {size: picture(_bars(shown, size), title, described) for size in WIDTHS}


def told(groups: Sequence[Group], what: str) -> str:
    """Say the bars for whoever does not see them."""
    said = [f"{one.label} {pounds(one.amount)}" for one in groups[:MOST]]
    more = len(groups) - MOST
    rest = f"; {more} more are in the table" if more > 0 else ""
    return f"{what}: {'; '.join(said)}{rest}."


def _bars(groups: Sequence[Group], size: str) -> Spec:
    names = [short(one.label, LETTERS[size]) for one in groups]
    rows = [
        {"name": name, "value": float(one.amount), "text": brief(one.amount)}
        for name, one in zip(names, groups, strict=True)
    ]
    y: Spec = {
        "field": "name", "type": "nominal", "sort": names, "scale": {"domain": names},
        "axis": {"title": None, "labelLimit": 300, "ticks": False, "domain": False},
    }  # fmt: skip
    x: Spec = {
        "field": "value", "type": "quantitative", "axis": None,
        "scale": {"zero": True, "nice": False},
    }  # fmt: skip
    bar = {"mark": {"type": "bar", "height": 14, "color": PETROL}, "encoding": {"x": x, "y": y}}
    text = {
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {"x": x, "y": y, "text": {"field": "text"}},
    }
    letters = {"labelFontSize": 14, "labelFont": FONT, "labelColor": INK, "gridColor": RULE}
    return {
        "$schema": SCHEMA, "width": WIDTHS[size], "height": BAR * len(rows) + 6,
        "background": "transparent", "padding": 6, "data": {"values": rows}, "layer": [bar, text],
        "config": {
            "font": FONT, "aria": False, "view": {"stroke": None}, "axis": letters,
            "text": {"fontSize": 14, "font": FONT, "fill": INK},
        },
    }  # fmt: skip


def short(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def brief(amount: Decimal) -> str:
    """Print a sum for a picture, where the table beside it has the whole: "£5.12m", "£347,693"."""
    return f"£{amount / 1_000_000:.2f}m" if amount >= 1_000_000 else pounds(amount)
