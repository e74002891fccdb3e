"""Reports: urgent ones first, repeats and duplicates, the right to a case review (RPT rules).

A duplicate is a link and never a loss: one incident counts once where incidents are counted, and
every complaint counts where a person's rights are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import Length, last_day


@dataclass(frozen=True)
class Report:
    """What is known of one report for finding others like it.

    id: its own key. victim, household, address, subject: keys; empty where not known.
    easting, northing: in metres on the National Grid; None where no point is known.
    same_as: the report of the same incident that it was linked to, if any.
    """

    id: str
    made: date
    victim: str = ""
    household: str = ""
    address: str = ""
    subject: str = ""
    easting: float | None = None
    northing: float | None = None
    same_as: str = ""


@dataclass(frozen=True)
class Repeats:
    """How many reports within the period share something with a new one, itself included."""

    victim: int
    household: int
    place: int
    subject: int


def shows_emergency_advice(answers: dict[str, str]) -> bool:
    """Say whether 999 is advised in place of the form: unless danger is denied (RPT-01).

    The question comes first; the form goes on only after "no".
    """
    return answers.get("danger_now") != "no"


def repeats(new: Report, earlier: Iterable[Report], *, within: Length, near: float) -> Repeats:
    """Count reports that share a victim, a household, a place or a subject (RPT-04).

    within: how far back, as declared; the new report's day must lie within it from each one.
    near: metres within which two points are one place, as declared.
    """
    recent = [
        one
        for one in earlier
        if one.id != new.id and one.made <= new.made <= last_day(one.made, within)
    ]
    return Repeats(
        victim=1 + sum(_same(one.victim, new.victim) for one in recent),
        household=1 + sum(_same(one.household, new.household) for one in recent),
        place=1 + sum(_same_place(one, new, near) for one in recent),
        subject=1 + sum(_same(one.subject, new.subject) for one in recent),
    )


def is_repeat_victim(found: Repeats, *, trigger: int) -> bool:
    """Say whether a risk assessment is due for a repeat victim (RPT-04).

    trigger: reports within the period, as declared; 2 or more.
    """
    if trigger < 2:
        raise RuleBroken("A repeat is two reports or more, so the trigger cannot be below 2.")
    return found.victim >= trigger


def must_explain_review(new: Report, earlier: Iterable[Report], *, within: Length) -> bool:
    """Say whether the case review must be explained to the victim today (RPT-03).

    It must at a second report within six months, whether or not they meet the threshold, and
    whether or not the second report was linked as a duplicate (RPT-05).
    """
    return bool(new.victim) and repeats(new, earlier, within=within, near=0).victim >= 2


def incidents(reports: Iterable[Report]) -> int:
    """Count incidents: reports linked as the same incident count once (RPT-05)."""
    every = list(reports)
    return len({_root(one, every) for one in every})


def complaints_of(victim: str, reports: Iterable[Report]) -> int:
    """Count the complaints of one person: each counts, linked or not (RPT-05)."""
    return sum(_same(one.victim, victim) for one in reports)


def check_link(new: Report, to: Report, among: Sequence[Report]) -> None:
    """Refuse to link a report to itself or in a circle (RPT-05). Raises RuleBroken."""
    if new.id == to.id:
        raise RuleBroken("A report cannot be the same incident as itself.")
    if _root(to, among) == new.id:
        raise RuleBroken(f"{to.id} is already linked to {new.id}: the link would run in a circle.")


def check_closing(*, outcome: str, reporter_told: bool, anonymous: bool) -> None:
    """Refuse to close a report without an outcome or without telling the reporter (RPT-06)."""
    if not outcome.strip():
        raise RuleBroken("Choose how it ended before closing it.")
    if not (reporter_told or anonymous):
        raise RuleBroken("Tell the person who reported how it ended before closing it.")


def check_responsible(*, ours: bool, named: str) -> None:
    """Refuse "not ours" without naming whose it is (ASB-04)."""
    if not ours and not named.strip():
        raise RuleBroken("Name the body responsible: a report is never closed as just not ours.")


def _same(a: str, b: str) -> bool:
    return bool(a) and a == b


def _same_place(a: Report, b: Report, near: float) -> bool:
    if _same(a.address, b.address):
        return True
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return False
    return hypot(a.easting - b.easting, a.northing - b.northing) <= near


def _root(one: Report, among: Sequence[Report]) -> str:
    by_id = {report.id: report for report in among}
    seen = {one.id}
    while one.same_as and one.same_as not in seen:
        seen.add(one.same_as)
        if one.same_as not in by_id:
            return one.same_as
        one = by_id[one.same_as]
    return one.id
