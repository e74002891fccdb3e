"""Adapters for funnels, quantiles, inequality and control charts."""

from __future__ import annotations

import re

import numpy as np

from csp_analytics.funnel import (
    THREE_SIGMA,
    TWO_SIGMA,
    funnel_proportion,
    funnel_rate,
    proportion_standing,
    rate_standing,
)
from csp_analytics.inequality import slope_of_inequality
from csp_analytics.quantiles import quantiles, ranks
from csp_analytics.spc import Better, assurance, xmr
from csp_analytics.spc_rules import (
    Rule,
    mark_whole_run,
    runs_of_one_side,
    trends,
    two_of_three_windows,
)
from csp_analytics.vectors.case import Answer, Case, as_confidence

SIGMAS = {"2s": TWO_SIGMA, "3s": THREE_SIGMA}
STANDING = {
    "low_99_8": "Low (0.001)",
    "low_95": "Low (0.025)",
    "within": "Not significant",
    "high_95": "High (0.025)",
    "high_99_8": "High (0.001)",
}
BETTER: dict[str, Better] = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
CAUSES: dict[tuple[Rule | str, int], str] = {
    ("", 0): "Common Cause",
    ("outside", 1): "Above UCL",
    ("outside", -1): "Below LCL",
    ("trend", 1): "7 Point Trend (Increasing)",
    ("trend", -1): "7 Point Trend (Decreasing)",
    ("two_of_three", 1): "2 in 3 Above CL",
    ("two_of_three", -1): "2 in 3 Below CL",
    ("shift", 1): "7 Points Above CL",
    ("shift", -1): "7 Points Below CL",
}
POINT_TYPES = {
    "common_cause": "common_cause",
    "improvement": "special_cause_improvement",
    "concern": "special_cause_concern",
    "high": "special_cause_neutral_high",
    "low": "special_cause_neutral_low",
}


def funnel_limits(case: Case) -> Answer:
    """Limits of a funnel of proportions, ratios or rates."""
    given, kind = case.inputs, case.inputs["statistic"]
    answer: Answer = {}
    if kind == "proportion":
        per = given.get("multiplier", 1)
        average = given["baseline_numerator_sum"] / given["baseline_denominator_sum"]
        answer["baseline"] = average * per
        for name, level in SIGMAS.items():
            limits = funnel_proportion(average, given["population"], confidence=level)
            answer[f"lower_{name}"] = float(limits.lower) * per
            answer[f"upper_{name}"] = float(limits.upper) * per
        return answer
    events = given["observed_events"] if kind == "ratio" else given["events"]
    average = given.get("multiplier", 1) if kind == "ratio" else given["baseline"]
    people_per_event = _number_after(kind, r"per (\d+)") / average
    people_per_event /= _number_after(kind, r"(\d+) years?")
    for name, level in SIGMAS.items():
        rate = funnel_rate(events, average=average, confidence=level, as_fingertips=True)
        for side in ("lower", "upper"):
            size = float(getattr(rate, f"{side}_size"))
            answer[f"{side}_{name}"] = float(getattr(rate, side))
            answer[f"{side}_{name}_expected_events"] = size
            answer[f"{side}_{name}_population"] = size * people_per_event
    return answer


def _number_after(text: str, pattern: str) -> float:
    """The number that a pattern finds in a text, 1 where it finds none."""
    found = re.search(pattern, text)
    return float(found.group(1)) if found else 1.0


def funnel_significance(case: Case) -> Answer:
    """Where a place lies on its funnel."""
    given, kind = case.inputs, case.inputs["statistic"]
    if kind == "proportion":
        average = given["total_numerator"] / given["total_denominator"]
        standing = proportion_standing(given["numerator"], given["denominator"], average)
    elif kind == "ratio":
        standing = rate_standing(given["observed"], given["expected"])
    else:
        expected = given["population"] * given["total_count"] / given["total_population"]
        standing = rate_standing(given["count"], expected)
    return {"significance": STANDING[standing]}


def quantile_assignment(case: Case) -> Answer:
    """Quantiles and ranks; too few values for the groups leave every group empty."""
    values, highest_first = case.list("values"), case.inputs["inverted"]
    answer: Answer = {"rank": ranks(values, highest_first=highest_first)}
    try:
        answer["quantile"] = quantiles(
            values, case.inputs["quantiles"], highest_first=highest_first
        ).quantile
    except ValueError:
        answer["quantile"] = [None] * len(values)
    return answer


def slope_index(case: Case) -> Answer:
    """Slope and relative index; what is null is not stated.

    The confidence of the limits stands in the description where it is not 95%.
    """
    given = case.inputs
    named = re.search(r"(\d+(?:\.\d+)?)% (?:CI|confidence)", given.get("description", ""), re.I)
    confidence = as_confidence(f"{named.group(1)}%") if named else case.confidence
    errors = None if None in given["standard_error"] else case.list("standard_error")
    slope = slope_of_inequality(
        given["value"],
        given["population"],
        standard_errors=errors,
        kind=given["value_type"],
        transform=given["transform"],
        multiplier=given["multiplier"],
        confidence=confidence,
    )
    answer: Answer = {"sii": slope.sii, "rii": slope.rii, "intercept": slope.first_end}
    if slope.sii_limits and slope.rii_limits:
        answer["sii_lower"], answer["sii_upper"] = slope.sii_limits
        answer["rii_lower"], answer["rii_upper"] = slope.rii_limits
    return answer | {key: None for key, value in case.expected.items() if value is None}


def control_chart(case: Case) -> Answer:
    """An XmR chart with its causes, point by point."""
    given = case.inputs
    dates, rebase = list(given["dates"]), given.get("rebase_dates") or []
    if isinstance(rebase, str):
        rebase = [rebase]
    chart = xmr(
        case.list("values"),
        rebase_at=[int(np.searchsorted(dates, date)) for date in rebase],
        fix_after=given.get("fix_after_n_points"),
        screen=given.get("screen_outliers", True),
    )
    better, target = BETTER[given["improvement_direction"]], given.get("target")
    points = [POINT_TYPES[name] for name in chart.variation(better)]
    causes = zip(chart.rule, chart.direction.tolist(), strict=True)
    return {
        "mean": chart.mean,
        "lower_process_limit": chart.lower,
        "upper_process_limit": chart.upper,
        "rebase_group": chart.step,
        "special_cause_type": [CAUSES[cause] for cause in causes],
        "point_type": points,
        "short_group": chart.few_points,
        "latest_variation": points[-1],
        "assurance": None if target is None else chart.assurance(target, better),
    }


def control_rule(case: Case) -> Answer:
    """One rule on its own."""
    given, rule = case.inputs, case.inputs["rule"]
    if rule == "shift7":
        return {"flags": np.abs(runs_of_one_side(given["relative_to_mean"]))}
    if rule == "trend7":
        return {"flags": trends(given["values"])}
    if rule == "mark_all_seven":
        return {"flags": np.abs(mark_whole_run(given["flags"]))}
    if rule == "two_of_three_window":
        flags = two_of_three_windows(given["close_to_limit"], given["relative_to_mean"])
        return {"flags": flags.astype(int)}
    limits = given["lower_process_limit"], given["upper_process_limit"]
    better = BETTER[given["improvement_direction"]]
    return {"assurance": assurance(*limits, given["target"], better)}
