"""A proportion (a share of people, cases or answers) with Wilson's score limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import as_counts, as_positive, normal_quantile
from csp_analytics.poisson import Limits


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share times `per` (100 for per cent), with its limits."""

    value: float
    lower: float
    upper: float
    count: float
    total: float
    per: float
    confidence: float


def wilson_limits(count: ArrayLike, total: ArrayLike, *, confidence: float = 0.95) -> Limits:
    """Wilson's score limits of proportions, without continuity correction.

    count: how many have the property, 0 to total. total: above 0.
        Shapes that broadcast; NaN in either is missing and gives NaN.
    confidence: two-sided, above 0; at exactly 1 the limits are 0 and 1.
    Returns limits within 0 to 1.
    Raises ValueError outside those ranges.
    Source: Wilson (1927), JASA 22, 209-212; Newcombe (1998), Stat Med 17, 857-872.
    """
    having, among = np.broadcast_arrays(as_counts(count, "Count"), as_positive(total, "Total"))
    if (having > among).any():
        raise ValueError("A count cannot exceed the total it is part of.")
    if confidence == 1:
        missing = np.where(np.isnan(having + among), np.nan, 0.0)
        return Limits(missing, missing + 1)
    z = normal_quantile(confidence)
    share = having / among
    centre = 2 * having + z**2
    reach = z * np.sqrt(z**2 + 4 * having * (1 - share))
    width = 2 * (among + z**2)
    return Limits(
        np.maximum((centre - reach) / width, 0.0), np.minimum((centre + reach) / width, 1.0)
    )


def proportion(
    count: float, total: float, *, per: float = 1, confidence: float = 0.95
) -> Proportion:
    """A share with Wilson's limits, times `per` (100 gives per cent).

    count: how many have the property, 0 to total. total: above 0.
    per: unit of the answer, above 0. confidence: two-sided, above 0, up to 1.
    Raises ValueError outside those ranges or where one is missing.
    Source: as `wilson_limits`.
    """
    if not per > 0:
        raise ValueError(f"The unit of a proportion must be above 0; {per} is not.")
    lower, upper = wilson_limits(float(count), float(total), confidence=confidence)
    if np.isnan(lower):
        raise ValueError("A proportion needs both a count and a total; one is missing.")
    return Proportion(
        value=count / total * per,
        lower=float(lower) * per,
        upper=float(upper) * per,
        count=count,
        total=total,
        per=per,
        confidence=confidence,
    )
