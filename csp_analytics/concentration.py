"""How far crime is concentrated: in few places, and in places of one kind of crime."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_complete, as_counts, as_positive, same_length


def gini(counts: ArrayLike) -> float:
    """Gini coefficient: 0 when every place has the same count, near 1 when one has all.

    counts: events by place, shape (n,), 0 or more, places without any included.
    With fewer events than places it cannot be 0: use `generalised_gini`.
    Raises ValueError for a missing or negative count, or no events at all.
    Source: Gini (1912); Bernasco & Steenbeek (2017), J Quant Criminol 33, 451-467.
    """
    places = _places(counts)
    return _above_equal(places) / places.size


def generalised_gini(counts: ArrayLike) -> float:
    """Gini coefficient that allows for fewer events than places.

    counts: as for `gini`. 0 when events are spread as widely as they can be.
    Raises ValueError as `gini` does.
    Source: Bernasco & Steenbeek (2017), J Quant Criminol 33, 451-467.
    """
    places = _places(counts)
    fewer = min(float(places.sum()), float(places.size))
    return _above_equal(places) / fewer - places.size / fewer + 1


def places_holding(counts: ArrayLike, share: float = 0.5) -> int:
    """The fewest places that together hold a share of all events.

    counts: as for `gini`. share: above 0, up to 1.
    Divide by the number of places for the law of crime concentration.
    Raises ValueError outside those ranges.
    Source: Weisburd (2015), Criminology 53, 133-157.
    """
    if not 0 < share <= 1:
        raise ValueError(f"A share must lie above 0 and up to 1; {share} does not.")
    held = np.cumsum(np.sort(_places(counts))[::-1])
    # a hair less, so that half of an even total is not missed by rounding
    return int(np.searchsorted(held, share * held[-1] * (1 - 1e-12))) + 1


def location_quotients(kind: ArrayLike, all_kinds: ArrayLike) -> Floats:
    """Share of one kind of crime here over its share everywhere: above 1, more than its part.

    kind: counts of one kind by place, shape (n,), 0 or more, one at least.
    all_kinds: counts of all crime there, above 0 and no fewer than `kind`.
    Raises ValueError outside those ranges.
    Source: Brantingham & Brantingham (1997), Am Behav Sci 40, 728-754.
    """
    some, every = _places(kind), as_complete(as_positive(all_kinds, "All crime"), "All crime")
    same_length(kind=some, all_kinds=every)
    if (some > every).any():
        raise ValueError("A place cannot have more of one kind of crime than of all crime.")
    return np.asarray(some / every / (some.sum() / every.sum()))


def _places(counts: ArrayLike) -> Floats:
    places = as_complete(as_counts(counts, "Counts"), "Counts")
    if places.sum() == 0:
        raise ValueError("Concentration needs one event at least.")
    return places


def _above_equal(places: Floats) -> float:
    """Twice the rank-weighted shares, less n + 1: 0 for equal shares, n - 1 for one place."""
    rank = np.arange(1, places.size + 1)
    return float(2 * (rank @ np.sort(places)) / places.sum() - places.size - 1)
