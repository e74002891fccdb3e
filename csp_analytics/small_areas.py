"""Rates of small areas steadied by what all of them have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_complete, as_counts, as_positive, same_length


def empirical_bayes_rates(events: ArrayLike, people: ArrayLike) -> Floats:
    """Rates per person, drawn towards the overall rate the more the smaller the area.

    events: counts by area, shape (n,), 0 or more. people: above 0.
    Returns rates per person, shape (n,). Where areas differ no more than chance
    would have it, every area gets the overall rate.
    Raises ValueError outside those ranges or where one is missing.
    Source: Marshall (1991), Applied Statistics 40, 283-294 (global, moments).
    """
    counts, residents = _pairs(events, people)
    overall = counts.sum() / residents.sum()
    raw = counts / residents
    between = residents @ (raw - overall) ** 2 / residents.sum() - overall / residents.mean()
    if between <= 0:
        return np.full(counts.size, overall)
    weight = between / (between + overall / residents)
    return np.asarray(weight * raw + (1 - weight) * overall)


def excess_risk(events: ArrayLike, people: ArrayLike) -> Floats:
    """Events over those expected at the overall rate: 1 is average, 2 is twice that.

    events, people: as for `empirical_bayes_rates`, with one event at least.
    Raises ValueError outside those ranges or where one is missing.
    """
    counts, residents = _pairs(events, people)
    if counts.sum() == 0:
        raise ValueError("Excess risk needs one event at least among the areas.")
    return np.asarray(counts / (residents * (counts.sum() / residents.sum())))


def _pairs(events: ArrayLike, people: ArrayLike) -> tuple[Floats, Floats]:
    counts = as_complete(as_counts(events, "Events"), "Events")
    residents = as_complete(as_positive(people, "People"), "People")
    same_length(events=counts, people=residents)
    return counts, residents
