"""What is owed by when: duties in law, assurance reports, yearly updates. Plain Python."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

DUE_SOON = timedelta(days=42)  # six weeks: papers go out a week before, and somebody writes them
LONGEST_CYCLE = 60  # months

KINDS = MappingProxyType(
    {
        "duty": "Duty in law",
        "assurance": "Assurance report",
        "themed": "Themed meeting",
        "update": "Update of a group",
        "other": "Something else",
    }
)


@dataclass(frozen=True)
class Standing:
    """How something that is owed stands. tone: how the page draws it."""

    key: str
    label: str
    tone: str


STANDINGS = MappingProxyType(
    {
        one.key: one
        for one in (
            Standing("overdue", "Overdue", "bad"),
            Standing("due_soon", "Due soon", "watch"),
            Standing("undated", "No date set", "none"),
            Standing("ahead", "Ahead", "waiting"),
            Standing("met", "Done", "done"),
        )
    }
)


def standing_of(*, due: date | None, every: int, met: bool, today: date) -> Standing:
    """Say how it stands on a day.

    due: the next day it is owed. every: months from one to the next; 0 for what is owed once,
    or as it arises. met: whether it was ever done.
    """
    if due is None:
        return STANDINGS["met" if met and not every else "undated"]
    if due < today:
        return STANDINGS["overdue"]
    return STANDINGS["due_soon" if due - today <= DUE_SOON else "ahead"]


def next_due(due: date | None, *, every: int) -> date | None:
    """Give the day it is owed next, counted from the day it was due and not from when it came.

    So a report that comes late does not push the next one back. The last day of a shorter
    month stands for a day that it lacks.
    """
    if due is None or not every:
        return None
    months = due.year * 12 + due.month - 1 + every
    year, month = divmod(months, 12)
    return date(year, month + 1, min(due.day, monthrange(year, month + 1)[1]))


def check_obligation(*, title: str, kind: str, every: int, owners: int) -> None:
    """Refuse one without a title, of no kind, with a strange cycle, or with two owners."""
    if not title.strip():
        raise RuleBroken("Say what is owed.")
    if kind not in KINDS:
        raise RuleBroken("Choose what kind of obligation it is.")
    if not 0 <= every <= LONGEST_CYCLE:
        raise RuleBroken(f"Give a cycle of 1 to {LONGEST_CYCLE} months, or 0 where it comes once.")
    if owners > 1:
        raise RuleBroken("Name one who answers for it: a person who signs in, or a post.")


def check_met(*, on: date, today: date, evidence: str, already: Collection[date]) -> None:
    """Refuse to call it done on a day to come, without evidence, or twice for one day.

    evidence: what shows it: a minute, a report, an address. already: days it was done on.
    """
    if on > today:
        raise RuleBroken(f"{on:%-d %B %Y} is not over yet. Give the day on which it was done.")
    if not evidence.strip():
        raise RuleBroken("Say what shows it: which report, which minute, which page.")
    if on in already:
        raise RuleBroken(f"It is already noted as done on {on:%-d %B %Y}.")
