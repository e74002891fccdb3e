"""Closing a case well: why, what each victim is told, and that a supervisor agrees (CASE-06)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event
from goldenthread.casework.changes.victims import open_case_of
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, Closing, Victim, VictimTold
from goldenthread.casework.rules.closing import REASONS
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.rules.working import CONTENT


@transaction.atomic
def prepare_closing(
    *, case: Case, reason: str, quiet_since: date | None = None, by: User,
    at: datetime | None = None,
) -> Closing:  # fmt: skip
    """Say why a case is to be closed; saying it anew asks a supervisor anew (CASE-06).

    Needs "casework.work". Raises PermissionDenied or RuleBroken.
    """
    case, at = open_case_of(case, by), at or timezone.now()
    if reason not in REASONS:
        raise RuleBroken("Choose why it is to be closed.")
    if quiet_since is not None and quiet_since > local_day(at):
        raise RuleBroken("It cannot have been quiet since a day yet to come.")
    made, _ = Closing.objects.of(case.partnership).update_or_create(
        case=case,
        defaults={
            "partnership": case.partnership, "reason": reason, "quiet_since": quiet_since,
            "prepared_at": at, "prepared_by": by, "approved_at": None, "approved_by": None,
            "approved_why": "",
        },
    )  # fmt: skip
    add_event(case, "closing_prepared", by=by, at=at, about=REASONS[reason])
    record("casework.closing_prepared", by=by, about=case)
    return made


@transaction.atomic
def tell_victim(
    *, victim: Victim, on: date, why: str, review_right: bool, survey_offered: bool, by: User,
    at: datetime | None = None,
) -> VictimTold:  # fmt: skip
    """Record what a victim was told of the closing (CASE-06, CR-14). Needs "casework.work"."""
    case, at = open_case_of(victim.case, by), at or timezone.now()
    if not why.strip():
        raise RuleBroken("Say what they were told.")
    if on > local_day(at):
        raise RuleBroken("They cannot have been told on a day yet to come.")
    made, _ = VictimTold.objects.of(case.partnership).update_or_create(
        victim=victim,
        defaults={
            "partnership": case.partnership, "case": case, "on": on, "why": why.strip(),
            "review_right": review_right, "survey_offered": survey_offered, "by": by,
        },
    )  # fmt: skip
    add_event(case, "victim_told", by=by, at=at, about=victim.name)
    record("casework.victim_told", by=by, about=case)
    return made


@transaction.atomic
def approve_closing(*, closing: Closing, why: str, by: User, at: datetime | None = None) -> Closing:
    """Agree as a supervisor that a case is closed (CASE-06).

    Needs "casework.lead", of somebody else than whoever prepared it.
    """
    case, at = worked_by(closing.case, by, "casework.lead").case, at or timezone.now()
    found = Closing.objects.of(case.partnership).select_for_update().get(pk=closing.pk)
    if found.prepared_by_id == by.pk:
        raise PermissionDenied("Somebody else than whoever prepared the closing agrees to it.")
    if case.closed_at or found.approved_at:
        raise RuleBroken("Nothing waits to be agreed to here.")
    if not why.strip():
        raise RuleBroken("Say why you agree: the reasons are kept.")
    found.approved_at, found.approved_by, found.approved_why = at, by, why.strip()
    found.save()
    add_event(case, "closing_approved", by=by, at=at, text=why)
    record("casework.closing_approved", by=by, about=case)
    return found


@transaction.atomic
def record_content(
    *, told: VictimTold, content: str, text: str = "", by: User, at: datetime | None = None
) -> VictimTold:
    """Record how content a victim is with what was done; also once the case is closed (CASE-06).

    content: of CONTENT. Needs "casework.work".
    """
    case, at = worked_by(told.case, by).case, at or timezone.now()
    if content not in CONTENT:
        raise RuleBroken("Choose how content they are.")
    found = VictimTold.objects.of(case.partnership).select_for_update().get(pk=told.pk)
    found.content, found.content_text, found.content_on = content, text.strip(), local_day(at)
    found.save(update_fields=["content", "content_text", "content_on"])
    add_event(case, "content_recorded", by=by, at=at)
    record("casework.content_recorded", by=by, about=case)
    return found
