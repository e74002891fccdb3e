"""What people without an account may do: report, add a word, withdraw."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, locked
from goldenthread.casework.changes.opening import begin
from goldenthread.casework.changes.working import take_step
from goldenthread.casework.models import Case, CaseTypeVersion
from goldenthread.casework.rules import steps
from goldenthread.casework.rules.references import hash_of

LONGEST_WORD = 4_000


@transaction.atomic
def report(
    *,
    of: CaseTypeVersion,
    texts: Mapping[str, str],
    link: str,
    by: Person,
    again_of: Case | None = None,
) -> Case:
    """Open a case out of what somebody reports, without an account (RPT-02).

    link: the secret part of the link by which they follow it. Only its hash is kept, and a
    report that is sent twice with the same link is one report. again_of: the earlier report
    that it was begun from, so that both are known to be of one person.
    Needs "public.read". Raises RuleBroken; then nothing is saved.
    """
    require(by, "public.read", on=of.partnership)
    known = Case.objects.of(of.partnership).filter(link_hash=hash_of(link)).first()
    if known is not None:
        return known
    forms = steps.forms_at(of.declared, of.declared.first.id, workers=steps.reporters(of.declared))
    if not of.declared.front_door or not forms:
        raise RuleBroken("This cannot be reported here. Phone us instead.")
    case = begin(
        of, forms, texts, by=by, at=timezone.now(), link_hash=hash_of(link), again_of=again_of
    )
    record("casework.case_reported", by=by, about=case)
    return case


@transaction.atomic
def add_word(*, case: Case, text: str, by: Person) -> None:
    """Let the person who reported add something, found by their link. Needs "public.read"."""
    require(by, "public.read", on=case.partnership)
    case = locked(case)
    if case.closed_at:
        raise RuleBroken("This report is closed. Please make a new report.")
    if not text.strip():
        raise RuleBroken("Write what you want to add.")
    if len(text) > LONGEST_WORD:
        raise RuleBroken(f"Please use at most {LONGEST_WORD:,} characters.")
    add_event(case, "word_added", by=by, at=timezone.now(), text=text)
    record("casework.word_added", by=by, about=case)


@transaction.atomic
def step_by_reporter(*, case: Case, step: str, by: Person) -> Case:
    """Let the person who reported take a step that their type leaves to them (RPT-06).

    step: id of a transition. Needs "public.read". Raises RuleBroken.
    """
    require(by, "public.read", on=case.partnership)
    case = locked(case)
    reporters = frozenset(steps.reporters(case.type.declared))
    take_step(case, step, by=by, workers=reporters, at=timezone.now())
    record("casework.step_by_reporter", by=by, about=case)
    return case
