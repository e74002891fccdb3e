"""How well a map of where crime was expected found where it happened."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, Integers, as_complete, as_counts, as_positive, same_length


class Accuracy(NamedTuple):
    """Accuracy after each place, in order of predicted density, arrays of shape (n,).

    order: positions in the input, densest prediction first.
    pai: share of crime found over share of area searched.
    pei: pai over that of the same number of places chosen with hindsight.
    rri: events predicted over events observed; NaN while none were observed.
    """

    order: Integers
    pai: Floats
    pei: Floats
    rri: Floats


def prediction_accuracy(observed: ArrayLike, predicted: ArrayLike, area: ArrayLike) -> Accuracy:
    """Prediction accuracy, efficiency and recapture, place by place.

    observed: events that came, by place, shape (n,), 0 or more, one at least.
    predicted: events or any score, 0 or more. area: above 0, one unit.
    Equal densities are put in order of fewer observed first, so that luck with
    ties does not flatter.
    Raises ValueError outside those ranges.
    Source: Chainey, Tompson & Uhlig (2008), Security Journal 21, 4-28 (PAI);
    Hunt (2016) (PEI); Levine (2008), Security Journal 21, 295-302 (RRI).
    """
    came = as_complete(as_counts(observed, "Observed"), "Observed")
    score = as_complete(as_counts(predicted, "Predicted"), "Predicted")
    size = as_complete(as_positive(area, "Area"), "Area")
    same_length(observed=came, predicted=score, area=size)
    if came.sum() == 0:
        raise ValueError("Accuracy needs one event observed at least.")
    order = np.lexsort((came, -score / size))
    best = np.lexsort((size, -came / size))
    found = np.cumsum(came[order])
    pai = _share_found(came, size, order)
    ratio = np.full(came.size, np.nan)
    np.divide(np.cumsum(score[order]), found, out=ratio, where=found > 0)
    return Accuracy(order, pai, pai / _share_found(came, size, best), ratio)


def _share_found(came: Floats, size: Floats, order: Integers) -> Floats:
    """Share of events over share of area, cumulated in an order."""
    found, searched = np.cumsum(came[order]), np.cumsum(size[order])
    return np.asarray(found / came.sum() / (searched / size.sum()))
