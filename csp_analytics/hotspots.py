"""Hot spots: Getis and Ord's Gi and Gi*, with p values and their adjustment for many places."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ndtr

from csp_analytics.checks import Floats, as_complete


class GeneralG(NamedTuple):
    """The general G with its z and its one-sided p."""

    value: float
    z: float
    p_value: float


def gi_star(values: ArrayLike, weights: csr_array, *, variance_of_1992: bool = False) -> Floats:
    """Gi* of each place as a z value: is it, with its neighbours, above what is usual.

    values: counts or rates, shape (n,), n 2 or more, not all equal.
    weights: sparse (n, n), each place included (see `neighbours.with_itself`);
        binary unless there is a reason.
    variance_of_1992: use the first published variance, which holds for binary
        weights only. Some programs use it with row-standardised weights; ask
        for it only to compare with them.
    Returns z, shape (n,): NaN for a place next to every other, which has
        nothing to be compared with.
    Raises ValueError outside those ranges.
    Source: Ord & Getis (1995), Geographical Analysis 27, 286-306.
    """
    numbers = _values(values, weights)
    n = numbers.size
    total, squares = _sums(weights, variance_of_1992)
    spread = numbers.std()
    variance = (n * squares - total**2) / (n - 1)
    return _ratio(weights @ numbers - numbers.mean() * total, spread * _root(variance))


def gi(values: ArrayLike, weights: csr_array, *, variance_of_1992: bool = False) -> Floats:
    """Gi of each place as a z value: are its neighbours, without it, above what is usual.

    values: as for `gi_star`, n 3 or more. weights: sparse (n, n), no place its
        own neighbour. variance_of_1992: as for `gi_star`.
    Returns z, shape (n,): NaN for a place without neighbours or next to every
        other, or whose others are all equal.
    Raises ValueError outside those ranges.
    Source: as `gi_star`.
    """
    numbers = _values(values, weights)
    if numbers.size < 3 or weights.diagonal().any():
        raise ValueError("Gi needs 3 places or more, and weights without the place itself.")
    others = numbers.size - 1
    total, squares = _sums(weights, variance_of_1992)
    mean = (numbers.sum() - numbers) / others
    shifted = numbers - numbers.mean()  # near 0, so that squares lose nothing
    of_others = -shifted / others
    spread = (shifted @ shifted - shifted**2) / others - of_others**2
    variance = (others * squares - total**2) / (others - 1)
    return _ratio(weights @ numbers - mean * total, _root(spread) * _root(variance))


def general_g(values: ArrayLike, weights: csr_array) -> GeneralG:
    """General G: do high values, rather than low ones, lie together.

    values: 0 or more, shape (n,), n 4 or more, two above 0. weights: binary,
        no place its own neighbour, one pair of neighbours at least.
    Returns the statistic, its z, and the one-sided p on the side of z.
    Raises ValueError outside those ranges.
    Source: Getis & Ord (1992), Geographical Analysis 24, 189-206.
    """
    x = _values(values, weights)
    n = float(x.size)
    if n < 4 or (x < 0).any() or (x > 0).sum() < 2 or weights.sum() == 0:
        raise ValueError("G needs 4 places, neighbours, and 2 values above 0 with none below.")
    m1, m2, m3, m4 = (float((x**power).sum()) for power in (1, 2, 3, 4))
    s0 = float(weights.sum())
    s1 = float(((weights + weights.T) ** 2).sum()) / 2
    s2 = float(((weights.sum(axis=1) + weights.sum(axis=0)) ** 2).sum())
    b0 = (n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2
    b1 = -((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0**2)
    b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0**2
    b4 = s1 - s2 + s0**2
    top = b0 * m2**2 + b1 * m4 + b2 * m1**2 * m2 + b3 * m1 * m3 + b4 * m1**4
    square = top / ((m1**2 - m2) ** 2 * n * (n - 1) * (n - 2) * (n - 3))
    expected = s0 / (n * (n - 1))
    value = float(x @ (weights @ x)) / (m1**2 - m2)
    variance = square - expected**2
    if not variance > 0:
        raise ValueError(
            "G cannot vary here: every place is next to every other, or all are equal."
        )
    z = (value - expected) / variance**0.5
    return GeneralG(value, z, float(ndtr(-abs(z))))


def two_sided_p(z: ArrayLike) -> Floats:
    """Two-sided normal p of z values; NaN stays NaN."""
    return np.asarray(2 * ndtr(-np.abs(np.asarray(z, dtype=np.float64))))


def bonferroni(p_values: ArrayLike) -> Floats:
    """p values times their number, at most 1. NaN is missing and is not counted.

    Source: Dunn (1961), JASA 56, 52-64.
    """
    p = np.asarray(p_values, dtype=np.float64)
    return np.asarray(np.minimum(p * np.isfinite(p).sum(), 1.0))


def holm(p_values: ArrayLike) -> Floats:
    """p values adjusted so that the chance of any false find is held; NaN stays NaN.

    Source: Holm (1979), Scand J Stat 6, 65-70.
    """
    return _adjusted(p_values, lambda p: np.maximum.accumulate(p * np.arange(p.size, 0, -1)))


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """p values adjusted so that the share of false finds is held; NaN stays NaN.

    Source: Benjamini & Hochberg (1995), J R Stat Soc B 57, 289-300.
    """

    def adjust(p: Floats) -> Floats:
        scaled = p * p.size / np.arange(1, p.size + 1)
        return np.asarray(np.minimum.accumulate(scaled[::-1])[::-1])

    return _adjusted(p_values, adjust)


def _adjusted(p_values: ArrayLike, adjust: Callable[[Floats], Floats]) -> Floats:
    """Adjust p values, given in rising order, and put them back where they were."""
    p = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    answer = np.full(p.shape, np.nan)
    answer[order] = np.minimum(adjust(p[order]), 1.0)
    return answer


def _values(values: ArrayLike, weights: csr_array) -> Floats:
    numbers = as_complete(values, "Values", at_least=2)
    if weights.shape != (numbers.size, numbers.size):
        raise ValueError(f"Weights are for {weights.shape[0]} places, values for {numbers.size}.")
    if np.ptp(numbers) == 0:
        raise ValueError("Every place has the same value, so none stands out.")
    return numbers


def _sums(weights: csr_array, as_if_binary: bool) -> tuple[Floats, Floats]:
    """Sum of weights and of their squares for each place; binary weights are their squares."""
    total = np.asarray(weights.sum(axis=1), dtype=np.float64)
    return total, total if as_if_binary else np.asarray((weights**2).sum(axis=1), dtype=np.float64)


def _root(squares: Floats) -> Floats:
    """Square roots, 0 for what is negative by rounding alone."""
    return np.asarray(np.sqrt(np.where(squares > 1e-12, squares, 0.0)))


def _ratio(top: Floats, bottom: Floats) -> Floats:
    answer = np.full(top.size, np.nan)
    np.divide(top, bottom, out=answer, where=bottom > 0)
    return answer
