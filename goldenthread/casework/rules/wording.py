"""Due dates as people say them."""

from datetime import datetime, timedelta

from goldenthread.casework.rules.clocks import DUE_SOON, DUE_TODAY, OVERDUE, RUNNING
from goldenthread.casework.rules.lengths import LONDON, local_day

TICK = timedelta(microseconds=1)
TONES = {OVERDUE: "bad", DUE_TODAY: "watch", DUE_SOON: "watch", RUNNING: "waiting"}
LABELS = {
    OVERDUE: "Overdue",
    DUE_TODAY: "Due today",
    DUE_SOON: "Due soon",
    RUNNING: "Running",
    "paused": "Paused",
    "met_late": "Done late",
    "met": "Done in time",
}
SOON = timedelta(days=3)


def due_day_said(due: datetime) -> str:
    """Say by when: the day, and the time of day where it is not the day's end."""
    ends = due.astimezone(LONDON)
    day = local_day(due - TICK)
    said = f"{day:%A} {day:%-d %B %Y}"
    return said if (ends.hour, ends.minute) == (0, 0) else f"{said}, {ends:%H:%M}"


def due_said(due: datetime, *, now: datetime) -> str:
    """Say by when something is due, as seen from now."""
    said = due_day_said(due)
    if now >= due:
        late = (local_day(now) - local_day(due - TICK)).days
        days = f": {late} day{'' if late == 1 else 's'} late" if late else ""
        return f"was due by {said}{days}"
    left = (local_day(due - TICK) - local_day(now)).days
    when = {0: "today,", 1: "tomorrow,"}.get(left, "by")
    return f"due {when} {said}"


def plain_standing(due: datetime, *, now: datetime) -> str:
    """Say how a task or a whole case stands that is due at a moment: one of clocks.STANDINGS."""
    if now >= due:
        return OVERDUE
    if local_day(now) == local_day(due - TICK):
        return DUE_TODAY
    return DUE_SOON if due - now <= SOON else RUNNING
