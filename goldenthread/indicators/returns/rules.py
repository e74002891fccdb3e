"""Who owes what by when, and how it stands. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csp_analytics.period import Kind, Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.rules import Status, periods_between
from goldenthread.working_days import add_working_days, subtract_working_days

RHYTHMS = {
    Kind.MONTH: "every month",
    Kind.QUARTER: "every quarter",
    Kind.FINANCIAL_YEAR: "every financial year, April to March",
    Kind.CALENDAR_YEAR: "every calendar year",
}
DUE_IN = {"working": "working days", "calendar": "days"}
FIRM = {Status.FINAL: "Final: it will not change", Status.PROVISIONAL: "Provisional: it may change"}
ALLOWANCE = 5  # working days from a figure's arrival to what is made of it
BEFORE, AGAIN = 5, (1, 5, 10)  # working days before and after the due day on which to remind
MOST_AFTER = 20  # working days after which reminders stop; the overdue list goes on
LONGEST_WHY = 500


class Sent(StrEnum):
    """What became of a return."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    DISCARDED = "discarded"


class Way(StrEnum):
    """How a return came."""

    FORM = "form"
    FILE = "file"
    NIL = "nil"
    NOT_AVAILABLE = "not_available"


class State(StrEnum):
    """How something that is owed stands."""

    OVERDUE = "overdue"
    SENT_BACK = "sent_back"
    WAITING = "waiting"
    DUE = "due"
    PROVISIONAL = "provisional"
    NOT_AVAILABLE = "not_available"
    NIL = "nil"
    IN = "in"


LABELS = {
    State.OVERDUE: ("Overdue", "bad"),
    State.SENT_BACK: ("Sent back", "bad"),
    State.WAITING: ("Waiting for approval", "waiting"),
    State.DUE: ("Due", "watch"),
    State.PROVISIONAL: ("Provisional", "watch"),
    State.NOT_AVAILABLE: ("Not available", "none"),
    State.NIL: ("Nil", "done"),
    State.IN: ("In", "done"),
}
OWED = {State.OVERDUE, State.SENT_BACK, State.DUE}
ANSWERED = {State.WAITING, State.PROVISIONAL, State.NOT_AVAILABLE, State.NIL, State.IN}


@dataclass(frozen=True)
class Facts:
    """What decides how something stands: one return of it. Drafts are no returns yet."""

    state: Sent
    way: Way
    status: str
    on: date


def due_day(period: Period, days: int, due_in: str) -> date:
    """Give the day by which a period's figure is due.

    days: after the last day of the period. due_in: "working" (rules G-03) or "calendar".
    Raises CannotDo where no bank holidays are declared for that year.
    """
    if due_in == "working":
        return add_working_days(period.end, days)
    return period.end + timedelta(days=days)


def periods_owed(rhythm: Kind, starts: date, ends: date | None, today: date) -> tuple[Period, ...]:
    """Give the periods that are asked for and have ended, in order of time."""
    last = min(ends or today, today)
    if last < starts:
        return ()
    return tuple(
        one
        for one in periods_between(starts, last, rhythm)
        if one.start >= starts and one.end < today and (ends is None or one.end <= ends)
    )


def state_of(returns: Sequence[Facts], *, due: date, today: date) -> State:
    """Say how something that is owed stands, from its returns in the order they came."""
    sent = [one for one in returns if one.state not in {Sent.DRAFT, Sent.DISCARDED}]
    if not sent:
        return State.OVERDUE if today > due else State.DUE
    last = sent[-1]
    held = [one for one in sent if one.state == Sent.APPROVED]
    if last.state == Sent.SENT_BACK and held:
        last = held[-1]  # a change was sent back; what was approved before it still stands
    if last.state == Sent.WAITING:
        return State.WAITING
    if last.state == Sent.SENT_BACK:
        return State.SENT_BACK
    if last.way == Way.NOT_AVAILABLE:
        return State.NOT_AVAILABLE
    if last.status == Status.PROVISIONAL:
        return State.PROVISIONAL
    return State.NIL if last.way == Way.NIL else State.IN


def firmness(returns: Sequence[Facts], *, said: str, why: str) -> str:
    """Give the status of a new return: what its sender says, or "revised" after a final one.

    Raises RuleBroken where a final figure is changed without a reason, or made provisional.
    """
    if said not in FIRM:
        raise RuleBroken("Say whether the figure is final or provisional.")
    firm = [
        one
        for one in returns
        if one.state == Sent.APPROVED
        and one.way != Way.NOT_AVAILABLE
        and one.status != Status.PROVISIONAL
    ]
    if not firm:
        return said
    if said == Status.PROVISIONAL:
        raise RuleBroken("A final figure is held already. A change of it is final as well.")
    if not why.strip():
        raise RuleBroken("A final figure is held already. Say in the note why it changes.")
    return Status.REVISED


def check_sendable(returns: Sequence[Facts]) -> None:
    """Refuse a further return while one waits to be approved."""
    if any(one.state == Sent.WAITING for one in returns):
        raise RuleBroken("What was sent waits for approval. It can be sent back first.")


def check_decision(*, state: str, sent_by: int, decided_by: int, why: str = "-") -> None:
    """Refuse a decision on what does not wait for one, by its own sender, or without a reason."""
    if state != Sent.WAITING:
        raise RuleBroken(f"This return is {Sent(state).replace('_', ' ')} and waits for no one.")
    if sent_by == decided_by:
        raise RuleBroken("A second person approves: never the one who sent it.")
    if not why.strip():
        raise RuleBroken("Say why it is sent back, so that it can be put right.")


def check_people(*, owner: int, deputy: int | None, approver: int) -> None:
    """Refuse a request in which one person holds two parts."""
    if approver in {owner, deputy}:
        raise RuleBroken("Whoever approves cannot be the owner or the deputy.")
    if owner == deputy:
        raise RuleBroken("The deputy must be another person than the owner.")


def reminder(*, due: date, today: date) -> str:
    """Say which reminder is to be sent on a day: "" for none.

    One a working week before, one on the day, then 1, 5 and 10 working days after. Where days
    were missed, the latest that has fallen due; what was sent already is for the caller to know.
    """
    if today < due:
        return "before" if today >= subtract_working_days(due, BEFORE) else ""
    if today == due:
        return "on"
    passed = [days for days in AGAIN if today >= add_working_days(due, days)]
    if not passed or today > add_working_days(due, MOST_AFTER):
        return ""
    return f"after-{passed[-1]}"


def expected(*, due: date, state: State, today: date) -> tuple[date, date]:
    """Give when what depends on a figure was to be updated, and when it can be now.

    A figure that is late moves the day on with it.
    """
    first = add_working_days(due, ALLOWANCE)
    late = state in {*OWED, State.WAITING} and today > due
    return first, add_working_days(today, ALLOWANCE) if late else first
