"""Where places lie around their average, and which of them a picture shows. Plain Python."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from csp_analytics import funnel
from goldenthread.indicators.rules import Measure

CURVE = 60  # points along a limit of the funnel
MOST_BARS = 40  # places that a picture of bars holds
FEWEST = 2  # places that can be compared at all
STANDINGS = {
    "low_99_8": "Lower than the average (99.8%)",
    "low_95": "Lower than the average (95%)",
    "within": "Within the limits",
    "high_95": "Higher than the average (95%)",
    "high_99_8": "Higher than the average (99.8%)",
}
T = TypeVar("T")


def average(counts: Sequence[float], people: Sequence[float]) -> float:
    """Give the average of places taken together: all that was counted out of all people."""
    return sum(counts) / sum(people)


def standing(measure: str, count: float, people: float, mean: float) -> str:
    """Say where a place lies around the average; "" where that cannot be told.

    mean: per person. Source: csp_analytics.funnel (Spiegelhalter 2005).
    """
    if not mean > 0:
        return ""
    if measure == Measure.PERCENT:
        if mean >= 1:
            return ""
        return STANDINGS[funnel.proportion_standing(count, people, mean)]
    return STANDINGS[funnel.rate_standing(count, mean * people)]


def curves(
    measure: str, mean: float, per: float, smallest: float, largest: float
) -> list[dict[str, float | str]]:
    """Give points of the limits around an average, for places of smallest to largest size.

    mean: per person, above 0. per: unit of the answer. Each point: people, value, and which limit.
    """
    found: list[dict[str, float | str]] = []
    for level, name in ((0.95, "95%"), (0.998, "99.8%")):
        if measure == Measure.PERCENT:
            sizes = np.geomspace(smallest, largest, CURVE)
            limits = funnel.funnel_proportion(mean, sizes, confidence=level)
            pairs = [("low", sizes, limits.lower), ("high", sizes, limits.upper)]
        else:
            pairs = _rate_curves(mean, smallest, largest, level)
        for side, sizes, values in pairs:
            found += [
                {"people": float(size), "value": float(value) * per, "limit": f"{name} {side}"}
                for size, value in zip(sizes, values, strict=True)
                if smallest <= size <= largest
            ]
    return found


def _rate_curves(
    mean: float, smallest: float, largest: float, level: float
) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Limits by number of events, each at the size of place where it holds."""
    first, last = mean * smallest, mean * largest
    spread = 12 * last**0.5 + 12
    grid = np.geomspace(max(first / 4, 1), last + spread, 4 * CURVE)
    limits = funnel.funnel_rate(np.unique(np.round(grid)), average=mean, confidence=level)
    return [
        ("low", limits.lower_size / mean, limits.lower),
        ("high", limits.upper_size / mean, limits.upper),
    ]


def shown(rows: Sequence[T], own: T | None) -> list[T]:
    """Choose which rows a picture shows: all that fit, else the highest and lowest, and our own.

    rows: highest first.
    """
    if len(rows) <= MOST_BARS:
        return list(rows)
    half = MOST_BARS // 2
    kept = [*rows[:half], *rows[-half:]]
    if own is not None and own not in kept:
        place = half - 1
        kept[place] = own
    return kept
