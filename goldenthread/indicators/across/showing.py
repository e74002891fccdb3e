"""How a comparison across areas is handed to the page."""

from typing import Any

from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.indicators.across import drawing
from goldenthread.indicators.across.queries import Across, Multiples, Place
from goldenthread.indicators.charts import described, draw, titled
from goldenthread.indicators.charts.drawing import picture
from goldenthread.places.models import Area
from goldenthread.tables import Column, Sorted

NOTES = {
    drawing.FUNNEL: "The level line is the average of the areas shown. Dashes are the limits of "
    "95%, lines those of 99.8%: by chance alone, 1 area in 20, and 1 in 500, would lie beyond. "
    "The diamond is our own area; triangles lie beyond a limit.",
    drawing.BARS: "The dark strokes are 95% limits, the dashed line is the average of the areas "
    "shown. The dark bar is our own area.",
}
COLUMNS: list[Column[Place]] = [
    Column("area", "Area", lambda one: one.area.name.casefold()),
    Column("figure", "Figure", lambda one: one.figure.value, numeric=True),
    Column("counted", "Counted", lambda one: one.figure.count, numeric=True),
    Column("people", "Out of", lambda one: one.figure.denominator, numeric=True),
    Column("standing", "Around the average", lambda one: one.standing or None),
]


def pictures(found: Across, request: Request) -> list[dict[str, Any]]:
    """Give the funnel, where it can be drawn, and the bars, each with words and downloads."""
    forms = [drawing.FUNNEL] if found.has_funnel else []
    forms += [drawing.BARS] if found.places else []
    return [_picture(found, form, request) for form in forms]


def _picture(found: Across, form: str, request: Request) -> dict[str, Any]:
    words = (drawing.titled(found, form), drawing.described(found, form))
    query = request.GET.urlencode()
    addresses = {
        f"{ending}_url": reverse("across_picture", args=[found.indicator.pk, form, ending])
        + (f"?{query}" if query else "")
        for ending in ("svg", "png")
    }
    return {
        "title": words[0],
        "description": words[1],
        "note": NOTES[form],
        "wide": picture(drawing.specification(found, form), *words),
        "narrow": picture(drawing.specification(found, form, "narrow"), *words),
        **addresses,
    }


def table(found: Across, shown: Sorted[Place], *, csv_url: str) -> dict[str, Any]:
    """Give the areas as a table."""
    return {
        "id": "across",
        "caption": f"{found.indicator.name}, {found.period}",
        "note": "Beneath each figure stand its 95% limits.",
        "columns": shown.columns,
        "rows": [_row(one) for one in shown.page.object_list],
        "csv_url": csv_url,
        "sticky": True,
    }


def _row(one: Place) -> list[Any]:
    figure = one.figure
    name = f"{one.area.name} (our own)" if one.is_own else one.area.name
    return [
        name, {"figure": figure}, _number(figure.count), _number(figure.denominator),
        one.standing or "Not told",
    ]  # fmt: skip


def _number(value: Any) -> dict[str, Any]:
    return {"text": f"{value:,.0f}" if value is not None else "Not known", "numeric": True}


def absent(areas: tuple[Area, ...], most: int = 10) -> str:
    """Say which areas have no figure; "" where every one has."""
    if not areas:
        return ""
    more = len(areas) - most
    named = ", ".join(one.name for one in areas[:most]) + (f" and {more} more" if more > 0 else "")
    return f"{len(areas)} without a figure for this period: {named}."


def small(found: Multiples, request: Request) -> list[dict[str, Any]]:
    """Give small charts with their words and downloads."""
    query = request.GET.urlencode()
    query = f"?{query}" if query else ""
    return [
        {
            "name": one.name,
            "words": described(one.chart),
            "title": titled(one.chart),
            "picture": draw(one.chart, "small"),
            **{
                ending: reverse("small_chart", args=[found.indicator.pk, one.key, ending]) + query
                for ending in ("svg", "png", "csv")
            },
        }
        for one in found.charts
    ]
