"""Funnel plots: the limits around an average that a place of a given size should lie within."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainc, gammaincc, ndtr

from csp_analytics.checks import Floats, as_counts, as_positive, normal_quantile
from csp_analytics.poisson import Limits, exact_limits

TWO_SIGMA, THREE_SIGMA = 0.95, 0.998  # the two confidences drawn on every funnel
HALVINGS = 2**23  # parts of the span, each just over 1e-7 wide
Standing = Literal["low_99_8", "low_95", "within", "high_95", "high_99_8"]


class FunnelRates(NamedTuple):
    """Limits of a rate or ratio for places with so many events, and where they hold.

    lower, upper: in the unit of the average; the upper limit of a place
        without events is NaN, for there is none.
    lower_size, upper_size: expected events at which a place with these events
        lies on the lower and the upper limit.
    """

    lower: Floats
    upper: Floats
    lower_size: Floats
    upper_size: Floats


def funnel_proportion(average: float, total: ArrayLike, *, confidence: float) -> Limits:
    """Limits of a proportion around the average, for places of given size.

    average: share in the whole group, 0 to 1. total: denominators, above 0, any
        shape. confidence: 0.95 for 2 sigma, 0.998 for 3 sigma.
    Returns limits held within 0 to 1.
    Raises ValueError outside those ranges.
    Source: Wilson (1927) turned round; Spiegelhalter (2005), Stat Med 24, 1185-1202.
    """
    if not 0 <= average <= 1:
        raise ValueError(f"An average share must lie between 0 and 1; {average} does not.")
    size = as_positive(total, "Total")
    reach = normal_quantile(confidence) * np.sqrt(average * (1 - average) / size)
    return Limits(np.maximum(average - reach, 0.0), np.minimum(average + reach, 1.0))


def funnel_rate(
    events: ArrayLike, *, average: float = 1, confidence: float, as_fingertips: bool = False
) -> FunnelRates:
    """Limits of a rate or ratio around the average, by number of events.

    events: counts, 0 or more, any shape. average: the group's rate or, for
        observed over expected, 1 or 100; above 0. confidence: as above.
    as_fingertips: limits as Fingertips publishes them, which stops searching
        early: with 1 event its upper limit is off in the fifth figure. Ask for
        it only to match its charts.
    To get people from expected events, divide by the average rate per person
    (and by the years of data).
    Raises ValueError outside those ranges.
    Source: Garwood (1936); Spiegelhalter (2005).
    """
    if not average > 0:
        raise ValueError(f"An average rate must be above 0; {average} is not.")
    counts = as_counts(events, "Events")
    limits = exact_limits(counts, confidence=confidence)
    if as_fingertips:
        limits = Limits(*(_halved(limit, counts) for limit in limits))
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = np.where(counts > 0, counts / limits.lower, np.nan)
        return FunnelRates(
            counts / limits.upper * average, upper * average, limits.upper, limits.lower
        )


def _halved(limit: Floats, counts: Floats) -> Floats:
    """Where 23 halvings of the span of limit / (limit + events + 1), 0 to 1, come to rest."""
    share = limit / (limit + counts + 1)
    rest = (np.floor(share * HALVINGS) + 0.5) / HALVINGS
    return np.where(limit > 0, (counts + 1) * rest / (1 - rest), 0.0)


def proportion_standing(count: float, total: float, average: float) -> Standing:
    """Where a share lies on the funnel of an average share.

    count, total: of the place, total above 0. average: 0 to 1, both excluded.
    Raises ValueError outside those ranges.
    Source: as `funnel_proportion`.
    """
    if not (total > 0 and 0 <= count <= total and 0 < average < 1):
        raise ValueError("A share needs a count within its total, and an average between 0 and 1.")
    distance = (count / total - average) / (average * (1 - average) / total) ** 0.5
    return _standing(low=float(ndtr(distance)), high=float(ndtr(-distance)))


def rate_standing(observed: float, expected: float) -> Standing:
    """Where a count lies on the funnel, given what the average rate would give.

    observed: events, 0 or more. expected: events, above 0; for a crude rate the
        group's rate times the people of the place.
    Raises ValueError outside those ranges.
    Source: as `funnel_rate`.
    """
    if not (observed >= 0 and expected > 0):
        raise ValueError("A funnel needs 0 or more events observed and more than 0 expected.")
    as_many = float(gammainc(observed, expected)) if observed > 0 else 1.0
    return _standing(low=float(gammaincc(observed + 1, expected)), high=as_many)


def _standing(*, low: float, high: float) -> Standing:
    """Name the chance of a result so low, and of one so high."""
    wide, near = (1 - THREE_SIGMA) / 2, (1 - TWO_SIGMA) / 2
    if min(low, high) >= near:
        return "within"
    if low < high:
        return "low_99_8" if low < wide else "low_95"
    return "high_99_8" if high < wide else "high_95"
