"""Community tension: experienced, evidenced, potential; its level and what follows (TN rules)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest

CLASSES = ("experienced", "evidenced", "potential")
HIGHEST = 5


@dataclass(frozen=True)
class Item:
    """One thing that was told: its class, level 1 to 5, where and when."""

    kind: str
    level: int
    area: str
    on: date


def check_item(one: Item, *, describes_crime: bool, report: str) -> None:
    """Refuse an item without class or level, or a crime without a report (TN-01, TN-05)."""
    if one.kind not in CLASSES:
        raise RuleBroken(f'"{one.kind}" is no class of tension. {nearest(one.kind, CLASSES)}')
    if not 1 <= one.level <= HIGHEST:
        raise RuleBroken(f"A level is 1 to {HIGHEST}, not {one.level}.")
    if describes_crime and not report.strip():
        raise RuleBroken("It describes a crime: make a report of it too, and name it here.")


def level(items: Iterable[Item], *, area: str, on: date, days: int) -> int:
    """Give the level of tension in an area on a day (TN-03).

    The highest of its items of so many days, as declared; one more, up to 5, where all three
    classes are among them. 1 where nothing was told.
    """
    here = [one for one in items if one.area == area and on - timedelta(days=days) < one.on <= on]
    highest = max((one.level for one in here), default=1)
    raised = {one.kind for one in here} == set(CLASSES)
    return min(highest + raised, HIGHEST)


def check_level(found: int, *, set_to: int, by: str, reasons: str) -> None:
    """Refuse to lower a level without a named person and reasons (TN-03, G-06)."""
    if not 1 <= set_to <= HIGHEST:
        raise RuleBroken(f"A level is 1 to {HIGHEST}, not {set_to}.")
    if set_to < found and not (by.strip() and reasons.strip()):
        raise RuleBroken("A level is lowered by a named person, with reasons.")


def answer_within(found: int) -> str:
    """Give the id of the declared limit by which a level is answered (TN-04)."""
    return f"tension_{found}" if found >= 3 else "tension_weekly"


def missing_returns(bodies: Iterable[str], returned: Iterable[str]) -> list[str]:
    """Give the bodies that sent no weekly return; a nil return is one (TN-04)."""
    sent = set(returned)
    return [body for body in bodies if body not in sent]


def check_sharing(*, reviewed_by: str, written_by: str, profiles: bool) -> None:
    """Refuse to share a report that profiles people or that nobody else has read (TN-06)."""
    if profiles:
        raise RuleBroken(
            "It profiles a person or a lawful political or religious opinion. Take that out first."
        )
    if not reviewed_by.strip() or reviewed_by == written_by:
        raise RuleBroken("Somebody else reads it before it is shared.")
