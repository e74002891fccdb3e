"""Limits of counts, rates, proportions and means."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics import checks
from csp_analytics.means import mean
from csp_analytics.poisson import BLOCK, byar_limits, count_limits, exact_limits
from csp_analytics.proportions import proportion, wilson_limits
from csp_analytics.rates import limits_method, rate, rates

few = settings(max_examples=25, deadline=None)
confidences = st.floats(0.5, 0.999)


def test_exact_limits_of_a_published_count():
    # Garwood (1936), as tabled by Ulm (1990): 10 events, 4.80 to 18.39; none, 0 to 3.69
    ten, none = exact_limits([10]), exact_limits([0])
    assert ten.lower[0] == pytest.approx(4.795, abs=0.001)
    assert ten.upper[0] == pytest.approx(18.390, abs=0.001)
    assert none.lower[0] == 0
    assert none.upper[0] == pytest.approx(3.689, abs=0.001)


def test_byar_limits_of_a_published_count():
    # Breslow & Day (1987): Byar's limits for 65 events are 50.16 and 82.85
    limits = byar_limits(65)
    assert limits.lower == pytest.approx(50.163, abs=0.001)
    assert limits.upper == pytest.approx(82.849, abs=0.001)


def test_byar_has_no_lower_limit_where_it_would_be_negative():
    assert np.isnan(byar_limits([1, 0], confidence=0.998).lower).all()


def test_limits_switch_from_exact_to_byar_at_10_events():
    limits = count_limits([9, 10])
    assert limits.lower[0] == exact_limits([9]).lower[0]
    assert limits.lower[1] == byar_limits([10]).lower[0]
    assert (limits_method(9), limits_method(10)) == ("exact", "byar")


@few
@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=40), confidences)
def test_limits_hold_the_count_and_rise_with_it(counts, confidence):
    ordered = np.unique(counts)
    limits = count_limits(ordered, confidence=confidence)
    assert (limits.lower <= ordered).all()
    assert (limits.upper >= ordered).all()
    assert (np.diff(limits.upper) > 0).all()
    assert (np.diff(limits.lower[ordered != 10]) > 0).all()


def test_more_confidence_gives_wider_limits():
    narrow, wide = count_limits([4, 40], confidence=0.95), count_limits([4, 40], confidence=0.998)
    assert (wide.lower < narrow.lower).all()
    assert (wide.upper > narrow.upper).all()


def test_a_table_of_whole_counts_gives_what_one_by_one_gives():
    counts = np.arange(BLOCK + 1) % 60
    table, single = count_limits(counts), count_limits(counts.astype(float))
    np.testing.assert_array_equal(table.lower, single.lower)
    np.testing.assert_array_equal(table.upper, single.upper)


def test_whole_counts_larger_than_their_number_are_worked_out():
    counts = np.full(BLOCK + 1, 10**6)
    assert count_limits(counts).lower[0] == count_limits([10.0**6]).lower[0]


def test_a_negative_count_is_refused_in_a_table_too():
    with pytest.raises(ValueError, match="0 or more"):
        count_limits(np.full(BLOCK + 1, -1))


def test_fractions_of_events_get_exact_limits():
    assert count_limits([2.5]).upper[0] == exact_limits([2.5]).upper[0]


def test_missing_counts_stay_missing():
    limits = count_limits([np.nan, 3.0])
    assert np.isnan(limits.lower[0])
    assert limits.lower[1] > 0


def test_a_rate_says_what_it_was_made_from():
    # Byar's limits of 65 events in 1,000 people
    one = rate(65, 1_000)
    assert (one.value, one.events, one.people, one.per) == (65, 65, 1_000, 1_000)
    assert one.lower == pytest.approx(50.163, abs=0.001)
    assert one.method == "byar"


@few
@given(st.integers(0, 3_000), st.integers(1, 10**6), confidences)
def test_limits_of_a_rate_contain_it(events, people, confidence):
    one = rate(events, people, confidence=confidence)
    assert one.lower <= one.value <= one.upper


@pytest.mark.parametrize(
    ("events", "people", "per", "confidence", "says"),
    [
        (-1, 10, 1_000, 0.95, "0 or more"),
        (1, 0, 1_000, 0.95, "above 0"),
        (1, 10, 0, 0.95, "unit of a rate"),
        (1, 10, 1_000, 1.0, "Confidence"),
        (float("nan"), 10, 1_000, 0.95, "missing"),
        (1, float("inf"), 1_000, 0.95, "finite"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(events, people, per, confidence, says):
    with pytest.raises(ValueError, match=says):
        rate(events, people, per=per, confidence=confidence)


def test_rates_keep_missing_people_missing():
    many = rates([5, 50], [np.nan, 100.0], per=100)
    assert np.isnan(many.upper[0])
    assert many.value[1] == 50


def test_wilson_limits_of_a_published_share():
    # Newcombe (1998), table I, method 3: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611
    limits = wilson_limits([81, 0], [263, 20])
    assert limits.lower == pytest.approx([0.2553, 0.0], abs=0.0001)
    assert limits.upper == pytest.approx([0.3662, 0.1611], abs=0.0001)


@few
@given(st.integers(1, 10_000), st.floats(0, 1), confidences)
def test_wilson_limits_lie_within_0_and_1_and_contain_the_share(total, part, confidence):
    count = round(part * total)
    share = proportion(count, total, confidence=confidence)
    assert 0 <= share.lower <= share.value + 1e-12
    assert share.value - 1e-12 <= share.upper <= 1


def test_full_confidence_in_a_share_is_everything_possible():
    limits = wilson_limits([3, np.nan], [10, 10], confidence=1)
    assert (limits.lower[0], limits.upper[0]) == (0, 1)
    assert np.isnan(limits.upper[1])


@pytest.mark.parametrize(
    ("count", "total", "per", "says"),
    [(11, 10, 1, "cannot exceed"), (1, 10, 0, "unit"), (float("nan"), 10, 1, "missing")],
)
def test_a_share_that_cannot_be_is_refused(count, total, per, says):
    with pytest.raises(ValueError, match=says):
        proportion(count, total, per=per)


def test_a_mean_has_students_limits():
    # Student's t on 4 degrees of freedom at 95% is 2.776
    one = mean([1, 2, 3, 4, 5])
    assert one.upper - one.value == pytest.approx(2.776 * one.standard_deviation / 5**0.5, rel=1e-3)
    assert (one.count, one.total) == (5, 15)


@pytest.mark.parametrize("values", [[1], [1, np.nan], [[1, 2], [3, 4]]])
def test_a_mean_needs_two_values_with_none_missing(values):
    with pytest.raises(ValueError, match="Values must"):
        mean(values)


def test_words_are_no_numbers():
    with pytest.raises(ValueError, match="Events must be numbers"):
        checks.as_floats(["many"], "Events")


def test_points_are_pairs_of_coordinates():
    assert checks.as_points([], "Points").shape == (0, 2)
    with pytest.raises(ValueError, match="pairs"):
        checks.as_points([1, 2, 3], "Points")


def test_arrays_that_do_not_match_are_named():
    with pytest.raises(ValueError, match=r"events \(2,\), people \(3,\)"):
        checks.same_length(events=np.zeros(2), people=np.zeros(3))
