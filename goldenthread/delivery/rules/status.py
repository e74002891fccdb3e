"""How an action stands, worked out from facts. Plain Python.

Nobody types a status: it follows from the dates and from the last update. What a plan as a
whole amounts to is said by counts and its worst action, never by an average, which would
hide one late action among ten.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

SILENT_AFTER = timedelta(days=100)  # a quarter and a few days' grace; then nobody knows
DUE_SOON = timedelta(days=28)

GOING_WELL, IN_DIFFICULTY, NO_CHANGE, DONE = "going_well", "in_difficulty", "no_change", "done"
SAYINGS = MappingProxyType(
    {
        GOING_WELL: "Going well",
        IN_DIFFICULTY: "In difficulty",
        NO_CHANGE: "No change since the last update",
        DONE: "Done",
    }
)


@dataclass(frozen=True)
class Status:
    """What is said of an action. `tone` is how the page draws it; `meaning` is shown as help."""

    key: str
    label: str
    tone: str
    meaning: str


# From the worst to the best: the order in which they are listed and in which "worst" is judged.
STATUSES = MappingProxyType(
    {
        s.key: s
        for s in (
            Status("late", "Late", "bad", "The due date has passed and it is not done."),
            Status("missed", "Missed", "bad", "Given up undone, by a decision that is on record."),
            Status("in_difficulty", "In difficulty", "bad", "Its owner says so."),
            Status(
                "silent", "No recent update", "watch", "Nobody has said how it stands for 100 days."
            ),
            Status("due_soon", "Due soon", "watch", "Due within 28 days."),
            Status("not_started", "Not started", "waiting", "No update has been given yet."),
            Status("on_track", "On track", "good", "Its owner says it goes well."),
            Status("deferred", "Deferred", "paused", "Put off by a decision that is on record."),
            Status("achieved", "Achieved", "done", "Done, with a date."),
        )
    }
)
WORST_FIRST = tuple(STATUSES)
ASK_AFTER = frozenset({"late", "silent"})  # what a manager asks an owner about
NOT_OPEN = frozenset({"achieved", "deferred", "missed"})
SETTLED = NOT_OPEN | {"on_track"}  # needs nobody's attention
OVERRIDES = ("on_track", "in_difficulty", "not_started")  # what a person may set by hand


@dataclass(frozen=True)
class Facts:
    """What is known of an action.

    said: the last update's word (a key of SAYINGS other than NO_CHANGE, which repeats the
        word before it), or None. heard: the day of the last update of any kind.
    missed_on: the day it was given up undone. override: a status set by hand on `set_on`.
    """

    due: date | None
    done_on: date | None
    deferred_on: date | None
    said: str | None
    heard: date | None
    missed_on: date | None = None
    override: str = ""
    set_on: date | None = None


def status_of(facts: Facts, *, today: date) -> Status:
    """Say how an action stands on a day: as a person set it with a reason, else as computed.

    What was set by hand counts for SILENT_AFTER and never over what was decided, so that no
    forgotten colour outlives its reason.
    """
    computed = computed_status(facts, today=today)
    by_hand = facts.override and facts.set_on and today - facts.set_on <= SILENT_AFTER
    return STATUSES[facts.override] if by_hand and computed.key not in NOT_OPEN else computed


def computed_status(facts: Facts, *, today: date) -> Status:
    """Say how an action stands by its facts alone. The first that fits counts, in this order.

    Achieved, missed and deferred are decided; then late, because a date is a date whatever is
    said; then what its owner said, unless that is too long ago to believe.
    """
    return STATUSES[_status_key(facts, today)]


def _status_key(facts: Facts, today: date) -> str:
    decided = {
        "achieved": facts.done_on,
        "missed": facts.missed_on,
        "deferred": facts.deferred_on,
    }
    for key, on in decided.items():
        if on:
            return key
    if facts.due and facts.due < today:
        return "late"
    if facts.heard is None:
        return "due_soon" if facts.due and facts.due - today <= DUE_SOON else "not_started"
    if facts.said == IN_DIFFICULTY:
        return "in_difficulty"
    if today - facts.heard > SILENT_AFTER:
        return "silent"
    return "due_soon" if facts.due and facts.due - today <= DUE_SOON else "on_track"


def counts(statuses: Iterable[Status]) -> list[tuple[Status, int]]:
    """Count by status, worst first; only those that occur."""
    found = Counter(status.key for status in statuses)
    return [(STATUSES[key], found[key]) for key in WORST_FIRST if found[key]]


def urgency(status: Status, due: date | None) -> tuple[int, date]:
    """Give the key by which lists are sorted: worst status first, then the nearest date."""
    return WORST_FIRST.index(status.key), due or date.max
