"""What waits for one person in their cases, the most overdue first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework.models import Case, CaseClock, Task
from goldenthread.casework.queries.seeing import Doors, cases_of, doors_of
from goldenthread.casework.rules import clocks
from goldenthread.casework.rules.wording import LABELS, TONES, due_said, plain_standing

SHOWN = 100  # the most urgent; whoever has more to do sees how many there are


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a task, or a time limit that runs."""

    case: Case
    what: str
    due: datetime
    standing: str
    is_task: bool
    now: datetime

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return LABELS[self.standing]

    @property
    def tone(self) -> str:
        """How it stands, for a status tag."""
        return TONES.get(self.standing, "none")

    @property
    def due_said(self) -> str:
        """By when, in words."""
        return due_said(self.due, now=self.now)


@dataclass(frozen=True)
class Work:
    """What waits for one person. more: how many things beyond those shown.

    unled: open cases that they see entire and that nobody leads; oldest: since when.
    """

    waiting: list[Waiting]
    more: int
    overdue: int
    unled: int
    oldest: datetime | None


def work_of(partnership: Partnership, user: User) -> Work:
    """Give what waits for a person in cases that they see, overdue first.

    Their own tasks, and in cases they lead the tasks given to nobody and the running clocks.
    Needs "casework.read".
    """
    now, doors = timezone.now(), doors_of(partnership, by=user)
    tasks, running = _waiting(partnership, user, doors, now)
    shown = [
        *(_task(one, now) for one in tasks.select_related("case__type").order_by("due")[:SHOWN]),
        *(_clock(one, now) for one in running.select_related("case__type").order_by("due")[:SHOWN]),
    ]
    ordered = sorted(shown, key=lambda one: (clocks.STANDINGS.index(one.standing), one.due))[:SHOWN]
    every = tasks.count() + running.count()
    unled = cases_of(partnership, doors.whole).filter(lead=None, closed_at=None)
    left = unled.aggregate(number=Count("pk"), oldest=Min("opened_at"))
    return Work(
        ordered, every - len(ordered), _overdue(tasks, running, now), left["number"], left["oldest"]
    )


def overdue_of(partnership: Partnership, user: User) -> int:
    """Say how many tasks and time limits of a person are overdue. Needs "casework.read"."""
    doors = doors_of(partnership, by=user)
    now = timezone.now()
    return _overdue(*_waiting(partnership, user, doors, now), now)


def _overdue(tasks: QuerySet[Task], running: QuerySet[CaseClock], now: datetime) -> int:
    late = [one.as_ruled for one in running.filter(due__lte=now)]
    return tasks.filter(due__lte=now).count() + sum(not clocks.is_paused(one) for one in late)


def _waiting(
    partnership: Partnership, user: User, doors: Doors, now: datetime
) -> tuple[QuerySet[Task], QuerySet[CaseClock]]:
    """Their tasks and clocks, and, of cases they supervise, contacts that are late (CASE-03)."""
    seen = doors.whole.q("case__")
    tasks = Task.objects.of(partnership).filter(
        seen,
        Q(given_to=user)
        | Q(given_to=None, case__lead=user)
        | Q(case__supervisor=user, key__startswith="contact:", due__lte=now),
        done_at=None,
        dropped_at=None,
    )
    running = CaseClock.objects.of(partnership).filter(
        seen, case__lead=user, met=None, dropped_at=None
    )
    return tasks, running


def _task(one: Task, now: datetime) -> Waiting:
    return Waiting(one.case, one.name, one.due, plain_standing(one.due, now=now), True, now)


def _clock(one: CaseClock, now: datetime) -> Waiting:
    standing = clocks.standing(one.as_ruled, now=now, warn_days=one.warn_days)
    return Waiting(one.case, one.name, one.due, standing, False, now)
