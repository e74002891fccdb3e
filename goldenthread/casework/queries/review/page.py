"""What the page of one case review shows."""

from dataclasses import dataclass
from datetime import datetime

from goldenthread.casework.models import Case, CaseLetter, InformationRequest, Recommendation
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review.involved import linked_of
from goldenthread.casework.queries.review.reckoning import body_name
from goldenthread.casework.rules.wording import due_said


@dataclass(frozen=True)
class Asked:
    """A request to a body with how it stands."""

    row: InformationRequest
    body: str
    standing: str
    tone: str


@dataclass(frozen=True)
class Holding:
    """How one case review is held: who tells what, who meets, what is recommended."""

    texts: dict[str, str]
    requests: list[Asked]
    recommendations: list[Recommendation]
    linked: list[Case]


def holding_of(case: Case, *, now: datetime) -> Holding:
    """Gather how a review is held, for somebody who sees the whole case. Four queries."""
    requests = InformationRequest.objects.of(case.partnership).filter(case=case)
    recommendations = Recommendation.objects.of(case.partnership).filter(case=case)
    return Holding(
        texts=texts_of(case),
        requests=[_asked(one, now) for one in requests.select_related("answered_by")],
        recommendations=list(recommendations),
        linked=linked_of(case),
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
