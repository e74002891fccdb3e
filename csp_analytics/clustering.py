"""Do like places lie together over the whole map: Moran's I, Geary's C, and local Moran."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ndtr

from csp_analytics.checks import Floats, as_complete


class Moran(NamedTuple):
    """Moran's I, what it would be by chance, and z and p of clustering (one-sided).

    variance, z, p_value: under randomisation. variance_normal, z_normal: if the
    values were normal.
    """

    value: float
    expected: float
    variance: float
    z: float
    p_value: float
    variance_normal: float
    z_normal: float


def moran(values: ArrayLike, weights: csr_array) -> Moran:
    """Moran's I: above its expected value, like places lie together.

    values: shape (n,), n 4 or more, not all equal. weights: sparse (n, n), one
        pair of neighbours at least; row-standardised unless there is a reason.
    Raises ValueError outside those ranges.
    Source: Cliff & Ord (1981), Spatial Processes, ch. 2.
    """
    away = _away(values, weights)
    n = float(away.size)
    s0, s1, s2 = _weight_sums(weights)
    value = n / s0 * float(away @ (weights @ away)) / float(away @ away)
    expected = -1 / (n - 1)
    peak = n * float((away**4).sum()) / float(away @ away) ** 2
    normal = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - expected**2
    one = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    other = peak * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    random = (one - other) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    if not (random > 0 and normal > 0):
        raise ValueError("Moran's I cannot vary here: every place is next to every other.")
    z = (value - expected) / random**0.5
    z_normal = (value - expected) / normal**0.5
    return Moran(value, expected, random, z, float(ndtr(-z)), normal, z_normal)


def geary(values: ArrayLike, weights: csr_array) -> float:
    """Geary's C: below 1, neighbours are more alike than places at large.

    values, weights: as for `moran`. Raises ValueError as that does.
    Source: Geary (1954), Incorporated Statistician 5, 115-145.
    """
    away = _away(values, weights)
    pairs = weights.tocoo()
    gaps = float(pairs.data @ (away[pairs.coords[0]] - away[pairs.coords[1]]) ** 2)
    return (away.size - 1) * gaps / (2 * float(weights.sum()) * float(away @ away))


def local_moran(values: ArrayLike, weights: csr_array) -> Floats:
    """Local Moran of each place: above 0 among its like, below 0 an odd one out.

    values, weights: as for `moran`. Returns shape (n,), scaled by the mean
    square with divisor n. Raises ValueError as `moran` does.
    Source: Anselin (1995), Geographical Analysis 27, 93-115.
    """
    away = _away(values, weights)
    return np.asarray(away * (weights @ away) / (away @ away / away.size))


def _away(values: ArrayLike, weights: csr_array) -> Floats:
    numbers = as_complete(values, "Values", at_least=4)
    if weights.shape != (numbers.size, numbers.size):
        raise ValueError(f"Weights are for {weights.shape[0]} places, values for {numbers.size}.")
    if np.ptp(numbers) == 0 or weights.sum() == 0:
        raise ValueError("Clustering needs values that differ, and a pair of neighbours.")
    return np.asarray(numbers - numbers.mean())


def _weight_sums(weights: csr_array) -> tuple[float, float, float]:
    both = weights.sum(axis=1) + weights.sum(axis=0)
    return (
        float(weights.sum()),
        float(((weights + weights.T) ** 2).sum()) / 2,
        float((both**2).sum()),
    )
