"""What every page knows: whose page it is and the ways through the house."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.accounts.queries import may

WAYS = (
    ("Plan", "plan_on_a_page"),
    ("Indicators", "indicators"),
    ("Places", "places"),
    ("Commitments", "commitments"),
    ("Groups", "groups"),
    ("Delivery", "delivery_plans"),
    ("Money", "money"),
    ("Reports", "reports"),
    ("Report a problem", "report_start"),
)
FOR_SOME = (
    ("Cases", "cases", "casework.read"),
    ("Hotspots", "hotspots", "hotspots.read"),
    ("Check figures", "check_figures", "figures.check"),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the partnership and the main navigation."""
    partnership = getattr(request, "partnership", None)
    user = getattr(request, "user", None)
    ways = [*WAYS]
    if partnership and user:
        ways += [(label, name) for label, name, need in FOR_SOME if may(user, need, on=partnership)]
    return {
        "partnership": partnership,
        "nav": [
            {"label": label, "url": url, "current": request.path.startswith(url)}
            for label, url in ((label, _url(name)) for label, name in ways)
            if url
        ],
    }


def _url(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
