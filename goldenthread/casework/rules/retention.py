"""How long a record is kept, and what stops its disposal (RET rules)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import last_day, same_day
from goldenthread.casework.values.dated import DeclaredLength
from goldenthread.casework.values.retention import KeptClass

HOLDS = ("litigation", "inquiry", "death_review", "complaint", "access_request")


class HowLong(Protocol):
    """What says how long a record is kept: a declared class, or what a case type says."""

    length: DeclaredLength
    child_until: int | None


@dataclass(frozen=True)
class Hold:
    """A legal hold: why, who holds it, until when it is reviewed, and whether it was lifted."""

    why: str
    holder: str
    reason: str
    review_by: date
    lifted: bool = False


def dispose_after(kept: HowLong, began: date, *, youngest_born: date | None = None) -> date:
    """Give the last day on which a record is kept (RET-01, RET-04).

    began: the day of report, closure, expiry or publication, as its class says.
    youngest_born: of the youngest party, where one of them is or was a child.
    """
    last = last_day(began, kept.length.length)
    if kept.child_until and youngest_born:
        return max(last, same_day(youngest_born, kept.child_until * 12))
    return last


def disposal(
    kept: KeptClass, began: date, *, on: date, holds: Iterable[Hold], youngest: date | None = None
) -> str:
    """Say what becomes of a record on a day: kept, held, or as its class says (RET-01, RET-03)."""
    if on <= dispose_after(kept, began, youngest_born=youngest):
        return "keep"
    return "hold" if any(not one.lifted for one in holds) else kept.then


def check_hold(one: Hold, *, on: date) -> None:
    """Refuse a legal hold without holder, reason or a day of review to come (RET-03)."""
    if one.why not in HOLDS:
        raise RuleBroken(f'"{one.why}" is no ground for a hold. It is one of {", ".join(HOLDS)}.')
    if not one.holder.strip() or not one.reason.strip():
        raise RuleBroken("A hold names who holds it and the reason.")
    if one.review_by <= on:
        raise RuleBroken("A hold is reviewed on a day to come. Give that day.")


def check_partner_copy(*, purpose_ended: date | None, on: date) -> None:
    """Refuse to keep a partner's copy of police information after its purpose (RET-02)."""
    if purpose_ended is not None and on > purpose_ended:
        raise RuleBroken("The shared purpose has ended, so the copy is not kept any longer.")
