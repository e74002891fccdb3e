"""Complaints of a review: added, put right, and verified by each body (CR-21)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, Complaint, ComplaintFinding
from goldenthread.casework.queries.review.reckoning import body_name
from goldenthread.casework.rules.complaint_rows import BODIES, Row, check
from goldenthread.casework.rules.lengths import local_day

COUNTED_AT = ("draft", "submitted", "acknowledged", "assessing")


def still_counted(case: Case) -> None:
    """Refuse to change what was counted once the threshold is decided. Raises RuleBroken."""
    if case.stage not in COUNTED_AT:
        raise RuleBroken(
            "The threshold is decided, so its count stays as it is. It is taken again after an "
            "appeal that was right."
        )


@transaction.atomic
def add_complaint(
    *, case: Case, row: Row, by: User, person: str = "", hate: bool = False,
    at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Add a complaint that the applicant or a body told of later. Needs "casework.work".

    person: who complained, where known: it counts whoever it was (CR-06).
    """
    case, at = worked_by(case, by).case, at or timezone.now()
    still_counted(case)
    check([row], today=local_day(at))
    rows = Complaint.objects.of(case.partnership).filter(case=case)
    number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    made = Complaint.objects.create(
        partnership=case.partnership, case=case, number=number, incident=number, body=row.body,
        told=row.told, reference=row.reference, made=row.made, behaviour=row.behaviour,
        person=person.strip(), hate=hate,
    )  # fmt: skip
    add_event(case, "complaint_added", by=by, at=at, about=str(number))
    record("casework.complaint_added", by=by, about=case)
    return made


@transaction.atomic
def correct_complaint(
    *, complaint: Complaint, incident: int, behaviour: date | None, hate: bool, nuisance_only: bool,
    reason: str, by: User, at: datetime | None = None,
) -> Complaint:  # fmt: skip
    """Put right what is known of a complaint, or say that it is of one event with another.

    incident: number of the complaint with which it is one event, or its own (RPT-05).
    reason: kept in the timeline. Needs "casework.work". Raises RuleBroken.
    """
    case, at = worked_by(complaint.case, by).case, at or timezone.now()
    still_counted(case)
    rows = Complaint.objects.of(case.partnership).filter(case=case)
    if incident not in rows.values_list("number", flat=True):
        raise RuleBroken("Choose the number of one of these complaints.")
    if len(reason.split()) < 2:
        raise RuleBroken("Say why: the reason is kept.")
    complaint = rows.select_for_update(of=("self",)).get(pk=complaint.pk)
    check([Row(complaint.body, complaint.made, behaviour)], today=local_day(at))
    complaint.incident, complaint.behaviour = incident, behaviour
    complaint.hate, complaint.nuisance_only = hate, nuisance_only
    complaint.save()
    add_event(case, "complaint_corrected", by=by, at=at, about=str(complaint.number), text=reason)
    record("casework.complaint_corrected", by=by, about=case)
    return complaint


@transaction.atomic
def record_finding(
    *, complaint: Complaint, body: str, found: bool, reference: str = "", note: str = "", by: User,
    at: datetime | None = None,
) -> ComplaintFinding:  # fmt: skip
    """Record what one body found on its books of a complaint. Needs "casework.work".

    body: a relevant kind of body. What it said before stays, no longer its last word.
    """
    case, at = worked_by(complaint.case, by).case, at or timezone.now()
    still_counted(case)
    if body not in BODIES or body == "other":
        raise RuleBroken("Choose the body that looked.")
    if not found and not note.strip():
        raise RuleBroken("Say where that body looked: the applicant may ask.")
    made = ComplaintFinding.objects.create(
        partnership=case.partnership, complaint=complaint, body=body, found=found,
        reference=reference.strip(), note=note.strip(), by=by, at=at,
    )  # fmt: skip
    said = f"{complaint.number}: {body_name(body)} {'has it' if found else 'does not have it'}"
    add_event(case, "complaint_verified", by=by, at=at, about=said)
    record("casework.complaint_verified", by=by, about=case)
    return made
