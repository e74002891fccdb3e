"""Counts on a map whose areas are the squares of a grid, with as many as England has LSOAs."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from csp_analytics.neighbours import grid_neighbours

SIZES = (46**2, 92**2, 184**2)  # 33,856 areas; England has 33,755 LSOAs


class Map(NamedTuple):
    """Counts, our weights, and the peers' weights of the same neighbours (None without them)."""

    counts: np.ndarray
    weights: csr_array
    theirs: object


def make(areas: int) -> Map:
    """Counts as unequal as those of a month's anti-social behaviour, higher in one corner."""
    side = round(areas**0.5)
    chance = np.random.default_rng(3)
    mean = chance.gamma(1.5, 2.0, (side, side))  # 3 on average
    mean[: side // 6, : side // 6] *= 2
    weights = grid_neighbours(side, side)
    return Map(chance.poisson(mean).reshape(-1), weights, _theirs(weights))


def _theirs(weights: csr_array) -> object:
    try:
        from libpysal.weights import W
    except ImportError:
        return None
    near = {
        place: weights.indices[start:stop].tolist()
        for place, (start, stop) in enumerate(
            zip(weights.indptr[:-1], weights.indptr[1:], strict=True)
        )
    }
    return W(near, silence_warnings=True)


def same_chances(upper: np.ndarray, lower: np.ndarray, theirs: np.ndarray, shuffles: int) -> None:
    """Raise AssertionError where esda's p values are further from exact ones than chance goes.

    esda counts shuffles at least as high, and takes what is left where that is less. A shuffle
    that ties falls on either side by rounding, so its p lies between those without and with ties.
    """
    without, with_ties = 1 - lower, upper
    ends = np.minimum([without, with_ties], [1 - without, 1 - with_ties])
    low = ends.min(axis=0)
    high = np.where((without <= 0.5) & (with_ties >= 0.5), 0.5, ends.max(axis=0))
    slack = 5 * np.sqrt(high * (1 - high) / shuffles) + 2 / shuffles
    far = (theirs < low - slack) | (theirs > high + slack)
    assert far.mean() < 0.001, f"{far.mean():.2%} of p values are further apart than chance goes"
