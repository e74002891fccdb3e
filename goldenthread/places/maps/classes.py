"""Values into few classes, so that a map can be read. Plain Python."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

GROUPS = 5
METHODS = {
    "quantile": "each class holds about as many areas",
    "equal": "each class spans as much of the scale",
}


@dataclass(frozen=True)
class Class:
    """One class: the lowest and highest value in it, how many areas, and its step of colour.

    step: from 0; of as many steps as were asked for, so a class that is empty leaves its out.
    """

    low: float
    high: float
    count: int
    step: int

    def holds(self, value: float) -> bool:
        """Whether a value lies in it."""
        return self.low <= value <= self.high


def classed(
    values: Sequence[float],
    *,
    method: str = "quantile",
    groups: int = GROUPS,
    middle: float | None = None,
) -> tuple[Class, ...]:
    """Put values into classes, lowest first; an empty class is left out.

    values: finite. method: "quantile" or "equal". Equal values always share a class.
    middle: of a scale with two ends; classes are then of equal width on both sides of it,
        and values at the middle fall in the middle class of an odd number of groups.
    Raises ValueError for a method that is not known, or no group.
    """
    if method not in METHODS or groups < 1:
        raise ValueError(f'Values cannot be put into {groups} classes by "{method}".')
    ordered = sorted(values)
    if not ordered:
        return ()
    edges = _edges(ordered, method, groups, middle)
    by_step: dict[int, list[float]] = {}
    for value in ordered:
        by_step.setdefault(bisect_right(edges, value), []).append(value)
    return tuple(Class(some[0], some[-1], len(some), step) for step, some in by_step.items())


def _edges(ordered: Sequence[float], method: str, groups: int, middle: float | None) -> list[float]:
    """Give where each class but the first begins."""
    if middle is not None:
        reach = max(middle - ordered[0], ordered[-1] - middle) or 1.0
        return [float(one) for one in np.linspace(middle - reach, middle + reach, groups + 1)[1:-1]]
    if method == "equal":
        return [float(one) for one in np.linspace(ordered[0], ordered[-1], groups + 1)[1:-1]]
    shares = np.arange(1, groups) / groups
    edges = np.quantile(ordered, shares, method="higher")
    return [float(one) for one in edges]
