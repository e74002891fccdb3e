"""The verdict of one place against another: by which test, and in which words. Plain Python.

No limits, no verdict. Only the same indicator over the same period is compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from csp_analytics import comparison, shares
from goldenthread.indicators.rules import Better, Measure

WHOLE, OTHER = "whole", "other"  # a whole that the place is part of; a place beside it, or several
SMALL_PART = 0.1  # of its whole's people: below this the whole is taken as a fixed benchmark
LEVELS = (0.998, 0.95)
FEWEST_SIMILAR, MOST_SIMILAR = 1, 60  # areas of a most similar group


@dataclass(frozen=True)
class Side:
    """One side of a comparison, as numbers: what was counted, out of what, and the value."""

    count: float | None
    people: float | None
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Verdict:
    """How one place stands against another.

    direction: "higher", "lower", "similar", or "" where there is no verdict.
    certainty: 0.998 or 0.95; 0 where similar or none. method: how it was found.
    why_none: the sentence for no verdict. of_rest: against the rest of a whole.
    """

    direction: str = ""
    certainty: float = 0.0
    method: str = ""
    why_none: str = ""
    of_rest: bool = False

    def words(self, name: str) -> str:
        """Say it: "higher than England (99.8%)", "statistically similar to Darlington"."""
        if not self.direction:
            return ""
        name = f"the rest of {name}" if self.of_rest else name
        if self.direction == "similar":
            return f"statistically similar to {name}"
        return f"{self.direction} than {name} ({self.certainty:.1%})".replace("95.0%", "95%")

    def judged(self, better: str) -> tuple[str, str]:
        """Give the word and tone: better or worse only where a way is held to be better."""
        if not self.direction:
            return "No verdict", "waiting"
        if self.direction == "similar":
            return "Similar", "none"
        if better not in (Better.LOWER, Better.HIGHER):
            return self.direction.capitalize(), "watch"
        good = self.direction == better
        return ("Better", "good") if good else ("Worse", "bad")


def none(why: str) -> Verdict:
    """Give no verdict, with the reason."""
    return Verdict(why_none=why)


def verdict(measure: str, per: int | None, kind: str, here: Side, there: Side) -> Verdict:
    """Compare a place with a whole that it is part of, or with another place.

    measure: of the indicator. per: of a rate. kind: WHOLE or OTHER.
    Source: csp_analytics.comparison (E-test, exact test, benchmark) and shares (Wilson, Newcombe);
    levels of 95% and 99.8% as OHID's Fingertips reports them.
    """
    if measure in {Measure.COUNT, ""}:
        return none("Counts of places of unlike size are not compared; their rates can be.")
    counted = None not in (here.count, here.people, there.count, there.people)
    if measure == Measure.RATE and counted:
        return _rates(per or 1, kind, here, there)
    if measure == Measure.PERCENT and counted:
        return _shares(kind, here, there)
    if here.low is not None and here.high is not None and kind == WHOLE:
        return _published(here, there)
    return none("No limits, no verdict: the numbers behind the figures are not known.")


def _rates(per: int, kind: str, here: Side, there: Side) -> Verdict:
    count, people = here.count or 0.0, here.people or 0.0
    other_count, other_people = there.count or 0.0, there.people or 0.0
    if kind == OTHER:
        return _e_test(count, people, other_count, other_people)
    if people < SMALL_PART * other_people:
        found = comparison.against_benchmark(count, people, there.value, per=per)
        return Verdict(found.direction, found.certainty, "the whole taken as a fixed benchmark")
    if other_count < count or other_people <= people:
        return none("The place has more than the whole it is part of, so one of them is wrong.")
    found = comparison.against_group(count, people, other_count - count, other_people - people)
    method = "against the rest of it, by an exact test"
    return Verdict(found.direction, found.certainty, method, of_rest=True)


def _e_test(count: float, people: float, other_count: float, other_people: float) -> Verdict:
    method = "two counts, by the E-test"
    if count == other_count == 0:
        return none("Nothing was counted in either, so there is nothing to compare.")
    chance = comparison.e_test(count, other_count, people, other_people)
    level = next((one for one in LEVELS if chance < 1 - one), 0.0)
    if not level:
        return Verdict("similar", 0.0, method)
    higher = count / people > other_count / other_people
    return Verdict("higher" if higher else "lower", level, method)


def _shares(kind: str, here: Side, there: Side) -> Verdict:
    count, total = here.count or 0.0, here.people or 0.0
    if kind == WHOLE:
        found = shares.against_share(count, total, there.value / 100)
        return Verdict(found.direction, found.certainty, "the whole taken as a fixed benchmark")
    found = shares.against_other_share(count, total, there.count or 0.0, there.people or 0.0)
    return Verdict(found.direction, found.certainty, "two shares, by Newcombe's limits")


def _published(here: Side, there: Side) -> Verdict:
    method = "the limits that came with the figure"
    if here.low is not None and there.value < here.low:
        return Verdict("higher", 0.95, method)
    if here.high is not None and there.value > here.high:
        return Verdict("lower", 0.95, method)
    return Verdict("similar", 0.0, method)


def side(
    count: Decimal | None,
    people: Decimal | None,
    value: Decimal,
    limits: tuple[Decimal | None, Decimal | None] = (None, None),
) -> Side:
    """Give a side from exact numbers."""
    given = [float(one) if one is not None else None for one in (count, people, *limits)]
    return Side(given[0], given[1], float(value), given[2], given[3])


def summary(told: Sequence[tuple[str, Verdict]]) -> str:
    """Say every verdict in one sentence; "" where there is none."""
    words = [one.words(name) for name, one in told if one.direction]
    text = ", ".join(words)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def check_group(
    name: str, source: str, starts: date, areas: Sequence[str], *, own: str, last: date | None
) -> str:
    """Give the sentence for what is wrong with a most similar group; "" where nothing is.

    areas: codes. own: the partnership's own code. last: when the list before starts.
    """
    if not (name.strip() and source.strip()):
        return "Say what the group is called, and who chose its areas."
    if own in areas:
        return "Leave the partnership's own area out: a place is not compared with itself."
    if len(set(areas)) != len(areas):
        return "One area is named twice. Name each once."
    if not FEWEST_SIMILAR <= len(areas) <= MOST_SIMILAR:
        return f"Name between {FEWEST_SIMILAR} and {MOST_SIMILAR} areas; {len(areas)} are named."
    if last is not None and starts <= last:
        return f"The list before starts on {last:%-d %B %Y}; a new one must start later."
    return ""
