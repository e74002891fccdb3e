"""When a crime with an unknown time happened: its weight spread over the hours it may have been."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats

HOUR = 60  # minutes
HOURS_OF_WEEK = 7 * 24
WEEK = HOURS_OF_WEEK * HOUR
_MONDAY = np.datetime64("1970-01-05T00:00", "m")  # the first Monday of the epoch


def aoristic_weights(start: datetime, end: datetime) -> Floats:
    """Share of one crime in each weekday and hour, by minutes covered.

    start, end: the span in which it happened, as local clock times without
        daylight-saving changes; a swapped pair is put right.
    Returns shape (7, 24), Monday first, summing to 1. A span within one hour
    is all in that hour; a span over seven days says nothing and is spread
    equally.
    Source: Ratcliffe (2002), J Quant Criminol 18, 23-43.
    """
    first, last = min(start, end), max(start, end)
    weights = np.zeros((7, 24))
    if last - first > timedelta(days=7):
        weights += 1 / HOURS_OF_WEEK
        return weights
    hour = first.replace(minute=0, second=0, microsecond=0)
    span = last - first
    if last <= hour + timedelta(hours=1):
        weights[first.weekday(), first.hour] = 1.0
        return weights
    while hour < last:
        covered = min(last, hour + timedelta(hours=1)) - max(first, hour)
        weights[hour.weekday(), hour.hour] += covered / span
        hour += timedelta(hours=1)
    return weights


def aoristic_sum(starts: ArrayLike, ends: ArrayLike) -> Floats:
    """The weights of many crimes added up: the weekly clock of a kind of crime.

    starts, ends: datetime64 arrays, shape (n,), as for `aoristic_weights`; they
        are taken to the minute.
    Returns shape (7, 24), Monday first, summing to n.
    Raises ValueError when shapes differ or a time is missing.
    Source: as `aoristic_weights`.
    """
    one = np.asarray(starts, dtype="datetime64[m]").reshape(-1)
    other = np.asarray(ends, dtype="datetime64[m]").reshape(-1)
    if one.shape != other.shape or np.isnat(one).any() or np.isnat(other).any():
        raise ValueError("Every crime needs a start and an end, none missing.")
    first = (np.minimum(one, other) - _MONDAY).astype(np.int64)
    span = np.abs((other - one).astype(np.int64))
    long = span > WEEK
    weights = np.full(HOURS_OF_WEEK, long.sum() / HOURS_OF_WEEK)
    first, span = first[~long] % WEEK, span[~long]
    within = first % HOUR + span <= HOUR
    weights += np.bincount(first[within] // HOUR, minlength=HOURS_OF_WEEK)
    return (weights + _spread(first[~within], span[~within])).reshape(7, 24)


def _spread(first: np.ndarray, span: np.ndarray) -> Floats:
    """Weights of spans over more than one hour, by what each edge leaves of its hour.

    A span adds its rate (1 / span a minute) from its start on and takes it away
    from its end on; the sum of all rates, minute by minute, is then added up by hour.
    """
    rate = 1 / span
    change = np.bincount(first, rate, 2 * WEEK + 1) - np.bincount(first + span, rate, 2 * WEEK + 1)
    minutes = np.cumsum(change)[: 2 * WEEK].reshape(2 * HOURS_OF_WEEK, HOUR).sum(axis=1)
    return np.asarray(minutes[:HOURS_OF_WEEK] + minutes[HOURS_OF_WEEK:])
