"""Actions as a table to download."""

from collections.abc import Iterable

from django.http import HttpResponse

from goldenthread.delivery.queries import Standing
from goldenthread.tables import as_csv

HEAD = (
    "plan", "number", "action", "status", "set_by_hand", "owner", "due", "last_update", "done_on",
    "places",
)  # fmt: skip


def actions_as_csv(found: Iterable[Standing]) -> HttpResponse:
    """Give actions as rows, in their order."""
    rows = [
        (
            one.action.plan.title,
            one.action.number,
            one.action.title,
            one.status.label,
            "yes" if one.by_hand else "",
            one.action.accountable,
            one.action.due,
            one.action.heard,
            one.action.done_on,
            "; ".join(one.action.places),
        )
        for one in found
    ]
    return as_csv("actions", HEAD, rows)
