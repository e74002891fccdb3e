"""What a plan must hold, what each kind of area owes, and which steps a plan may take.

Plain Python. Sources: Crime and Disorder Act 1998 s.6(1), rules CSP-05, CSP-06 and CSP-16 of
the rule book; the strategy 2024-2029, lines 124-125, for focus and assurance.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from goldenthread.accounts.rules import RuleBroken

__all__ = ["RuleBroken"]

PARTNERSHIP_PLAN, POLICE_PLAN = "partnership_plan", "police_and_crime_plan"
PLAN_KINDS = MappingProxyType(
    {PARTNERSHIP_PLAN: "Partnership plan", POLICE_PLAN: "Police and crime plan"}
)
DRAFT, ADOPTED, SUPERSEDED = "draft", "adopted", "superseded"
PLAN_STATUSES = MappingProxyType(
    {DRAFT: "Draft", ADOPTED: "Adopted", SUPERSEDED: "Superseded by a later plan"}
)
STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {DRAFT: (ADOPTED,), ADOPTED: (SUPERSEDED,), SUPERSEDED: ()}
)

# Crime and Disorder Act 1998 s.6(1)(a) to (d)
DUTIES = MappingProxyType(
    {
        "a": "reduce crime and disorder, anti-social behaviour included",
        "b": "combat the misuse of drugs, alcohol and other substances",
        "c": "reduce reoffending",
        "d": "prevent and reduce serious violence",
    }
)

FOCUS, ASSURANCE, CONTEXT = "focus", "assurance", "context"
AREA_KINDS = MappingProxyType({FOCUS: "Area of focus", ASSURANCE: "Area of assurance"})
USE_ROLES = MappingProxyType({FOCUS: "Focus", ASSURANCE: "Assurance", CONTEXT: "Context"})
BETTER = MappingProxyType(
    {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither is better"}
)
AREA_DUTIES = MappingProxyType(
    {
        FOCUS: MappingProxyType(
            {
                "champion": "a champion who speaks for it",
                "delivery_plan": "a delivery plan of its own",
                "themed_meeting": "a themed Board meeting",
            }
        ),
        ASSURANCE: MappingProxyType(
            {
                "reporting_group": "a group that reports on it",
                "cycle": "a cycle on which the report comes",
                "escalation_route": "a way to escalate trouble to the Board",
            }
        ),
    }
)
COMMITMENT_STATUSES = MappingProxyType(
    {
        "not_started": "Not started",
        "in_progress": "In progress",
        "delivered": "Delivered",
        "stopped": "Stopped",
    }
)


@dataclass(frozen=True)
class AreaDuty:
    """One thing that an area's kind asks for, and whether it is there."""

    key: str
    what: str
    met: bool


@dataclass(frozen=True)
class Check:
    """One check of a plan: what was asked, whether it holds, and a sentence about it."""

    rule: str
    holds: bool
    sentence: str


@dataclass(frozen=True)
class Finding:
    """Words in a case study that could point to a person. kind: initial, age, date or place."""

    kind: str
    words: str


def area_duties(kind: str, has: Collection[str]) -> list[AreaDuty]:
    """Give what an area of this kind owes, each with whether it is met.

    kind: "focus" or "assurance". has: keys of AREA_DUTIES[kind] that are there.
    """
    return [AreaDuty(key, what, key in has) for key, what in AREA_DUTIES[kind].items()]


def check_step(now: str, then: str) -> None:
    """Refuse a step a plan may not take. Raises RuleBroken."""
    if then not in STEPS.get(now, ()):
        said = PLAN_STATUSES.get(then, then).split(" by ")[0].lower()
        raise RuleBroken(f"A plan that is {now} cannot become {said}.")


def check_day(adopted_on: date | None, superseded_on: date) -> None:
    """Refuse to supersede a plan before the day it was adopted. Raises RuleBroken."""
    if adopted_on and superseded_on < adopted_on:
        raise RuleBroken(f"It was adopted on {adopted_on:%-d %B %Y}, so it cannot end before that.")


def check_reason(status: str, reason: str) -> None:
    """Refuse to change a plan that is adopted or superseded without a reason. Raises RuleBroken."""
    if status != DRAFT and not reason.strip():
        raise RuleBroken(
            "This plan is published. Say why it changes; everyone can read the reason."
        )


def check_duties(duties: Collection[str]) -> None:
    """Refuse a letter that is not one of s.6(1)(a) to (d). Raises RuleBroken."""
    wrong = sorted(set(duties) - set(DUTIES))
    if wrong:
        raise RuleBroken(f"{', '.join(wrong)}: section 6 has the duties a, b, c and d only.")


def section_6(tagged: Iterable[Collection[str]], *, asked: Collection[str]) -> Check:
    """Check that every duty of s.6(1) has a priority that serves it (CSP-05).

    tagged: the duties of each priority. asked: letters of the duties in force when the plan
    began (G-01); a plan of 2011 is not judged by a duty of 2023.
    """
    served = {duty for duties in tagged for duty in duties}
    missing = [letter for letter in DUTIES if letter in asked and letter not in served]
    if not missing:
        return Check("CSP-05", True, "Every duty of section 6 has a priority that serves it.")
    named = "; ".join(f"({letter}) {DUTIES[letter]}" for letter in missing)
    return Check("CSP-05", False, f"No priority serves: {named}.")


def mutual_regard(
    priorities: Iterable[tuple[str, bool]], *, plan_kind: str = PARTNERSHIP_PLAN
) -> Check:
    """Check that each priority is aligned with an objective of the police and crime plan (CSP-06).

    priorities: each one's title and whether it is aligned.
    """
    if plan_kind == POLICE_PLAN:
        return Check("CSP-06", True, "This is the police and crime plan itself.")
    every = list(priorities)
    missing = [title for title, aligned in every if not aligned]
    if every and not missing:
        said = "Every priority is set beside a theme of the police and crime plan."
        return Check("CSP-06", True, said)
    what = f": {'; '.join(missing)}" if missing else ", for there are none"
    return Check("CSP-06", False, f"Priorities not set beside the police and crime plan{what}.")


def plan_contents(*, priorities: int, steps: int, measures: int, engagement: int) -> list[Check]:
    """Check what a partnership plan must set out, as far as it is kept here (CSP-16).

    steps: deliverables, aims or actions. measures: indicators in use. engagement: ways of
    involving the public that the plan describes. Resources are kept with grants, later.
    """
    asked = (
        (priorities, "the priorities"),
        (steps, "the steps to meet them"),
        (measures, "how success is measured"),
        (engagement, "how the community is involved"),
    )
    return [
        Check(
            "CSP-16",
            bool(count),
            f"{'The plan sets out' if count else 'Nothing is recorded on'} {what}.",
        )
        for count, what in asked
    ]


_TITLES = r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TELLING: tuple[tuple[str, str], ...] = (
    ("initial", rf"\b{_TITLES}\.? [A-Z]\b"),
    ("initial", r"(?<![.\w'\u2019])(?!A\b|I\b)[A-Z](?:['\u2019]s)?(?=[\s,.;:])(?! ?\d)"),
    ("age", r"\b(?:aged?|turned) (?:of )?\d{1,3}\b"),
    ("age", r"\b\d{1,3}[- ]years?[- ]old\b"),
    ("date", rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b"),
    ("date", r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"),
    (
        "place",
        r"\b\d{1,4}[a-z]? (?:[A-Z][a-z]+ )+(?:Street|Road|Avenue|Close|Terrace|Lane|Drive)\b",
    ),
    ("place", r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b"),
)


def identifying(text: str) -> list[Finding]:
    """Find words that could point to a person: initials, ages, exact days, addresses.

    Rare traits and a place too small to hide in are beyond a program: a person reads for
    those before a case study is published.
    """
    found = [
        Finding(kind, match.group().strip())
        for kind, pattern in _TELLING
        for match in re.finditer(pattern, text)
    ]
    inside = {
        one.words
        for one in found
        for other in found
        if one.kind == other.kind and one.words != other.words and one.words in other.words
    }
    return [one for one in dict.fromkeys(found) if one.words not in inside]


def check_publishable(findings: Collection[object], accepted_reason: str) -> None:
    """Refuse to publish a case study that may name a person and nobody accepted. RuleBroken."""
    if findings and not accepted_reason.strip():
        raise RuleBroken(
            "The anonymity check found words that may point to a person. "
            "Change them, or let a named person accept them with a reason."
        )


def check_commitment_status(status: str, evidence: str) -> None:
    """Refuse a status without evidence, or one we do not know. Raises RuleBroken."""
    if status not in COMMITMENT_STATUSES:
        raise RuleBroken(f"Choose a status: {', '.join(COMMITMENT_STATUSES.values())}.")
    if not evidence.strip():
        raise RuleBroken("Say what shows that the commitment stands so.")


def check_target(value: object, set_by: str, why: str) -> None:
    """Refuse a target without who set it and why. Raises RuleBroken."""
    if value is not None and not (set_by.strip() and why.strip()):
        raise RuleBroken("Say who set the target, and why at this level.")


def check_end(ended_on: date | None, on: date, begins: date | None, reason: str) -> None:
    """Refuse to end what ended already, before it could begin, or without a reason. RuleBroken.

    begins: the first day of its plan, or its own; None where no day is known.
    """
    if ended_on:
        raise RuleBroken(f"It ended on {ended_on:%-d %B %Y} already.")
    if begins and on < begins:
        raise RuleBroken(f"It began on {begins:%-d %B %Y}, so it cannot end before that.")
    if not reason.strip():
        raise RuleBroken("Say why it ends. Everyone can read the reason.")


def check_resume(ended_on: date | None, reason: str) -> None:
    """Refuse to take up what has not ended, or without a reason. Raises RuleBroken."""
    if ended_on is None:
        raise RuleBroken("It has not ended, so there is nothing to take up again.")
    if not reason.strip():
        raise RuleBroken("Say why it is taken up again. Everyone can read the reason.")


def check_under(ended_on: date | None, *, is_part: bool = False) -> None:
    """Refuse to add to what ended, or below a part of a deliverable. Raises RuleBroken.

    is_part: whether it stands under is itself a part of a deliverable.
    """
    if ended_on:
        raise RuleBroken(
            f"This ended on {ended_on:%-d %B %Y}. Take it up again before adding to it."
        )
    if is_part:
        raise RuleBroken("A part of a deliverable has no parts of its own. Add to the deliverable.")
