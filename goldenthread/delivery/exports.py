"""Actions as a table that a spreadsheet opens safely."""

import csv

from django.http import HttpResponse
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.delivery import queries
from goldenthread.delivery.rules import STATUSES

HEAD = ("plan", "number", "action", "status", "owner", "due", "last_update", "done_on", "places")


def plain(text: str) -> str:
    """Keep a cell from being read as a formula by a spreadsheet."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def actions_as_csv(partnership: Partnership, *, by: Person, plan: str | None) -> HttpResponse:
    """Give every action that somebody may read, of one plan or of all."""
    found = queries.actions_of(partnership, by=by)
    if plan:
        found = found.filter(plan__key=plan)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{plan or "actions"}.csv"'
    rows = csv.writer(answer)
    rows.writerow(HEAD)
    today = timezone.localdate()
    for action in found:
        status = action.status_on(today)
        rows.writerow(
            [
                plain(action.plan.title),
                action.number,
                plain(action.title),
                STATUSES[status.key].label,
                plain(str(action.owner or "")),
                action.due or "",
                action.heard or "",
                action.done_on or "",
                "; ".join(action.places),
            ]
        )
    return answer
