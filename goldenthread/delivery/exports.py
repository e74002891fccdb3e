"""Actions as a table to download."""

from django.http import HttpResponse
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.delivery import queries
from goldenthread.tables import as_csv

HEAD = ("plan", "number", "action", "status", "owner", "due", "last_update", "done_on", "places")


def actions_as_csv(partnership: Partnership, *, by: Person, plan: str) -> HttpResponse:
    """Give every action that somebody may read, of one plan or (plan empty) of all."""
    found = queries.actions_of(partnership, by=by)
    if plan:
        found = found.filter(plan__key=plan)
    today = timezone.localdate()
    rows = [
        (
            action.plan.title,
            action.number,
            action.title,
            action.status_on(today).label,
            str(action.owner or ""),
            action.due,
            action.heard,
            action.done_on,
            "; ".join(action.places),
        )
        for action in found
    ]
    return as_csv("actions", HEAD, rows)
