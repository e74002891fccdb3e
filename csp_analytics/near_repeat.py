"""Near repeats: do events close in space also come close in time, more than by chance (Knox)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations
from math import inf
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree
from scipy.special import pdtrc

from csp_analytics.checks import Flags, Floats, Integers, as_complete, as_points

Metric = Literal["euclidean", "manhattan"]
Closed = Literal["left", "right", "both"]
MOST_EVENTS_COUNTED_OUT = 8  # 40,320 orders


class Band(NamedTuple):
    """Distances (or times) from low to high; `closed` says which ends belong to it."""

    low: float
    high: float
    closed: Closed = "left"

    def holds(self, gaps: Floats) -> Flags:
        """Which gaps lie in the band."""
        above = gaps > self.low if self.closed == "right" else gaps >= self.low
        below = gaps < self.high if self.closed == "left" else gaps <= self.high
        return np.asarray(above & below)


class Knox(NamedTuple):
    """Pairs of events by band of distance (rows) and of time (columns).

    observed: counts, shape (space bands, time bands). expected: their exact
    mean if times were shuffled. in_space, in_time: pairs in each band at all.
    pairs: of events, n (n - 1) / 2.
    """

    observed: Integers
    expected: Floats
    in_space: Integers
    in_time: Integers
    pairs: int


class _Close(NamedTuple):
    """Pairs of events by space band, those of band b from starts[b] to starts[b + 1].

    A band without an upper end holds instead the pairs that are not in it.
    """

    one: Integers
    other: Integers
    starts: Integers
    endless: Flags


def bands(breaks: Sequence[float], closed: Closed = "left") -> tuple[Band, ...]:
    """Bands between breaks that rise; the last break may be infinite.

    closed: "left": low <= gap < high; "right": low < gap <= high, and the
        lowest break belongs to the first band.
    Raises ValueError for fewer than two breaks, or breaks that do not rise.
    """
    edges = [float(edge) for edge in breaks]
    pairs = list(pairwise(edges))
    if not pairs or not all(low < high for low, high in pairs):
        raise ValueError("Bands need two breaks or more, each above the one before.")
    made = [Band(low, high, closed) for low, high in pairs]
    if closed == "right":
        made[0] = made[0]._replace(closed="both")
    return tuple(made)


def knox(
    points: ArrayLike,
    times: ArrayLike,
    space: Sequence[Band],
    time: Sequence[Band],
    *,
    metric: Metric = "euclidean",
) -> Knox:
    """Count pairs of events by how far apart they are in space and in time.

    points: shape (n, 2), n 2 or more, planar. times: shape (n,), any unit.
    space, time: bands in those units, made by `bands`; only the last of each
        may be endless.
    metric: "manhattan" adds up the steps east and north.
    Raises ValueError outside those ranges.
    Source: Knox (1964), Appl Stat 13, 25-30; the mean after Barton & David (1966).
    """
    places, when = _events(points, times, space, time)
    close = _close_pairs(places, space, metric)
    total = when.size * (when.size - 1) // 2
    in_time = _pairs_in_time(when, time)
    sizes = np.diff(close.starts)
    in_space = np.where(close.endless, total - sizes, sizes)
    observed = _count(close, when, time, in_time)
    return Knox(observed, np.outer(in_space, in_time) / total, in_space, in_time, total)


def knox_p(
    points: ArrayLike,
    times: ArrayLike,
    space: Sequence[Band],
    time: Sequence[Band],
    *,
    metric: Metric = "euclidean",
    shuffles: int = 999,
    seed: int,
) -> Floats:
    """One-sided p of each count of `knox`, by shuffling times among places.

    shuffles: 1 or more. seed: any whole number; the same gives the same answer.
    Returns (shuffles with a count at least as large + 1) / (shuffles + 1),
    shape (space bands, time bands).
    Raises ValueError as `knox` does, or for no shuffle.
    Source: Besag & Diggle (1977), Appl Stat 26, 327-333.
    """
    if shuffles < 1:
        raise ValueError("Shuffling takes 1 shuffle or more.")
    places, when = _events(points, times, space, time)
    close, in_time = _close_pairs(places, space, metric), _pairs_in_time(when, time)
    observed = _count(close, when, time, in_time)
    chance = np.random.default_rng(seed)
    as_large = np.ones(observed.shape)
    for _ in range(shuffles):
        as_large += _count(close, chance.permutation(when), time, in_time) >= observed
    return as_large / (shuffles + 1)


def knox_exact_p(
    points: ArrayLike,
    times: ArrayLike,
    space: Sequence[Band],
    time: Sequence[Band],
    *,
    metric: Metric = "euclidean",
) -> Floats:
    """One-sided p of each count of `knox` over every order of times, for 8 events or fewer.

    Returns the share of orders with a count at least as large, shape (space
    bands, time bands). Raises ValueError as `knox` does, or for more events.
    """
    places, when = _events(points, times, space, time)
    if when.size > MOST_EVENTS_COUNTED_OUT:
        raise ValueError(f"{when.size} events have too many orders to go through; shuffle instead.")
    close, in_time = _close_pairs(places, space, metric), _pairs_in_time(when, time)
    observed = _count(close, when, time, in_time)
    as_large = [
        _count(close, np.array(order), time, in_time) >= observed for order in permutations(when)
    ]
    return np.asarray(np.mean(as_large, axis=0))


def poisson_tails(observed: float, expected: float) -> tuple[float, float]:
    """Chance of at least, and of more than, so many close pairs by a Poisson of their mean.

    observed: 0 or more. expected: above 0. The first is the usual one-sided p;
    the second, which some programs print, is too small.
    Raises ValueError outside those ranges.
    Source: Knox (1964), Appl Stat 13, 25-30.
    """
    if not (observed >= 0 and expected > 0):
        raise ValueError("Tails need 0 or more pairs observed and more than 0 expected.")
    more = float(pdtrc(observed, expected))
    return (float(pdtrc(observed - 1, expected)) if observed >= 1 else 1.0), more


def _events(
    points: ArrayLike, times: ArrayLike, space: Sequence[Band], time: Sequence[Band]
) -> tuple[Floats, Floats]:
    places, when = as_points(points, "Points"), as_complete(times, "Times", at_least=2)
    if len(places) != when.size:
        raise ValueError(f"There are {len(places)} points and {when.size} times.")
    if not space or not time:
        raise ValueError("Knox needs a band of distance and a band of time.")
    return places, when


def _close_pairs(places: Floats, space: Sequence[Band], metric: Metric) -> _Close:
    if metric not in ("euclidean", "manhattan"):
        raise ValueError(f'Distance is "euclidean" or "manhattan", not {metric!r}.')
    edges = [edge for band in space for edge in (band.low, band.high) if edge < inf]
    norm = 2.0 if metric == "euclidean" else 1.0
    pairs = cKDTree(places).query_pairs(max(edges) * (1 + 1e-9), p=norm, output_type="ndarray")
    away = np.abs(places[pairs[:, 0]] - places[pairs[:, 1]])
    gaps = np.sqrt((away**2).sum(axis=1)) if metric == "euclidean" else away.sum(axis=1)
    endless = np.array([band.high == inf for band in space])
    chosen = [np.flatnonzero(band.holds(gaps) != (band.high == inf)) for band in space]
    picked = pairs[np.concatenate(chosen)]
    starts = np.concatenate([[0], np.cumsum([part.size for part in chosen])])
    one, other = (np.ascontiguousarray(picked[:, side], dtype=np.int64) for side in (0, 1))
    return _Close(one, other, starts, endless)


def _count(close: _Close, when: Floats, time: Sequence[Band], in_time: Integers) -> Integers:
    """Pairs in each band of space and time, for one order of times."""
    gaps = np.abs(when[close.one] - when[close.other])
    counts = np.empty((close.endless.size, len(time)), dtype=np.int64)
    for column, band in enumerate(time):
        held = band.holds(gaps)
        for row, (start, stop) in enumerate(pairwise(close.starts)):
            counts[row, column] = np.count_nonzero(held[start:stop])
    counts[close.endless] = in_time - counts[close.endless]
    return counts


def _pairs_in_time(when: Floats, time: Sequence[Band]) -> Integers:
    """Pairs in each band of time, wherever they are: neighbours in order, then next but one…"""
    order = np.sort(when)
    furthest = max(edge for band in time for edge in (band.low, band.high) if edge < inf)
    held, seen = np.zeros(len(time), dtype=np.int64), 0
    for apart in range(1, order.size):
        gaps = order[apart:] - order[:-apart]
        if gaps.min() > furthest:
            break
        seen += gaps.size
        held += [np.count_nonzero(band.holds(gaps)) for band in time]
    beyond = order.size * (order.size - 1) // 2 - seen
    return held + np.where([band.high == inf for band in time], beyond, 0)
