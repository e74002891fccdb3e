"""`{% permitted "accounts.manage" as manages %}` says whether whoever asks holds a permission."""

from typing import Any

from django import template

from goldenthread.accounts.queries import may

register = template.Library()


@register.simple_tag(takes_context=True)
def permitted(context: dict[str, Any], permission: str) -> bool:
    """Say whether a link to a page is worth showing; the page itself still asks."""
    request = context["request"]
    return may(request.user, permission, on=request.partnership)
