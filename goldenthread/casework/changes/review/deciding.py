"""Deciding on the threshold: what the count says, the bodies cannot decide away (CR-04)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import Person
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.changes.letters import drafts
from goldenthread.casework.changes.working import move, record_answers
from goldenthread.casework.models import Case
from goldenthread.casework.queries.answers import texts_of
from goldenthread.casework.queries.review.reckoning import Count, count_of
from goldenthread.casework.rules import reviews
from goldenthread.casework.rules.lengths import local_day
from goldenthread.casework.rules.review_routes import NONE, check_route
from goldenthread.casework.types.model import Transition
from goldenthread.casework.values.case_review import procedure

MET, NOT_MET = "decide_met", "decide_not_met"


@transaction.atomic
def decide(*, case: Case, texts: Mapping[str, str], by: User, at: datetime | None = None) -> Case:
    """Keep the answers of the decision and take the step that follows from its route.

    texts: answers to the form "threshold"; how many incidents qualify is counted here.
    Needs "casework.work". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    at = at or timezone.now()
    counted = {**texts, "qualifying": str(count_of(case).reckoning.incidents)}
    record_answers(case=case, form="threshold", texts=counted, by=by, at=at)
    step = NOT_MET if texts.get("threshold_route") == NONE else MET
    return move(case=case, step=step, by=by, at=at)


def check_threshold(case: Case, by: Person, at: datetime) -> None:
    """Refuse a decision that the count contradicts, or in which a body had no part."""
    count, texts = count_of(case), texts_of(case)
    route = texts.get("threshold_route", "")
    check_route(
        route,
        count.reckoning,
        grounds=[one for one in texts.get("met_on", "").split(",") if one],
        reasons=texts.get("decision_reasons", ""),
        alternatives=count.alternatives,
        alternatives_open=count.alternatives_open,
    )
    if texts.get("qualifying") != str(count.reckoning.incidents):
        raise RuleBroken(f"{count.reckoning} The decision says another number: record it again.")
    _check_bodies(count, texts)
    _check_told(case, route, texts, by, at)


def _check_bodies(count: Count, texts: Mapping[str, str]) -> None:
    lines = texts.get("deciders", "").splitlines()
    decided = {
        one.id
        for one in procedure().bodies
        if any(line.startswith(f"{one.name}: ") and line != f"{one.name}: " for line in lines)
    }
    co_opted = {one.id for one in count.bodies if one.where_co_opted}
    reviews.check_bodies(decided, among=procedure().bodies, on=count.applied, co_opted=co_opted)


def _check_told(case: Case, route: str, texts: Mapping[str, str], by: Person, at: datetime) -> None:
    reviews.check_told(
        reviews.Decision(
            what=route, by=str(by), role=texts.get("deciders", ""), on=local_day(at),
            reasons=texts.get("decision_reasons", ""), evidence=texts.get("evidence", ""),
            rejected=texts.get("rejected", ""), told="letter on the applicant's own page",
        )
    )  # fmt: skip
    if route == NONE:
        letter = drafts(case, step_of(case, NOT_MET), at=at, texts=texts)
        reviews.check_not_met(
            next_step=texts.get("next_step", ""),
            appeal_text=" ".join(one.text for one in letter if "appeal" in one.text),
        )


def step_of(case: Case, id: str) -> Transition:
    """Give a declared step of a case's type."""
    return next(one for one in case.type.declared.transitions if one.id == id)
