"""Says where in its documents a statement stands: "Plan 2021 - 2025, lines 352 to 354"."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.partnership.showing import said_places

register = template.Library()


@register.simple_tag(takes_context=True)
def stands_at(
    context: Mapping[str, Any], places: Iterable[str] | None, before: str = ""
) -> SafeString:
    """Draw the places of a row; "typed in here" where it has none.

    Uses `documents` of the context, as given by showing.page(). before: words before it.
    """
    said = said_places(places or [], context.get("documents") or {})
    if not said:
        return format_html('<span class="gt-source">{}Written here, not in a document</span>', "")
    drawn = format_html_join("; ", "{}", ((one,) for one in said))
    return format_html('<span class="gt-source">{}{}</span>', f"{before} " if before else "", drawn)
