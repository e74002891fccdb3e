"""Tools and powers: proposed with what the law asks for, used once nothing is missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.due import drop_due, meet_due, set_due
from goldenthread.casework.changes.engine import add_event, keep_time
from goldenthread.casework.changes.victims import open_case_of
from goldenthread.casework.models import Case, PowerEvent, PowerUse
from goldenthread.casework.queries.powers import use_of
from goldenthread.casework.rules import powers as rules
from goldenthread.casework.rules import using
from goldenthread.casework.rules.lengths import last_day, local_day
from goldenthread.casework.values.powers import powers

KEPT = frozenset(
    {"subject", "age", "place", "used_by", "officer", "terms", "met", "done", "says", "heeds",
     "informal", "why_not", "needs", "youth_consulted", "respondent_risk", "service", "starts",
     "ends"}
)  # fmt: skip


@transaction.atomic
def propose_power(
    *, case: Case, power: str, use: PowerUse | None = None, given: Mapping[str, Any], by: User,
    at: datetime | None = None,
) -> PowerUse:  # fmt: skip
    """Propose to use a power, or change what is proposed; what is missing may be added later.

    given: fields of PowerUse. use: one that is proposed already. Needs "casework.work".
    """
    case, at = open_case_of(case, by), at or timezone.now()
    if power not in powers():
        raise RuleBroken("Choose a power from the list.")
    if not str(given.get("subject", "")).strip():
        raise RuleBroken("Say against whom or for which place it is.")
    if given.get("ends") and given["ends"] <= given["starts"]:
        raise RuleBroken("It ends before it starts.")
    using.weighed(list(given.get("informal", [])), str(given.get("why_not", "")))
    found = _proposed(use) if use else PowerUse(
        partnership=case.partnership, case=case, power=power, state="proposed", proposed_at=at,
        proposed_by=by,
    )  # fmt: skip
    for name in KEPT & set(given):
        setattr(found, name, given[name])
    found.save()
    add_event(case, "power_proposed", by=by, at=at, about=powers()[power].name)
    record("casework.power_proposed", by=by, about=case)
    return found


@transaction.atomic
def use_power(*, use: PowerUse, by: User, at: datetime | None = None) -> PowerUse:
    """Record that a proposed power is used, as the law of its first day allows (TP-00 to TP-14).

    Its end by local practice is set where none was given, with the last day of an appeal and of
    a review. Needs "casework.work". Raises RuleBroken with all that is missing.
    """
    case, at = open_case_of(use.case, by), at or timezone.now()
    found = _proposed(use)
    power, day = found.declared, local_day(found.starts)
    rules.check_use(power, use_of(found))
    found.state, found.used_at = "in_force", at
    found.ends = found.ends or rules.expires(power, found.starts)
    found.appeal_until = rules.last_day_to_appeal(power, day)
    review = rules.value(power, "review", day, age=found.age)
    found.review_on = last_day(day, review.length.length) if review and review.length else None
    found.save()
    add_event(case, "power_used", by=by, at=at, about=power.name)
    _due(case, found, by=by, at=at)
    keep_time(case, at=at)
    record("casework.power_used", by=by, about=case)
    return found


@transaction.atomic
def record_power_event(
    *, use: PowerUse, kind: str, text: str, new_end: datetime | None = None,
    pounds: int | None = None, by: User, at: datetime | None = None,
) -> PowerEvent:  # fmt: skip
    """Record what became of a power in use (TP-02, TP-05, TP-06, TP-09, TP-11).

    kind: of using.KINDS. new_end: when it then ends. pounds: a fixed penalty for a breach.
    Needs "casework.work". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    case, at = open_case_of(use.case, by), at or timezone.now()
    found = _locked(use)
    if found.state != "in_force":
        raise RuleBroken("It is not in use.")
    if not text.strip():
        raise RuleBroken("Say what happened, or why.")
    using.check_event(
        found.declared, kind, starts=found.starts, ends=found.ends, now=at, new_end=new_end,
        appeal_until=found.appeal_until, pounds=pounds,
    )  # fmt: skip
    made = PowerEvent.objects.create(
        partnership=case.partnership, use=found, kind=kind, at=at, by=by, text=text.strip(),
        new_end=new_end, pounds=pounds,
    )  # fmt: skip
    if new_end is not None and kind in ("varied", "extended"):
        found.ends = new_end
    if kind == "discharged":
        found.state, found.ended_at = "ended", at
    review = rules.value(found.declared, "review", local_day(at), age=found.age)
    if kind == "reviewed" and review and review.length:
        found.review_on = last_day(local_day(at), review.length.length)
    found.save()
    add_event(case, f"power_{kind}", by=by, at=at, about=found.declared.name, text=text)
    _due(case, found, by=by, at=at)
    keep_time(case, at=at)
    record(f"casework.power_{kind}", by=by, about=case)
    return made


def _due(case: Case, use: PowerUse, *, by: User, at: datetime) -> None:
    """Let the end and the review of a power in use be due, or nothing once it is over."""
    ends, review = f"power:{use.pk}", f"power_review:{use.pk}"
    if use.state == "ended":
        drop_due(case, ends, at=at)
        drop_due(case, review, at=at)
        return
    if use.ends is not None:
        set_due(case, ends, f"{use.declared.name} ends", by_day=local_day(use.ends - using.TICK),
                given_to=None, by=by, at=at)  # fmt: skip
    if use.review_on is not None:
        set_due(case, review, f"Review the {use.declared.name.lower()}", by_day=use.review_on,
                given_to=None, by=by, at=at)  # fmt: skip
    else:
        meet_due(case, review, by=by, at=at)


def _proposed(use: PowerUse) -> PowerUse:
    found = _locked(use)
    if found.state != "proposed":
        raise RuleBroken("It is in use already, so what was proposed stands.")
    return found


def _locked(use: PowerUse) -> PowerUse:
    return PowerUse.objects.of(use.partnership).select_for_update().get(pk=use.pk)
