"""Which squares are hot: exact chances of Gi*, corrected for how many squares were looked at."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from csp_analytics.checks import Flags, Floats, as_complete, as_counts
from csp_analytics.hotspots import benjamini_hochberg, gi_star
from csp_analytics.neighbours import with_itself
from csp_analytics.permutation import exact_chances

LEVEL = 0.05
LEAST = 5


class HotCells(NamedTuple):
    """What is found of each square, arrays of shape (n,).

    z: of Gi*. p: exact chance of such neighbours or more. corrected: p adjusted for the
    number of squares. is_hot: see `hot_cells`.
    """

    z: Floats
    p: Floats
    corrected: Floats
    is_hot: Flags


def hot_cells(
    counts: ArrayLike, weights: csr_array, *, level: float = LEVEL, least: int = LEAST
) -> HotCells:
    """Find squares that are high themselves and lie among others that are.

    counts: events by square, whole, 0 or more, shape (n,), n 2 or more, not all equal.
    weights: which touch (see `grids.touching`). level: share of false finds that is held,
        above 0 and under 1. least: fewer events than this are too few to speak of.
    A square is hot when all three hold: its neighbours hold more than chance brings, by the
    exact permutation distribution, after Benjamini and Hochberg's correction for every square
    looked at; it holds more than the mean itself; and it holds `least` events.
    Raises ValueError outside those ranges.
    Source: Ord & Getis (1995), Geographical Analysis 27, 286-306; Caldas de Castro & Singer
    (2006), Geographical Analysis 38, 180-208 (the correction for local statistics).
    """
    if not 0 < level < 1:
        raise ValueError(f"A level must lie between 0 and 1; {level} does not.")
    number = as_complete(as_counts(counts, "Counts"), "Counts", at_least=2)
    z = gi_star(number, with_itself(weights))
    p = exact_chances(number, weights).upper
    corrected = benjamini_hochberg(p)
    is_hot = (corrected <= level) & (number > number.mean()) & (number >= least)
    return HotCells(z, p, corrected, np.asarray(is_hot))
