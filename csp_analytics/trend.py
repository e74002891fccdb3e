"""Is a rate or a share rising or falling over the last five points or more?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import erfc

from csp_analytics.checks import Floats, as_complete, as_counts, as_positive, same_length
from csp_analytics.comparison import Direction

FEWEST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """A test for trend: chi-square on one degree of freedom, its p, and where it points."""

    chi_square: float
    p_value: float
    direction: Direction


def rate_trend(
    events: ArrayLike,
    people: ArrayLike,
    *,
    times: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Trend:
    """Chi-square test for trend of a rate.

    events: counts in time order, shape (n,), n 5 or more, 0 or more each.
    people: at risk in each period, above 0.
    times: when, in any unit; one apart unless given.
    confidence: between 0 and 1; Fingertips uses 0.998 to speak of a trend.
    direction is "similar" where no trend is shown (or nothing happened at all).
    Raises ValueError outside those ranges.
    Source: Armitage (1955), Biometrics 11, 375-386, with Poisson variance;
    OHID, Fingertips technical guidance: recent trends.
    """
    counts, exposed, when = _series(events, people, times)
    return _test(counts, exposed, when, 1.0, confidence)


def proportion_trend(
    count: ArrayLike,
    total: ArrayLike,
    *,
    times: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Trend:
    """Chi-square test for trend of a proportion.

    count, total: in time order, shape (n,), n 5 or more; count 0 to total.
    times, confidence: as for `rate_trend`.
    Raises ValueError outside those ranges.
    Source: Armitage (1955), Biometrics 11, 375-386.
    """
    counts, among, when = _series(count, total, times)
    if (counts > among).any():
        raise ValueError("A count cannot exceed the total it is part of.")
    return _test(counts, among, when, 1 - float(counts.sum() / among.sum()), confidence)


def _series(
    events: ArrayLike, people: ArrayLike, times: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    counts = as_complete(as_counts(events, "Events"), "Events", at_least=FEWEST_POINTS)
    exposed = as_complete(as_positive(people, "People"), "People")
    when = as_complete(np.arange(counts.size) if times is None else times, "Times")
    same_length(events=counts, people=exposed, times=when)
    if (np.diff(when) <= 0).any():
        raise ValueError("Times must rise from each point to the next.")
    return counts, exposed, when


def _test(
    counts: Floats, exposed: Floats, when: Floats, variance_factor: float, confidence: float
) -> Trend:
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence must lie between 0 and 1, e.g. 0.95; {confidence} does not.")
    overall = counts.sum() / exposed.sum()
    away = when - exposed @ when / exposed.sum()
    lean = float(away @ counts)
    variance = float(overall * variance_factor * (exposed @ away**2))
    if variance == 0:
        return Trend(0.0, 1.0, "similar")
    chi_square = lean**2 / variance
    p_value = float(erfc((chi_square / 2) ** 0.5))
    if p_value >= 1 - confidence:
        return Trend(chi_square, p_value, "similar")
    return Trend(chi_square, p_value, "higher" if lean > 0 else "lower")
