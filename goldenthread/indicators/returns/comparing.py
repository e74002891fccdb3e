"""What a file would do: which of its figures are new, which differ from what is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.accounts.models import Partnership
from goldenthread.indicators import queries
from goldenthread.indicators.models import Observation, Series
from goldenthread.indicators.returns.reading import Row

NEW, REVISED, SETTLED, SAME = "new", "revised", "settled", "unchanged"
WORDS = {
    NEW: "new",
    REVISED: "revised",
    SETTLED: "same number, another status",
    SAME: "unchanged",
}


@dataclass(frozen=True)
class Compared:
    """One row beside what is held of it. before: the newest version, None where it is new."""

    row: Row
    change: str
    before: Observation | None = None

    @property
    def was(self) -> str:
        """The number that is held, as people read it; "" where there is none."""
        return (
            said(self.before.count, self.before.denominator, self.before.value)
            if self.before
            else ""
        )

    @property
    def now(self) -> str:
        """The number that was sent."""
        numbers = self.row.numbers
        return said(numbers.count, numbers.denominator, numbers.value)


def said(count: Decimal | None, denominator: Decimal | None, value: Decimal | None) -> str:
    """Give numbers as people read them: "12", "12 of 340", "34.5"; "held back" for none."""
    if count is not None and denominator is not None:
        return f"{count.normalize():,f} of {denominator.normalize():,f}"
    one = count if count is not None else value
    return "held back" if one is None else f"{one.normalize():,f}"


def compare(rows: Sequence[Row], partnership: Partnership) -> list[Compared]:
    """Set every row beside the newest version that is held of it, in the order given. One query."""
    held = {
        (one.series.definition_id, one.area.code, one.period.key, one.breakdown): one
        for one in queries.latest(
            partnership,
            by=None,
            indicators={one.indicator.pk for one in rows},
            areas={one.area.code for one in rows},
        )
        if one.period and one.series.key == Series.DATA
    }
    return [_compared(row, held.get(row.key)) for row in rows]


def _compared(row: Row, before: Observation | None) -> Compared:
    if before is None:
        return Compared(row, NEW)
    numbers = row.numbers
    now = (numbers.count, numbers.denominator, numbers.value)
    if now != (before.count, before.denominator, before.value):
        return Compared(row, REVISED, before)
    told = (row.qualifier, row.note) != (before.qualifier, before.flag)
    firm = numbers.status != before.status and before.status != "revised"
    return Compared(row, SETTLED if firm or told else SAME, before)


def counted(compared: Sequence[Compared]) -> dict[str, int]:
    """Count the changes by kind, every kind named."""
    return {kind: sum(one.change == kind for one in compared) for kind in WORDS}
