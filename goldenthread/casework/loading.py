"""The invented cases of the worked example: declared, and opened as staff would open them.

Their days are counted back from the day of loading, so that some are always due, some overdue
and some done. Whatever is there already is left alone: people may have worked on it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

from django.utils import timezone
from pydantic import Field

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework import changes
from goldenthread.casework.loading_working import WORKING
from goldenthread.casework.models import Case, CaseTypeVersion, Task
from goldenthread.casework.rules.lengths import LONDON, local_day
from goldenthread.casework.rules.references import tidy
from goldenthread.declared import DeclaredItem, nearest, read


class DeclaredDoing(DeclaredItem):
    """One thing done to an invented case: how many days ago, at what time, by whom (a role).

    what: the note, the reason, or how a task was done. given: what is done for those harmed,
    with partners or by a power, as the change of that name takes it.
    """

    do: Literal[
        "move", "answer", "note", "lead", "add_task", "task_done", "give", "restrict",
        "supervisor", "harmed", "assess", "contact", "refer", "accept", "plan",
    ]  # fmt: skip
    days_ago: int = Field(ge=0, le=400)
    at: time = time(9)
    by: str = "caseworker"
    step: str = ""
    form: str = ""
    answers: dict[str, str] = {}
    outcome: str = ""
    what: str = ""
    kind: str = "fact"
    about: str = ""
    task: str = ""
    worker: str = ""
    to: str = "caseworker"
    in_days: int = 5
    given: dict[str, Any] = {}


class DeclaredCase(DeclaredItem):
    """One invented case: the answers with which it was opened, and what was done since."""

    reference: str
    type: str
    days_ago: int = Field(ge=0, le=400)
    at: time = time(9)
    by: str = "caseworker"
    answers: dict[str, str]
    then: list[DeclaredDoing] = []


class DeclaredCases(DeclaredItem):
    """A file of invented cases, of one partnership, and the case types it adopts."""

    partnership: str
    adopts: list[str]
    cases: list[DeclaredCase]


def declared_cases(path: Path) -> DeclaredCases:
    """Read a file of invented cases. Raises CannotDo with file and line where it is wrong."""
    found = read(path, DeclaredCases)
    for one in found.cases:
        if not tidy(one.reference):
            raise one.mistake("reference", "is no reference. Write one such as K7M-4QX-9PD.")
        if one.type not in found.adopts:
            near = nearest(one.type, found.adopts)
            raise one.mistake("type", f'"{one.type}" is not adopted here. {near}')
    return found


def load(declared: DeclaredCases, *, partnership: Partnership, people: Mapping[str, User]) -> int:
    """Adopt the case types and open the cases that are not there yet; give how many are new.

    people: the example's sign-ins by role.
    """
    types = {id: changes.adopt(id, partnership=partnership) for id in declared.adopts}
    known = set(Case.objects.of(partnership).values_list("reference", flat=True))
    new = [one for one in declared.cases if one.reference not in known]
    for one in new:
        _open(one, types[one.type], people)
    return len(new)


def _open(one: DeclaredCase, of: CaseTypeVersion, people: Mapping[str, User]) -> None:
    case = changes.open_case(
        of=of,
        texts=one.answers,
        by=people[one.by],
        at=_moment(one.days_ago, one.at),
        reference=one.reference,
    )
    for doing in one.then:
        at = _moment(doing.days_ago, doing.at)
        if doing.do in WORKING:
            WORKING[doing.do](case, doing.given, people, people[doing.by], at)
        else:
            DOINGS[doing.do](case, doing, people, at)


def _moment(days_ago: int, at: time) -> datetime:
    """Give a moment some days back, at a time of day in England; never one to come."""
    day = timezone.localdate() - timedelta(days=days_ago)
    return min(datetime.combine(day, at, tzinfo=LONDON), timezone.now())


Doing = Callable[[Case, DeclaredDoing, Mapping[str, User], datetime], object]


def _move(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.move(
        case=case, step=one.step, by=people[one.by], reason=one.what, outcome=one.outcome, at=at
    )


def _answer(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.record_answers(
        case=case, form=one.form, texts=one.answers, by=people[one.by], at=at
    )


def _note(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.add_note(
        case=case, text=one.what, kind=one.kind, about=one.about, by=people[one.by], at=at
    )


def _lead(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.lead_case(case=case, person=people[one.to], by=people[one.by], at=at)


def _add_task(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    due = local_day(at) + timedelta(days=one.in_days)
    return changes.add_task(
        case=case, name=one.what, due=due, given_to=people[one.to], by=people[one.by], at=at
    )


def _task_done(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    task = Task.objects.of(case.partnership).filter(case=case, key=one.task, done_at=None)[0]
    return changes.complete_task(task=task, by=people[one.by], how=one.what, at=at)


def _give(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.give_access(
        case=case, person=people[one.to], worker=one.worker, reason=one.what, by=people[one.by],
        at=at,
    )  # fmt: skip


def _restrict(case: Case, one: DeclaredDoing, people: Mapping[str, User], at: datetime) -> object:
    return changes.restrict(case=case, reason=one.what, by=people[one.by], at=at)


DOINGS: dict[str, Doing] = {
    "move": _move,
    "answer": _answer,
    "note": _note,
    "lead": _lead,
    "add_task": _add_task,
    "task_done": _task_done,
    "give": _give,
    "restrict": _restrict,
}
