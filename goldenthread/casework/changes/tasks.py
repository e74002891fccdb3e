"""Tasks of a case, and the pauses of its local clocks."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, keep_clock, keep_time
from goldenthread.casework.changes.people import check_worker
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, CaseClock, Task
from goldenthread.casework.rules import clocks
from goldenthread.casework.rules.lengths import close_of, local_day
from goldenthread.casework.rules.own_pages import own_page

LONGEST_NAME = 300


@transaction.atomic
def add_task(
    *, case: Case, name: str, due: date, given_to: User | None, by: User,
    at: datetime | None = None,
) -> Task:  # fmt: skip
    """Add a task by hand. given_to: who does it; None: whoever leads the case.

    Needs "casework.work". Raises PermissionDenied or RuleBroken.
    """
    case, at = worked_by(case, by).case, at or timezone.now()
    if case.closed_at:
        raise RuleBroken("The case is closed, so nothing can be added to it.")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise RuleBroken(f"Say in 1 to {LONGEST_NAME} characters what is to be done.")
    if due < local_day(at):
        raise RuleBroken("The day by which it is done cannot lie in the past.")
    if given_to is not None:
        check_worker(case, given_to)
    task = Task.objects.create(
        partnership=case.partnership, case=case, name=name.strip(), given_to=given_to, since=at,
        due=close_of(due),
    )  # fmt: skip
    add_event(case, "task_added", by=by, at=at, about=name.strip()[:200])
    keep_time(case, at=at)
    record("casework.task_added", by=by, about=case)
    return task


@transaction.atomic
def complete_task(*, task: Task, by: User, how: str = "", at: datetime | None = None) -> Task:
    """Record that a task is done. how: what was done; a mandatory task needs it (RPT-03).

    Needs "casework.work". Raises PermissionDenied or RuleBroken.
    """
    case, at = worked_by(task.case, by).case, at or timezone.now()
    task = Task.objects.of(case.partnership).select_for_update(of=("self",)).get(pk=task.pk)
    if not task.is_open:
        raise RuleBroken("This task is done already, or is no longer needed.")
    if own_page(task.key):
        raise RuleBroken("This is recorded on a page of its own, and is done with that.")
    if task.mandatory and not how.strip():
        raise RuleBroken("Say when and how it was done: this task is one that the rules ask for.")
    task.done_at, task.done_by = at, by
    task.save(update_fields=["done_at", "done_by"])
    add_event(case, "task_done", by=by, at=at, about=task.name[:200], text=how)
    keep_time(case, at=at)
    record("casework.task_completed", by=by, about=case)
    return task


@transaction.atomic
def pause_clock(*, clock: CaseClock, reason: str, by: User, at: datetime | None = None) -> None:
    """Let a local clock stand still, with a reason on record (G-05). Needs "casework.work"."""
    case, at = worked_by(clock.case, by).case, at or timezone.now()
    clock = _running(clock, case)
    keep_clock(clock, clocks.pause(clock.as_ruled, at=at, reason=reason, by=str(by)))
    add_event(case, "clock_paused", by=by, at=at, about=clock.name[:200], text=reason)
    keep_time(case, at=at)
    record("casework.clock_paused", by=by, about=case)


@transaction.atomic
def resume_clock(*, clock: CaseClock, by: User, at: datetime | None = None) -> None:
    """Let a paused clock run on (G-05). Needs "casework.work"."""
    case, at = worked_by(clock.case, by).case, at or timezone.now()
    clock = _running(clock, case)
    keep_clock(clock, clocks.resume(clock.as_ruled, at=at))
    add_event(case, "clock_resumed", by=by, at=at, about=clock.name[:200])
    keep_time(case, at=at)
    record("casework.clock_resumed", by=by, about=case)


def _running(clock: CaseClock, case: Case) -> CaseClock:
    rows = CaseClock.objects.of(case.partnership).select_for_update(of=("self",))
    found = rows.get(pk=clock.pk)
    if found.dropped_at:
        raise RuleBroken("This time limit no longer applies.")
    return found
