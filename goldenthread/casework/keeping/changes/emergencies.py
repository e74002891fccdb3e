"""Opening a case in an emergency: with a reason, for hours, told to others, looked at afterwards.

The door answers alike for a case that opens, for one that no emergency opens and for none at all.
Whoever goes through it is told of in each instance, and may do so a few times a day only.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.keeping import rules
from goldenthread.casework.keeping.queries import APPROVE, GOVERN
from goldenthread.casework.models import Case, CaseAccess, EmergencyLook
from goldenthread.casework.queries.page import people_who_may
from goldenthread.casework.rules.references import tidy
from goldenthread.casework.rules.seeing import EMERGENCY_WORKER, check_break_glass
from goldenthread.letters.changes import leave_note

SUBJECT = "A case was opened in an emergency"
TEXT = "Somebody asked to see a case in an emergency. Look at the reason and say what you find."


@transaction.atomic
def break_glass(
    *, partnership: Partnership, reference: str, reason: str, by: User, at: datetime | None = None
) -> EmergencyLook:
    """Open a case for some hours to somebody who has no access to it (IS-08).

    What comes back tells nothing of whether there is such a case. Needs "casework.work".
    Raises RuleBroken without a reason, without anybody to tell, or after a few times a day.
    """
    require(by, "casework.work", on=partnership)
    at, told = at or timezone.now(), _told(partnership, by)
    check_break_glass(reason=reason, told=", ".join(str(one) for one in told))
    User.objects.select_for_update().get(pk=by.pk)  # one at a time, or tries could be made at once
    since = EmergencyLook.objects.of(partnership).filter(
        person=by, asked_at__gt=at - timedelta(days=1)
    )
    rules.check_tries(since.count())
    case = _opened(partnership, reference)
    made = EmergencyLook.objects.create(
        partnership=partnership, person=by, case=case, reason=reason.strip(), asked_at=at
    )
    if case is not None:
        CaseAccess.objects.create(
            partnership=partnership, case=case, person=by, worker=EMERGENCY_WORKER, since=at,
            until=at + rules.EMERGENCY, given_by=None, reason=reason.strip()[:300],
        )  # fmt: skip
        told = {*told, *([case.lead] if case.lead and case.lead != by else [])}
    for one in told:
        leave_note(
            partnership=partnership, to=one, key=f"emergency:{made.pk}", subject=SUBJECT,
            text=TEXT, page="/case-records/emergencies/", now=at,
        )  # fmt: skip
    record("casework.emergency", by=by, about=made)
    return made


def _opened(partnership: Partnership, reference: str) -> Case | None:
    rows = Case.objects.of(partnership).select_related("type", "lead", "partnership")
    case = rows.filter(reference=tidy(reference) or "-", disposed_at=None).first()
    if case is None:
        return None
    opens = rules.may_break_glass(
        restricted=case.restricted, elsewhere=case.type.declared.elsewhere
    )
    return case if opens else None


def _told(partnership: Partnership, by: User) -> set[User]:
    """Give whoever looks after what is kept, and every supervisor, but not whoever asks."""
    return {*people_who_may(GOVERN, on=partnership), *people_who_may(APPROVE, on=partnership)} - {
        by
    }


@transaction.atomic
def review_emergency(
    *, emergency: EmergencyLook, justified: bool, finding: str, by: User
) -> EmergencyLook:
    """Say afterwards whether an emergency was one. Needs "casework.govern"; never of oneself."""
    require(by, GOVERN, on=emergency)
    rows = EmergencyLook.objects.of(emergency.partnership).select_for_update(of=("self",))
    emergency = rows.select_related("person", "case", "partnership").get(pk=emergency.pk)
    if emergency.person == by:
        raise RuleBroken("This was you. Somebody else must look at it.")
    if emergency.reviewed_at is not None:
        raise RuleBroken("Somebody has looked at this already.")
    if len(finding.split()) < 3:
        raise RuleBroken("Say what you found, and what follows from it.")
    emergency.reviewed_at, emergency.reviewed_by = timezone.now(), by
    emergency.justified, emergency.finding = justified, finding.strip()
    emergency.save()
    record("casework.emergency_reviewed", by=by, about=emergency, justified=justified)
    return emergency
