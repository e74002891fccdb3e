"""What partners do in a case: referrals to them, and the action plan."""

from collections.abc import Mapping
from datetime import date

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.casework.models import Case, PlannedAction, Referral
from goldenthread.casework.queries.seeing import sight
from goldenthread.casework.rules.working import INFORMAL_NAMES
from goldenthread.casework.values.powers import powers
from goldenthread.partnership.models import Organisation

OTHER = "other"


def tools_on(day: date) -> Mapping[str, str]:
    """Give the tools of an action plan by id: informal ones, powers in force, other (CASE-02)."""
    formal = {one.id: one.name for one in powers().values() if one.formal and one.holds(day)}
    return {**INFORMAL_NAMES, **formal, OTHER: "Something else"}


def tool_said(id: str) -> str:
    """Name a tool, even one that is no longer in force."""
    known = {one.id: one.name for one in powers().values()}
    return {**known, **INFORMAL_NAMES, OTHER: "Something else"}.get(id, id)


def bodies(partnership: Partnership) -> list[Organisation]:
    """Give the bodies of a partnership, by name."""
    return list(Organisation.objects.of(partnership).filter(ends=None))


def plan_of(case: Case) -> list[PlannedAction]:
    """Give the action plan of a case: what is open first, by day."""
    rows = PlannedAction.objects.of(case.partnership).filter(case=case)
    every = list(rows.select_related("body", "case__partnership"))
    return sorted(every, key=lambda one: (not one.is_open, one.due, one.pk))


def referrals_of(case: Case) -> list[Referral]:
    """Give the referrals of a case, the newest first."""
    rows = Referral.objects.of(case.partnership).filter(case=case)
    return list(rows.select_related("body", "officer", "sent_by", "case__partnership"))


def referred_to(partnership: Partnership, user: User) -> list[Referral]:
    """Give the referrals that wait for somebody's answer, the most urgent first.

    Needs "casework.read". Nothing of the case is given but its reference and its kind.
    """
    require(user, "casework.read", on=partnership)
    rows = Referral.objects.of(partnership).filter(officer=user, state="sent", ended_at=None)
    found = rows.select_related("body", "sent_by", "case__type", "case__partnership", "partnership")
    return list(found.order_by("due", "pk"))


def referral_read(partnership: Partnership, number: int, *, by: User) -> Referral | None:
    """Give a referral that waits, to its officer and to whoever sees the whole of its case.

    Needs "casework.read". None for anybody else.
    """
    require(by, "casework.read", on=partnership)
    rows = Referral.objects.of(partnership).filter(pk=number, state="sent", ended_at=None)
    found = rows.select_related(
        "body", "sent_by", "partnership", "officer", "case__type", "case__partnership", "case__lead"
    ).first()
    if found is None or found.officer_id == by.pk:
        return found
    seen = sight(found.case, by=by)
    return found if seen is not None and seen.whole else None
