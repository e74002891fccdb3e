"""What each step of a case review needs beside what its file declares."""

from datetime import datetime

from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.changes.letters import drafts
from goldenthread.casework.changes.own_rules import AFTER, BEFORE
from goldenthread.casework.changes.review.deciding import check_threshold, step_of
from goldenthread.casework.changes.review.holding import (
    ask_bodies,
    check_chair_named,
    recommended_texts,
)
from goldenthread.casework.models import (
    Case,
    CaseClock,
    CaseEvent,
    Complaint,
    InformationRequest,
    Recommendation,
)
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.review.involved import DECIDES, deciders_of
from goldenthread.casework.rules import reviews
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.values import limits
from goldenthread.casework.values.case_review import procedure

SWITCH = "lpb_review"


def submitted(case: Case, by: Person, at: datetime) -> None:
    """Refuse an application without a name, consent or any complaint (CR-01, CR-09)."""
    texts = texts_of(case)
    reviews.check_applicant(
        name=texts.get("applicant_name", ""),
        is_victim=texts.get("applicant_is") == "victim",
        consent=texts.get("consent_given") == "yes",
        evidence=texts.get("consent_evidence", ""),
    )
    if not Complaint.objects.of(case.partnership).filter(case=case).exists():
        raise RuleBroken("Write down at least one time that a body was told of it.")


def arranged(case: Case, by: Person, at: datetime) -> None:
    """Refuse a meeting whose chair had a part in the case, or of which the victim is not asked."""
    texts = texts_of(case)
    check_chair_named(case, texts.get("chair_named", ""), texts.get("chair_from", ""))
    reviews.check_victim_asked(texts.get("victim_attends", ""))


def held(case: Case, by: Person, at: datetime) -> None:
    """Refuse to have met without what the bodies did, or without who was there (CR-21, CR-22)."""
    rows = InformationRequest.objects.of(case.partnership).filter(case=case, answered_at=None)
    if rows.exists():
        raise RuleBroken("A body has not answered yet. Record its answer, or that it gave none.")
    if not texts_of(case).get("attended"):
        raise RuleBroken("Record who attended for each body first.")


def issued(case: Case, by: Person, at: datetime) -> None:
    """Refuse an outcome without findings, reasons, appeal and contact (CR-12, CR-14)."""
    texts = texts_of(case)
    if texts.get("recommended") != recommended_texts(case)["recommended"]:
        raise RuleBroken("Record the outcome again: a recommendation came after it.")
    letter = drafts(case, step_of(case, "issue"), at=at)
    reviews.check_outcome(
        findings=texts.get("findings", ""),
        reasons=texts.get("outcome_reasons", ""),
        appeal_text=" ".join(one.text for one in letter if "appeal" in one.text),
        contact=str(case.lead or ""),
    )


def appealed(case: Case, by: Person, at: datetime) -> None:
    """Refuse a second appeal against a decision that was upheld once (CR-20)."""
    steps = CaseEvent.objects.of(case.partnership).filter(case=case, verb="moved")
    taken = list(steps.order_by("number").values_list("step", flat=True))
    last = max(place for place, step in enumerate(taken) if step in DECIDES)
    if "dismiss" in taken[last:]:
        raise RuleBroken(
            "This decision was appealed against and stands. You can complain to the ombudsman."
        )


def appeal_decided(case: Case, by: Person, at: datetime) -> None:
    """Refuse an appeal decided by somebody who took the decision (CR-20)."""
    reviews.check_appeal_officer(str(by.pk), decided=deciders_of(case))


def policing_body_asked(case: Case, by: Person, at: datetime) -> None:
    """Refuse to ask the local policing body before the law is in force (CR-23)."""
    if not policing_body_may_be_asked(at):
        raise RuleBroken("Review by the local policing body is not declared as in force yet.")


def policing_body_may_be_asked(at: datetime) -> bool:
    """Say whether the switch of the Crime and Policing Act 2026 is on (CR-23)."""
    return limits.is_on(SWITCH, local_day(at))


def conflict() -> str:
    """Give the warning where the office that co-ordinated is the one that reviews (CR-23)."""
    declared = procedure()
    return reviews.conflict_of_office(
        coordinates=declared.coordinated_by, reviews=declared.policing_body
    )


def policing_body_decided(case: Case, by: Person, at: datetime) -> None:
    """Refuse a review by the local policing body that may not be made so (CR-23)."""
    reviews.check_body_review(
        is_on=policing_body_may_be_asked(at),
        officer=str(by.pk),
        decided=deciders_of(case),
        warned=texts_of(case).get("conflict_noted") == "yes",
        conflict=conflict(),
    )


def unappealed(case: Case, by: Person, at: datetime) -> None:
    """Refuse to close a review before the time to appeal has passed (CR-20)."""
    running = CaseClock.objects.of(case.partnership).filter(
        case=case, key__in=("appeal_not_met", "appeal_outcome"), met=None, dropped_at=None,
        due__gt=at,
    )  # fmt: skip
    if running.exists():
        raise RuleBroken("The applicant may still appeal. Close it when that time has passed.")
    answered(case, by, at)


def answered(case: Case, by: Person, at: datetime) -> None:
    """Refuse to close a review with a recommendation that nobody answered (CR-13)."""
    rows = Recommendation.objects.of(case.partnership).filter(case=case, accepted=None)
    if rows.exists():
        raise RuleBroken("A recommendation has no answer yet. Record it first.")


BEFORE |= {
    (REVIEW, step): rule
    for step, rule in {
        "submit": submitted,
        "decide_met": check_threshold,
        "decide_not_met": check_threshold,
        "arrange": arranged,
        "hold": held,
        "issue": issued,
        "appeal": appealed,
        "uphold": appeal_decided,
        "dismiss": appeal_decided,
        "ask_policing_body": policing_body_asked,
        "policing_body_decides": policing_body_decided,
        "close_unappealed": unappealed,
        "close": unappealed,
    }.items()
}
AFTER |= {(REVIEW, "gather"): ask_bodies, (REVIEW, "review_again"): ask_bodies}
