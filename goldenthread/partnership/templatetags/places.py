"""`{% stands_at item %}` says where an item stands: "Plan 2021 - 2025, lines 352 and 407"."""

from typing import Any

from django import template

from goldenthread.partnership.queries import say_places_together

register = template.Library()


@register.simple_tag(takes_context=True)
def stands_at(context: dict[str, Any], item: Any) -> str:
    """Say where something stands, one part for each document; empty where it was typed in.

    item: a row with `places`, or a list of places; nothing where there is none. Costs one
        query a page.
    """
    if not item:
        return ""
    places = item if isinstance(item, list) else item.places
    return "; ".join(say_places_together(places, context["partnership"]))
