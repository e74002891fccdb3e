"""Funnels, quantiles, and the slope of inequality."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.funnel import (
    funnel_proportion,
    funnel_rate,
    proportion_standing,
    rate_standing,
)
from csp_analytics.inequality import slope_of_inequality
from csp_analytics.poisson import exact_limits
from csp_analytics.quantiles import quantiles, ranks

PEOPLE = [100, 120, 90, 110, 80]


def test_a_funnel_narrows_as_places_grow():
    limits = funnel_proportion(0.3, [10, 100, 1_000], confidence=0.998)
    width = limits.upper - limits.lower
    assert (np.diff(width) < 0).all()
    assert limits.lower[0] == 0


def test_a_place_on_the_limit_of_a_funnel_has_the_average_on_its_own_limit():
    # Garwood (1936): 10 events, 4.795 to 18.390
    found = funnel_rate([10, 0], average=2, confidence=0.95)
    assert found.lower_size[0] == pytest.approx(18.390, abs=0.001)
    assert found.upper[0] == pytest.approx(2 * 10 / 4.795, abs=0.01)
    assert found.lower[1] == 0
    assert np.isnan(found.upper[1])


def test_limits_as_fingertips_has_them_are_close_but_not_exact():
    exact = funnel_rate([1, 0], confidence=0.998)
    theirs = funnel_rate([1, 0], confidence=0.998, as_fingertips=True)
    assert theirs.upper[0] != exact.upper[0]
    assert theirs.upper[0] == pytest.approx(exact.upper[0], rel=1e-4)
    assert theirs.upper_size[1] == 0


@pytest.mark.parametrize(
    ("observed", "standing"),
    # exact Poisson limits of 100 are 81.4 to 121.6 at 95%, 71.7 to 134.9 at 99.8%
    [(100, "within"), (60, "low_99_8"), (79, "low_95"), (122, "high_95"), (140, "high_99_8")],
)
def test_a_rate_stands_where_its_limits_put_it(observed, standing):
    assert rate_standing(observed, 100) == standing


def test_no_events_where_many_were_expected_is_low():
    assert rate_standing(0, 9) == "low_99_8"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 60), st.floats(0.5, 60))
def test_standing_agrees_with_the_limits(observed, expected):
    limits = exact_limits(observed, confidence=0.95)
    is_within = limits.lower <= expected <= limits.upper
    assert (rate_standing(observed, expected) == "within") == is_within


@pytest.mark.parametrize(
    ("count", "standing"), [(30, "within"), (40, "high_95"), (45, "high_99_8"), (20, "low_95")]
)
def test_a_share_stands_where_its_funnel_puts_it(count, standing):
    assert proportion_standing(count, 100, 0.3) == standing


def test_quantiles_share_ties_and_leave_missing_out():
    found = quantiles([5, 1, np.nan, 3, 3], 2)
    assert found.rank[[0, 1, 3, 4]].tolist() == [1, 4, 2, 2]
    assert found.quantile[[0, 1, 3, 4]].tolist() == [1, 2, 1, 1]
    assert np.isnan(found.quantile[2])
    assert quantiles([5, 1], 2, highest_first=False).quantile.tolist() == [2, 1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 1_000), min_size=10, max_size=60, unique=True))
def test_quantiles_without_ties_differ_in_size_by_one_at_most(values):
    sizes = np.bincount(quantiles(values, 10).quantile.astype(int), minlength=11)[1:]
    assert sizes.max() - sizes.min() <= 1


def test_a_straight_line_has_its_own_slope():
    share = np.array(PEOPLE) / sum(PEOPLE)
    middle = np.cumsum(share) - share / 2
    found = slope_of_inequality(10 + 4 * middle, PEOPLE)
    assert (found.sii, found.first_end) == (pytest.approx(4), pytest.approx(10))
    assert found.rii == pytest.approx(1.4)
    assert found.sii_limits is None


def test_a_negative_multiplier_turns_everything_round():
    values, errors = [5, 4.6, 4, 3.5, 3.4], [0.2] * 5
    up = slope_of_inequality(values, PEOPLE, standard_errors=errors)
    down = slope_of_inequality(values, PEOPLE, standard_errors=errors, multiplier=-10)
    assert down.sii == pytest.approx(-10 * up.sii)
    assert down.sii_limits == pytest.approx([-10 * up.sii_limits[1], -10 * up.sii_limits[0]])
    assert down.rii == pytest.approx(1 / up.rii)
    assert down.rii_limits == pytest.approx([1 / up.rii_limits[1], 1 / up.rii_limits[0]])
    bare = slope_of_inequality(values, PEOPLE, multiplier=-1)
    assert bare.rii_limits is None


@pytest.mark.parametrize(
    ("kind", "transform", "values", "error"),
    [
        ("normal", False, [70, 72, 75, 74, 78], 1.0),
        ("rate", False, [5, 4.5, 4.4, 3, 2.5], 0.1),
        ("rate", True, [5, 4.5, 4.4, 3, 2.5], 0.1),
        ("proportion", True, [0.3, 0.25, 0.26, 0.2, 0.1], 0.2),
    ],
)
def test_limits_are_what_simulation_tends_to(kind, transform, values, error):
    logit = {"there": lambda p: np.log(p / (1 - p)), "back": lambda x: 1 / (1 + np.exp(-x))}
    scale = {
        "normal": {"there": np.asarray, "back": np.asarray},
        "rate": {"there": np.log, "back": np.exp},
        "proportion": logit,
    }[kind]
    chance = np.random.default_rng(5)
    drawn = scale["there"](np.array(values)) + error * chance.standard_normal((20_000, 5))
    drawn = drawn if transform else scale["back"](drawn)
    share = np.array(PEOPLE) / sum(PEOPLE)
    middle = np.cumsum(share) - share / 2
    away = middle - share @ middle
    slope = drawn @ (share * away) / (share @ away**2)
    first = drawn @ share - slope * (share @ middle)
    ends = (scale["back"](end) if transform else end for end in (first, first + slope))
    low, high = ends
    found = slope_of_inequality(
        values, PEOPLE, standard_errors=[error] * 5, kind=kind, transform=transform
    )
    width = found.sii_limits[1] - found.sii_limits[0]
    assert np.quantile(high - low, [0.025, 0.975]) == pytest.approx(
        found.sii_limits, abs=0.05 * width
    )
    width = found.rii_limits[1] - found.rii_limits[0]
    assert np.quantile(high / low, [0.025, 0.975]) == pytest.approx(
        found.rii_limits, abs=0.05 * width
    )


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: funnel_proportion(2, [1], confidence=0.95), "between 0 and 1"),
        (lambda: funnel_rate([1], average=0, confidence=0.95), "above 0"),
        (lambda: proportion_standing(1, 0, 0.3), "within its total"),
        (lambda: rate_standing(1, 0), "more than 0 expected"),
        (lambda: quantiles([1, 2], 3), "as many values"),
        (lambda: quantiles([1, 2], 1), "2 groups or more"),
        (lambda: ranks([[1]]), "list"),
        (lambda: slope_of_inequality([1, 0, 1], [1, 1, 1], kind="rate"), "values of a rate"),
        (lambda: slope_of_inequality([1, 2, 3], [1, 1, 1], multiplier=0), "not 0"),
        (
            lambda: slope_of_inequality([1, 2, 3], [1, 1, 1], standard_errors=[1, 0, 1]),
            "above 0",
        ),
    ],
)
def test_what_cannot_be_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()
