"""What every function asks of its inputs, refused in one sentence when it is not so."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def as_floats(values: ArrayLike, name: str) -> Floats:
    """Values as an array of float64; NaN marks missing, infinity is refused.

    values: numbers of any shape; None counts as missing.
    Raises ValueError naming `name` when a value is no number or is infinite.
    """
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise ValueError(f"{name} must be numbers.") from problem
    if np.isinf(numbers).any():
        raise ValueError(f"{name} must be finite numbers.")
    return numbers


def as_counts(values: ArrayLike, name: str) -> Floats:
    """Values as float64, 0 or more, NaN for missing.

    Raises ValueError when one is negative.
    """
    numbers = as_floats(values, name)
    if (numbers < 0).any():
        raise ValueError(f"{name} must be 0 or more.")
    return numbers


def as_positive(values: ArrayLike, name: str) -> Floats:
    """Values as float64, above 0, NaN for missing.

    Raises ValueError when one is 0 or less.
    """
    numbers = as_floats(values, name)
    if (numbers <= 0).any():
        raise ValueError(f"{name} must be above 0.")
    return numbers


def as_complete(values: ArrayLike, name: str, *, at_least: int = 1) -> Floats:
    """A one-dimensional array of float64 with nothing missing.

    at_least: the fewest values that make sense, a count.
    Raises ValueError for another shape, a missing value or too few.
    """
    numbers = as_floats(values, name)
    if numbers.ndim != 1 or numbers.size < at_least:
        raise ValueError(f"{name} must be a list of at least {at_least} numbers.")
    if np.isnan(numbers).any():
        raise ValueError(f"{name} must have no missing values.")
    return numbers


def as_points(values: ArrayLike, name: str) -> Floats:
    """Places as an array of shape (n, 2): easting and northing in one planar unit.

    Raises ValueError for another shape or a missing coordinate.
    """
    numbers = as_floats(values, name)
    if numbers.size == 0:
        return numbers.reshape(0, 2)
    if numbers.ndim != 2 or numbers.shape[1] != 2 or np.isnan(numbers).any():
        raise ValueError(f"{name} must be pairs of coordinates with none missing.")
    return numbers


def same_length(**arrays: NDArray[np.generic]) -> None:
    """Refuse arrays that should be aligned and are not.

    Raises ValueError naming them and their lengths.
    """
    if len({array.shape for array in arrays.values()}) > 1:
        sizes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"These must be aligned, one for one: {sizes}.")


def normal_quantile(confidence: float) -> float:
    """Standard normal deviate of a two-sided confidence, e.g. 1.96 for 0.95.

    confidence: above 0 and below 1.
    Raises ValueError outside that range.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence must lie between 0 and 1, e.g. 0.95; {confidence} does not.")
    return float(ndtri(0.5 + confidence / 2))
