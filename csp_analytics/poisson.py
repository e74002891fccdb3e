"""Limits of a count of events: exact Poisson below 10 events, Byar's approximation from 10."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from csp_analytics.checks import Floats, as_counts, normal_quantile

BYAR_FROM = 10  # events; below, Byar is poor and the exact limits are used
BLOCK = 16_384  # values worked at a time, so that they stay in the processor's cache


class Limits(NamedTuple):
    """Lower and upper limits, arrays of one shape and unit; NaN where there is none."""

    lower: Floats
    upper: Floats


def exact_limits(events: ArrayLike, *, confidence: float = 0.95) -> Limits:
    """Exact (chi-square) limits of Poisson counts.

    events: counts of any shape, 0 or more; NaN is missing and stays NaN.
    confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges. The lower limit of 0 events is 0.
    Source: Garwood (1936), Biometrika 28, 437-442.
    """
    counts = as_counts(events, "Events")
    normal_quantile(confidence)
    tail = (1 - confidence) / 2
    # chi-square with 2k degrees of freedom, halved, is gamma with shape k
    lower = np.where(counts == 0, 0.0, gammaincinv(np.where(counts == 0, 1.0, counts), tail))
    return Limits(lower, np.asarray(gammaincinv(counts + 1, 1 - tail), dtype=np.float64))


def byar_limits(events: ArrayLike, *, confidence: float = 0.95) -> Limits:
    """Byar's limits of Poisson counts.

    events: counts of any shape, 0 or more; NaN is missing and stays NaN.
    confidence: two-sided, between 0 and 1.
    A lower limit that would be negative (only below 10 events at the usual
    confidence levels), or of 0 events, is NaN: there is none.
    Raises ValueError outside those ranges.
    Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.
    """
    return _byar(as_counts(events, "Events"), normal_quantile(confidence))


def count_limits(events: ArrayLike, *, confidence: float = 0.95) -> Limits:
    """Limits of counts: exact below 10 events, Byar's from 10 up.

    events: counts of any shape, 0 or more; NaN is missing and stays NaN.
    confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges.
    Source: PHE (2018), Technical Guide: Confidence Intervals; Garwood (1936);
    Breslow & Day (1987).
    """
    z = normal_quantile(confidence)
    given = np.asarray(events)
    if given.dtype.kind in "iu" and given.size > BLOCK:
        return _by_table(given, confidence)
    counts = as_counts(events, "Events")
    few = exact_limits(np.arange(BYAR_FROM), confidence=confidence)

    def work(block: Floats) -> Limits:
        limits = _byar(block, z)
        _put_exact(block, limits, few, confidence)
        return limits

    return _in_blocks(counts, work)


def _byar(counts: Floats, z: float) -> Limits:
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(counts)
        lower = counts * (1 - 1 / (9 * counts) - z / (3 * root)) ** 3
        more = counts + 1
        upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Limits(np.where(lower >= 0, lower, np.nan), upper)


def _put_exact(counts: Floats, limits: Limits, few: Limits, confidence: float) -> None:
    """Overwrite, in place, the limits of counts below 10; `few` holds those of 0 to 9."""
    small = np.flatnonzero(counts < BYAR_FROM)
    if small.size == 0:
        return
    values = counts[small]
    whole = values.astype(np.intp)
    exact = few
    if (whole != values).any():  # fractions of an event come from weighting; rare
        exact, whole = exact_limits(values, confidence=confidence), np.arange(values.size)
    limits.lower[small] = exact.lower[whole]
    limits.upper[small] = exact.upper[whole]


def _by_table(counts: np.ndarray, confidence: float) -> Limits:
    """Limits of whole counts, looked up where the same counts come again and again."""
    largest = int(counts.max())
    if counts.min() < 0:
        raise ValueError("Events must be 0 or more.")
    if largest >= counts.size:
        return count_limits(counts.astype(np.float64), confidence=confidence)
    table = count_limits(np.arange(largest + 1, dtype=np.float64), confidence=confidence)
    return Limits(table.lower.take(counts), table.upper.take(counts))


def _in_blocks(counts: Floats, work: Callable[[Floats], Limits]) -> Limits:
    flat = np.ascontiguousarray(counts).reshape(-1)
    answer = Limits(np.empty(flat.size), np.empty(flat.size))
    for start in range(0, flat.size, BLOCK):
        piece = slice(start, start + BLOCK)
        answer.lower[piece], answer.upper[piece] = work(flat[piece])
    return Limits(answer.lower.reshape(counts.shape), answer.upper.reshape(counts.shape))
