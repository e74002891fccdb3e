"""A map as components/map.html needs it."""

from typing import Any

from django.utils.safestring import mark_safe

from goldenthread.places.maps.drawing import draw, key
from goldenthread.places.maps.plan import Plan
from goldenthread.places.maps.words import described


def component(
    plan: Plan, *, table: dict[str, Any] | None = None, svg_url: str = "", csv_url: str = ""
) -> dict[str, Any]:
    """Give everything about a map for its component. The drawing escapes every text in it."""
    return {
        "id": plan.id,
        "title": plan.title,
        "unit": plan.unit,
        "of_what": plan.of_what,
        "svg": mark_safe(draw(plan)) if plan.is_drawn else "",  # noqa: S308 - see above
        "described": described(plan),
        "key": key(plan),
        "how": plan.how if plan.has_values and plan.classes else "",
        "note": plan.note,
        "source": plan.source,
        "table": table,
        "svg_url": svg_url if plan.is_drawn else "",
        "csv_url": csv_url,
    }
