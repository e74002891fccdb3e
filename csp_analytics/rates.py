"""Crude rates with limits: one at a time for people, or many at once for tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_positive
from csp_analytics.poisson import BYAR_FROM, count_limits

Method = Literal["exact", "byar"]


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per `per` people, with its limits and what it was made from."""

    value: float
    lower: float
    upper: float
    events: float
    people: float
    per: float
    confidence: float
    method: Method


class Rates(NamedTuple):
    """Many rates: arrays of one shape, in events per `per` people; NaN is missing."""

    value: Floats
    lower: Floats
    upper: Floats


def limits_method(events: float) -> Method:
    """Which limits a count gets: "exact" below 10 events, else "byar"."""
    return "exact" if events < BYAR_FROM else "byar"


def rate(events: float, people: float, *, per: float = 1_000, confidence: float = 0.95) -> Rate:
    """Events per `per` people, with exact Poisson limits below 10 events and Byar's from 10.

    events: a count for one place and period, 0 or more; it may exceed `people`.
    people: residents of that place at mid-period (or households, or any
        exposure), above 0.
    per: unit of the answer, in people. confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges or where one is missing; never
    returns a guess.
    Source: Breslow & Day (1987), Statistical Methods in Cancer Research II;
    Garwood (1936); PHE (2018), Technical Guide: Confidence Intervals.
    """
    many = rates([float(events)], [float(people)], per=per, confidence=confidence)
    if np.isnan(many.value[0]):
        raise ValueError("A rate needs both events and people; one is missing.")
    return Rate(
        value=float(many.value[0]),
        lower=float(many.lower[0]),
        upper=float(many.upper[0]),
        events=events,
        people=people,
        per=per,
        confidence=confidence,
        method=limits_method(events),
    )


def rates(
    events: ArrayLike, people: ArrayLike, *, per: float = 1_000, confidence: float = 0.95
) -> Rates:
    """Crude rates with limits for many places or periods at once.

    events: counts, 0 or more, any shape. people: above 0, of that shape or one
        that broadcasts to it. NaN in either is missing and gives NaN.
    per: unit of the answer, in people. confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges.
    Source: as `rate`.
    """
    if not per > 0:
        raise ValueError(f"The unit of a rate must be above 0 people; {per} is not.")
    limits = count_limits(events, confidence=confidence)
    scale = per / as_positive(people, "People")
    return Rates(
        np.asarray(events, dtype=np.float64) * scale, limits.lower * scale, limits.upper * scale
    )
