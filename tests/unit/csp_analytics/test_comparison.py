"""Changes between periods, the E-test, and benchmarks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from csp_analytics.comparison import (
    against_benchmark,
    against_group,
    change,
    conditional_p,
    e_test,
    ratio_limits,
)

few = settings(max_examples=25, deadline=None)
counts = st.integers(0, 400)


def test_a_fall_in_recorded_crime_is_real():
    # 13,528 to 12,017: a fall of 11.2%
    fall = change(13_528, 12_017)
    assert fall.percent == pytest.approx(-11.17, abs=0.01)
    assert fall.difference == -1_511
    assert fall.is_real
    assert fall.direction == "lower"
    assert fall.ratio_lower < fall.ratio < fall.ratio_upper < 1


def test_a_small_rise_may_be_chance():
    rise = change(41, 46)
    assert not rise.is_real
    assert rise.direction == "similar"
    assert rise.ratio_lower < 1 < rise.ratio_upper


def test_a_rise_in_rate_allows_for_more_people():
    assert change(100, 200).direction == "higher"
    assert change(100, 200, exposure_before=1_000, exposure_after=2_000).percent == 0


def test_from_nothing_there_is_no_per_cent():
    some, none = change(0, 9), change(0, 0)
    assert some.percent is None
    assert some.ratio == np.inf
    assert some.is_real
    assert (none.ratio, none.p_value, none.is_real) == (1, 1, False)


def test_to_nothing_is_a_fall_of_all():
    fall = change(9, 0)
    assert (fall.percent, fall.ratio_lower, fall.is_real) == (-100, 0, True)


@few
@given(counts, counts, st.floats(0.1, 10))
def test_the_interval_excludes_1_just_when_p_is_under_a_twentieth(before, after, exposure):
    one = change(before, after, exposure_after=exposure)
    assert one.is_real == (one.p_value < 0.05)
    assert one.ratio_lower <= one.ratio <= one.ratio_upper


@few
@given(counts, counts)
def test_looking_back_turns_the_ratio_over(before, after):
    there, back = ratio_limits(before, after), ratio_limits(after, before)
    with np.errstate(divide="ignore"):
        assert there.upper == pytest.approx(1 / np.float64(back.lower), rel=1e-9)
    assert conditional_p(before, after) == pytest.approx(conditional_p(after, before), rel=1e-9)


@pytest.mark.parametrize(
    ("before", "exposure", "says"), [(float("nan"), 1, "missing"), (3, 0, "above 0")]
)
def test_a_change_that_cannot_be_is_refused(before, exposure, says):
    with pytest.raises(ValueError, match=says):
        change(before, 5, exposure_before=exposure)


@pytest.mark.parametrize(
    ("one", "other", "p"),
    # Krishnamoorthy & Thomson (2004), section 5, and the ptools manual
    [(6, 2, 0.1749), (0, 3, 0.0884), (20, 10, 0.0688)],
)
def test_the_e_test_gives_its_published_values(one, other, p):
    assert e_test(one, other) == pytest.approx(p, abs=0.0005)


def _poisson(count, expected):
    return np.exp(count * np.log(expected) - expected - gammaln(count + 1))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 15), st.integers(1, 15), st.sampled_from([0.5, 1, 3]))
def test_the_e_test_is_the_sum_over_every_pair_of_counts(one, other, exposure):
    common = (one + other) / (1 + exposure)
    x, y = np.arange(120)[:, None], np.arange(120)[None, :]
    chance = _poisson(x, common) * _poisson(y, common * exposure)
    with np.errstate(invalid="ignore"):
        pooled = np.nan_to_num((x - y / exposure) ** 2 / ((x + y) / (1 + exposure)))
    seen = (one - other / exposure) ** 2 / common
    brute = chance[pooled >= seen - 1e-9].sum()
    assert e_test(one, other, 1, exposure) == pytest.approx(min(1, brute), abs=1e-9)


def test_two_noughts_cannot_be_tested():
    with pytest.raises(ValueError, match="not both 0"):
        e_test(0, 0)


@pytest.mark.parametrize(
    ("benchmark", "direction", "certainty"),
    # Byar's limits of 65 in 1,000: 50.2 to 82.8 at 95%, 42.8 to 94.3 at 99.8%
    [(65, "similar", 0), (48, "higher", 0.95), (30, "higher", 0.998), (85, "lower", 0.95)],
)
def test_a_rate_is_judged_against_a_benchmark_at_two_levels(benchmark, direction, certainty):
    standing = against_benchmark(65, 1_000, benchmark)
    assert (standing.direction, standing.certainty) == (direction, certainty)


def test_a_benchmark_below_0_is_refused():
    with pytest.raises(ValueError, match="benchmark"):
        against_benchmark(65, 1_000, -1)


def test_a_place_is_judged_against_the_rest_of_its_group():
    assert against_group(65, 1_000, 6_500, 100_000).direction == "similar"
    higher = against_group(130, 1_000, 6_500, 100_000)
    assert (higher.direction, higher.certainty) == ("higher", 0.998)
