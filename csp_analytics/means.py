"""The mean of a few measurements with Student's t limits."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike
from scipy.special import stdtrit

from csp_analytics.checks import as_complete, normal_quantile


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its limits, in the unit of the values."""

    value: float
    lower: float
    upper: float
    total: float
    count: int
    standard_deviation: float
    confidence: float


def mean(values: ArrayLike, *, confidence: float = 0.95) -> Mean:
    """Mean of a sample, with Student's t limits on n - 1 degrees of freedom.

    values: 2 or more measurements in one unit, none missing.
    confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges: one value has no spread to judge by.
    Source: Student (1908), Biometrika 6, 1-25.
    """
    sample = as_complete(values, "Values", at_least=2)
    normal_quantile(confidence)
    centre, spread = float(sample.mean()), float(sample.std(ddof=1))
    reach = float(stdtrit(sample.size - 1, 0.5 + confidence / 2)) * spread / sample.size**0.5
    return Mean(
        value=centre,
        lower=centre - reach,
        upper=centre + reach,
        total=float(sample.sum()),
        count=sample.size,
        standard_deviation=spread,
        confidence=confidence,
    )
