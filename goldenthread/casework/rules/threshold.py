"""The threshold of an ASB case review, worked out line by line (CR-04 to CR-07, CR-19, RPT-05).

One incident counts once, however many people told however many bodies of it. What is not known
is never held against the applicant: it leaves the line open, to be asked about.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.lengths import last_day
from goldenthread.casework.values.case_review import MOST, Alternative, Threshold

YES, NO, OPEN = "yes", "no", "not verified"

GROUNDS = MappingProxyType(
    {
        "persistence": "how long and how often it has gone on",
        "harm": "the harm it does or may do",
        "adequacy": "how adequate the response to it was",
    }
)


@dataclass(frozen=True)
class Complaint:
    """One complaint about the behaviour, as the applicant or a body tells of it (CR-21).

    reference: how it is known. body: to whom it was made. by: who made it, by a key.
    behaviour: the day it is alleged to have happened; None where not known.
    incident: the same word for complaints about one event (RPT-05).
    verified: whether the body found it on its books; None until the body has said.
    nuisance_only: no harassment, alarm or distress to the public is said of it (ASB-02).
    """

    reference: str
    body: str
    made: date
    behaviour: date | None
    incident: str
    by: str = ""
    verified: bool | None = True
    hate: bool = False
    nuisance_only: bool = False


@dataclass(frozen=True)
class Line:
    """What was found of one complaint, with the sentence that explains it."""

    complaint: Complaint
    qualifies: str
    why: str
    last_to_complain: date | None = None
    last_to_apply: date | None = None


@dataclass(frozen=True)
class Reckoning:
    """All complaints of an application, judged.

    incidents: distinct ones with a complaint that qualifies. open: further distinct ones that
    would count if what is open turned out well.
    """

    lines: tuple[Line, ...]
    incidents: int
    open: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether the bodies must decide that the threshold is met (CR-04)."""
        return self.incidents >= self.needed

    @property
    def may_yet_be_met(self) -> bool:
        """Whether what is still open could decide it (CR-05a)."""
        return not self.is_met and self.incidents + self.open >= self.needed

    def __str__(self) -> str:
        """Say the result in a sentence."""
        count = f"{self.incidents} of the {self.needed} incidents needed have qualifying complaints"
        if self.is_met:
            return f"{count}: the threshold is met and a review must be held."
        if self.may_yet_be_met:
            return f"{count}; {self.open} more depend on what is still to be verified."
        return f"{count}: the mandatory threshold is not met. Consider the discretionary grounds."


def judge(complaint: Complaint, *, applied: date, threshold: Threshold) -> Line:
    """Say whether a complaint qualifies, and why (CR-05, CR-05a, CR-06, ASB-02).

    applied: the day of the application. threshold: as in force on that day (G-01).
    Who made the complaint, and to which relevant body, is immaterial (CR-06).
    """
    to_apply = last_day(complaint.made, threshold.to_apply.length)
    to_complain = (
        last_day(complaint.behaviour, threshold.to_complain.length) if complaint.behaviour else None
    )
    found, why = _found(complaint, applied, to_complain, to_apply)
    return Line(complaint, found, why, to_complain, to_apply)


def reckon(complaints: Iterable[Complaint], *, applied: date, threshold: Threshold) -> Reckoning:
    """Judge every complaint and count each incident once (CR-04, CR-06, RPT-05)."""
    lines = tuple(judge(one, applied=applied, threshold=threshold) for one in complaints)
    sure = {line.complaint.incident for line in lines if line.qualifies == YES}
    unsure = {line.complaint.incident for line in lines if line.qualifies == OPEN} - sure
    return Reckoning(lines, len(sure), len(unsure), threshold.complaints)


def check_decision(
    reckoning: Reckoning, *, met: bool, grounds: Collection[str] = (), reasons: str,
    alternatives: Collection[str] = (), alternatives_open: Collection[str] = (),
) -> None:  # fmt: skip
    """Refuse a decision on the threshold that may not be made (CR-04, CR-07, CR-19, G-06).

    met: what is decided. grounds: those of GROUNDS on which it is met at discretion.
    alternatives: names of local alternatives that are met; alternatives_open: that may yet be.
    Raises RuleBroken.
    """
    if not reasons.strip():
        raise RuleBroken("A decision on the threshold needs its reasons: they go to the applicant.")
    if unknown := sorted(set(grounds) - set(GROUNDS)):
        raise RuleBroken(f'"{unknown[0]}" is no ground. Grounds are {", ".join(GROUNDS)}.')
    if met:
        if not (reckoning.is_met or grounds or alternatives):
            raise RuleBroken(f"{reckoning} Name the ground on which it is met.")
        return
    if reckoning.is_met:
        raise RuleBroken(f"{reckoning} It cannot be decided that it is not met.")
    if alternatives:
        raise RuleBroken(f"A local alternative is met: {min(alternatives)}. A review must be held.")
    if alternatives_open:
        raise RuleBroken(
            f"A local alternative may yet be met: {min(alternatives_open)}. Ask first."
        )
    if reckoning.may_yet_be_met:
        raise RuleBroken(f"{reckoning} Ask the applicant and the bodies before deciding.")


def alternatives_met(
    complaints: Sequence[Complaint], *, applied: date, among: Iterable[Alternative]
) -> tuple[list[str], list[str]]:
    """Give the names of local alternatives that are met, and that may yet be (CR-19).

    Each looks at complaints made so that the application lies within its period. May yet be met:
    were every complaint that no body has answered for found to have been made.
    """
    sure = [one for one in complaints if one.verified]
    hoped = [one for one in complaints if one.verified is not False]
    live = [one for one in among if one.holds(applied)]
    met = [one.name for one in live if _reports(sure, applied, one) >= one.reports]
    may_be = [one.name for one in live if _reports(hoped, applied, one) >= one.reports]
    return met, [name for name in may_be if name not in met]


def warn_of_hurdles(conditions: Iterable[str], *, complaints: int = MOST) -> list[str]:
    """Give a warning for each condition of a procedure that the law does not know (CR-04, CR-08).

    conditions: what the procedure asks for beside the threshold, in its own words.
    """
    told = [
        f'"{one}" is an extra hurdle: neither the Act nor its guidance suggests such a condition.'
        for one in conditions
    ]
    if complaints > MOST:
        told.append(f"{complaints} complaints are more than the {MOST} the explanatory note names.")
    return told


def _found(
    one: Complaint, applied: date, to_complain: date | None, to_apply: date
) -> tuple[str, str]:
    if one.made > applied:
        return NO, "The complaint was made after the application."
    if one.behaviour and one.made < one.behaviour:
        return NO, "The complaint is dated before the behaviour."
    if one.verified is False:
        return NO, f"{one.body} found no such complaint on its books."
    if to_complain and one.made > to_complain:
        return NO, f"It was made after {_said(to_complain)}, the last day to complain of it."
    if applied > to_apply:
        return NO, f"The application came after {_said(to_apply)}, the last day to apply."
    if to_complain is None:
        return OPEN, "The day of the behaviour is not known. Ask the applicant and the body."
    if one.verified is None:
        return OPEN, f"{one.body} has not said yet whether it was made."
    if one.nuisance_only:
        return (
            OPEN,
            "Only nuisance is said of it. Decide whether anybody was alarmed or distressed.",
        )
    return YES, (
        f"Made by {_said(to_complain)}, the last day to complain, "
        f"and applied for by {_said(to_apply)}, the last day to apply."
    )


def _said(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _reports(complaints: Sequence[Complaint], applied: date, rule: Alternative) -> int:
    recent = [
        one
        for one in complaints
        if one.made <= applied <= last_day(one.made, rule.within.length)
        and (one.hate or not rule.hate)
    ]
    return len({one.by for one in recent if one.by}) if rule.different_people else len(recent)
