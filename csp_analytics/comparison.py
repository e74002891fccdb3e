"""Is a difference more than chance: between two periods, two places, or a place and a benchmark.

All tests here take events as independent (Poisson). Repeat victims and series of
offences make real counts vary more, so "real" is a floor: read it with the SPC chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincc, betaincinv, gammaln, pdtr, pdtrc, xlogy

from csp_analytics.checks import as_counts, as_positive, normal_quantile
from csp_analytics.poisson import Limits
from csp_analytics.rates import Rate, rate

Direction = Literal["lower", "similar", "higher"]
LEVELS = (0.998, 0.95)  # the confidences at which a difference is reported, widest first


@dataclass(frozen=True, slots=True)
class Change:
    """A change from before to after; see `change` for the meaning of each number.

    percent: change of the rate in per cent; None when there was none before,
        since a per cent of nothing does not exist.
    ratio, ratio_lower, ratio_upper: rate after over rate before, with limits;
        infinite where nothing before leaves it without bound.
    is_real: the limits exclude 1.
    """

    before: float
    after: float
    exposure_before: float
    exposure_after: float
    difference: float
    percent: float | None
    ratio: float
    ratio_lower: float
    ratio_upper: float
    p_value: float
    confidence: float
    is_real: bool

    @property
    def direction(self) -> Direction:
        """Where the rate went, "similar" when the change is not real."""
        if not self.is_real:
            return "similar"
        return "higher" if self.ratio > 1 else "lower"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """How a rate stands against a benchmark.

    direction: "similar" when within the 95% limits.
    certainty: 0.998 or 0.95, the widest limits that the benchmark lies
        outside; 0.0 when similar.
    """

    direction: Direction
    certainty: float


def change(
    before: float,
    after: float,
    *,
    exposure_before: float = 1,
    exposure_after: float = 1,
    confidence: float = 0.95,
) -> Change:
    """The change of a count (or a rate) between two periods, and whether it is real.

    before, after: counts of events, 0 or more.
    exposure_before, exposure_after: people, days or people-years at risk,
        above 0, in one unit. Left at 1 they compare the counts themselves, which
        is fair only for periods of equal length.
    confidence: two-sided, between 0 and 1.
    The interval of the ratio is exact given the total; the p value belongs to
    the same test, so it is under 1 - confidence just when the interval excludes 1.
    Raises ValueError outside those ranges or where one is missing.
    Source: Przyborowski & Wilenski (1940), Biometrika 31, 313-323;
    Clopper & Pearson (1934), Biometrika 26, 404-413.
    """
    exposure = exposure_after / exposure_before if exposure_before > 0 else 0.0
    limits = ratio_limits(before, after, exposure_before, exposure_after, confidence=confidence)
    if np.isnan(limits.lower):
        raise ValueError("A change needs a count before and a count after; one is missing.")
    if before == 0:
        ratio, percent = (np.inf if after else 1.0), None
    else:
        ratio = after / before / exposure
        percent = (ratio - 1) * 100
    return Change(
        before=before,
        after=after,
        exposure_before=exposure_before,
        exposure_after=exposure_after,
        difference=after - before,
        percent=percent,
        ratio=ratio,
        ratio_lower=float(limits.lower),
        ratio_upper=float(limits.upper),
        p_value=conditional_p(before, after, exposure_before, exposure_after),
        confidence=confidence,
        is_real=not limits.lower <= 1 <= limits.upper,
    )


def ratio_limits(
    before: ArrayLike,
    after: ArrayLike,
    exposure_before: ArrayLike = 1,
    exposure_after: ArrayLike = 1,
    *,
    confidence: float = 0.95,
) -> Limits:
    """Exact limits of rate ratios, after over before, for many pairs at once.

    before, after: counts, 0 or more; NaN is missing and gives NaN.
    exposures: above 0. All four broadcast. confidence: between 0 and 1.
    The lower limit is 0 when nothing came after, the upper infinite when
    nothing came before: no number bounds it.
    Raises ValueError outside those ranges.
    Source: Clopper & Pearson (1934) on the share that came after, given the total.
    """
    earlier, later = as_counts(before, "The count before"), as_counts(after, "The count after")
    exposed = as_positive(exposure_after, "Exposure after") / as_positive(
        exposure_before, "Exposure before"
    )
    normal_quantile(confidence)
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore"):
        low = np.where(later > 0, betaincinv(np.maximum(later, 0.5), earlier + 1, tail), 0.0)
        high = np.where(earlier > 0, betaincinv(later + 1, np.maximum(earlier, 0.5), 1 - tail), 1.0)
        missing = np.where(np.isnan(earlier + later), np.nan, 0.0)
        return Limits(low / (1 - low) / exposed + missing, high / (1 - high) / exposed + missing)


def conditional_p(
    before: float, after: float, exposure_before: float = 1, exposure_after: float = 1
) -> float:
    """Two-sided p of no difference between two Poisson rates, given the total.

    before, after: counts, 0 or more. exposures: above 0, in one unit.
    Twice the smaller tail, at most 1; 1 when both counts are 0, which is no
    evidence either way.
    Source: Przyborowski & Wilenski (1940), Biometrika 31, 313-323.
    """
    share = exposure_after / (exposure_before + exposure_after)
    as_many = betainc(after, before + 1, share) if after > 0 else 1.0
    as_few = betaincc(after + 1, before, share) if before > 0 else 1.0
    return float(min(1.0, 2 * min(as_many, as_few)))


def e_test(count_1: float, count_2: float, exposure_1: float = 1, exposure_2: float = 1) -> float:
    """Two-sided p that two Poisson rates are equal, by the E-test.

    count_1, count_2: whole counts, 0 or more, not both 0 (then it is not
        defined). exposure_1, exposure_2: above 0, in one unit.
    The variance is pooled over both counts, as no difference supposes. More
    powerful than the conditional test at small counts; it gives no interval.
    Raises ValueError outside those ranges.
    Source: Krishnamoorthy & Thomson (2004), J Stat Plan Inference 119, 23-35.
    """
    counts = as_counts([count_1, count_2], "Counts")
    exposures = as_positive([exposure_1, exposure_2], "Exposures")
    if np.isnan(counts.sum() + exposures.sum()) or counts.sum() == 0:
        raise ValueError("The E-test needs two counts that are not both 0, and two exposures.")
    n1, n2 = exposures
    gap = counts[0] / n1 - counts[1] / n2
    if gap == 0:
        return 1.0
    common = counts.sum() / exposures.sum()
    first = _likely_counts(common * n1)
    weight = np.exp(xlogy(first, common * n1) - common * n1 - gammaln(first + 1))
    tails = _tails_beyond(first / n1, gap**2 / common, n1, n2, common * n2)
    return float(min(1.0, (weight * tails).sum()))


def _likely_counts(expected: float) -> np.ndarray:
    """All counts that a Poisson of this mean gives, but for a chance under 1e-16."""
    reach = 9 * expected**0.5 + 30
    return np.arange(max(0, np.floor(expected - reach)), np.ceil(expected + reach))


def _tails_beyond(
    rate_1: np.ndarray, square: float, n1: float, n2: float, expected_2: float
) -> np.ndarray:
    """Chance that the second count makes a statistic as large as observed, for each first rate.

    The statistic squared is (a - y)^2 over the pooled rate (n1 a + n2 y) / (n1 + n2),
    so the bounds on y are the two roots of a quadratic: no sum over the second
    count is needed.
    """
    middle = rate_1 + square * n2 / (2 * (n1 + n2))
    reach = np.sqrt(np.maximum(middle**2 - rate_1**2 + square * rate_1 * n1 / (n1 + n2), 0.0))
    slack = 1e-9 * (1 + n2 * middle)  # a tie in whole counts must not be lost to rounding
    below = np.floor(n2 * (middle - reach) + slack)
    below[rate_1 == 0] = -1  # two zeros differ by nothing
    above = np.ceil(n2 * (middle + reach) - slack)
    fewer = np.where(below >= 0, pdtr(np.maximum(below, 0), expected_2), 0.0)
    return fewer + np.where(above >= 1, pdtrc(np.maximum(above - 1, 0), expected_2), 1.0)


def against_benchmark(
    events: float, people: float, benchmark: float, *, per: float = 1_000
) -> Benchmark:
    """How a rate stands against a fixed benchmark, such as England's rate.

    events, people, per: as for `rates.rate`. benchmark: a rate in the same
        unit, 0 or more, taken as known without error.
    Raises ValueError outside those ranges.
    Source: PHE (2018), Technical Guide: Confidence Intervals; limits as `rate`.
    """
    if not benchmark >= 0:
        raise ValueError(f"A benchmark must be a rate of 0 or more; {benchmark} is not.")
    for level in LEVELS:
        here: Rate = rate(events, people, per=per, confidence=level)
        if benchmark < here.lower:
            return Benchmark("higher", level)
        if benchmark > here.upper:
            return Benchmark("lower", level)
    return Benchmark("similar", 0.0)


def against_group(
    events: float, people: float, group_events: float, group_people: float
) -> Benchmark:
    """How a place's rate stands against a group's, both being uncertain.

    events, people: of the place. group_events, group_people: of the group
        *without* the place, such as the rest of its most similar group.
        Counts 0 or more, people above 0.
    Raises ValueError outside those ranges or where one is missing.
    Source: as `change`.
    """
    for level in LEVELS:
        gap = change(
            group_events,
            events,
            exposure_before=group_people,
            exposure_after=people,
            confidence=level,
        )
        if gap.is_real:
            return Benchmark(gap.direction, level)
    return Benchmark("similar", 0.0)
