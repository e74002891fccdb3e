"""Difference in differences on counts: places where it was done against places where it was not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_counts
from csp_analytics.effects.effect import MANY, Effect, effect_of

FEWEST_PLACES = 5  # of either side, to tell from its own places how much they differ


class _Side(NamedTuple):
    """One side: log odds of after against before, events x share x share, and its places' spread.

    freedom: 0 where one place says nothing of how places differ.
    """

    log_odds: float
    weight: float
    spread: float
    freedom: float
    places: int


def difference_in_differences(
    treated: ArrayLike, comparison: ArrayLike, *, confidence: float = 0.95
) -> Effect:
    """Change of the treated places over the change of the comparison places, with robust limits.

    treated, comparison: counts of each place, shape (places, 2), before and after, 0 or more, in
        periods that are the same for both sides. Each of the four sums above 0.
    confidence: two-sided, between 0 and 1.
    With one start for all, Poisson regression with an effect for every place and every month gives
    just this ratio of sums; the variance is its sandwich clustered by place (so months of a place
    may depend on each other), with each place's residual put right for its leverage (CR2) and
    Satterthwaite's degrees of freedom. With fewer than 5 places on a side, both sides are taken to
    vary alike; with one place on each, as chance alone lets them (Poisson), and spread is None.
    Raises ValueError outside those ranges.
    Source: Bertrand, Duflo & Mullainathan (2004), Q J Economics 119, 249-275; Bell & McCaffrey
    (2002), Survey Methodology 28, 169-181; Santos Silva & Tenreyro (2006), Rev Econ Stat 88.
    """
    sides = _side(treated, "The treated places"), _side(comparison, "The comparison places")
    log_ratio = sides[0].log_odds - sides[1].log_odds
    if min(side.places for side in sides) >= FEWEST_PLACES:
        variances = [side.spread / side.weight for side in sides]
        freedom = sum(variances) ** 2 / sum(
            one**2 / side.freedom for one, side in zip(variances, sides, strict=True)
        ) if sum(variances) else 1.0  # fmt: skip
        spread = sum(side.spread * side.freedom for side in sides)
        shared = spread / sum(side.freedom for side in sides)
        return effect_of(
            log_ratio, sum(variances), freedom=freedom, spread=shared, confidence=confidence
        )
    chance = sum(1 / side.weight for side in sides)
    known = sum(side.freedom for side in sides)
    if not known:
        return effect_of(log_ratio, chance, freedom=MANY, confidence=confidence)
    shared = sum(side.spread * side.freedom for side in sides) / known
    return effect_of(
        log_ratio, chance * shared, freedom=known, spread=shared, confidence=confidence
    )


def _side(counts: ArrayLike, name: str) -> _Side:
    table = as_counts(counts, name)
    if table.ndim != 2 or table.shape[1] != 2 or np.isnan(table).any():
        raise ValueError(f"{name} need a count before and a count after, with none missing.")
    before, after = table.sum(axis=0)
    if not (before > 0 and after > 0):
        raise ValueError(f"{name} need an event before and an event after, at least.")
    events: Floats = table.sum(axis=1)
    events, later = events[events > 0], table[events > 0, 1]
    share = after / (before + after)
    away = later - events * share
    weight = (before + after) * share * (1 - share)
    spread, freedom = _spread(events, away, share)
    return _Side(float(np.log(after / before)), float(weight), spread, freedom, len(table))


def _spread(events: Floats, away: Floats, share: float) -> tuple[float, float]:
    """Variance between places over that of chance, and its degrees of freedom (0: cannot tell)."""
    total = events.sum()
    if events.size < 2:
        return 0.0, 0.0
    left = 1 - events / total
    found = (away**2 / left).sum() / (share * (1 - share) * total)
    apart = np.outer(events, events) / total / np.sqrt(np.outer(left, left))
    np.fill_diagonal(apart, events)
    return float(found), float(total**2 / (apart**2).sum())


def drift_before(treated: ArrayLike, comparison: ArrayLike, *, confidence: float = 0.95) -> Effect:
    """Whether the two sides went apart before anything was done: the same test, on earlier counts.

    treated, comparison: counts of each place, shape (places, 2), in the first and the second half
        of the time before. As for `difference_in_differences`, and so are the answers.
    An effect whose limits leave 1 out speaks against the comparison; one that does not is no proof
    for it.
    Source: as `difference_in_differences`; Roth (2022), AER: Insights 4, 305-322.
    """
    return difference_in_differences(treated, comparison, confidence=confidence)
