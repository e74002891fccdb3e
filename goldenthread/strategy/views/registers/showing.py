"""How the registers are handed to the page's components."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts.asking import Request
from goldenthread.partnership.queries import say_places_together
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import Commitment, Priority, Strategy

TONES = {
    "": "none",
    "not_started": "waiting",
    "in_progress": "good",
    "delivered": "done",
    "stopped": "paused",
}
NONE_GIVEN = "None given"


def status_label(status: str) -> str:
    """Name a commitment's status, or say that there is none."""
    return rules.COMMITMENT_STATUSES.get(status, NONE_GIVEN)


def said_at(request: Request, places: Iterable[str]) -> str:
    """Say where something stands, in one text: for a cell of a table or of a CSV."""
    return "; ".join(say_places_together(places, request.partnership))


def number(value: Decimal | None) -> str:
    """Print a number as it was read, with commas and no empty decimals; "" for none."""
    if value is None:
        return ""
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def years(strategy: Strategy) -> str:
    """Name a plan by its years, as the head of a column."""
    return strategy.period_printed or strategy.title


def priority_url(one: Priority) -> str:
    """Give the address of a priority or theme, whose `strategy` was read with it."""
    return reverse("priority", args=[one.strategy.key, one.key])


def commitment_url(one: Commitment) -> str:
    """Give the address of a commitment, whose `strategy` was read with it."""
    return reverse("commitment", args=[one.strategy.key, one.key])


def thread(one: Commitment) -> list[dict[str, Any]]:
    """Give the gold thread: police and crime plan, theme, sub-theme, commitment."""
    plan, theme = one.strategy, one.priority
    steps: list[dict[str, Any]] = [
        {"label": "Plan", "title": plan.title, "url": reverse("strategy", args=[plan.key])},
        {
            "label": f"Theme {theme.number}",
            "title": theme.title,
            "url": reverse("priority", args=[plan.key, theme.key]),
        },
    ]
    if one.sub_theme:
        asked = {
            "theme": queries.theme_named(theme),
            "sub_theme": queries.theme_named(theme, one.sub_theme),
        }
        found = f"{reverse('commitments')}?{urlencode(asked)}"
        steps.append({"label": "Sub-theme", "title": one.sub_theme.title, "url": found})
    return [*steps, {"label": "Commitment", "title": one.title, "current": True}]
