"""Working a case: answers, steps and notes."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes import letters, own_rules
from goldenthread.casework.changes.engine import (
    add_event,
    keep_answers,
    keep_time,
    locked,
    reach,
)
from goldenthread.casework.changes.opening import follow_answers
from goldenthread.casework.models import Case, CaseEvent, Task
from goldenthread.casework.queries.answers import answers_of, entries_of, texts_of
from goldenthread.casework.queries.seeing import Sight, sight
from goldenthread.casework.rules import asking, steps
from goldenthread.casework.rules.marking import check_note
from goldenthread.casework.rules.measures import check_entry
from goldenthread.casework.types.forms import Form

LONGEST_NOTE = 8_000


def worked_by(case: Case, by: User, permission: str = "casework.work") -> Sight:
    """Give a case, locked, as somebody who works on it sees it.

    Raises PermissionDenied for whoever may not, or does not see the whole of it.
    """
    require(by, permission, on=case.partnership)
    found = sight(locked(case), by=by)
    if found is None or not found.whole:
        raise PermissionDenied("You do not work on this case.")
    return found


@transaction.atomic
def record_answers(
    *, case: Case, form: str, texts: Mapping[str, str], by: User, at: datetime | None = None
) -> Case:
    """Keep the answers to one form of a case; earlier ones stay in its history.

    form: id of a form that is filled in at the case's stage by a role that `by` holds on it.
    Needs "casework.work". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    seen = worked_by(case, by)
    case, of, at = seen.case, seen.case.type.declared, at or timezone.now()
    found = steps.check_form(of, form, stage=case.stage, workers=seen.workers)
    asked = {one.id for one in found.questions}
    before = {id: text for id, text in texts_of(case).items() if id not in asked}
    kept = asking.check_answers([found], of.forms, {**before, **texts})
    event = add_event(case, "answered", by=by, at=at, about=found.name)
    keep_answers(case, event, kept, asked, afresh=found.again)
    _check_measures(case, found)
    follow_answers(case)
    keep_time(case, at=at)
    record("casework.answers_recorded", by=by, about=case)
    return case


def _check_measures(case: Case, form: Form) -> None:
    """Refuse an entry that does not measure what the first one did (PS-04)."""
    for one in case.type.declared.measures:
        if one.form == form.id and one.of:
            told = [entry.texts for entry in entries_of(case, [form])]
            check_entry(one, told[0], told[-1])


@transaction.atomic
def move(
    *,
    case: Case,
    step: str,
    by: User,
    reason: str = "",
    outcome: str = "",
    at: datetime | None = None,
) -> Case:
    """Take a declared step from where the case stands; a step to a closed stage closes it.

    step: id of a transition. Needs "casework.work". Raises PermissionDenied, or RuleBroken
    where the step does not begin here, is for others, its condition does not hold, or what
    must be done before closing is not done.
    """
    seen = worked_by(case, by)
    _take(seen.case, step, by=by, workers=seen.workers, reason=reason, outcome=outcome,
          at=at or timezone.now())  # fmt: skip
    record("casework.case_moved", by=by, about=seen.case)
    return seen.case


def take_step(
    case: Case, step: str, *, by: Person, workers: frozenset[str], at: datetime, outcome: str = ""
) -> None:
    """Take a step on behalf of somebody who is not signed in; the caller has locked the case."""
    _take(case, step, by=by, workers=workers, reason="", outcome=outcome, at=at)


def _take(
    case: Case, step: str, *, by: Person, workers: frozenset[str], reason: str, outcome: str,
    at: datetime,
) -> None:  # fmt: skip
    of = case.type.declared
    taken = steps.check_step(
        of, step, stage=case.stage, workers=workers, answers=answers_of(case), reason=reason,
        outcome=outcome,
    )  # fmt: skip
    closes = of.stage(taken.to).kind == "closed"
    if closes:
        _check_all_done(case)
    own_rules.before(case, step, by=by, at=at)
    event = add_event(case, "moved", by=by, at=at, step=step, stage=taken.to, text=reason)
    case.stage, case.outcome, case.closed_at = taken.to, outcome, at if closes else None
    reach(case, taken.to, at=at)
    own_rules.after(case, step, by=by, at=at)
    keep_time(case, at=at)
    letters.send(case, event, taken)


def _check_all_done(case: Case) -> None:
    """Refuse to close a case before its mandatory tasks are done."""
    waiting = Task.objects.of(case.partnership).filter(
        case=case, mandatory=True, done_at=None, dropped_at=None
    )
    if names := list(waiting.values_list("name", flat=True)):
        raise RuleBroken(f"Before it is closed this must be done: {'; '.join(names)}.")


@transaction.atomic
def add_note(
    *, case: Case, text: str, kind: str, about: str = "", by: User, at: datetime | None = None
) -> CaseEvent:
    """Add a note to the timeline, marked as fact, opinion or allegation (G-07).

    about: the kind of person it is about; empty: nobody in particular. Needs "casework.work".
    """
    case = worked_by(case, by).case
    check_note(kind=kind, person=about or "other")
    if not text.strip():
        raise RuleBroken("Write the note.")
    if len(text) > LONGEST_NOTE:
        raise RuleBroken(f"A note has at most {LONGEST_NOTE:,} characters.")
    event = add_event(
        case, "noted", by=by, at=at or timezone.now(), text=text, kind_of_note=kind, about=about
    )
    record("casework.note_added", by=by, about=case)
    return event
