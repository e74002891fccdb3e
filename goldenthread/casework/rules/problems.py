"""Problem solving: objective, scanning, analysis, response, assessment (PS rules)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest

STAGES = ("objective", "scanning", "analysis", "response", "assessment", "closed")
SIDES = ("victim", "offender", "location")
SCANNING = ("community", "harm", "expectation", "events", "recurring", "similarity")


@dataclass(frozen=True)
class Measure:
    """A count for a period: what is counted, over which days."""

    definition: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1


def check_step(now: str, then: str, *, findings: int, assessed: bool) -> None:
    """Refuse a step that leaves analysis or assessment out (PS-01).

    findings: of the analysis so far. Going back is always allowed.
    """
    for one in (now, then):
        if one not in STAGES:
            raise RuleBroken(f'"{one}" is no stage. {nearest(one, STAGES)}')
    at, to = STAGES.index(now), STAGES.index(then)
    if to > at + 1:
        raise RuleBroken(f"After {now} comes {STAGES[at + 1]}.")
    if then == "response" and findings < 1:
        raise RuleBroken("Write down at least one finding of the analysis before responding.")
    if then == "closed" and not assessed:
        raise RuleBroken("Assess what the response did before closing.")


def check_response(sides: Collection[str]) -> None:
    """Refuse a response that does not name the side of the triangle it acts on (PS-02)."""
    if not sides:
        raise RuleBroken(f"Name the side it acts on: {', '.join(SIDES)}.")
    for one in sides:
        if one not in SIDES:
            raise RuleBroken(f'"{one}" is no side of the triangle. {nearest(one, SIDES)}')


def scanning_gaps(answered: Collection[str]) -> list[str]:
    """Give what the scanning test still asks, in its order (PS-03)."""
    return [one for one in SCANNING if one not in answered]


def check_same_measure(baseline: Measure, assessed: Measure) -> None:
    """Refuse an assessment by another measure or over another length than the baseline (PS-04)."""
    if baseline.definition != assessed.definition:
        raise RuleBroken("Assess by the same measure as the baseline, or the two do not compare.")
    if abs(baseline.days - assessed.days) > 1:  # a leap day apart at most
        raise RuleBroken(
            f"The baseline covers {baseline.days} days and the assessment {assessed.days}: take "
            "periods of one length."
        )
    if assessed.first <= baseline.last:
        raise RuleBroken("The assessment begins before the baseline ends.")
