"""Rates that allow for age and sex: directly standardised, and indirectly by a reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Floats, as_counts, as_positive, same_length
from csp_analytics.poisson import BYAR_FROM, byar_limits, count_limits
from csp_analytics.rates import Method, limits_method


class TooFewEvents(ValueError):  # noqa: N818 - reads as the reason it is
    """A standardised rate was asked for with too few events to give one."""


@dataclass(frozen=True, slots=True)
class StandardisedRate:
    """A directly standardised rate, in events per `per` people, with its limits."""

    value: float
    lower: float
    upper: float
    events: float
    per: float
    confidence: float


@dataclass(frozen=True, slots=True)
class IndirectRatio:
    """Observed over expected, times `per`, with limits; see `indirectly_standardised_rate`."""

    value: float
    lower: float
    upper: float
    observed: float
    expected: float
    per: float
    confidence: float
    method: Method


def directly_standardised_rate(
    events: ArrayLike,
    people: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate:
    """The rate a place would have, had it the age structure of a standard population.

    events: counts by age band, shape (bands,), 0 or more; NaN counts as 0.
    people: residents by band, above 0. standard: weights by band, 0 or more,
        such as the European Standard Population.
    per: unit of the answer, in people. confidence: two-sided, between 0 and 1.
    Raises TooFewEvents under 10 events in all, ValueError outside those ranges.
    Source: Dobson, Kuulasmaa, Eberle & Scherer (1991), Stat Med 10, 457-462.
    """
    counts = np.nan_to_num(as_counts(events, "Events"))
    residents, weight = _bands(people, standard, counts)
    return _dobson(
        total=float(counts.sum()),
        value=float(weight @ (counts / residents)),
        variance=float(weight**2 @ (counts / residents**2)),
        per=per,
        confidence=confidence,
    )


def directly_standardised_rate_of_repeats(
    persons: ArrayLike,
    frequency: ArrayLike,
    people: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> StandardisedRate:
    """A directly standardised rate of events that come several to a person.

    persons: how many people had `frequency` events each, shape
        (frequencies, bands), 0 or more; NaN counts as 0.
    frequency: events each, shape (frequencies,), above 0.
    people, standard, per, confidence: as for `directly_standardised_rate`.
    Persons, not events, are independent: the limits are wider than if each
    event stood alone.
    Raises TooFewEvents under 10 events in all, ValueError outside those ranges.
    Source: as `directly_standardised_rate`, the variance summed over frequencies
    f as f^2 times that of persons (a compound Poisson).
    """
    each = as_positive(frequency, "Frequency").reshape(-1, 1)
    counts = np.nan_to_num(as_counts(persons, "Persons"))
    if counts.ndim != 2 or len(counts) != len(each):
        raise ValueError("Persons must have one row for each frequency and a column for each band.")
    residents, weight = _bands(people, standard, counts[0])
    events = (each * counts).sum(axis=0)
    return _dobson(
        total=float(events.sum()),
        value=float(weight @ (events / residents)),
        variance=float((weight**2 * (each**2 * counts) / residents**2).sum()),
        per=per,
        confidence=confidence,
    )


def indirectly_standardised_ratio(
    events: ArrayLike,
    people: ArrayLike,
    reference_events: ArrayLike,
    reference_people: ArrayLike,
    *,
    per: float = 1,
    confidence: float = 0.95,
) -> IndirectRatio:
    """Events observed over those expected at a reference's rates, times `per`.

    events: counts by band, or their total, 0 or more; NaN counts as 0.
    people: residents by band, shape (bands,), 0 or more; NaN counts as 0.
    reference_events, reference_people: the reference by band; people above 0.
    per: 100 makes England 100. confidence: two-sided, between 0 and 1.
    Raises ValueError outside those ranges or where nothing is expected.
    Source: Breslow & Day (1987), ch. 2; limits as `rates.rate`.
    """
    observed = float(np.nan_to_num(as_counts(events, "Events")).sum())
    expected = _expected(people, reference_events, reference_people)
    limits = count_limits([observed], confidence=confidence)
    scale = per / expected
    return IndirectRatio(
        value=observed * scale,
        lower=float(limits.lower[0]) * scale,
        upper=float(limits.upper[0]) * scale,
        observed=observed,
        expected=expected,
        per=per,
        confidence=confidence,
        method=limits_method(observed),
    )


def indirectly_standardised_rate(
    events: ArrayLike,
    people: ArrayLike,
    reference_events: ArrayLike,
    reference_people: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> IndirectRatio:
    """The reference's crude rate times observed over expected, per `per` people.

    All arguments as for `indirectly_standardised_ratio`.
    Raises ValueError as that does.
    """
    crude = reference_rate(reference_events, reference_people, per=per)
    return indirectly_standardised_ratio(
        events, people, reference_events, reference_people, per=crude, confidence=confidence
    )


def reference_rate(events: ArrayLike, people: ArrayLike, *, per: float = 100_000) -> float:
    """Crude rate of a whole reference population, per `per` people.

    events, people: by band, shape (bands,). Raises ValueError for a negative
        count or no people.
    """
    counts = np.nan_to_num(as_counts(events, "Reference events"))
    residents = as_positive(people, "Reference people")
    return float(counts.sum() / residents.sum()) * per


def _bands(people: ArrayLike, standard: ArrayLike, counts: Floats) -> tuple[Floats, Floats]:
    """Residents, and the standard's weights as shares that sum to 1, by band."""
    residents, weight = as_positive(people, "People"), as_counts(standard, "The standard")
    same_length(events=counts, people=residents, standard=weight)
    if np.isnan(residents.sum() + weight.sum()) or weight.sum() == 0:
        raise ValueError("Every age band needs people and a weight, and one weight above 0.")
    return residents, weight / weight.sum()


def _dobson(
    *, total: float, value: float, variance: float, per: float, confidence: float
) -> StandardisedRate:
    if total < BYAR_FROM:
        raise TooFewEvents(f"{total:g} events are too few for a standardised rate; 10 are needed.")
    limits = byar_limits([total], confidence=confidence)
    spread = (variance / total) ** 0.5
    return StandardisedRate(
        value=value * per,
        lower=(value + spread * (float(limits.lower[0]) - total)) * per,
        upper=(value + spread * (float(limits.upper[0]) - total)) * per,
        events=total,
        per=per,
        confidence=confidence,
    )


def _expected(people: ArrayLike, reference_events: ArrayLike, reference_people: ArrayLike) -> float:
    residents = np.nan_to_num(as_counts(people, "People"))
    events = np.nan_to_num(as_counts(reference_events, "Reference events"))
    reference = as_positive(reference_people, "Reference people")
    same_length(people=residents, reference_events=events, reference_people=reference)
    expected = float((events / reference * residents).sum())
    if not expected > 0:
        raise ValueError("Nothing is expected at the reference's rates, so there is no ratio.")
    return expected
