"""Holding a review: information from the bodies, the chair, the victim, what is recommended."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event, keep_answers
from goldenthread.casework.changes.working import record_answers, worked_by
from goldenthread.casework.models import (
    Case,
    CaseEvent,
    Complaint,
    InformationRequest,
    LinkedCase,
    Recommendation,
)
from goldenthread.casework.queries.review.involved import involved_in, tidy_name
from goldenthread.casework.queries.review.reckoning import applied_on, body_name, relevant_bodies
from goldenthread.casework.queries.seeing import sight
from goldenthread.casework.rules import reviews
from goldenthread.casework.rules.lengths import Length, Unit, ends, local_day
from goldenthread.casework.rules.references import tidy

TO_ANSWER = Length(5, Unit.WORKING_DAYS)  # CR-22
LONGEST = 8_000


def ask_bodies(case: Case, by: Person, at: datetime) -> None:
    """Ask every relevant body for information; each has five working days (CR-22)."""
    rows = list(Complaint.objects.of(case.partnership).filter(case=case))
    due = ends(at, TO_ANSWER)
    InformationRequest.objects.bulk_create(
        InformationRequest(
            partnership=case.partnership, case=case, body=one.id, asked_at=at, due=due
        )
        for one in relevant_bodies(case, applied_on(case), rows)
    )


@transaction.atomic
def answer_request(
    *, request: InformationRequest, answer: str, gaps: str, by: User, at: datetime | None = None
) -> InformationRequest:
    """Record what a body answered; a later answer takes its place and the timeline keeps both.

    Needs "casework.work". Raises RuleBroken.
    """
    case, at = worked_by(request.case, by).case, at or timezone.now()
    if case.closed_at:
        raise RuleBroken("The case is closed, so nothing can be added to it.")
    if not answer.strip():
        raise RuleBroken("Write what the body did and when.")
    if len(answer) + len(gaps) > LONGEST:
        raise RuleBroken(f"Please use at most {LONGEST:,} characters.")
    rows = InformationRequest.objects.of(case.partnership).select_for_update(of=("self",))
    request = rows.get(pk=request.pk)
    request.answer, request.gaps = answer.strip(), gaps.strip()
    request.answered_at, request.answered_by = at, by
    request.save()
    add_event(
        case, "information_given", by=by, at=at, about=body_name(request.body),
        text=f"{answer.strip()}\n\n{gaps.strip()}",
    )  # fmt: skip
    record("casework.information_given", by=by, about=case)
    return request


@transaction.atomic
def link_case(*, case: Case, reference: str, by: User, at: datetime | None = None) -> Case:
    """Link another case about the same behaviour, that this person sees the whole of."""
    case, at = worked_by(case, by).case, at or timezone.now()
    rows = Case.objects.of(case.partnership).select_related("type", "partnership", "lead")
    other = rows.filter(reference=tidy(reference)).exclude(pk=case.pk).first()
    seen = sight(other, by=by) if other else None
    if other is None or seen is None or not seen.whole:
        raise RuleBroken("There is no other case of that number that you may see.")
    LinkedCase.objects.of(case.partnership).get_or_create(
        case=case, other=other, defaults={"partnership": case.partnership}
    )
    add_event(case, "case_linked", by=by, at=at, about=other.reference)
    record("casework.case_linked", by=by, about=case)
    return other


@transaction.atomic
def prepare(*, case: Case, texts: Mapping[str, str], by: User, at: datetime | None = None) -> Case:
    """Name the chair and record how the victim takes part (CR-15, CR-16).

    texts: answers to the form "preparing". Refused where the chair had a part in this case or
    in one linked to it. Needs "casework.work". Raises PermissionDenied or RuleBroken.
    """
    case = worked_by(case, by).case
    chair = texts.get("chair_named", "")
    if chair.strip():
        check_chair_named(case, chair, texts.get("chair_from", ""))
    said = {**texts, "chair_uninvolved": "yes"} if chair.strip() else dict(texts)
    return record_answers(case=case, form="preparing", texts=said, by=by, at=at)


def check_chair_named(case: Case, chair: str, body: str) -> None:
    """Refuse a chair with an earlier part in a case or a linked one. Raises RuleBroken."""
    if not body.strip():
        raise RuleBroken("Say from which body the chair comes.")
    reviews.check_chair(
        tidy_name(chair), case_team=(), involved=involved_in(case), lead="", body=body
    )


@transaction.atomic
def recommend(
    *, case: Case, to: str, text: str, due: date, by: User, at: datetime | None = None
) -> Recommendation:
    """Add a recommendation of the review, before its outcome goes out (CR-13).

    Needs "casework.work". Raises RuleBroken.
    """
    case, at = worked_by(case, by).case, at or timezone.now()
    if case.stage != "meeting_held":
        raise RuleBroken("Recommendations are written down when the bodies have met.")
    if not to.strip() or not text.strip():
        raise RuleBroken("Say to whom it is made and what is recommended.")
    if due < local_day(at):
        raise RuleBroken("The day by which it is done cannot lie in the past.")
    rows = Recommendation.objects.of(case.partnership).filter(case=case)
    number = (rows.aggregate(n=Max("number"))["n"] or 0) + 1
    made = Recommendation.objects.create(
        partnership=case.partnership, case=case, number=number, to=to.strip(), text=text.strip(),
        due=due, made_at=at,
    )  # fmt: skip
    event = add_event(case, "recommended", by=by, at=at, about=str(number))
    settle_recommended(case, event)
    record("casework.recommended", by=by, about=case)
    return made


def settle_recommended(case: Case, event: CaseEvent) -> None:
    """Let the answers say what the rows of recommendations say, for the letter and the count."""
    kept = recommended_texts(case)
    keep_answers(case, event, kept, {"recommended", "recommendations"})


def recommended_texts(case: Case) -> dict[str, str]:
    """Give the answers on recommendations, out of their rows."""
    rows = list(Recommendation.objects.of(case.partnership).filter(case=case))
    if not rows:
        return {"recommended": "no"}
    said = "\n".join(
        f"{one.number}. To {one.to}, by {one.due:%-d %B %Y}: {one.text}" for one in rows
    )
    return {"recommended": "yes", "recommendations": said}


@transaction.atomic
def record_outcome(
    *, case: Case, texts: Mapping[str, str], by: User, at: datetime | None = None
) -> Case:
    """Keep what was found and why; what is recommended comes from its rows.

    texts: findings and outcome_reasons. Needs "casework.work". Raises RuleBroken.
    """
    said = {**texts, **recommended_texts(worked_by(case, by).case)}
    return record_answers(case=case, form="outcome", texts=said, by=by, at=at)


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, accepted: bool | None, reason: str, on: date, by: User,
    at: datetime | None = None,
) -> Recommendation:  # fmt: skip
    """Record how a body answered: accepted, or not and why (CR-13). Needs "casework.work"."""
    case, at = worked_by(recommendation.case, by).case, at or timezone.now()
    reviews.check_response(accepted=accepted, reason=reason)
    row = _issued(case, recommendation, on, at)
    row.accepted, row.reason, row.answered_on = accepted, reason.strip(), on
    row.save()
    add_event(
        case, "recommendation_answered", by=by, at=at, text=reason,
        about=f"{row.number}: {'accepted' if accepted else 'not accepted'}",
    )  # fmt: skip
    record("casework.recommendation_answered", by=by, about=case)
    return row


@transaction.atomic
def follow_up(
    *, recommendation: Recommendation, found: str, done_on: date | None, by: User,
    at: datetime | None = None,
) -> Recommendation:  # fmt: skip
    """Record what was found when a recommendation was checked, and when it was done.

    Needs "casework.work". Raises RuleBroken.
    """
    case, at = worked_by(recommendation.case, by).case, at or timezone.now()
    if not found.strip():
        raise RuleBroken("Write what was found.")
    row = _issued(case, recommendation, done_on or local_day(at), at)
    row.followed_up, row.done_on = found.strip(), done_on
    row.save()
    add_event(case, "recommendation_checked", by=by, at=at, about=str(row.number), text=found)
    record("casework.recommendation_checked", by=by, about=case)
    return row


def _issued(case: Case, row: Recommendation, on: date, at: datetime) -> Recommendation:
    """Read a recommendation under a lock. Raises RuleBroken where it has not gone out yet."""
    if case.closed_at:
        raise RuleBroken("The case is closed, so nothing can be added to it.")
    if case.stage == "meeting_held":
        raise RuleBroken("Issue the outcome first: the body has not been told of it.")
    if on > local_day(at):
        raise RuleBroken("That day is still to come.")
    rows = Recommendation.objects.of(case.partnership).select_for_update(of=("self",))
    return rows.get(pk=row.pk)
