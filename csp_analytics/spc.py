"""Statistical process control: the XmR chart that tells signal from noise in a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Flags, Floats, Integers, as_floats
from csp_analytics.spc_rules import NEAR, RULE_SETS, Rule, Signs, as_signs, find_causes

Better = Literal["lower", "higher", "neither"]
Variation = Literal["common_cause", "improvement", "concern", "high", "low"]
Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]

TO_LIMIT = 2.66  # 3 / 1.128: average moving range to natural process limit
TO_SCREEN = 3.267  # average moving range to the limit of moving ranges
ENOUGH_POINTS = 13  # fewer make the limits of a step provisional
BLOCK = 65_536  # points of a panel worked at a time


@dataclass(frozen=True, slots=True)
class Chart:
    """An XmR chart. Every array is aligned with `values`, shape (n,), in its unit.

    step: 0 from the start, one more from each rebase on.
    rule: the rule that found a point special, "" for common cause.
    direction: +1 or -1 for a special cause up or down, else 0.
    few_points: the step has under 13 points, so its limits are provisional.
    """

    values: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    step: Integers
    rule: tuple[Rule | Literal[""], ...]
    direction: Signs
    few_points: Flags

    def variation(self, better: Better) -> tuple[Variation, ...]:
        """What each point says, given which way is better.

        Where neither is better a special cause is "high" or "low".
        """
        good = {"higher": 1, "lower": -1, "neither": 0}[better]
        names: dict[int, Variation] = {0: "common_cause", 1: "high", -1: "low"}
        if good:
            names |= {good: "improvement", -good: "concern"}
        return tuple(names[int(sign)] for sign in self.direction)

    def assurance(self, target: float, better: Better) -> Assurance | None:
        """Whether the process will meet a target if nothing changes; None if neither is better."""
        return assurance(float(self.lower[-1]), float(self.upper[-1]), target, better)


def assurance(lower: float, upper: float, target: float, better: Better) -> Assurance | None:
    """Whether a process with these limits meets a target if nothing changes.

    lower, upper, target: in one unit.
    Returns None where neither direction is better: a target then means nothing.
    Source: NHS England, Making Data Count: Strengthening Your Decisions.
    """
    if better == "neither":
        return None
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_pass" if (target < lower) == (better == "higher") else "consistent_fail"


def xmr(
    values: ArrayLike,
    *,
    rebase_at: Sequence[int] = (),
    fix_after: int | None = None,
    screen: bool = True,
    rules: str = "making_data_count",
) -> Chart:
    """The XmR chart of a series in time order, with its special causes.

    values: one measurement for each period, shape (n,), 1 or more. NaN is a
        missing period: it joins no mean or moving range and breaks runs.
    rebase_at: positions (from 0) where a new step, with its own mean and
        limits, begins; only for a change that is understood.
    fix_after: work out the limits of each step from its first so many points.
    screen: leave moving ranges of 3.267 times their average or more out, once,
        before the limits; the points themselves stay.
    rules: a name in `spc_rules.RULE_SETS`.
    Limits are the mean and 2.66 times the average moving range either side.
    Raises ValueError for an unknown rule set, a position outside the series, or
    a step with no value.
    Source: Wheeler & Chambers (1992), Understanding Statistical Process
    Control; Provost & Murray (2011), The Health Care Data Guide.
    """
    series = as_floats(values, "Values")
    step = _steps(series, rebase_at)
    _check(rules, fix_after)
    n = series.size
    mean, reach = np.empty(n), np.empty(n)
    few = np.empty(n, dtype=bool)
    direction, which = np.zeros(n, dtype=np.int8), np.full(n, -1, dtype=np.int8)
    for part in (np.flatnonzero(step == number) for number in np.unique(step)):
        limits = limits_of_step(series[part[:fix_after]], screen=screen)
        mean[part], reach[part] = limits
        few[part] = part.size < ENOUGH_POINTS
        direction[part], which[part] = _special(series[part], *limits, RULE_SETS[rules])
    names: tuple[Rule | Literal[""], ...] = (*RULE_SETS[rules], "")
    found = tuple(names[place] for place in which)
    return Chart(series, mean, mean - reach, mean + reach, step, found, direction, few)


class Panel(NamedTuple):
    """Many XmR charts of one step each, for screening: see `xmr_panel`."""

    mean: Floats
    lower: Floats
    upper: Floats
    direction: Signs
    which: Signs


def xmr_panel(values: ArrayLike, *, screen: bool = True, rules: str = "making_data_count") -> Panel:
    """The XmR charts of many series of one length, such as every ward's, at once.

    values: shape (series, periods), one series a row in time order; NaN is a
        missing period.
    screen, rules: as for `xmr`.
    Returns mean, lower and upper limit, shape (series,), and for each point,
    shape (series, periods), its direction (+1, -1, 0 for common cause) and the
    place in the rule set of the rule that found it (-1 for none).
    Raises ValueError for an unknown rule set or a series with no value.
    Source: as `xmr`.
    """
    table = as_floats(values, "Values")
    _check(rules, None)
    if table.ndim != 2 or table.size == 0:
        raise ValueError("A panel needs one row for each series and one column for each period.")
    mean, reach = np.empty(len(table)), np.empty(len(table))
    direction, which = np.empty(table.shape, np.int8), np.empty(table.shape, np.int8)
    rows = max(1, BLOCK // table.shape[1])  # a block at a time stays in the cache
    for start in range(0, len(table), rows):
        part = slice(start, start + rows)
        mean[part], reach[part] = _limits(table[part], screen)
        direction[part], which[part] = _special(
            table[part], mean[part, None], reach[part, None], RULE_SETS[rules]
        )
    return Panel(mean, mean - reach, mean + reach, direction, which)


def limits_of_step(points: ArrayLike, *, screen: bool = True) -> tuple[float, float]:
    """Mean of a step and the distance from it to either limit.

    points: in time order, shape (n,); NaN is missing. One point has no moving
        range, so its distance is 0.
    Raises ValueError when every point is missing.
    Source: as `xmr`.
    """
    mean, reach = _limits(as_floats(points, "Values").reshape(1, -1), screen)
    return float(mean[0]), float(reach[0])


def _limits(rows: Floats, screen: bool) -> tuple[Floats, Floats]:
    """Mean and distance to a limit of each row."""
    mean = _mean_of_known(rows)
    if np.isnan(mean).any():
        raise ValueError("A step of an SPC chart needs at least one value that is not missing.")
    moving = np.abs(rows[:, 1:] - rows[:, :-1])
    average = _mean_of_known(moving)
    if screen:
        # a flat series has nothing to screen: its ranges, all 0, equal the bound
        limit = TO_SCREEN * average[:, None]
        kept = (moving < limit) | (moving == 0)
        average = _mean_of_known(np.where(kept, moving, np.nan))
    return mean, TO_LIMIT * np.nan_to_num(average)


def _mean_of_known(rows: Floats) -> Floats:
    """Mean of each row over what is not missing; NaN for a row with nothing."""
    known = ~np.isnan(rows)
    count = known.sum(axis=1)
    total = np.where(known, rows, 0.0).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = total / count
    # rounding must not put a flat series off its own mean
    low, high = (
        np.fmin.reduce(rows, axis=1, initial=np.inf),
        np.fmax.reduce(rows, axis=1, initial=-np.inf),
    )
    return np.where(count > 0, np.clip(mean, low, high), np.nan)


def _check(rules: str, fix_after: int | None) -> None:
    if rules not in RULE_SETS:
        raise ValueError(f"There is no rule set {rules!r}; there are {', '.join(RULE_SETS)}.")
    if fix_after is not None and fix_after < 1:
        raise ValueError("Limits must be fixed after 1 point or more.")


def _steps(series: Floats, rebase_at: Sequence[int]) -> Integers:
    if series.ndim != 1 or series.size == 0:
        raise ValueError("An SPC chart needs a list of at least one value.")
    step = np.zeros(series.size, dtype=np.int64)
    for place in rebase_at:
        if not 0 <= place < series.size:
            raise ValueError(f"There is no point {place} to rebase at; there are {series.size}.")
        step[place:] += 1
    return step


def _special(
    series: Floats, mean: Floats | float, reach: Floats | float, rules: tuple[Rule, ...]
) -> tuple[Signs, Signs]:
    """Direction of each point and the place in `rules` of what found it, -1 for none."""
    away = series - mean
    distance = np.abs(away)
    outside = distance > reach
    close = ~outside & (distance > NEAR * reach)
    sides = as_signs(away)
    direction = np.zeros(series.shape, dtype=np.int8)
    which = np.full(series.shape, -1, dtype=np.int8)
    for place, rule in reversed(list(enumerate(rules))):  # the first rule has the last word
        signs = find_causes(rule, series, sides, outside, close)
        found = signs != 0
        np.copyto(direction, signs, where=found)
        which[found] = place
    return direction, which
