"""What is due next in a case and is recorded on a page of its own: one open task of each kind.

Such a task stands among the others of the case and in "my cases". Its key names what it is for,
with a colon, which no declared task has, so that it is done where that thing is recorded.
"""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.casework.models import Case, Task
from goldenthread.casework.rules.lengths import close_of

TICK = timedelta(microseconds=1)


def set_due(
    case: Case, key: str, name: str, *, by_day: date, given_to: User | None, by: User,
    at: datetime,
) -> None:  # fmt: skip
    """Let something be due by the close of a day; what of its kind was due before is done."""
    meet_due(case, key, by=by, at=at)
    rows = Task.objects.of(case.partnership).filter(case=case, key=key)
    last = rows.order_by("-since").values_list("since", flat=True).first()
    Task.objects.create(
        partnership=case.partnership, case=case, key=key, name=name[:300], given_to=given_to,
        since=at if last is None or last < at else last + TICK, due=close_of(by_day),
    )  # fmt: skip


def meet_due(case: Case, key: str, *, by: User, at: datetime) -> None:
    """Note that what was due is done."""
    _open(case, key).update(done_at=at, done_by=by)


def drop_due(case: Case, start: str, *, at: datetime) -> None:
    """Note that what begins with a key is no longer needed."""
    rows = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    rows.filter(key__startswith=start).update(dropped_at=at)


def _open(case: Case, key: str) -> QuerySet[Task]:
    rows = Task.objects.of(case.partnership).filter(case=case, key=key)
    return rows.filter(done_at=None, dropped_at=None)
