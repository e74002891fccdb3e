"""What an update, a moved date, an override or an end must say, and who may say it."""

from datetime import date

from goldenthread.accounts.rules import RuleBroken
from goldenthread.delivery.rules.status import (
    DONE,
    IN_DIFFICULTY,
    NO_CHANGE,
    OVERRIDES,
    SAYINGS,
    STATUSES,
    Facts,
)


def check_update(facts: Facts, *, said: str, text: str) -> None:
    """Refuse an update that says too little or comes too late. Raises RuleBroken."""
    if said not in SAYINGS:
        raise RuleBroken(f"Choose one of: {', '.join(SAYINGS.values())}.")
    if facts.done_on:
        raise RuleBroken("This action is done. Open it again first if it is not.")
    if facts.missed_on:
        raise RuleBroken("This action was given up. Take it up again first.")
    if said == NO_CHANGE and facts.heard is None:
        raise RuleBroken("There is no update yet that could be unchanged. Say how it stands.")
    if said == IN_DIFFICULTY and not text.strip():
        raise RuleBroken("Say what the difficulty is and what would help.")
    if said == DONE and not text.strip():
        raise RuleBroken("Say what was done, so that the board can see it.")


def check_reason(reason: str, what: str) -> None:
    """Refuse a decision without a reason. Raises RuleBroken."""
    if len(reason.strip()) < 10:
        raise RuleBroken(f"Give the reason for {what} in a sentence; everyone will see it.")


def check_new_date(*, was: date | None, now: date, today: date, reason: str) -> None:
    """Refuse to move a due date without a reason, to the past, or to where it already is."""
    check_reason(reason, "moving the date")
    if now == was:
        raise RuleBroken("That is the date it already has.")
    if now < today:
        raise RuleBroken("A due date can be moved to today or later, not into the past.")


def check_second_person(*, approver: int, owner: int | None, asked_by: int | None) -> None:
    """Refuse that somebody moves the date of what they own, or approves what they asked for.

    Numbers of people. Raises RuleBroken.
    """
    if approver == owner:
        raise RuleBroken("You own this action. Ask for another date; a second person approves it.")
    if approver == asked_by:
        raise RuleBroken("You asked for this date. A second person approves it.")


def check_override(facts: Facts, *, status: str, reason: str) -> None:
    """Refuse a status by hand without a reason, of what is closed, or of no such kind."""
    if status not in OVERRIDES:
        allowed = ", ".join(STATUSES[key].label for key in OVERRIDES)
        raise RuleBroken(f"By hand an action can be set to: {allowed}.")
    check_reason(reason, "setting it by hand")
    if facts.done_on or facts.missed_on or facts.deferred_on:
        raise RuleBroken("This action is closed. Take it up again first.")


def check_closing(facts: Facts, reason: str, what: str) -> None:
    """Refuse to put off or give up without a reason, or what is closed already."""
    check_reason(reason, what)
    if facts.done_on:
        raise RuleBroken("This action is done and cannot be put off or given up.")
    if facts.missed_on:
        raise RuleBroken("This action was given up already. Take it up again first.")
