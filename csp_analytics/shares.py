"""How a share (such as of people asked) stands against a benchmark, or against another share."""

from __future__ import annotations

from csp_analytics.comparison import LEVELS, Benchmark
from csp_analytics.poisson import Limits
from csp_analytics.proportions import wilson_limits


def against_share(count: float, total: float, benchmark: float) -> Benchmark:
    """How a share stands against a fixed benchmark, such as England's share.

    count: how many have the property, 0 to total. total: above 0. benchmark: 0 to 1,
        taken as known without error.
    Raises ValueError outside those ranges.
    Source: PHE (2018), Technical Guide: Confidence Intervals; limits as `wilson_limits`.
    """
    if not 0 <= benchmark <= 1:
        raise ValueError(f"A benchmark share must lie between 0 and 1; {benchmark} does not.")
    for level in LEVELS:
        limits = wilson_limits(count, total, confidence=level)
        if benchmark < limits.lower:
            return Benchmark("higher", level)
        if benchmark > limits.upper:
            return Benchmark("lower", level)
    return Benchmark("similar", 0.0)


def difference_limits(
    count: float, total: float, other_count: float, other_total: float, *, confidence: float = 0.95
) -> Limits:
    """Limits of the difference of two independent shares, the first less the other.

    counts: 0 to their totals. totals: above 0. confidence: two-sided, between 0 and 1.
    Returns limits within -1 to 1. Raises ValueError outside those ranges.
    Source: Newcombe (1998), Stat Med 17, 873-890, method 10: Wilson's limits squared and added.
    """
    here = wilson_limits(count, total, confidence=confidence)
    there = wilson_limits(other_count, other_total, confidence=confidence)
    first, second = count / total, other_count / other_total
    apart = first - second
    below = ((first - here.lower) ** 2 + (there.upper - second) ** 2) ** 0.5
    above = ((here.upper - first) ** 2 + (second - there.lower) ** 2) ** 0.5
    return Limits(apart - below, apart + above)


def against_other_share(
    count: float, total: float, other_count: float, other_total: float
) -> Benchmark:
    """How a share stands against another place's, both being uncertain.

    Arguments as for `difference_limits`; its limits exclude 0 where the shares differ.
    Raises ValueError outside those ranges.
    """
    for level in LEVELS:
        limits = difference_limits(count, total, other_count, other_total, confidence=level)
        if limits.lower > 0:
            return Benchmark("higher", level)
        if limits.upper < 0:
            return Benchmark("lower", level)
    return Benchmark("similar", 0.0)
