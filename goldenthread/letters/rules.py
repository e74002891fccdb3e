"""When letters go out, and how links in them are sealed. Plain Python."""

from datetime import datetime, timedelta
from enum import StrEnum

FIRST_HOUR, LAST_HOUR = 8, 18  # letters go out from 8 in the morning until 6 in the evening
LEASE = timedelta(minutes=15)  # after which a letter taken up by a run that died is taken up again
LINK_DAYS = 30  # that a link in a letter works


class State(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    TAKEN = "taken"
    SENT = "sent"


STATES = {State.WAITING: "Waiting", State.TAKEN: "Being sent", State.SENT: "Sent"}


def is_quiet(now: datetime, *, working_day: bool) -> bool:
    """Say whether no letter goes out now: at night, at weekends and on bank holidays.

    now: by the clock where people are.
    """
    return not (working_day and FIRST_HOUR <= now.hour < LAST_HOUR)


def may_take(state: State, taken_at: datetime | None, now: datetime) -> bool:
    """Say whether a run may post a letter: it waits, or the run that took it up has died."""
    if state == State.TAKEN:
        return taken_at is None or now - taken_at >= LEASE
    return state == State.WAITING
