"""How sure a board may be of what others answer for, and what is put before it. Plain Python."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

FEWEST = 5  # people or cases behind a count; below it somebody might be known by it
CASE_THEME = "case_theme"


@dataclass(frozen=True)
class Level:
    """How sure one may be. meaning: what has to be so, shown wherever the level is."""

    key: str
    label: str
    tone: str
    meaning: str


LEVELS = MappingProxyType(
    {
        one.key: one
        for one in (
            Level(
                "substantial",
                "Substantial",
                "good",
                "It works as meant, and there is evidence of results. Nothing of weight is open.",
            ),
            Level(
                "reasonable",
                "Reasonable",
                "done",
                "It works on the whole. There are gaps, with somebody who closes each by a day.",
            ),
            Level(
                "limited",
                "Limited",
                "watch",
                "There are gaps of weight, or too little evidence to say more.",
            ),
            Level(
                "none",
                "None",
                "bad",
                "It does not work, or nobody can show that it does. The board must act.",
            ),
        )
    }
)
SOURCES = MappingProxyType(
    {
        "measure": "A measure",
        "action": "An action of a delivery plan",
        CASE_THEME: "A theme of several cases, as a count",
        "assurance": "A report of assurance",
        "risk": "A risk",
        "other": "Something else",
    }
)


def check_report(*, level: str, says: str, basis: str, on: date, today: date) -> None:
    """Refuse a report of assurance without a level, its reasons or what it rests on."""
    if level not in LEVELS:
        raise RuleBroken("Choose how sure the board may be.")
    if not says.strip() or not basis.strip():
        raise RuleBroken("Say how it stands, and what that rests on.")
    if on > today:
        raise RuleBroken(f"{on:%-d %B %Y} is not over yet. Give the day it was reported.")


def check_return(*, level: str, on: date, return_on: date | None) -> None:
    """Refuse a weak assurance that nobody comes back with, or a return before the report."""
    if level in ("limited", "none") and return_on is None:
        raise RuleBroken("With little assurance or none, say on which day it comes back.")
    if return_on is not None and return_on <= on:
        raise RuleBroken("The day it comes back lies after the day it is reported.")


def check_escalation(*, source: str, title: str, asked: str, count: int | None) -> None:
    """Refuse what says neither what it is nor what is asked, or that could name somebody.

    count: how many cases stand behind a theme of cases; that is all a theme may say of them.
    """
    if source not in SOURCES:
        raise RuleBroken("Choose where it comes from.")
    if not title.strip() or not asked.strip():
        raise RuleBroken("Say what it is, and what the group is asked to do.")
    if source == CASE_THEME and (count is None or count < FEWEST):
        raise RuleBroken(
            f"A theme of cases is told by a count of {FEWEST} or more: fewer could be known by it."
        )
    if source != CASE_THEME and count is not None:
        raise RuleBroken("Only a theme of several cases has a count of cases.")


def check_answer(*, answered: bool, same_group: bool, answer: str) -> None:
    """Refuse a second answer, one without words, or a decision of another group."""
    if answered:
        raise RuleBroken("This is answered already.")
    if not same_group:
        raise RuleBroken("The decision was taken by another group than the one that was asked.")
    if not answer.strip():
        raise RuleBroken("Say what the group answers, for whoever raised it.")
