"""Meetings: from planned to agreed minutes; who must be there for a decision. Plain Python."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

PLANNED, HELD, AGREED, CANCELLED = "planned", "held", "agreed", "cancelled"
STATES = MappingProxyType(
    {
        PLANNED: "Planned",
        HELD: "Held, minutes not agreed yet",
        AGREED: "Held, minutes agreed",
        CANCELLED: "Cancelled",
    }
)
# What a reader is told of a meeting: also that its day went by and nobody wrote anything down.
PASSED = "passed"
SAID = MappingProxyType({**STATES, PASSED: "Day has passed, nothing recorded"})
PRESENT, APOLOGIES, ABSENT = "present", "apologies", "absent"
ATTENDANCES = MappingProxyType(
    {PRESENT: "Present", APOLOGIES: "Sent apologies", ABSENT: "Neither came nor wrote"}
)
# Why something stands on an agenda.
REASONS = MappingProxyType(
    {
        "asked": "Asked for",
        "due": "Due",
        "overdue": "Overdue",
        "escalated": "Escalated",
        "themed": "Theme of the meeting",
        "action": "Action of an earlier meeting",
        "late": "Late in a delivery plan",
        "regular": "Stands on every agenda",
    }
)


@dataclass(frozen=True)
class Quorum:
    """How many were there, and how many must be. needed: None where none is set."""

    present: int
    needed: int | None

    @property
    def is_met(self) -> bool:
        """Whether decisions may be taken: where no quorum is set, nothing stands against it."""
        return self.needed is None or self.present >= self.needed

    def __str__(self) -> str:
        if self.needed is None:
            return f"{self.present} present; no quorum is set in the terms of reference"
        if self.is_met:
            return f"Quorate: {self.present} present, {self.needed} needed"
        return f"Not quorate: {self.present} present, {self.needed} needed"


def quorum_of(*, present: frozenset[int], recused: frozenset[int], needed: int | None) -> Quorum:
    """Count who may decide: members present, less those who take no part in this.

    present: members there (any numbers that tell them apart). Visitors do not count.
    """
    return Quorum(len(present - recused), needed)


def check_plan(*, on: date, restricted: bool, taken: bool) -> None:
    """Refuse to plan a meeting that cannot be kept here. Raises RuleBroken."""
    if restricted:
        raise RuleBroken(
            "What this group hears about single people stays with it: its meetings are not kept "
            "here."
        )
    if taken:
        raise RuleBroken(
            f"This group already has a meeting on {on:%-d %B %Y}. Open that one, or choose "
            "another day."
        )


def check_open(state: str) -> None:
    """Refuse to change a meeting that is cancelled, or whose minutes are agreed."""
    if state == CANCELLED:
        raise RuleBroken("This meeting was cancelled. Plan another.")
    if state == AGREED:
        raise RuleBroken(
            "The minutes of this meeting are agreed. What was wrong in them is put right at the "
            "next meeting, and stands in its minutes."
        )


def check_hold(*, state: str, on: date, today: date, present: int) -> None:
    """Refuse to say that a meeting was held. present: how many are noted as present."""
    check_open(state)
    if on > today:
        raise RuleBroken(f"The meeting is on {on:%-d %B %Y}. It cannot have been held before.")
    if not present:
        raise RuleBroken("Note first who was present.")


def said_state(state: str, *, on: date, today: date) -> str:
    """Give the key in `SAID` of a meeting on a day, as it is to be told today."""
    return PASSED if state == PLANNED and on < today else state


def check_agree(*, state: str, agreed_on: date, on: date, today: date) -> None:
    """Refuse to call minutes agreed before the meeting was held, or on a day to come."""
    if state != HELD:
        raise RuleBroken("Only the minutes of a meeting that was held can be agreed, and once.")
    if not on <= agreed_on <= today:
        raise RuleBroken("Give the day on which they were agreed: after the meeting, not to come.")


def check_cancel(*, state: str, reason: str) -> None:
    """Refuse to cancel a meeting that was held, or without a reason."""
    if state != PLANNED:
        raise RuleBroken("Only a meeting that is planned can be cancelled.")
    if not reason.strip():
        raise RuleBroken("Say why it is cancelled: whoever meant to come will read it.")


def check_publish(*, state: str, items: int) -> None:
    """Refuse to publish papers of a cancelled meeting, or of one without an agenda."""
    if state == CANCELLED:
        raise RuleBroken("A cancelled meeting has no papers.")
    if not items:
        raise RuleBroken("Put together the agenda first: there is nothing to publish.")


def check_recusal(*, how: str, interest: str) -> None:
    """Refuse a recusal of somebody who was not there, or one without its interest."""
    if how != PRESENT:
        raise RuleBroken("Only somebody who is noted as present can take no part in an item.")
    if not interest.strip():
        raise RuleBroken("Say which interest it is, so that the minutes can show it.")


def check_decision(*, state: str, quorum: Quorum, text: str, reasons: str) -> None:
    """Refuse a decision before the meeting was held, without reasons, or without a quorum."""
    check_open(state)
    if state != HELD:
        raise RuleBroken("Say first that the meeting was held, and who was there.")
    if not text.strip() or not reasons.strip():
        raise RuleBroken("A decision needs its words and its reasons.")
    if not quorum.is_met:
        raise RuleBroken(
            f"{quorum}. No decision can be taken: write in the minutes what the meeting recommends."
        )
