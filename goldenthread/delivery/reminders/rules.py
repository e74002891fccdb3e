"""On which days whom to remind of an action. Plain Python.

Before the due day, on it and after it its owner; then the chair of the group. Where no day is
set, or long before it, the owner is asked how it stands, in the rhythm in which they speak. Of
several days that have come only the last one counts: nobody is told on one day what another
day has overtaken. What was said of the action on the day or later answers it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low

BEFORE = (14, 3)  # days before the due day
AFTER = (1, 7)  # days after it, to the owner
TO_CHAIR, AGAIN = 21, 28  # days after it to the chair, and from then on every so many
RHYTHM, SHORTEST, LONGEST = 90, 28, 90  # days without a word until the owner is asked
ASKED_AGAIN, SILENCE_TO_CHAIR = 14, 42  # days after that
VACANT_EVERY = 28  # days from one word to the chair about an action that nobody owns to the next


class To(StrEnum):
    """Who is told."""

    OWNER = "owner"
    CHAIR = "chair"


class Kind(StrEnum):
    """Why somebody is told."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"
    ESCALATED = "escalated"
    ASK = "ask"
    ASK_AGAIN = "ask-again"
    SILENT = "silent"
    VACANT = "vacant"


@dataclass(frozen=True)
class Occasion:
    """A day on which somebody is to be told something of an action. Its key is told once."""

    on: date
    kind: Kind
    to: To

    @property
    def key(self) -> str:
        """What tells it from every other occasion of the same action."""
        return f"{self.kind}-{self.on.isoformat()}"


@dataclass(frozen=True)
class Owed:
    """What is known of an open action: since when it is open, when due, when last heard of.

    rhythm: days after which its owner usually speaks (see `rhythm_of`).
    """

    since: date
    due: date | None
    heard: date | None
    is_vacant: bool
    rhythm: int = RHYTHM


def rhythm_of(days: Iterable[date]) -> int:
    """Give the days in which an owner usually speaks: the middle gap of at least three.

    Never shorter than 28 days, so that nobody is chased for having been keen, and never longer
    than 90. Until there are three gaps it is 90.
    """
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(set(days)))]
    return RHYTHM if len(gaps) < 3 else max(SHORTEST, min(LONGEST, median_low(gaps)))


def occasions(one: Owed, *, today: date) -> list[Occasion]:
    """Give what has come up to tell of an action until today, in order of days."""
    found = [*_vacancy(one, today), *_about_due(one, today), *_about_silence(one, today)]
    return sorted((o for o in found if o.on <= today), key=lambda o: (o.on, o.kind))


def to_tell(one: Owed, *, today: date) -> list[Occasion]:
    """Give what is to be told today: to each the last occasion that nothing has answered."""
    last = {o.to: o for o in occasions(one, today=today) if _is_unanswered(o, one)}
    return [last[to] for to in To if to in last]


def _is_unanswered(occasion: Occasion, one: Owed) -> bool:
    heard_since = one.heard is not None and one.heard >= occasion.on
    return occasion.kind == Kind.VACANT or not heard_since


def _vacancy(one: Owed, today: date) -> Iterable[Occasion]:
    if one.is_vacant:
        for day in _every(one.since + timedelta(VACANT_EVERY), VACANT_EVERY, today):
            yield Occasion(day, Kind.VACANT, To.CHAIR)


def _about_due(one: Owed, today: date) -> Iterable[Occasion]:
    if one.due is None:
        return
    begin = one.due + timedelta(TO_CHAIR)
    if not one.is_vacant:
        for days in BEFORE:
            if one.due - timedelta(days) > one.since:
                yield Occasion(one.due - timedelta(days), Kind.BEFORE, To.OWNER)
        yield Occasion(one.due, Kind.ON, To.OWNER)
        for days in AFTER:
            yield Occasion(one.due + timedelta(days), Kind.AFTER, To.OWNER)
        for day in _every(begin, AGAIN, today):
            yield Occasion(day, Kind.AFTER, To.OWNER)
    for day in _every(begin, AGAIN, today):
        yield Occasion(day, Kind.ESCALATED, To.CHAIR)


def _about_silence(one: Owed, today: date) -> Iterable[Occasion]:
    """Ask how it stands, until the due day is near: that has reminders of its own."""
    ask = (one.heard or one.since) + timedelta(one.rhythm)
    near = one.due is not None and max(ask, today) >= one.due - timedelta(max(BEFORE))
    if one.is_vacant or near:
        return
    yield Occasion(ask, Kind.ASK, To.OWNER)
    yield Occasion(ask + timedelta(ASKED_AGAIN), Kind.ASK_AGAIN, To.OWNER)
    for day in _every(ask + timedelta(SILENCE_TO_CHAIR), AGAIN, today):
        yield Occasion(day, Kind.SILENT, To.CHAIR)


def _every(first: date, days: int, until: date) -> Iterable[date]:
    while first <= until:
        yield first
        first += timedelta(days)


def say(kind: Kind, *, number: int, plan: str, due: date | None) -> tuple[str, str]:
    """Give the subject and the sentence of a note. It names no person and quotes nobody."""
    what = f"Action {number} of {plan}"
    asked = f"How does action {number} of {plan} stand?"
    day = f"{due:%-d %B %Y}" if due else ""
    told = {
        Kind.BEFORE: (f"{what} is due on {day}", "Say how it stands: one tap if nothing changed."),
        Kind.ON: (f"{what} is due today", "Say whether it is done, or how it stands."),
        Kind.AFTER: (f"{what} was due on {day}", "Say whether it is done, or how it stands."),
        Kind.ESCALATED: (f"{what} was due on {day}", "Nobody has said that it is done. Ask its "
                         "owner, or decide: you keep this plan."),
        Kind.ASK: (asked, "One tap if nothing changed."),
        Kind.ASK_AGAIN: (asked, "It was asked before. One tap if nothing changed."),
        Kind.SILENT: (f"Nobody says how action {number} of {plan} stands", "Ask its owner, or find "
                      "another: you keep this plan."),
        Kind.VACANT: (f"{what} has no owner", "Name who is accountable: you keep this plan."),
    }  # fmt: skip
    return told[kind]


def choose_chair(
    chair: int | None, managers: Sequence[int], *, owner: int | None
) -> tuple[int, ...]:
    """Give whom to turn to about an action: the plan's chair, else who manages; never its owner."""
    if chair is not None and chair != owner:
        return (chair,)
    return tuple(one for one in managers if one != owner)
