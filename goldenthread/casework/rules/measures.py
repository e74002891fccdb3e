"""The same number asked twice: what it was at first, what it is now, and whether that is better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import problems
from goldenthread.casework.types.model import Measure

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One measure of one case: the number of its first entry and of its latest.

    now: None while there is one entry only.
    """

    measure: Measure
    then: Decimal
    now: Decimal | None

    @property
    def is_better(self) -> bool:
        """Whether it went the way that is good."""
        if self.now is None or self.now == self.then:
            return False
        return (self.now > self.then) is (self.measure.better == "higher")

    @property
    def said(self) -> str:
        """Say which way it went."""
        if self.now is None:
            return "measured once so far"
        if self.now == self.then:
            return "as it was"
        return "better" if self.is_better else "worse"


def change_in(measure: Measure, numbers: Iterable[Decimal]) -> Change | None:
    """Give the change from the first number to the latest; None without any."""
    every = list(numbers)
    if not every:
        return None
    return Change(measure, every[0], every[-1] if len(every) > 1 else None)


def check_entry(measure: Measure, first: Texts, now: Texts) -> None:
    """Refuse an entry of a log that measures something else, or over another length (PS-04).

    first: the answers of the first entry; now: those of the latest, the first itself at first.
    """
    baseline, assessed = _measured(measure, first), _measured(measure, now)
    if baseline.days < 1 or assessed.days < 1:
        raise RuleBroken("The last day comes before the first.")
    if first is not now:
        problems.check_same_measure(baseline, assessed)


def _measured(measure: Measure, texts: Texts) -> problems.Measure:
    days = [texts.get(id or "", "") for id in (measure.first, measure.last)]
    if not all(days):
        raise RuleBroken("Say from which day to which it was measured.")
    first, last = map(date.fromisoformat, days)
    return problems.Measure(texts.get(measure.of or "", ""), first, last)
