"""Holding an ASB case review: who may apply and chair, what is decided and counted (CR rules)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import Length, last_day
from goldenthread.casework.values.case_review import RelevantBody

APPLIED, NOT_MET, HELD, RECOMMENDED = "applied", "not_met", "held", "recommended"
ATTENDS = ("attends", "statement", "both", "neither")
NOTE = (
    "Each is counted by the day on which it happened: an application in one period may lead to a "
    "review in the next."
)


@dataclass(frozen=True)
class Decision:
    """A decision that affects somebody's rights (G-06)."""

    what: str
    by: str
    role: str
    on: date | None
    reasons: str
    evidence: str
    rejected: str
    told: str


@dataclass(frozen=True)
class Event:
    """Something that happened in a review: one of the four kinds above, and when."""

    kind: str
    review: str
    on: date


@dataclass(frozen=True)
class Statistics:
    """The four numbers that are published for a period (CR-17). Zeros are never hidden."""

    applications: int
    not_met: int
    reviews: int
    with_recommendations: int
    note: str = NOTE


def check_applicant(*, name: str, is_victim: bool, consent: bool, evidence: str) -> None:
    """Refuse an application that is anonymous or made without consent (CR-09).

    consent, evidence: asked for where somebody applies for another. Raises RuleBroken.
    """
    if not name.strip():
        raise RuleBroken("An application needs the applicant's name: it cannot be anonymous.")
    if not is_victim and not (consent and evidence.strip()):
        raise RuleBroken(
            "Somebody who applies for another needs their consent; say how it is known."
        )


def check_told(decision: Decision) -> None:
    """Refuse a decision that does not say who, when, why and who was told (G-06, CR-12)."""
    asked = {
        "what": "what was decided",
        "by": "who decided",
        "role": "in which role",
        "reasons": "the reasons",
        "evidence": "what evidence was considered",
        "rejected": "which options were rejected",
        "told": "who was told and how",
    }
    missing = [said for key, said in asked.items() if not getattr(decision, key).strip()]
    missing += [] if decision.on else ["when it was decided"]
    if missing:
        raise RuleBroken(f"Record of the decision: {', '.join(missing)}.")


def check_bodies(
    decided: Collection[str], *, among: Iterable[RelevantBody], on: date, co_opted: Collection[str]
) -> None:
    """Refuse a decision that a relevant body took no part in (CR-02, CR-21).

    decided: ids of bodies that decided. among: as declared; on: the day of the application.
    co_opted: of those that take part only where co-opted, the ones that are.
    """
    for body in among:
        needed = body.holds(on) and (not body.where_co_opted or body.id in co_opted)
        if needed and body.id not in decided:
            raise RuleBroken(f"Say who decided for this body: {body.name}.")


def check_not_met(*, next_step: str, appeal_text: str) -> None:
    """Refuse to issue "not met" without what is offered instead and the appeal (CR-20, CR-03)."""
    if not next_step.strip():
        raise RuleBroken("Say what is offered instead of a review.")
    if not appeal_text.strip():
        raise RuleBroken("Say how to appeal, and by when.")


def check_chair(
    chair: str, *, case_team: Collection[str], involved: Collection[str], lead: str, body: str
) -> None:
    """Refuse a chair who was involved before or is of the lead agency's case team (CR-16).

    chair: the person. involved: everybody who has acted in the case. lead, body: the lead
    agency, and whose officer the chair is. Raises RuleBroken.
    """
    if chair in involved:
        raise RuleBroken("The chair has been involved in this case. Choose somebody who was not.")
    if chair in case_team:
        of = "the lead agency's" if body == lead else "a"
        raise RuleBroken(f"The chair is in {of} case team. Choose somebody from outside it.")


def check_victim_asked(attends: str) -> None:
    """Refuse to arrange a meeting before the victim has chosen how to take part (CR-15)."""
    if attends not in ATTENDS:
        raise RuleBroken(
            "Ask the victim first whether they attend a part of it, send a statement, or neither."
        )


def check_outcome(*, findings: str, reasons: str, appeal_text: str, contact: str) -> None:
    """Refuse an outcome without findings, reasons, appeal and contact (CR-12, CR-14, G-06)."""
    given = {
        "what was found": findings,
        "the reasons": reasons,
        "how to appeal": appeal_text,
        "who the victim's single point of contact is": contact,
    }
    if missing := [said for said, text in given.items() if not text.strip()]:
        raise RuleBroken(f"The outcome does not say: {', '.join(missing)}.")


def check_response(*, accepted: bool | None, reason: str) -> None:
    """Refuse an answer to a recommendation without reason where it is not accepted (CR-13)."""
    if accepted is None:
        raise RuleBroken("Say whether the recommendation is accepted.")
    if not accepted and not reason.strip():
        raise RuleBroken("A body that does not accept a recommendation says why.")


def check_appeal_officer(officer: str, *, decided: Collection[str]) -> None:
    """Refuse an appeal decided by somebody who took the decision (CR-20, CR-23)."""
    if officer in decided:
        raise RuleBroken("An appeal is decided by somebody who took no part in the decision.")


def conflict_of_office(*, coordinates: str, reviews: str) -> str:
    """Give the warning where one office co-ordinated the review and now reviews it (CR-23).

    Empty where the offices differ. Either way a different person must decide.
    """
    if coordinates != reviews:
        return ""
    return (
        f"Conflict of interest: {reviews} co-ordinated the first review and is now asked to review "
        "it. Somebody who took no part in the first decision must decide."
    )


def check_body_review(
    *, is_on: bool, officer: str, decided: Collection[str], warned: bool, conflict: str
) -> None:
    """Refuse a review by the local policing body that may not be made (CR-23).

    is_on: whether the route is in force on the day. warned: the conflict was shown and noted.
    """
    if not is_on:
        raise RuleBroken("Review by the local policing body is not declared as in force yet.")
    check_appeal_officer(officer, decided=decided)
    if conflict and not warned:
        raise RuleBroken(conflict)


def check_period(first: date, last: date, *, longest: Length) -> None:
    """Refuse a period of statistics of more than twelve months (CR-17)."""
    if last < first:
        raise RuleBroken("The period ends before it begins.")
    if last > last_day(first, longest):
        raise RuleBroken(f"A period of the four statistics has at most {longest}.")


def statistics(events: Iterable[Event], *, first: date, last: date) -> Statistics:
    """Count the four statistics by the day of each event (CR-17).

    Each review counts once in each number, however often its event was recorded.
    """
    seen = {(one.kind, one.review) for one in events if first <= one.on <= last}
    counts = {
        kind: sum(found == kind for found, _ in seen)
        for kind in (APPLIED, NOT_MET, HELD, RECOMMENDED)
    }  # fmt: skip
    return Statistics(counts[APPLIED], counts[NOT_MET], counts[HELD], counts[RECOMMENDED])
