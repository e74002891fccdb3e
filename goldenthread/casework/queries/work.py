"""What waits for one person in their cases, the most overdue first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework.models import Case, CaseClock, Task
from goldenthread.casework.queries.seeing import cases_of, doors_of
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
    """What waits for one person. more: how many things beyond those shown."""

    waiting: list[Waiting]
    more: int
    overdue: int


def work_of(partnership: Partnership, user: User) -> Work:
    """Give what waits for a person in cases that they see, overdue first.

    Their own tasks, and in cases they lead the tasks given to nobody and the running clocks.
    Needs "casework.read".
    """
    now = timezone.now()
    seen = cases_of(partnership, doors_of(partnership, by=user).whole)
    tasks = Task.objects.of(partnership).filter(
        Q(given_to=user) | Q(given_to=None, case__lead=user),
        done_at=None,
        dropped_at=None,
        case__in=seen,
    )
    running = CaseClock.objects.of(partnership).filter(
        case__lead=user, met=None, dropped_at=None, case__in=seen
    )
    shown = [
        *(_task(one, now) for one in tasks.select_related("case__type").order_by("due")[:SHOWN]),
        *(_clock(one, now) for one in running.select_related("case__type").order_by("due")[:SHOWN]),
    ]
    ordered = sorted(shown, key=lambda one: (clocks.STANDINGS.index(one.standing), one.due))[:SHOWN]
    every = tasks.count() + running.count()
    overdue = tasks.filter(due__lte=now).count() + sum(
        one.standing == clocks.OVERDUE and not one.is_task for one in shown
    )
    return Work(ordered, every - len(ordered), overdue)


def _task(one: Task, now: datetime) -> Waiting:
    return Waiting(one.case, one.name, one.due, plain_standing(one.due, now=now), True, now)


def _clock(one: CaseClock, now: datetime) -> Waiting:
    standing = clocks.standing(one.as_ruled, now=now, warn_days=one.warn_days)
    return Waiting(one.case, one.name, one.due, standing, False, now)
