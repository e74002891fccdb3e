"""The invented case reviews of the worked example: declared, and worked as staff would.

Each is taken as far as what is declared of it goes. Days are counted back from the day of
loading. Whatever is there already is left alone.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from pydantic import Field

from goldenthread.accounts.models import Partnership, User
from goldenthread.casework import changes
from goldenthread.casework.changes import review
from goldenthread.casework.models import (
    Case,
    CaseTypeVersion,
    Complaint,
    InformationRequest,
    Recommendation,
    Task,
)
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.rules import complaint_rows
from goldenthread.casework.rules.complaint_rows import BODIES, Row
from goldenthread.casework.rules.lengths import LONDON
from goldenthread.casework.rules.references import tidy
from goldenthread.declared import DeclaredItem, nearest, read

TASKS = ("offer_support", "appoint_chair", "reply_information")


class DeclaredComplaint(DeclaredItem):
    """One complaint. happened, made: how many days before the application.

    verified: whether the body told has it on its books; left out: it has not said yet.
    """

    body: str
    told: str = ""
    made: int = Field(ge=0, le=400)
    happened: int | None = Field(default=None, ge=0, le=400)
    reference: str = ""
    verified: bool | None = None
    note: str = ""


class DeclaredRecommendation(DeclaredItem):
    """A recommendation, and the answer to it where there is one."""

    to: str
    text: str
    in_days: int = Field(ge=1, le=400)
    accepted: bool | None = None
    reason: str = ""
    found: str = ""


class DeclaredReview(DeclaredItem):
    """One invented case review: the application, and whatever has come since.

    assessed: whether it was passed to the bodies. Each later part is days after the application.
    """

    reference: str
    days_ago: int = Field(ge=0, le=400)
    by: str = "caseworker"
    answers: dict[str, str]
    complaints: list[DeclaredComplaint]
    assessed: bool = False
    decided_after: int = 0
    decision: dict[str, str] = {}
    held_after: int = 0
    information: str = ""
    preparing: dict[str, str] = {}
    meeting: dict[str, str] = {}
    recommends: list[DeclaredRecommendation] = []
    outcome: dict[str, str] = {}


class DeclaredReviews(DeclaredItem):
    """A file of invented case reviews, of one partnership."""

    partnership: str
    reviews: list[DeclaredReview]


def declared_reviews(path: Path) -> DeclaredReviews:
    """Read a file of invented case reviews. Raises CannotDo with file and line where wrong."""
    found = read(path, DeclaredReviews)
    for one in found.reviews:
        if not tidy(one.reference):
            raise one.mistake("reference", "is no reference. Write one such as K7M-4QX-9PD.")
        for told in one.complaints:
            if told.body not in BODIES:
                near = nearest(told.body, BODIES)
                raise told.mistake("body", f'"{told.body}" is no kind of body. {near}')
    return found


def load(declared: DeclaredReviews, *, partnership: Partnership, people: Mapping[str, User]) -> int:
    """Adopt the case review and work the reviews that are not there yet; give how many are new."""
    of = changes.adopt(REVIEW, partnership=partnership)
    known = set(Case.objects.of(partnership).values_list("reference", flat=True))
    new = [one for one in declared.reviews if one.reference not in known]
    for one in new:
        _work(one, of, people[one.by])
    return len(new)


def _work(one: DeclaredReview, of: CaseTypeVersion, by: User) -> None:
    at = _moment(one.days_ago, time(9, 30))
    rows = [_row(told, at) for told in one.complaints]
    texts = {**one.answers, "complaints": complaint_rows.write(rows)}
    case = changes.open_case(of=of, texts=texts, by=by, at=at, reference=one.reference)
    changes.lead_case(case=case, person=by, by=by, at=at)
    case = changes.move(case=case, step="submit", by=by, at=at)
    if one.assessed:
        next_day = _moment(max(0, one.days_ago - 1), time(10))
        for step in ("acknowledge", "assess"):
            case = changes.move(case=case, step=step, by=by, at=next_day)
        _verify(one, case, by, next_day)
    if one.decision:
        at = _moment(one.days_ago - one.decided_after, time(14))
        case = review.decide(case=case, texts=one.decision, by=by, at=at)
    if one.meeting:
        _hold(one, case, by, at)


def _row(told: DeclaredComplaint, at: datetime) -> Row:
    day = at.astimezone(LONDON).date()
    happened = None if told.happened is None else day - timedelta(days=told.happened)
    made = day - timedelta(days=told.made)
    return Row(told.body, made, happened, told.told, told.reference)


def _verify(one: DeclaredReview, case: Case, by: User, at: datetime) -> None:
    rows = Complaint.objects.of(case.partnership).filter(case=case).order_by("number")
    for told, row in zip(one.complaints, rows, strict=True):
        if told.verified is not None:
            review.record_finding(
                complaint=row, body=told.body, found=told.verified, reference=told.reference,
                note=told.note, by=by, at=at,
            )  # fmt: skip


def _hold(one: DeclaredReview, case: Case, by: User, decided: datetime) -> None:
    case = changes.move(case=case, step="gather", by=by, at=decided)
    for asked in InformationRequest.objects.of(case.partnership).filter(case=case):
        review.answer_request(request=asked, answer=one.information, gaps="", by=by, at=decided)
    review.prepare(case=case, texts=one.preparing, by=by, at=decided)
    case = changes.move(case=case, step="arrange", by=by, at=decided)
    at = _moment(one.days_ago - one.held_after, time(13))
    for task in Task.objects.of(case.partnership).filter(case=case, key__in=TASKS, done_at=None):
        changes.complete_task(task=task, by=by, how="Done, in this invented example.", at=decided)
    changes.record_answers(case=case, form="meeting", texts=one.meeting, by=by, at=at)
    case = changes.move(case=case, step="hold", by=by, at=at)
    if one.outcome:
        _issue(one, case, by, at)


def _issue(one: DeclaredReview, case: Case, by: User, at: datetime) -> None:
    day = at.astimezone(LONDON).date()
    for told in one.recommends:
        due = day + timedelta(days=told.in_days)
        review.recommend(case=case, to=told.to, text=told.text, due=due, by=by, at=at)
    review.record_outcome(case=case, texts=one.outcome, by=by, at=at)
    case = changes.move(case=case, step="issue", by=by, at=at)
    if one.recommends:
        case = changes.move(case=case, step="follow_up", by=by, at=at)
    rows = Recommendation.objects.of(case.partnership).filter(case=case).order_by("number")
    for told, row in zip(one.recommends, rows, strict=True):
        if told.accepted is not None:
            review.answer_recommendation(
                recommendation=row, accepted=told.accepted, reason=told.reason, on=day, by=by, at=at
            )
        if told.found:
            review.follow_up(recommendation=row, found=told.found, done_on=None, by=by, at=at)


def _moment(days_ago: int, at: time) -> datetime:
    """Give a moment some days back, at a time of day in England; never one to come."""
    day = timezone.localdate() - timedelta(days=days_ago)
    return min(datetime.combine(day, at, tzinfo=LONDON), timezone.now())
