"""The risk of one victim: assessed, agreed by a supervisor, looked at again (RAM-01 to RAM-08)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.due import drop_due, meet_due, set_due
from goldenthread.casework.changes.engine import add_event, keep_time
from goldenthread.casework.changes.victims import due_again, open_case_of, victim_under_lock
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, RiskAssessment, RiskReview, Victim
from goldenthread.casework.queries.risk import latest_of, matrix_of, matrix_on
from goldenthread.casework.rules import ram, working
from goldenthread.casework.rules.lengths import last_day, local_day
from goldenthread.casework.values.limits import limit
from goldenthread.casework.values.matrix import BANDS, Band, Matrix

SUPERVISOR = "a supervisor"


@transaction.atomic
def assess(
    *, victim: Victim, occasion: str, answers: Mapping[str, str], facts: Collection[str] = (),
    reports: int = 1, wished: str = "", reasons: str = "", by: User, at: datetime | None = None,
) -> RiskAssessment:  # fmt: skip
    """Assess the risk of a victim, with them; every earlier assessment is kept (RAM-01 to RAM-06).

    wished: the band that professional judgement makes of it; empty: as scored. One that needs a
    supervisor holds once they agree. Needs "casework.work". Raises PermissionDenied, RuleBroken.
    """
    case, at = open_case_of(victim.case, by), at or timezone.now()
    victim = victim_under_lock(victim)
    if not ram.asks_for_assessment(occasion):
        raise RuleBroken("Say on what occasion the risk was assessed.")
    matrix = matrix_on(local_day(at))
    scored = ram.score(matrix, answers, facts=facts, reports=reports)
    band = _band(wished) or scored.band
    waits = working.waits_for_approval(scored, band)
    ram.settle(
        scored, band=band, by=str(by.pk), reasons=reasons, approved_by=SUPERVISOR if waits else ""
    )
    last = latest_of(victim)
    made = RiskAssessment.objects.create(
        partnership=case.partnership, case=case, victim=victim,
        number=1 + (last.number if last else 0), at=at, by=by, occasion=occasion,
        matrix=matrix.id, version=scored.version, answers=dict(answers), facts=sorted(facts),
        reports=reports, score=scored.score, by_score=scored.by_score, scored_band=scored.band,
        band=working.until_approved(scored, band), because="; ".join(scored.because),
        leave_for=scored.leave_for, unanswered=len(scored.unanswered), reasons=reasons.strip(),
        wished=band if waits else "",
    )  # fmt: skip
    add_event(case, "risk_assessed", by=by, at=at, about=_said(victim, made.band), text=str(scored))
    _follow_band(case, made, matrix, by=by, at=at)
    record("casework.risk_assessed", by=by, about=case)
    return made


@transaction.atomic
def decide_band(
    *, assessment: RiskAssessment, agrees: bool, reasons: str, by: User, at: datetime | None = None
) -> RiskAssessment:
    """Say as a supervisor whether a band that was wished for stands (RAM-05, RAM-06).

    Needs "casework.lead", of somebody else than whoever assessed. Raises PermissionDenied or
    RuleBroken; then nothing is saved.
    """
    case, at = worked_by(assessment.case, by, "casework.lead").case, at or timezone.now()
    rows = RiskAssessment.objects.of(case.partnership).select_related("victim")
    found = rows.select_for_update(of=("self",)).get(pk=assessment.pk)
    if found.by_id == by.pk:
        raise PermissionDenied("Somebody else than whoever assessed the risk decides on it.")
    latest = latest_of(found.victim)
    if not found.waits or case.closed_at or latest is None or latest.pk != found.pk:
        raise RuleBroken("Nothing waits to be decided here: it was decided, or assessed again.")
    if not reasons.strip():
        raise RuleBroken("Say why: the reasons are kept.")
    found.agreed, found.decided_by, found.decided_at = agrees, by, at
    found.decided_why = reasons.strip()
    if agrees:
        found.band = found.wished
    found.save()
    about = _said(found.victim, found.band)
    add_event(case, "band_agreed" if agrees else "band_refused", by=by, at=at, about=about,
              text=reasons)  # fmt: skip
    _follow_band(case, found, matrix_of(found.matrix, found.version), by=by, at=at)
    record("casework.band_decided", by=by, about=case)
    return found


@transaction.atomic
def review_risk(
    *, victim: Victim, level: str, reviewer: str, text: str, by: User, at: datetime | None = None
) -> RiskReview:
    """Record that a victim's risk was looked at again, and when it is next (RAM-07).

    level: who looks, as the matrix asks for the band. reviewer: their name and post.
    """
    case, at = open_case_of(victim.case, by), at or timezone.now()
    victim = victim_under_lock(victim)
    last = latest_of(victim)
    if last is None:
        raise RuleBroken("Assess the risk first; then it can be looked at again.")
    matrix = matrix_of(last.matrix, last.version)
    due = ram.reviews_due(matrix, _band(last.band) or ram.STANDARD, local_day(at))
    if level not in due:
        raise RuleBroken(f"For this band it is looked at by: {', '.join(due)}.")
    if not reviewer.strip() or not text.strip():
        raise RuleBroken("Say who looked at it and what they found.")
    made = RiskReview.objects.create(
        partnership=case.partnership, case=case, victim=victim, level=level, at=at, by=by,
        reviewer=reviewer.strip(), text=text.strip(),
    )  # fmt: skip
    add_event(case, "risk_reviewed", by=by, at=at, about=victim.name)
    _review_due(case, victim, level, due, by=by, at=at)
    keep_time(case, at=at)
    record("casework.risk_reviewed", by=by, about=case)
    return made


def _band(text: str) -> Band | None:
    return next((one for one in BANDS if one == text), None)


def _said(victim: Victim, band: str) -> str:
    return f"{victim.name}: {working.BAND_NAMES[band].lower()}"[:200]


def _follow_band(
    case: Case, made: RiskAssessment, matrix: Matrix, *, by: User, at: datetime
) -> None:
    """Let contact, reviews and the approval be due as the band asks (RAM-07, CASE-02, CASE-03)."""
    victim, band = made.victim, _band(made.band) or ram.STANDARD
    victim.band = band
    victim.save(update_fields=["band"])
    others = Victim.objects.of(case.partnership).filter(case=case)
    case.risk = working.worst(set(others.values_list("band", flat=True)))
    drop_due(case, f"review:{victim.pk}:", at=at)
    due = ram.reviews_due(matrix, band, local_day(made.at))
    for level in due:
        _review_due(case, victim, level, due, by=by, at=at)
    key = f"band:{victim.pk}"
    if made.waits:
        set_due(case, key, f"Decide on the band of {victim.name}", by_day=local_day(at),
                given_to=case.supervisor, by=by, at=at)  # fmt: skip
    else:
        meet_due(case, key, by=by, at=at)
    if made.number == 1 and not made.decided_at:
        day = last_day(local_day(at), limit("first_plan", local_day(at)))
        set_due(case, "first_plan:", "Make the first action plan", by_day=day, given_to=None,
                by=by, at=at)  # fmt: skip
    due_again(case, victim, last=local_day(at), by=by, at=at)


def _review_due(
    case: Case, victim: Victim, level: str, due: Mapping[str, date], *, by: User, at: datetime
) -> None:
    set_due(
        case, f"review:{victim.pk}:{level}",
        f"Risk of {victim.name}: review by the {working.LEVELS[level]}",
        by_day=due[level], given_to=case.supervisor if level == "supervisor" else None,
        by=by, at=at,
    )  # fmt: skip
