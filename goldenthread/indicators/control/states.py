"""Figures in time order into the states of a control chart (XmR), step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from csp_analytics import spc
from csp_analytics.period import Period
from goldenthread.indicators.control import rules
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.rules import Better


@dataclass(frozen=True)
class Step:
    """A stretch of a control chart with its own mean and limits.

    why: why it begins here, "" for the first. points: figures in it. lower never lies below 0,
    since nothing counted can. is_provisional: under 13 points. has_limits: 6 points or more.
    """

    first: Period
    last: Period
    why: str
    points: int
    mean: Decimal
    lower: Decimal
    upper: Decimal

    @property
    def has_limits(self) -> bool:
        """Whether it has points enough for limits."""
        return self.points >= rules.FEWEST

    @property
    def is_provisional(self) -> bool:
        """Whether its limits rest on few points."""
        return self.points < rules.ENOUGH

    def holds(self, period: Period) -> bool:
        """Whether a period lies in it."""
        return self.first.start <= period.start <= self.last.start


@dataclass(frozen=True)
class State:
    """What the chart says of one figure.

    signal: "" for ordinary variation. direction: +1 upwards, -1 downwards, else 0.
    """

    period: Period
    signal: str
    direction: int

    @property
    def is_signal(self) -> bool:
        """Whether it is more than ordinary variation."""
        return bool(self.signal)

    def words(self, better: str = "") -> str:
        """Say it: "Signal, for the worse: above the upper limit"."""
        if not self.is_signal:
            return "Ordinary variation"
        judged = {1: Better.HIGHER, -1: Better.LOWER}[self.direction]
        side = ""
        if better in (Better.LOWER, Better.HIGHER):
            side = ", for the better" if better == judged else ", for the worse"
        return f"Signal{side}: {self.signal}"


@dataclass(frozen=True)
class Control:
    """A control chart. states: by the key of each period in a step with limits.

    why_none: why there is none, "" where there is.
    """

    steps: tuple[Step, ...] = ()
    states: dict[str, State] = field(default_factory=dict)
    why_none: str = ""

    @property
    def now(self) -> Step | None:
        """The last step, where it has limits."""
        return self.steps[-1] if self.steps and self.steps[-1].has_limits else None

    @property
    def latest(self) -> State | None:
        """What it says of the newest figure, None where the last step has no limits."""
        return self.state(self.now.last) if self.now else None

    @property
    def signals(self) -> tuple[State, ...]:
        """Every signal, in order of time."""
        return tuple(one for one in self.states.values() if one.is_signal)

    def state(self, period: Period | None) -> State | None:
        """What it says of a period, None where it says nothing."""
        return self.states.get(period.key) if period else None

    def assurance(self, target: Decimal, better: str) -> str:
        """Say whether the process as it runs would meet a target; "" where that cannot be told."""
        if self.now is None or better not in (Better.LOWER, Better.HIGHER):
            return ""
        found = spc.assurance(
            float(self.now.lower), float(self.now.upper), float(target),
            "lower" if better == Better.LOWER else "higher",
        )  # fmt: skip
        return {
            "consistent_pass": "As things run, the target will be met every time.",
            "consistent_fail": "As things run, the target will never be met: something has to "
            "change first.",
            "inconsistent": "As things run, the target will be met at some times and missed at "
            "others, by chance alone.",
        }[str(found)]


def controlled(series: Sequence[Figure], changed: Sequence[tuple[date, str]] = ()) -> Control:
    """Make the control chart of figures in order of time; those missing join no mean.

    changed: days from which recording is otherwise, with what changed: limits begin anew there.
    Source: csp_analytics.spc.xmr, rule set Making Data Count (NHS England).
    """
    dated = [one for one in series if one.period is not None]
    periods = [one.period for one in dated if one.period is not None]
    values = np.array([np.nan if one.value is None else float(one.value) for one in dated])
    known = [not bool(np.isnan(value)) for value in values]
    if not periods:
        return Control(why_none="There is no figure to make a control chart of.")
    if why := rules.why_no_chart(periods[0].kind, sum(known)):
        return Control(why_none=why)
    first = known.index(True)
    begins = rules.steps_at(periods, known, changed)
    chart = spc.xmr(values, rebase_at=sorted(begins), rules=rules.RULE_SET)
    starts = [first, *sorted(begins)]
    steps = tuple(
        _step(chart, periods, begins.get(start, ""), range(start, end))
        for start, end in zip(starts, [*sorted(begins), len(periods)], strict=True)
    )
    states = {}
    for place, period in enumerate(periods):
        mine = next((one for one in steps if one.holds(period)), None)
        if known[place] and mine is not None and mine.has_limits:
            words = rules.signal(chart.rule[place], int(chart.direction[place]))
            states[period.key] = State(period, words, int(chart.direction[place]))
    return Control(steps, states)


def _step(chart: spc.Chart, periods: Sequence[Period], why: str, places: range) -> Step:
    known = [place for place in places if not np.isnan(chart.values[place])]
    at = known[0]
    return Step(
        first=periods[at],
        last=periods[known[-1]],
        why=why,
        points=len(known),
        mean=_decimal(chart.mean[at]),
        lower=_decimal(max(float(chart.lower[at]), 0.0)),
        upper=_decimal(chart.upper[at]),
    )


def _decimal(number: float) -> Decimal:
    return Decimal(repr(float(number)))
