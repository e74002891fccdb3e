"""What every design answers with: by how much, between which limits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import stdtr, stdtrit

from csp_analytics.checks import normal_quantile

MANY = 1e9  # degrees of freedom at which Student's t is the normal distribution


@dataclass(frozen=True, slots=True)
class Effect:
    """What is there over what would be there without it, with limits; 1 is no change at all.

    ratio, lower, upper: above 0. standard_error: of the logarithm of the ratio.
    freedom: degrees of freedom of its Student's t. p_value: of no effect, two-sided.
    spread: variance over that of chance alone (Poisson, 1); None where it was not estimated.
    confidence: two-sided, of the limits.
    """

    ratio: float
    lower: float
    upper: float
    standard_error: float
    freedom: float
    p_value: float
    spread: float | None
    confidence: float

    @property
    def is_real(self) -> bool:
        """Whether the limits leave 1 out."""
        return not self.lower <= 1 <= self.upper


def effect_of(
    log_ratio: float,
    variance: float,
    *,
    freedom: float = MANY,
    spread: float | None = None,
    confidence: float = 0.95,
) -> Effect:
    """Give an effect from the logarithm of a ratio and its variance.

    variance: 0 or more; 0 means places that all changed alike, and then no limits can be told.
    freedom: above 0. confidence: between 0 and 1.
    Raises ValueError outside those ranges, or for a variance of 0.
    Source: Student (1908), Biometrika 6, 1-25.
    """
    normal_quantile(confidence)
    if not variance > 0 or not freedom > 0:
        raise ValueError("An effect needs a variance and degrees of freedom above 0.")
    error = math.sqrt(variance)
    reach = float(stdtrit(freedom, 0.5 + confidence / 2)) * error
    return Effect(
        ratio=math.exp(log_ratio),
        lower=math.exp(log_ratio - reach),
        upper=math.exp(min(log_ratio + reach, 700.0)),  # the largest power of e that is a number
        standard_error=error,
        freedom=freedom,
        p_value=float(2 * stdtr(freedom, -abs(log_ratio) / error)),
        spread=spread,
        confidence=confidence,
    )
