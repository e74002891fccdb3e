"""Partners brought in and out: what is shared is said first, access begins and ends with it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.due import meet_due, set_due
from goldenthread.casework.changes.engine import add_event, keep_time, locked
from goldenthread.casework.changes.people import GIVES
from goldenthread.casework.changes.victims import open_case_of
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, CaseAccess, Referral
from goldenthread.casework.rules import referrals as rules
from goldenthread.casework.rules.lengths import last_day, local_day
from goldenthread.casework.values.limits import limit
from goldenthread.partnership.models import Organisation


@transaction.atomic
def refer(
    *, case: Case, body: Organisation, officer: User, worker: str, reason: str, shared: str,
    consent: bool, override: str = "", legal_basis: str = "", urgent: bool = False, by: User,
    at: datetime | None = None,
) -> Referral:  # fmt: skip
    """Put a case before an officer of another body (REF-01, REF-02).

    They read why and what is shared, and nothing else until they accept. Needs "casework.work".
    Raises PermissionDenied or RuleBroken; then nothing is sent.
    """
    case, at = open_case_of(case, by), at or timezone.now()
    rules.check_sending(consent=consent, override=override, legal_basis=legal_basis)
    if not reason.strip() or not shared.strip():
        raise RuleBroken("Say why it is referred and what is shared.")
    if not may(officer, "casework.read", on=case.partnership):
        raise RuleBroken(f"{officer} has no role in which cases are seen.")
    if worker not in [one.id for one in case.type.declared.workers if one.sees in GIVES]:
        raise RuleBroken("Choose the role in which they work on this case.")
    waiting = Referral.objects.of(case.partnership).filter(case=case, ended_at=None)
    if waiting.filter(officer=officer).exists():
        raise RuleBroken(f"It is referred to {officer} already.")
    due = last_day(local_day(at), limit("referral_urgent" if urgent else "referral", local_day(at)))
    rules.check_step("drafted", "sent")
    made = Referral.objects.create(
        partnership=case.partnership, case=case, body=body, officer=officer, worker=worker,
        reason=reason.strip(), shared=shared.strip(), urgent=urgent, consent=consent,
        override=override.strip(), legal_basis=legal_basis.strip(), state="sent", sent_at=at,
        sent_by=by, due=due,
    )  # fmt: skip
    add_event(case, "referred", by=by, at=at, about=f"{officer}, {body}"[:200], text=reason)
    set_due(case, f"referral:{made.pk}", f"Answer of {body} to the referral", by_day=due,
            given_to=None, by=by, at=at)  # fmt: skip
    keep_time(case, at=at)
    record("casework.referral_sent", by=by, about=case)
    return made


@transaction.atomic
def answer_referral(
    *, referral: Referral, accepts: bool, why: str = "", by: User, at: datetime | None = None
) -> Referral:
    """Accept a referral, from when on its receiver sees the case, or decline it (REF-01).

    why: needed to decline. Only the officer to whom it was sent. Needs "casework.read".
    """
    require(by, "casework.read", on=referral.partnership)
    case, at = locked(referral.case), at or timezone.now()
    found = _locked(referral)
    if found.officer_id != by.pk:
        raise PermissionDenied("It was sent to somebody else.")
    then = "accepted" if accepts else "declined"
    rules.check_step(found.state, "received")
    rules.check_step("received", then, reason=why)
    found.state, found.answered_at, found.answer = then, at, why.strip()
    if accepts:
        found.access, _ = CaseAccess.objects.of(case.partnership).get_or_create(
            case=case, person=by, worker=found.worker, until=None,
            defaults={"partnership": case.partnership, "since": at, "given_by": found.sent_by,
                      "reason": f"Referral to {found.body}"[:300]},
        )  # fmt: skip
    else:
        found.ended_at = at
    found.save()
    add_event(case, f"referral_{then}", by=by, at=at, about=str(found.body), text=why)
    meet_due(case, f"referral:{found.pk}", by=by, at=at)
    keep_time(case, at=at)
    record(f"casework.referral_{then}", by=by, about=case)
    return found


@transaction.atomic
def end_referral(
    *, referral: Referral, then: str, outcome: str, by: User, at: datetime | None = None
) -> Referral:
    """End a referral: done, left by the person helped, or taken back; access ends with it.

    then: "completed", "disengaged" or "revoked". Needs "casework.work" on the case.
    """
    case, at = worked_by(referral.case, by).case, at or timezone.now()
    found = _locked(referral)
    if then != "revoked" and found.state == "accepted":
        rules.check_step("accepted", "in_progress")
        found.state = "in_progress"
    now = "received" if (found.state, then) == ("sent", "revoked") else found.state
    rules.check_step(now, then)
    if not outcome.strip():
        raise RuleBroken("Say how it ended.")
    found.state, found.ended_at, found.outcome = then, at, outcome.strip()
    found.save()
    if found.access_id:
        CaseAccess.objects.of(case.partnership).filter(pk=found.access_id, until=None).update(
            until=at
        )
    add_event(case, "referral_ended", by=by, at=at, about=str(found.body), text=outcome)
    meet_due(case, f"referral:{found.pk}", by=by, at=at)
    keep_time(case, at=at)
    record("casework.referral_ended", by=by, about=case)
    return found


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.of(referral.partnership).select_related("body", "sent_by")
    return rows.select_for_update(of=("self",)).get(pk=referral.pk)
