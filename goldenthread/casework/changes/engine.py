"""What every change to a case has in common: the lock, the timeline, and what is due by when."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import Answer, Case, CaseClock, CaseEvent, Task
from goldenthread.casework.queries.answers import answers_of
from goldenthread.casework.rules import clocks
from goldenthread.casework.rules.lengths import ends
from goldenthread.casework.types.conditions import Answer as Answered
from goldenthread.casework.types.conditions import holds, parse
from goldenthread.casework.types.model import Task as DeclaredTask
from goldenthread.casework.types.model import TypeClock

REPORTER = "The person who reported"


def locked(case: Case) -> Case:
    """Read a case again under a lock, so that two people cannot change it at once."""
    rows = Case.objects.of(case.partnership).select_related(
        "type", "partnership", "lead", "supervisor"
    )
    return rows.select_for_update(of=("self",)).get(pk=case.pk)


def add_event(
    case: Case, verb: str, *, by: Person, at: datetime, step: str = "", stage: str = "",
    text: str = "", kind_of_note: str = "", about: str = "",
) -> CaseEvent:  # fmt: skip
    """Add to the timeline of a case, which must be locked or new."""
    last = CaseEvent.objects.of(case.partnership).filter(case=case).aggregate(n=Max("number"))["n"]
    return CaseEvent.objects.create(
        partnership=case.partnership,
        case=case,
        number=(last or 0) + 1,
        at=at,
        verb=verb,
        by=by if isinstance(by, User) else None,
        by_name=str(by) if isinstance(by, User) else REPORTER,
        step=step,
        stage=stage,
        text=text.strip(),
        kind_of_note=kind_of_note,
        about=about,
    )


def keep_answers(
    case: Case, event: CaseEvent, kept: Mapping[str, str], asked: set[str], *, afresh: bool = False
) -> bool:
    """Keep answers to the questions that were asked; say whether any is other than before.

    What was answered earlier stays, no longer current. What applies no more has no answer now.
    afresh: an entry of a log, kept whole even where it says the same as the one before.
    """
    rows = Answer.objects.of(case.partnership).filter(case=case, current=True)
    before = {one.question: one for one in rows if one.question in asked}
    gone = [one.pk for one in before.values() if afresh or kept.get(one.question) != one.text]
    rows.filter(pk__in=gone).update(current=False)
    same = {one.question for one in before.values() if one.pk not in gone}
    personal = set(case.type.declared.personal)
    new = [
        Answer(
            partnership=case.partnership, case=case, event=event, question=question, text=text,
            personal=question in personal,
        )
        for question, text in kept.items()
        if question not in same
    ]  # fmt: skip
    Answer.objects.bulk_create(new)
    return bool(gone or new)


def reach(case: Case, stage: str, *, at: datetime) -> None:
    """Note that a stage is reached: what waited for it is met, and nothing runs once closed."""
    ends_here = case.type.declared.stage(stage).kind == "closed"
    waiting = {one.id for one in case.type.declared.clocks if stage in one.met_at}
    for clock in _running(case):
        if clock.key in waiting:
            _keep(clock, clocks.meet(clock.as_ruled, at=max(at, clock.started)))
        elif ends_here:
            clock.dropped_at = at
            clock.save(update_fields=["dropped_at"])
    if ends_here:
        Task.objects.of(case.partnership).filter(
            case=case, done_at=None, dropped_at=None
        ).update(dropped_at=at)  # fmt: skip


def keep_time(case: Case, *, at: datetime) -> None:
    """Start what now runs, drop what no longer applies, and note what is due first.

    A clock or task arises when its stage was reached, even where the answer that it hangs on
    came later: the time limit of an urgent report runs from the report (RPT-07).
    """
    if case.closed_at is None:
        reached, answers = _arrivals(case), answers_of(case)
        _keep_clocks(case, reached, answers, at)
        _keep_tasks(case, reached, answers, at)
    case.next_due = _next_due(case)
    case.save()


def _arrivals(case: Case) -> dict[str, datetime]:
    """Give when each stage was last reached."""
    events = CaseEvent.objects.of(case.partnership).filter(case=case).exclude(stage="")
    return dict(events.order_by("number").values_list("stage", "at"))


def _running(case: Case) -> list[CaseClock]:
    found = CaseClock.objects.of(case.partnership).filter(case=case, met=None, dropped_at=None)
    return list(found)


def _keep_clocks(
    case: Case, reached: dict[str, datetime], answers: Mapping[str, Answered], at: datetime
) -> None:
    rows = CaseClock.objects.of(case.partnership).filter(case=case)
    known = {(one.key, one.started): one for one in rows}
    for declared in case.type.declared.clocks:
        started = reached.get(declared.starts_at)
        if started is None or any(
            reached.get(stage, started) > started for stage in declared.met_at
        ):
            continue
        runs = _applies(declared.when, answers)
        row = known.get((declared.id, started))
        if row is None and runs:
            _start(case, declared, started)
        elif row is not None and row.met is None and bool(row.dropped_at) is runs:
            row.dropped_at = None if runs else at
            row.save(update_fields=["dropped_at"])


def _start(case: Case, declared: TypeClock, started: datetime) -> None:
    length = declared.length.length
    CaseClock.objects.create(
        partnership=case.partnership,
        case=case,
        key=declared.id,
        name=declared.name,
        rule=declared.rule,
        statutory=declared.statutory,
        length_number=length.number,
        length_unit=length.unit.value,
        beginning_with=length.beginning_with,
        not_christmas=length.not_christmas,
        warn_days=declared.warn_working_days,
        trigger=case.type.declared.stage(declared.starts_at).name,
        started=started,
        due=ends(started, length),
    )


def _keep(row: CaseClock, ruled: clocks.Clock) -> None:
    """Keep a clock as the rules left it."""
    row.met, row.due = ruled.met, clocks.due(ruled)
    row.pauses = [
        {
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else None,
            "reason": one.reason,
            "by": one.by,
        }
        for one in ruled.pauses
    ]
    row.save(update_fields=["met", "due", "pauses"])


keep_clock = _keep


def _keep_tasks(
    case: Case, reached: dict[str, datetime], answers: Mapping[str, Answered], at: datetime
) -> None:
    rows = Task.objects.of(case.partnership).filter(case=case).exclude(key="")
    known = {(one.key, one.since): one for one in rows}
    for declared in case.type.declared.tasks:
        since = reached.get(declared.at)
        if since is None:
            continue
        needed = _applies(declared.when, answers)
        row = known.get((declared.id, since))
        if row is None and needed:
            _arise(case, declared, since)
        elif row is not None and row.done_at is None and bool(row.dropped_at) is needed:
            row.dropped_at = None if needed else at
            row.save(update_fields=["dropped_at"])


def _arise(case: Case, declared: DeclaredTask, since: datetime) -> None:
    Task.objects.create(
        partnership=case.partnership,
        case=case,
        key=declared.id,
        name=declared.name,
        worker=declared.by,
        since=since,
        due=ends(since, declared.due.length),
        mandatory=declared.mandatory,
    )


def _applies(when: str, answers: Mapping[str, Answered]) -> bool:
    return not when or holds(parse(when), answers)


def _next_due(case: Case) -> datetime | None:
    running = [one.due for one in _running(case) if not clocks.is_paused(one.as_ruled)]
    tasks = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    return min([*running, *tasks.values_list("due", flat=True)], default=None)
