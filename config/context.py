"""What every page knows: whose page it is and the ways through the house."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

WAYS = (
    ("Plan", "plan_on_a_page"),
    ("Indicators", "indicators"),
    ("Places", "areas"),
    ("Commitments", "commitments"),
    ("Groups", "groups"),
    ("Delivery", "delivery_plans"),
    ("Reports", "reports"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the partnership and the main navigation."""
    return {
        "partnership": getattr(request, "partnership", None),
        "nav": [
            {"label": label, "url": url, "current": request.path.startswith(url)}
            for label, url in ((label, _url(name)) for label, name in WAYS)
            if url
        ],
    }


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
