"""A change between two figures, in words, and whether it is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csp_analytics import comparison
from csp_analytics.rounding import percent_change, printed_percent
from goldenthread.indicators import wording
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import Observation
from goldenthread.indicators.rules import Better, Measure

FROM_COUNTS = {Measure.COUNT, Measure.RATE, ""}


@dataclass(frozen=True)
class Changed:
    """From one figure to another of the same kind of period.

    percent: change in per cent of the earlier, falls negative; None where the earlier is 0 or
        either is missing. test: the statistical comparison; None where it cannot be made.
    is_real: more than chance would give; None where that cannot be told.
    """

    before: Figure
    after: Figure
    percent: Decimal | None
    test: comparison.Change | None
    cautions: tuple[str, ...]

    @property
    def is_real(self) -> bool | None:
        """Whether it is more than chance would give; None where that cannot be told."""
        return self.test.is_real if self.test else None

    @property
    def is_known(self) -> bool:
        """Whether both figures are there."""
        return self.before.is_known and self.after.is_known

    @property
    def direction(self) -> str:
        """ "rose", "fell" or "stayed", by the numbers alone; "" where one is missing."""
        if self.before.value is None or self.after.value is None:
            return ""
        if self.before.value == self.after.value:
            return "stayed"
        return "rose" if self.after.value > self.before.value else "fell"

    @property
    def is_better(self) -> bool | None:
        """Whether a real change is for the better; None where it is not real, or not judged."""
        better = self.after.indicator.better
        if not self.is_real or better not in {Better.LOWER, Better.HIGHER}:
            return None
        return (self.direction == "fell") == (better == Better.LOWER)

    @property
    def sentence(self) -> str:
        """Say it: "fell by 11.2%, from 13,528 to 12,017. More than chance would give." """
        if not self.is_known:
            side = self.before if not self.before.is_known else self.after
            return f"cannot be compared: {side.why_none[0].lower()}{side.why_none[1:]}"
        if self.direction == "stayed":
            return f"stayed at {self.after.text}."
        by = f" by {printed_percent(abs(self.percent))}" if self.percent is not None else ""
        moved = f"{self.direction}{by}, from {self.before.text} to {self.after.text}."
        return f"{moved} {self.chance}"

    @property
    def chance(self) -> str:
        """Say whether it is more than chance would give."""
        if self.is_real is None:
            return "Whether this is more than chance cannot be told from printed figures."
        if self.is_real:
            return "This is more than chance would give."
        return "A change of this size can be chance alone."


def changed(before: Figure, after: Figure, *, breaks: Sequence[Observation] = ()) -> Changed:
    """Compare two figures of one indicator and area. breaks: populations made in another way."""
    cautions = [*before.cautions, *(one for one in after.cautions if one not in before.cautions)]
    for one in breaks:
        if _lies_between(one, before, after):
            cautions.append(wording.crosses_break(_name(before), _name(after)))
    percent = None
    if before.value is not None and after.value is not None and before.value > 0 <= after.value:
        percent = percent_change(before.value, after.value)
    return Changed(before, after, percent, _test(before, after), tuple(cautions))


def _name(figure: Figure) -> str:
    return str(figure.denominators[0].period)


def _lies_between(one: Observation, before: Figure, after: Figure) -> bool:
    if not before.denominators or not after.denominators or one.period_end is None:
        return False
    first, last = before.denominators[0].period_end, after.denominators[0].period_end
    return bool(first and last and first < one.period_end <= last)


def _test(before: Figure, after: Figure) -> comparison.Change | None:
    """Compare counts, each for its number of residents where there is one."""
    if before.count is None or after.count is None:
        return None
    if before.indicator.measure not in FROM_COUNTS:
        return None
    people = before.denominator, after.denominator
    exposure = tuple(float(one) for one in people if one is not None)
    if len(exposure) == 1:
        return None
    first, last = exposure or (1.0, 1.0)
    return comparison.change(
        float(before.count), float(after.count), exposure_before=first, exposure_after=last
    )
