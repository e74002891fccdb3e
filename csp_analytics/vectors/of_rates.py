"""Adapters for limits, rates, proportions, means, standardisation and small areas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from csp_analytics.comparison import e_test
from csp_analytics.means import mean
from csp_analytics.poisson import byar_limits, exact_limits
from csp_analytics.proportions import proportion, wilson_limits
from csp_analytics.rates import limits_method, rates
from csp_analytics.small_areas import empirical_bayes_rates, excess_risk
from csp_analytics.standardisation import (
    TooFewEvents,
    directly_standardised_rate,
    directly_standardised_rate_of_repeats,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    reference_rate,
)
from csp_analytics.vectors.case import Answer, Case

METHOD_NAMES = {"exact": "Exact", "byar": "Byars"}


def count_or_proportion_limits(case: Case) -> Answer:
    """Limits of a count, or of a share where the total is given."""
    inputs = case.inputs
    known: dict[str, Callable[..., Any]] = {
        "byars": partial(byar_limits, inputs["count"]),
        "exact": partial(exact_limits, inputs["count"]),
        "wilson": partial(wilson_limits, inputs["count"], inputs.get("n", np.nan)),
    }
    limits = known[inputs["interval"].lower()]
    return case.limits(lambda level: limits(confidence=level))


def crude_rate(case: Case) -> Answer:
    """A crude rate; a missing count or population gives no numbers."""
    count, people = case.list("count"), case.list("population")
    per = case.inputs["multiplier"]
    answer = case.limits(lambda level: rates(count, people, per=per, confidence=level))
    answer["value"] = float(rates(count, people, per=per).value)
    method = None if np.isnan(count) else METHOD_NAMES[limits_method(float(count))]
    answer["interval_method"] = method
    return answer


def wilson(case: Case) -> Answer:
    """A proportion with Wilson's limits; a missing part gives nothing."""
    part, whole, per = case.list("numerator"), case.list("denominator"), case.inputs["multiplier"]
    limits = case.limits(lambda level: wilson_limits(part, whole, confidence=level))
    scaled = {key: limit * per for key, limit in limits.items()}
    is_known = not np.isnan(part + whole)
    return scaled | {
        "value": proportion(float(part), float(whole), per=per).value if is_known else None
    }


def student(case: Case) -> Answer:
    """A mean with Student's limits."""
    values = case.list("values")
    one = mean(values)
    answer: Answer = {"sum": one.total, "n": one.count, "value": one.value}
    answer["sd"] = one.standard_deviation
    return answer | case.limits(lambda level: mean(values, confidence=level))


def two_counts(case: Case) -> Answer:
    """The E-test."""
    given = case.inputs
    exposures = given.get("exposure_1", 1), given.get("exposure_2", 1)
    return {"p_value": e_test(given["count_1"], given["count_2"], *exposures)}


def direct(case: Case) -> Answer:
    """A directly standardised rate, of single events or of repeats."""
    per, standard = case.inputs["multiplier"], case.list("standard_population")
    if "rows" in case.inputs:
        frequency, persons, people = _repeats(case.inputs["rows"])
        total = (frequency[:, None] * persons).sum()
        if case.inputs.get("independent_events", False):
            events = (frequency[:, None] * persons).sum(axis=0)
            standardised = partial(directly_standardised_rate, events, people, standard)
        else:
            standardised = partial(
                directly_standardised_rate_of_repeats, persons, frequency, people, standard
            )
    else:
        count, people = case.list("count"), case.list("population")
        total = np.nansum(count)
        standardised = partial(directly_standardised_rate, count, people, standard)
    answer: Answer = {"total_count": float(total), "statistic": f"dsr per {int(per)}"}
    try:
        answer["value"] = standardised(per=per).value
        return answer | case.limits(lambda level: standardised(per=per, confidence=level))
    except TooFewEvents:
        nothing = SimpleNamespace(lower=np.nan, upper=np.nan)
        answer |= {"value": None, "statistic": "dsr NA for total count < 10"}
        return answer | case.limits(lambda level: nothing)


def _repeats(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Frequencies, persons by frequency and band, and people by band."""
    band_names = sorted({row["age_band"] for row in rows})
    frequencies = sorted({row["event_frequency"] for row in rows})
    persons = np.zeros((len(frequencies), len(band_names)))
    people = np.full(len(band_names), np.nan)
    for row in rows:
        band = band_names.index(row["age_band"])
        persons[frequencies.index(row["event_frequency"]), band] += row["persons"] or 0
        people[band] = row["population"]
    return np.array(frequencies, dtype=np.float64), persons, people


def indirect(case: Case) -> Answer:
    """An indirectly standardised ratio or rate; limits that are null are not stated."""
    parts = [case.list(key) for key in ("count", "population")]
    reference = [case.list(key) for key in ("reference_count", "reference_population")]
    is_rate = case.inputs["kind"] == "rate"
    work = indirectly_standardised_rate if is_rate else indirectly_standardised_ratio
    per = case.inputs["multiplier"]
    one = work(*parts, *reference, per=per)
    answer: Answer = {"observed": one.observed, "expected": one.expected, "value": one.value}
    answer["interval_method"] = METHOD_NAMES[one.method]
    answer["reference_rate"] = reference_rate(*reference, per=per)
    answer |= case.limits(lambda level: work(*parts, *reference, per=per, confidence=level))
    return answer | {key: None for key, value in case.expected.items() if value is None}


def empirical_bayes(case: Case) -> Answer:
    """Small-area rates and excess risk."""
    events, people = case.list("events"), case.list("population")
    return {
        "empirical_bayes_rate": empirical_bayes_rates(events, people),
        "excess_risk": excess_risk(events, people),
    }
