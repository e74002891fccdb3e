"""When a closed case goes, who decides that, and what an emergency allows (RET, IS-08, IS-10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.answers import read_answers
from goldenthread.casework.rules.lengths import LONDON, local_day, same_day
from goldenthread.casework.rules.retention import dispose_after
from goldenthread.casework.types.conditions import Answer, holds, parse
from goldenthread.casework.types.model import CaseType, Kept
from goldenthread.casework.values.retention import classes

GOES = ("delete", "anonymise")  # without another decision of a person
EMERGENCY = timedelta(hours=4)
TRIES_A_DAY = 3
MOST_MONTHS = 2  # by which a complex request is extended (IS-10)


@dataclass(frozen=True)
class Going:
    """Until which day a closed case is kept, what then, and under which class of its type."""

    after: date
    then: str
    what: str


def class_of(of: CaseType, answers: Mapping[str, Answer]) -> Kept:
    """Give the class of record of a case: the first whose condition holds (RET-01, RET-04).

    A type has one without condition, which takes whatever is left over.
    """
    with_condition = [one for one in of.kept if one.when]
    fits = [one for one in with_condition if holds(parse(one.when), answers)]
    return (fits or [one for one in of.kept if not one.when])[0]


def going(of: CaseType, texts: Mapping[str, str], *, opened: datetime, closed: datetime) -> Going:
    """Say until which day a closed case is kept, by its type and what is in it (RET-04).

    texts: its current answers. A case with a child is kept until the youngest has the age that
    its class names. What runs from an expiry or a publication runs from the closure, at which
    either has come. No case goes before it is closed.
    """
    answers = read_answers(of.questions.values(), texts)
    kept = class_of(of, answers)
    born = [one for id in kept.born if isinstance(one := answers.get(id), date)]
    begins = local_day(opened if kept.since == "report" else closed)
    last = dispose_after(kept, begins, youngest_born=max(born, default=None))
    return Going(max(last, local_day(closed)), kept.then, kept.what)


def month_of(moment: datetime) -> datetime:
    """Give noon of the first day of a moment's month: all that stays of when something was."""
    return datetime.combine(local_day(moment).replace(day=1), time(12), tzinfo=LONDON)


def goes_before(id: str, on: date) -> date:
    """Give the day before which records of a declared class must have begun to go by a day.

    id: of a class that is kept for years, such as "looks" (RET-04).
    """
    kept = next(one for one in classes() if one.id == id and one.holds(on))
    return same_day(on, -12 * kept.length.length.number)


def check_checked(*, state: str) -> None:
    """Refuse to check a list that is not new."""
    if state != "made":
        raise RuleBroken("This list was checked already, or was given up.")


def check_approval(*, state: str, checked_by: int | None, by: int) -> None:
    """Refuse to approve what nobody checked, or what one has checked oneself (RET-01)."""
    if state != "checked":
        raise RuleBroken("Only a list that somebody has checked can be approved.")
    if checked_by == by:
        raise RuleBroken("You checked this list. Somebody else must approve it.")


def check_longer(*, until: date, reason: str, on: date) -> None:
    """Refuse to keep a case for longer without a day to come and a reason (RET-01)."""
    if until <= on:
        raise RuleBroken("Give a day to come until which it is kept.")
    if len(reason.split()) < 3:
        raise RuleBroken("Say why it is kept for longer: nothing is kept just in case.")


def may_break_glass(*, restricted: bool, elsewhere: str) -> bool:
    """Say whether an emergency opens a case at all: none that is sealed (IS-08, IS-11)."""
    return not restricted and elsewhere == "name_only"


def check_tries(made: int) -> None:
    """Refuse more than a few emergencies a day: references are not to be tried out (IS-08)."""
    if made >= TRIES_A_DAY:
        raise RuleBroken(
            f"You have used this {TRIES_A_DAY} times since yesterday. Call your supervisor."
        )


def due_of(received: date, *, months: int = 0, pauses: Iterable[tuple[date, date | None]] = (),
           on: date) -> date:  # fmt: skip
    """Give the last day for answering a request of a person (IS-10).

    One month from receipt, and so many more as it was extended by; days on which we waited for
    proof of who somebody is, or for what exactly they ask, do not count.
    """
    waited = sum(((until or on) - since).days for since, until in pauses)
    return same_day(received, 1 + months) + timedelta(days=waited)


def check_extension(*, months: int, reason: str, kept: int, on: date, due: date) -> None:
    """Refuse to extend a request twice, too far, too late, or without a reason (IS-10)."""
    if kept:
        raise RuleBroken("It was extended already: a request is extended once.")
    if not 1 <= months <= MOST_MONTHS:
        raise RuleBroken(f"It can be extended by 1 or {MOST_MONTHS} months.")
    if on > due:
        raise RuleBroken(
            "The month is over. A request is extended, and the person told, within it."
        )
    if len(reason.split()) < 3:
        raise RuleBroken("Say why it is complex: the person is told.")


def check_item(*, decision: str, reason: str, words: str) -> None:
    """Refuse to withhold anything without the exemption relied on (IS-10)."""
    if decision not in ("give", "part", "withhold"):
        raise RuleBroken("Give it, give a part of it, or withhold it.")
    if decision != "give" and len(reason.split()) < 2:
        raise RuleBroken("Say why it is withheld: the exemption that is relied on.")
    if decision == "part" and not words.strip():
        raise RuleBroken("Write the words that are given.")
