"""How often chance alone gives a place such neighbours: exact, or by shuffling.

With binary weights the chance depends only on a place's own value and its number of
neighbours, so one table of sums serves every place on the map.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import binom

from csp_analytics.checks import Floats, Integers, as_complete, as_counts

MOST_STEPS = 20_000_000_000  # additions; beyond, shuffling is the quicker way


class Chances(NamedTuple):
    """One-sided p of each place: a neighbour sum at least, and at most, as observed."""

    upper: Floats
    lower: Floats


def exact_chances(counts: ArrayLike, weights: csr_array) -> Chances:
    """Exact conditional permutation p of Gi and Gi* with binary weights.

    counts: whole numbers, 0 or more, shape (n,). weights: binary, sparse
        (n, n), no place its own neighbour (Gi* has the same p: a place keeps
        its value).
    A place's k neighbours are any k of the others, all sets alike. A place
    without neighbours has p 1 on both sides.
    Raises ValueError outside those ranges, and where counts or neighbours are so
    many that `shuffled_chances` is the way.
    Source: Ord & Getis (1995), Geographical Analysis 27, 286-306, counted out.
    """
    values = as_complete(as_counts(counts, "Counts"), "Counts", at_least=2)
    if (values != np.floor(values)).any():
        raise ValueError("Exact chances need whole counts; shuffle instead.")
    number = values.astype(np.int64)
    neighbours, observed = _neighbour_sums(number, weights)
    most = int(neighbours.max(initial=0))
    top = int(np.sort(number)[::-1][:most].sum())  # no set of neighbours sums to more
    kinds, repeats = np.unique(number, return_counts=True)
    if kinds.size * (most + 1) ** 2 * (top + 1) > MOST_STEPS:
        raise ValueError("Counts are too large to count chances out; shuffle instead.")
    if not np.isfinite(binom(number.size, min(most, number.size // 2))):
        raise ValueError("Neighbours are too many to count chances out; shuffle instead.")
    sets = _sets_by_sum(kinds, repeats, most, top)
    chances = Chances(np.empty(number.size), np.empty(number.size))
    for kind in kinds:
        here = np.flatnonzero(number == kind)
        share = _without_one(sets, int(kind)) / binom(number.size - 1, np.arange(most + 1))[:, None]
        at_most = np.cumsum(share, axis=1)
        at_least = np.cumsum(share[:, ::-1], axis=1)[:, ::-1]
        cell = neighbours[here], observed[here]
        chances.upper[here] = np.minimum(at_least[cell], 1.0)
        chances.lower[here] = np.minimum(at_most[cell], 1.0)
    return chances


def shuffled_chances(
    values: ArrayLike, weights: csr_array, *, shuffles: int = 999, seed: int
) -> Chances:
    """Conditional permutation p of Gi and Gi* by shuffling, for any values.

    values: shape (n,). weights: as for `exact_chances`. shuffles: 1 or more.
    seed: any whole number; the same seed gives the same answer.
    p is (sets as extreme + 1) / (shuffles + 1), within 4 sqrt(p (1 - p) /
    shuffles) of the exact p.
    Raises ValueError outside those ranges.
    Source: Anselin (1995), Geographical Analysis 27, 93-115.
    """
    numbers = as_complete(values, "Values", at_least=2)
    if shuffles < 1:
        raise ValueError("Shuffling takes 1 shuffle or more.")
    neighbours, observed = _neighbour_sums(numbers, weights)
    n = numbers.size
    chance = np.random.default_rng(seed)
    more, fewer = np.ones(n), np.ones(n)
    slack = 1e-9 * max(float(np.abs(observed).max()), 1e-300)  # ties, summed in another order
    for _ in range(shuffles):
        order = chance.permutation(n)
        ring = np.concatenate([numbers[order], numbers[order]])
        sums = np.concatenate([[0.0], np.cumsum(ring)])
        place = np.empty(n, dtype=np.int64)
        place[order] = np.arange(n)
        # the k that follow a place on a shuffled ring are a random k of the others
        drawn = sums[place + 1 + neighbours] - sums[place + 1]
        more += drawn >= observed - slack
        fewer += drawn <= observed + slack
    return Chances(more / (shuffles + 1), fewer / (shuffles + 1))


def _neighbour_sums(values: np.ndarray, weights: csr_array) -> tuple[Integers, np.ndarray]:
    """Number of neighbours of each place and the sum of their values."""
    if weights.shape != (values.size, values.size):
        raise ValueError(f"Weights are for {weights.shape[0]} places, values for {values.size}.")
    if (weights.data != 1).any() or weights.diagonal().any():
        raise ValueError("Chances need weights of 1, without the place itself.")
    sums = weights.astype(values.dtype) @ values
    return np.diff(weights.indptr).astype(np.int64), np.asarray(sums)


def _sets_by_sum(kinds: Integers, repeats: Integers, most: int, top: int) -> Floats:
    """How many sets of j values, j from 0 to `most`, have each sum, 0 to `top`."""
    sets = np.zeros((most + 1, top + 1))
    sets[0, 0] = 1
    for kind, repeat in zip(kinds.tolist(), repeats.tolist(), strict=True):
        ways = binom(repeat, np.arange(most + 1))
        for size in range(most, 0, -1):  # from the largest, so that none is used twice
            for taken in range(1, min(size, repeat) + 1):
                shift = taken * kind  # never above top, which is the most they can sum to
                sets[size, shift:] += ways[taken] * sets[size - taken, : top + 1 - shift]
    return sets


def _without_one(sets: Floats, kind: int) -> Floats:
    """The same sets when one value of a kind is kept out of them."""
    rest = sets.copy()
    width = sets.shape[1]
    for size in range(1, len(sets)):
        rest[size, kind:] -= rest[size - 1, : width - kind]
        np.maximum(rest[size], 0.0, out=rest[size])  # rounding can leave a hair below nothing
    return rest
