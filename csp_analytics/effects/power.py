"""How large an effect a plan could see, before money is spent on it."""

from __future__ import annotations

import math

from scipy.special import nctdtr, ndtr, stdtrit

from csp_analytics.checks import normal_quantile

MOST_PLACES = 1_000
NORMAL_FROM = 100  # degrees of freedom
LEAST_SEEN = 0.001  # effects are looked for in steps of a tenth of a per cent


def power_of(
    *,
    change: float,
    places: int,
    comparison: int,
    before: float,
    after: float | None = None,
    spread: float = 1.0,
    confidence: float = 0.95,
) -> float:
    """Chance that a difference in differences finds an effect that is truly there.

    change: as a share, above -1 and not 0: -0.1 is a fall of a tenth.
    places, comparison: how many are treated and how many are compared, 1 or more of
        each, 3 or more together.
    before: events that a place has before, on average, above 0. after: the same after, without
        the effect; as many as before unless given.
    spread: variance between places over that of chance, above 0.
    confidence: two-sided, between 0 and 1. Gives a probability.
    Raises ValueError outside those ranges.
    Source: the variance of `differences.difference_in_differences`; Owen (1965), Biometrika 52,
    437-446 for the noncentral t.
    """
    later = before if after is None else after
    _check(change, places, comparison, before, later, spread)
    normal_quantile(confidence)
    treated = 1 / before + 1 / (later * (1 + change))
    compared = 1 / before + 1 / later
    error = math.sqrt(spread * (treated / places + compared / comparison))
    freedom = places + comparison - 2
    edge = float(stdtrit(freedom, 0.5 + confidence / 2))
    far = abs(math.log1p(change)) / error
    if freedom > NORMAL_FROM:  # there the two are alike, and the noncentral t is not to be had
        return float(ndtr(far - edge) + ndtr(-far - edge))
    if far > edge + 12:  # nothing would hide it
        return 1.0
    return float(1 - nctdtr(freedom, far, edge) + nctdtr(freedom, far, -edge))


def places_needed(
    *,
    change: float,
    before: float,
    after: float | None = None,
    spread: float = 1.0,
    power: float = 0.8,
    confidence: float = 0.95,
) -> int | None:
    """Fewest places, with as many to compare, at which an effect would be found often enough.

    power: how often, between 0 and 1. All else as for `power_of`.
    None where 1,000 would not do.
    Raises ValueError outside those ranges.
    """
    _check_power(power)

    def enough(places: int) -> bool:
        return power <= power_of(
            change=change, places=places, comparison=places, before=before, after=after,
            spread=spread, confidence=confidence,
        )  # fmt: skip

    low, high = 2, MOST_PLACES
    if not enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def least_fall_seen(
    *,
    places: int,
    comparison: int,
    before: float,
    after: float | None = None,
    spread: float = 1.0,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float | None:
    """Smallest fall that a plan would find often enough, as a share: 0.14 is a fall of 14%.

    As for `power_of` and `places_needed`. None where not even a fall of 99% would be found.
    Raises ValueError outside those ranges.
    """
    _check_power(power)

    def found(fall: float) -> float:
        return power_of(
            change=-fall, places=places, comparison=comparison, before=before, after=after,
            spread=spread, confidence=confidence,
        )  # fmt: skip

    # power grows with the fall, but for falls so deep that too few events are left to count
    return next((n * LEAST_SEEN for n in range(1, 991) if found(n * LEAST_SEEN) >= power), None)


def _check_power(power: float) -> None:
    if not 0 < power < 1:
        raise ValueError(f"Power must lie between 0 and 1, e.g. 0.8; {power} does not.")


def _check(
    change: float, places: int, comparison: int, before: float, after: float, spread: float
) -> None:
    if not change > -1 or change == 0:
        raise ValueError("A change must be above -1 (all of it gone), and not 0.")
    if places < 1 or comparison < 1 or places + comparison < 3:
        raise ValueError("Power is worked out for 3 places or more, 1 at least on each side.")
    if not (before > 0 and after > 0 and spread > 0):
        raise ValueError("Events of a place and the spread must be above 0.")
