"""The clocks of a case: when each is due, whether it may pause, and how it stands (G-05).

A clock is due at a moment; what is done at that moment or after is late. A statutory clock runs
on whatever happens. A local one may stand still, with a reason on record: each day, or working
day, at whose close it stood still moves it on by one; hours move it on by as many.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import (
    ONE,
    Length,
    Unit,
    close_of,
    ends,
    last_day,
    local_day,
)
from goldenthread.working_days import is_working_day, subtract_working_days

# From the worst to the best: the order of "my work".
OVERDUE, DUE_TODAY, DUE_SOON, RUNNING, STANDING_STILL, MET_LATE, MET = (
    "overdue",
    "due_today",
    "due_soon",
    "running",
    "paused",
    "met_late",
    "met",
)
STANDINGS = (OVERDUE, DUE_TODAY, DUE_SOON, RUNNING, STANDING_STILL, MET_LATE, MET)


@dataclass(frozen=True)
class Pause:
    """A time in which a local clock stood still; `until` is open while it still does."""

    since: datetime
    until: datetime | None
    reason: str
    by: str


@dataclass(frozen=True)
class Clock:
    """One running time limit of a case (G-05).

    rule: its id in the rule book. trigger: the event that set it running, in words.
    met: when what it waits for was done. told: who was told of it.
    Raises RuleBroken where a statutory clock has a pause.
    """

    rule: str
    name: str
    length: Length
    statutory: bool
    trigger: str
    started: datetime
    pauses: tuple[Pause, ...] = ()
    met: datetime | None = None
    told: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.statutory and self.pauses:
            raise RuleBroken(_never(self.name))


def pause(clock: Clock, *, at: datetime, reason: str, by: str) -> Clock:
    """Let a local clock stand still (G-05). Raises RuleBroken for a statutory one.

    reason: why, for the record; may not be empty. by: who decided it.
    """
    if clock.statutory:
        raise RuleBroken(_never(clock.name))
    if not reason.strip():
        raise RuleBroken(f'Say why "{clock.name}" should pause: the reason goes on record.')
    if clock.met:
        raise RuleBroken(f'"{clock.name}" has been met, so there is nothing to pause.')
    if is_paused(clock):
        raise RuleBroken(f'"{clock.name}" is paused already.')
    if at < _latest(clock):
        raise RuleBroken(f'"{clock.name}" cannot pause from a time before it last ran.')
    if at >= due(clock):
        raise RuleBroken(f'"{clock.name}" is overdue: a pause would hide that. Say why it is late.')
    return replace(clock, pauses=(*clock.pauses, Pause(at, None, reason.strip(), by)))


def resume(clock: Clock, *, at: datetime) -> Clock:
    """Let a paused clock run on (G-05). Raises RuleBroken where it is not paused."""
    if not is_paused(clock):
        raise RuleBroken(f'"{clock.name}" is not paused.')
    last = clock.pauses[-1]
    if at < last.since:
        raise RuleBroken(f'"{clock.name}" cannot run on from before it was paused.')
    return replace(clock, pauses=(*clock.pauses[:-1], replace(last, until=at)))


def meet(clock: Clock, *, at: datetime) -> Clock:
    """Record when what a clock waits for was done (G-05); a pause ends with it."""
    if clock.met:
        raise RuleBroken(f'"{clock.name}" has been met before. The first time stands.')
    if at < _latest(clock):
        raise RuleBroken(f'"{clock.name}" cannot be met before it began or last stood still.')
    running = resume(clock, at=at) if is_paused(clock) else clock
    return replace(running, met=at)


def is_paused(clock: Clock) -> bool:
    """Say whether a clock stands still now."""
    return bool(clock.pauses) and clock.pauses[-1].until is None


def due(clock: Clock) -> datetime:
    """Give the moment by which it must be met (G-03, G-04, G-05).

    What time a pause that is still open will add is not in it yet.
    """
    if clock.length.unit is Unit.HOURS:
        still = sum((_end(one) - one.since for one in clock.pauses), timedelta())
        return ends(clock.started, clock.length) + still
    return close_of(due_day(clock))


def due_day(clock: Clock) -> date:
    """Give the last day on which it can be met in time."""
    if clock.length.unit is Unit.HOURS:
        return local_day(due(clock) - timedelta(microseconds=1))
    began = local_day(clock.started)
    last = last_day(began, clock.length)
    if not clock.pauses:
        return last
    days = (began + timedelta(days=n) for n in range((last - began).days + 1))
    owed = sum(_counts(day, clock) and _still(day, clock) for day in days)
    while owed:
        last += ONE
        owed -= _counts(last, clock) and not _still(last, clock)
    return last


def is_breached(clock: Clock, *, now: datetime) -> bool:
    """Say whether a time limit was or is broken: met too late, or not met and over (G-05)."""
    if is_paused(clock):
        return False
    return (clock.met or now) >= due(clock)


def standing(clock: Clock, *, now: datetime, warn_days: int = 1) -> str:
    """Say how a clock stands: one of STANDINGS (G-05).

    warn_days: working days before its last day from which it is "due soon".
    """
    if clock.met:
        return MET_LATE if is_breached(clock, now=now) else MET
    if is_paused(clock):
        return STANDING_STILL
    if now >= due(clock):
        return OVERDUE
    today, last = local_day(now), due_day(clock)
    if today == last:
        return DUE_TODAY
    if (last - today).days > 2 * warn_days + 14:  # far off: perhaps past the known bank holidays
        return RUNNING
    return DUE_SOON if today >= subtract_working_days(last, warn_days) else RUNNING


def worst_first(clocks: Iterable[Clock], *, now: datetime) -> list[Clock]:
    """Order clocks for "my work": overdue first, then by when they are due (G-05)."""
    return sorted(clocks, key=lambda one: (STANDINGS.index(standing(one, now=now)), due(one)))


def _never(name: str) -> str:
    return f'"{name}" is a time limit in law. It cannot be paused: it runs on whatever happens.'


def _latest(clock: Clock) -> datetime:
    return _end(clock.pauses[-1]) if clock.pauses else clock.started


def _end(pause: Pause) -> datetime:
    return pause.until or pause.since


def _still(day: date, clock: Clock) -> bool:
    close = close_of(day)
    return any(one.since < close <= _end(one) for one in clock.pauses)


def _counts(day: date, clock: Clock) -> bool:
    return clock.length.unit is not Unit.WORKING_DAYS or is_working_day(day)
