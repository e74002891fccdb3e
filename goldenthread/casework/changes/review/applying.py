"""Applying for a review, without an account."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.asking import LONGEST_WORD, report
from goldenthread.casework.changes.engine import add_event, locked
from goldenthread.casework.changes.working import take_step
from goldenthread.casework.models import Case, CaseTypeVersion, Task
from goldenthread.casework.rules import steps
from goldenthread.letters.changes import leave_note


@transaction.atomic
def apply(*, of: CaseTypeVersion, texts: Mapping[str, str], link: str, by: Person) -> Case:
    """Take in an application and send it on its way: its time limits run from now (CR-01).

    link: as with a report; sent twice with the same, it is one. Needs "public.read".
    Raises RuleBroken: without a name or consent (CR-09); then nothing is saved.
    """
    case = report(of=of, texts=texts, link=link, by=by)
    case = locked(case)
    if case.stage == of.declared.first.id:
        workers = frozenset(steps.reporters(of.declared))
        take_step(case, "submit", by=by, workers=workers, at=timezone.now())
    return case


@transaction.atomic
def withdraw(*, case: Case, by: Person) -> Case:
    """Let the applicant withdraw, by their own page: the case is closed so. Needs "public.read"."""
    require(by, "public.read", on=case.partnership)
    case = locked(case)
    workers = frozenset(steps.reporters(case.type.declared))
    waiting = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    waiting.update(dropped_at=timezone.now())  # nothing that staff owe keeps an applicant here
    take_step(
        case, "withdraw", by=by, workers=workers, at=timezone.now(), outcome="application_withdrawn"
    )
    _tell_lead(case)
    record("casework.step_by_reporter", by=by, about=case)
    return case


@transaction.atomic
def appeal(*, case: Case, why: str, step: str, by: Person) -> Case:
    """Let the applicant appeal, or ask the local policing body, by their own page (CR-03, CR-23).

    why: kept in the timeline for whoever decides. Needs "public.read". Raises RuleBroken.
    """
    require(by, "public.read", on=case.partnership)
    case = locked(case)
    if not why.strip():
        raise RuleBroken("Say what you think is wrong with the decision.")
    if len(why) > LONGEST_WORD:
        raise RuleBroken(f"Please use at most {LONGEST_WORD:,} characters.")
    at = timezone.now()
    take_step(case, step, by=by, workers=frozenset(steps.reporters(case.type.declared)), at=at)
    add_event(case, "word_added", by=by, at=at, text=why)
    _tell_lead(case)
    record("casework.step_by_reporter", by=by, about=case)
    return case


def _tell_lead(case: Case) -> None:
    """Let whoever leads a case know that there is news: no more than that, by mail (GSC-04)."""
    if case.lead:
        leave_note(
            partnership=case.partnership,
            to=case.lead,
            key=f"case-news-{case.pk}-{case.events.count()}",
            subject="There is news in a case that you lead",
            text="Somebody who applied has done something. Open your cases to read what it is.",
            page=reverse("my_cases"),
            now=timezone.now(),
        )
