"""Every write of this room: one verb, one function, one transaction, one event."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.hotspots import patrolling, rules
from goldenthread.hotspots.evidence import Evidence
from goldenthread.hotspots.models import (
    AreaVersion,
    Candidate,
    ChosenArea,
    Decision,
    Interest,
    Patrol,
    PatrolOutcome,
)


@transaction.atomic
def nominate(
    *,
    partnership: Partnership,
    by: User,
    name: str,
    theme: str,
    basis: str,
    reason: str,
    evidence: Evidence,
    on_behalf_of: str = "",
    on: date | None = None,
) -> Candidate:
    """Put a place forward, with what is on record of it frozen as of a day.

    evidence: of its square (see `evidence.of_square`). on: today unless given.
    Needs "hotspots.nominate". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "hotspots.nominate", on=partnership)
    rules.check_nomination(theme=theme, basis=basis, reason=reason, on_behalf_of=on_behalf_of)
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # one number for each
    last = Candidate.objects.of(partnership).aggregate(last=Max("number"))["last"] or 0
    candidate = Candidate.objects.create(
        partnership=partnership,
        number=last + 1,
        name=name.strip(),
        theme=theme,
        basis=basis,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of.strip(),
        west=evidence.west,
        south=evidence.south,
        width=evidence.width,
        evidence=evidence.as_plain(),
        nominated_on=on or timezone.localdate(),
        nominated_by=by,
        nominated_by_name=str(by),
    )
    record("hotspots.place_put_forward", by=by, about=candidate, basis=basis)
    return candidate


@transaction.atomic
def declare_interest(*, candidate: Candidate, by: User, what: str) -> Interest:
    """Declare an interest in a candidate, and so take no part in deciding.

    Needs "hotspots.decide". Raises PermissionDenied or RuleBroken.
    """
    require(by, "hotspots.decide", on=candidate.partnership)
    candidate = _locked(candidate)
    already = candidate.interests.filter(person=by).exists()
    rules.check_interest(status=candidate.status, already=already, what=what)
    interest = Interest.objects.create(
        partnership=candidate.partnership, candidate=candidate, person=by, person_name=str(by),
        what=what.strip(),
    )  # fmt: skip
    record("hotspots.interest_declared", by=by, about=candidate, why=interest.what)
    return interest


@transaction.atomic
def decide(
    *,
    candidate: Candidate,
    by: User,
    outcome: str,
    reasons: str,
    panel: str,
    starts: date | None = None,
    review_by: date | None = None,
    on: date | None = None,
) -> Decision:
    """Record what a panel decided; a place that is chosen becomes a hotspot area.

    panel: bodies and posts that took part. starts, review_by: needed where it is chosen.
    on: today unless given. Needs "hotspots.decide". Raises PermissionDenied or RuleBroken.
    """
    require(by, "hotspots.decide", on=candidate.partnership)
    candidate = _locked(candidate)
    interested = set(candidate.interests.values_list("person", flat=True))
    rules.check_may_decide(
        status=candidate.status, by=by.pk, nominated_by=candidate.nominated_by_id,
        interested=interested,
    )  # fmt: skip
    rules.check_decision(outcome=outcome, reasons=reasons, panel=panel)
    decision = Decision.objects.create(
        partnership=candidate.partnership, candidate=candidate, outcome=outcome,
        reasons=reasons.strip(), panel=panel.strip(), on=on or timezone.localdate(), by=by,
        by_name=str(by),
    )  # fmt: skip
    if outcome == rules.CHOSEN:
        _begin(candidate, *rules.check_term(starts, review_by), reasons, by)
    if outcome != rules.PUT_OFF:
        candidate.status = outcome
        candidate.save(update_fields=["status"])
    record("hotspots.place_decided", by=by, about=candidate, to=outcome, why=decision.reasons)
    return decision


@transaction.atomic
def renew(
    *, area: ChosenArea, by: User, name: str, theme: str, review_by: date, reason: str
) -> AreaVersion:
    """Keep an area after a review, as it is or by another name or theme; a new version stands.

    Needs "hotspots.decide". Raises PermissionDenied or RuleBroken.
    """
    require(by, "hotspots.decide", on=area.partnership)
    now = _locked_area(area)
    rules.check_open(now.ended_on)
    rules.check_said(reason, "What the review found")
    today = timezone.localdate()
    rules.check_term(today, review_by)
    facts = now.facts() | {"name": name.strip(), "theme": theme}
    made = _next(area, now, by, facts, starts=today, review_by=review_by, reason=reason)
    record("hotspots.area_renewed", by=by, about=area, why=made.reason, before=_told(now),
           after=_told(made))  # fmt: skip
    return made


@transaction.atomic
def end(*, area: ChosenArea, by: User, on: date, reason: str) -> AreaVersion:
    """End an area on a day, with the reason; it stays in the register.

    Needs "hotspots.decide". Raises PermissionDenied or RuleBroken.
    """
    require(by, "hotspots.decide", on=area.partnership)
    now = _locked_area(area)
    rules.check_open(now.ended_on)
    rules.check_said(reason, "Why it ends")
    rules.check_end(starts=now.starts, on=on, today=timezone.localdate())
    made = _next(area, now, by, now.facts(), starts=now.starts, ended_on=on, reason=reason)
    record("hotspots.area_ended", by=by, about=area, on=on.isoformat(), why=made.reason)
    return made


@transaction.atomic
def log_patrol(
    *,
    area: ChosenArea,
    by: User,
    sent_as: UUID,
    starts: datetime,
    stops: datetime,
    body: str,
    persons: int,
    is_extra: bool,
    outcomes: dict[str, int],
    note: str = "",
) -> Patrol:
    """Log a patrol once, however often it is sent; give the one that stands.

    sent_as: made by the form. outcomes: how many by kind. Needs "hotspots.log_patrol". Raises
    PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "hotspots.log_patrol", on=area.partnership)
    now = _locked_area(area)  # the same one sent twice at once waits here
    known = Patrol.objects.of(area.partnership).filter(sent_as=sent_as).first()
    if known is not None:
        return known
    first = area.versions.order_by("number").values_list("starts", flat=True)[0]
    local = timezone.localtime
    patrolling.check_patrol(
        starts=local(starts), stops=local(stops), persons=persons, now=local(),
        in_force=(first, now.ended_on),
    )  # fmt: skip
    kept = patrolling.check_outcomes(outcomes)
    patrol = Patrol.objects.create(
        partnership=area.partnership, area=area, sent_as=sent_as, starts=starts, stops=stops,
        body=body, persons=persons, is_extra=is_extra, note=note.strip(), logged_by=by,
        logged_by_name=str(by),
    )  # fmt: skip
    PatrolOutcome.objects.bulk_create(
        PatrolOutcome(partnership=area.partnership, patrol=patrol, kind=kind, count=count)
        for kind, count in kept.items()
    )
    record("hotspots.patrol_logged", by=by, about=area, hours=round(patrol.hours, 2))
    return patrol


def _locked(candidate: Candidate) -> Candidate:
    """Read a candidate again under a lock, so that two people cannot decide at once."""
    every = Candidate.objects.of(candidate.partnership)
    return every.select_for_update(of=("self",)).get(pk=candidate.pk)


def _locked_area(area: ChosenArea) -> AreaVersion:
    """Lock an area and give its latest version."""
    ChosenArea.objects.of(area.partnership).select_for_update(of=("self",)).get(pk=area.pk)
    latest = area.versions.first()
    assert latest is not None
    return latest


def _begin(candidate: Candidate, starts: date, review_by: date, reason: str, by: User) -> None:
    Partnership.objects.select_for_update().get(pk=candidate.partnership_id)
    every = ChosenArea.objects.of(candidate.partnership)
    last = every.aggregate(last=Max("number"))["last"] or 0
    area = ChosenArea.objects.create(
        partnership=candidate.partnership, candidate=candidate, number=last + 1
    )
    AreaVersion.objects.create(
        partnership=area.partnership, area=area, number=1, name=candidate.name,
        theme=candidate.theme, west=candidate.west, south=candidate.south, width=candidate.width,
        starts=starts, review_by=review_by, reason=reason.strip(), by=by, by_name=str(by),
    )  # fmt: skip


def _next(
    area: ChosenArea,
    now: AreaVersion,
    by: User,
    facts: dict[str, Any],
    *,
    reason: str,
    **others: Any,
) -> AreaVersion:
    return AreaVersion.objects.create(
        partnership=area.partnership, area=area, number=now.number + 1, reason=reason.strip(),
        by=by, by_name=str(by), **facts, **others,
    )  # fmt: skip


def _told(version: AreaVersion) -> dict[str, str]:
    """Give what a reader of the record compares."""
    review = version.review_by.isoformat() if version.review_by else ""
    return {"name": version.name, "theme": version.get_theme_display(), "review_by": review}
