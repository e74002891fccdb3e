"""What the page of one case review shows."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.casework.models import Case, CaseLetter, InformationRequest, Recommendation
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review.involved import linked_of
from goldenthread.casework.queries.review.reckoning import Count, body_name, count_of
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules.wording import due_said


@dataclass(frozen=True)
class Asked:
    """A request to a body with how it stands."""

    row: InformationRequest
    body: str
    standing: str
    tone: str


@dataclass(frozen=True)
class ReviewPage:
    """One case review, whole."""

    case: Case
    count: Count
    texts: dict[str, str]
    requests: list[Asked]
    recommendations: list[Recommendation]
    linked: list[Case]
    letters: list[CaseLetter]


def review_of(sight: Sight, *, now: datetime) -> ReviewPage:
    """Gather the page of a case review, for somebody who sees the whole case."""
    case = sight.case
    requests = InformationRequest.objects.of(case.partnership).filter(case=case)
    recommendations = Recommendation.objects.of(case.partnership).filter(case=case)
    return ReviewPage(
        case=case,
        count=count_of(case),
        texts=texts_of(case),
        requests=[_asked(one, now) for one in requests.select_related("answered_by")],
        recommendations=list(recommendations),
        linked=linked_of(case),
        letters=letters_of(case),
    )


def _asked(one: InformationRequest, now: datetime) -> Asked:
    if one.answered_at:
        late = one.answered_at > one.due
        said = f"Answered {'late ' if late else ''}on {one.answered_at:%-d %B %Y}"
        return Asked(one, body_name(one.body), said, "bad" if late else "done")
    tone = "bad" if now >= one.due else "waiting"
    return Asked(one, body_name(one.body), due_said(one.due, now=now).capitalize(), tone)


def letters_of(case: Case) -> list[CaseLetter]:
    """Give the letters of a case, the newest first."""
    return list(CaseLetter.objects.of(case.partnership).filter(case=case).order_by("-number"))


def letters_to_reporter(case: Case) -> list[CaseLetter]:
    """Give the letters that stand on the own page of the person who reported or applied."""
    reporters = [one.id for one in case.type.declared.parties if one.kind == "reporter"]
    rows = CaseLetter.objects.of(case.partnership).filter(case=case, way="own_page")
    return list(rows.filter(to__in=reporters).order_by("-number"))
