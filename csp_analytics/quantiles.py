"""Places put into equal groups by rank: deciles of deprivation, fifths of a rate."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_floats


class Quantiles(NamedTuple):
    """Quantile (1 to q) and rank (1 to n) of each value; NaN where it is missing."""

    quantile: Floats
    rank: Floats


def quantiles(values: ArrayLike, groups: int = 10, *, highest_first: bool = True) -> Quantiles:
    """The group, from 1 to `groups`, that each value falls in by rank.

    values: shape (n,); NaN is missing, and has neither group nor rank.
    groups: 2 or more. highest_first: rank 1 and group 1 are the highest values.
    Ties take the best of their ranks, so they share a group and groups may
    differ in size.
    Raises ValueError with fewer values than groups, or fewer than 2 groups.
    Source: OHID, Fingertips technical guidance: assigning deprivation categories.
    """
    rank = ranks(values, highest_first=highest_first)
    known = ~np.isnan(rank)
    count = int(known.sum())
    if groups < 2 or count < groups:
        raise ValueError(f"{groups} groups need 2 groups or more and as many values; {count} here.")
    quantile = np.full(rank.size, np.nan)
    # in whole numbers, for a fraction a hair over would move a value up a group
    left_over = (count + 1 - rank[known]).astype(np.int64) * groups
    quantile[known] = np.maximum(groups + 1 - -(-left_over // count), 1)
    return Quantiles(quantile, rank)


def ranks(values: ArrayLike, *, highest_first: bool = True) -> Floats:
    """Rank of each value from 1; ties take the best of theirs, missing (NaN) stays NaN.

    values: shape (n,). Raises ValueError for another shape.
    """
    numbers = as_floats(values, "Values")
    if numbers.ndim != 1:
        raise ValueError("Ranks need a list of values.")
    known = ~np.isnan(numbers)
    rank = np.full(numbers.size, np.nan)
    order = -numbers[known] if highest_first else numbers[known]
    rank[known] = np.searchsorted(np.sort(order), order) + 1
    return rank
