"""What a release of counts says: one row a number, and the same rows always the same bytes."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csp_analytics.period import Period
from goldenthread.casework.counting.rules import (
    Tally,
    hidden_parts,
    hides_choices,
    may_show_share,
    of_choices,
)
from goldenthread.casework.counting.tallies import AREA, IN_TIME, Counted
from goldenthread.casework.types.forms import Question
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.rules import Status

HIDDEN = "hidden: fewer than five, or it would give such away"
NOT_SAID = "not said"
COLUMNS = ("indicator", "area", "period", "breakdown", "version", "count", "out_of", "said")


@dataclass(frozen=True)
class Row:
    """One number that leaves, or that it is hidden. number: None where hidden."""

    indicator: str
    area: str
    period: Period
    breakdown: str
    version: int
    number: int | None
    out_of: int | None
    rule: str

    @property
    def said(self) -> str:
        """What stands beside it wherever it is followed down."""
        if self.number is None:
            return HIDDEN
        events = self.number if self.out_of is None else self.out_of
        rule = f", rule {self.rule}" if self.rule else ""
        return f"counted from {events:,} event{'' if events == 1 else 's'}{rule}"

    def observed(self) -> Observed:
        """Give it as a number to record."""
        return Observed(
            indicator=self.indicator,
            area=self.area,
            period=self.period,
            breakdown=self.breakdown,
            count=self.number,
            denominator=self.out_of,
            status=Status.SUPPRESSED if self.number is None else Status.FINAL,
            qualifier=self.said,
            file=1,
        )


def as_csv(rows: Iterable[Row]) -> bytes:
    """Give rows as the file that a release is known by."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(COLUMNS)
    for one in rows:
        shown = "" if one.number is None else one.number
        out_of = "" if one.out_of is None else one.out_of
        out.writerow((one.indicator, one.area, one.period.key, one.breakdown, one.version,
                      shown, out_of, one.said))  # fmt: skip
    return text.getvalue().encode()


@dataclass(frozen=True)
class Maker:
    """Makes the rows of one count for one indicator. whole: code of the partnership's area."""

    counted: Counted
    indicator: str
    whole: str
    districts: tuple[str, ...]

    def row(
        self, period: Period, number: int | None, *, area: str = "", breakdown: str = "",
        version: int = 1, out_of: int | None = None,
    ) -> Row:  # fmt: skip
        """Make one row."""
        rule = self.counted.count.rule or ""
        return Row(self.indicator, area or self.whole, period, breakdown, version, number, out_of,
                   rule)  # fmt: skip

    def share(self, quarter: Period, tally: Tally) -> Iterator[Row]:
        """Make the row of a share in time; none where nothing was due."""
        some = tally.parts.get(IN_TIME, {}).get("yes", 0)
        if tally.number:
            shown = may_show_share(some, tally.number)
            whole = tally.number if shown else None
            yield self.row(quarter, some if shown else None, out_of=whole)

    def parts(self, quarter: Period, tally: Tally) -> Iterator[Row]:
        """Make the rows of a shown quarter's parts: by area and by each answer."""
        if self.districts:
            parts = tally.parts.get(AREA, {})
            hidden = hidden_parts(parts, ("", *self.districts))
            for code in self.districts:
                number = None if code in hidden else parts.get(code, 0)
                yield self.row(quarter, number, area=code)
        for id, question in self.counted.partitions.items():
            yield from self._of_answers(quarter, id, question, tally)

    def _of_answers(
        self, quarter: Period, id: str, question: Question, tally: Tally
    ) -> Iterator[Row]:
        parts, values = tally.parts.get(id, {}), ("", *question.values)
        if question.type == "choices":
            hidden = frozenset(values if hides_choices(parts) else ())
            numbers = {one: of_choices(parts, one) for one in values}
        else:
            hidden = hidden_parts(parts, values)
            numbers = {one: parts.get(one, 0) for one in values}
        for one in values:
            label = question.choices.get(one, one.capitalize()) if one else NOT_SAID
            breakdown = f"{id.replace('_', ' ')}: {label}"[:120]
            yield self.row(quarter, None if one in hidden else numbers[one], breakdown=breakdown)
