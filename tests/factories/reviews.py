"""Case reviews for tests: applied for as residents do, and worked as staff work them."""

from datetime import date, datetime, timedelta
from itertools import count

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework import changes
from goldenthread.casework.models import Case, CaseTypeVersion, Complaint, InformationRequest
from goldenthread.casework.queries.seeing import type_in_force
from goldenthread.casework.rules import complaint_rows
from goldenthread.casework.rules.complaint_rows import Row

LINKS = count(1)
APPLICATION = {
    "applicant_is": "victim",
    "applicant_name": "Invented Applicant",
    "applicant_contact": "01632 960888",
    "behaviour": "Loud music every night.",
    "why_review": "Nobody came.",
}
DECIDERS = "\n".join(
    f"{body}: Invented Officer {number}"
    for number, body in enumerate(
        (
            "The district or unitary council",
            "The chief officer of police",
            "Each integrated care board for any part of the area",
        ),
        1,
    )
)
DECISION = {
    "route": "online",
    "evidence": "The books of all three bodies.",
    "rejected": "None.",
    "decision_reasons": "This is why.",
    "deciders": DECIDERS,
}
MET = {**DECISION, "threshold_route": "mandatory", "support_offered": "yes"}
NOT_MET = {**DECISION, "threshold_route": "none", "next_step": "An officer calls on you."}
PREPARED = {
    "chair_named": "Invented Chair",
    "chair_from": "A council elsewhere",
    "victim_attends": "statement",
    "statement": "It wears me out.",
}


def adopted(partnership: Partnership) -> CaseTypeVersion:
    """Adopt the case review."""
    return changes.adopt("asb_case_review", partnership=partnership)


def rows(number: int, *, applied: date, body: str = "council") -> list[Row]:
    """Give complaints about events on different days, each told on the next day."""
    days = [applied - timedelta(days=10 * one) for one in range(1, number + 1)]
    return [Row(body, day + timedelta(days=1), day, "The desk", f"R{n}") for n, day in
            enumerate(days, 1)]  # fmt: skip


def applied(
    partnership: Partnership, by: User, complaints: list[Row], *, at: datetime, **more: str
) -> Case:
    """Apply for a review, as staff take it in over the phone, and send it on its way."""
    of = type_in_force(partnership, "asb_case_review") or adopted(partnership)
    texts = {**APPLICATION, "complaints": complaint_rows.write(complaints), **more}
    case = changes.open_case(of=of, texts=texts, by=by, at=at)
    changes.lead_case(case=case, person=by, by=by, at=at)
    return changes.move(case=case, step="submit", by=by, at=at)


def assessing(
    partnership: Partnership, by: User, number: int = 3, *, at: datetime, found: bool | None = True
) -> Case:
    """Take an application to where the threshold is worked out; its complaints verified."""
    case = applied(partnership, by, rows(number, applied=at.date()), at=at)
    for step in ("acknowledge", "assess"):
        case = changes.move(case=case, step=step, by=by, at=at)
    for one in Complaint.objects.of(partnership).filter(case=case) if found is not None else ():
        changes.review.record_finding(
            complaint=one, body=one.body, found=found, note="In its log", by=by, at=at
        )
    return case


def met(partnership: Partnership, by: User, *, at: datetime) -> Case:
    """Take a review to where the bodies have been asked for information."""
    case = assessing(partnership, by, at=at)
    changes.review.decide(case=case, texts=MET, by=by, at=at)
    return changes.move(case=case, step="gather", by=by, at=at)


def held(partnership: Partnership, by: User, *, at: datetime) -> Case:
    """Take a review to where the bodies have met."""
    case = met(partnership, by, at=at)
    for one in InformationRequest.objects.of(partnership).filter(case=case):
        changes.review.answer_request(request=one, answer="We went twice.", gaps="", by=by, at=at)
    changes.review.prepare(case=case, texts=PREPARED, by=by, at=at)
    case = changes.move(case=case, step="arrange", by=by, at=at)
    changes.record_answers(
        case=case, form="meeting", by=by, at=at,
        texts={"attended": "All three.", "victim_took_part": "yes"},
    )  # fmt: skip
    return changes.move(case=case, step="hold", by=by, at=at)
