"""Standardised rates, small areas, and trends."""

import numpy as np
import pytest

from csp_analytics.small_areas import empirical_bayes_rates, excess_risk
from csp_analytics.standardisation import (
    TooFewEvents,
    directly_standardised_rate,
    directly_standardised_rate_of_repeats,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from csp_analytics.trend import proportion_trend, rate_trend


def test_a_population_like_the_standard_keeps_its_crude_rate():
    found = directly_standardised_rate([20, 40], [1_000, 3_000], [1, 3], per=1_000)
    assert found.value == pytest.approx(15)
    assert found.lower < 15 < found.upper


def test_a_missing_count_is_none_and_a_weight_of_0_leaves_a_band_out():
    assert directly_standardised_rate([np.nan, 40], [10, 1_000], [0, 1], per=100).value == 4


def test_events_one_to_a_person_are_single_events():
    one = directly_standardised_rate([20, 40], [900, 800], [1, 2])
    same = directly_standardised_rate_of_repeats([[20, 40]], [1], [900, 800], [1, 2])
    assert same == one


def test_repeats_widen_the_limits():
    # the same 120 events, as 120 people with one each and as 40 people with three
    one = directly_standardised_rate([60, 60], [900, 800], [1, 2])
    three = directly_standardised_rate_of_repeats([[20, 20]], [3], [900, 800], [1, 2])
    assert three.value == pytest.approx(one.value)
    assert three.upper - three.value == pytest.approx(3**0.5 * (one.upper - one.value))


def test_a_reference_measured_against_itself_is_1():
    parts = [30, 60], [1_000, 500]
    assert indirectly_standardised_ratio(*parts, *parts).value == pytest.approx(1)
    rate = indirectly_standardised_rate(*parts, *parts, per=1_000)
    assert rate.value == pytest.approx(60)
    assert rate.method == "byar"


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: directly_standardised_rate([4, 5], [10, 10], [1, 1]), "9 events are too few"),
        (lambda: directly_standardised_rate([40], [10, 10], [1, 1]), "aligned"),
        (lambda: directly_standardised_rate([40], [10], [0]), "weight above 0"),
        (lambda: directly_standardised_rate_of_repeats([20, 20], [1], [1], [1]), "one row"),
        (lambda: indirectly_standardised_ratio([1], [1], [0], [5]), "Nothing is expected"),
        (lambda: empirical_bayes_rates([1, 2], [5]), "aligned"),
        (lambda: empirical_bayes_rates([1, np.nan], [5, 5]), "missing"),
        (lambda: excess_risk([0, 0], [5, 5]), "one event"),
        (lambda: rate_trend([1, 2, 3, 4], [9] * 4), "at least 5"),
        (lambda: rate_trend([1] * 5, [9] * 5, times=[1, 2, 2, 3, 4]), "must rise"),
        (lambda: rate_trend([1] * 5, [9] * 5, confidence=1), "Confidence"),
        (lambda: proportion_trend([10] * 5, [9] * 5), "cannot exceed"),
    ],
)
def test_what_cannot_be_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()


def test_too_few_events_can_be_told_from_bad_input():
    with pytest.raises(TooFewEvents):
        directly_standardised_rate([1], [10], [1])


def test_small_areas_move_further_towards_the_overall_rate():
    events, people = [2, 200, 10, 900], [100, 10_000, 1_000, 20_000]
    rates = empirical_bayes_rates(events, people)
    raw, overall = np.divide(events, people), sum(events) / sum(people)
    moved = np.abs(rates - raw) / np.abs(overall - raw)
    assert moved[0] > moved[2] > moved[1] > moved[3] > 0


def test_areas_that_differ_by_chance_alone_share_one_rate():
    assert empirical_bayes_rates([10, 11, 9], [100, 100, 100]).tolist() == [0.1] * 3


def test_excess_risk_of_the_whole_is_1():
    risk = excess_risk([4, 8], [100, 100])
    assert risk.tolist() == pytest.approx([2 / 3, 4 / 3])


def test_a_rising_share_has_its_published_chi_square():
    # Agresti (2013), table 3.8: malformations by mother's drinking, z^2 = 6.57
    found = proportion_trend(
        [48, 38, 5, 1, 1], [17_114, 14_502, 793, 127, 38], times=[0, 0.5, 1.5, 4, 7]
    )
    assert found.chi_square == pytest.approx(6.57, abs=0.01)
    assert found.p_value == pytest.approx(0.0104, abs=0.0005)
    assert found.direction == "higher"


def test_a_rate_that_falls_is_told_from_one_that_does_not():
    assert rate_trend([100, 90, 80, 70, 60], [1_000] * 5).direction == "lower"
    assert rate_trend([80, 81, 79, 80, 82], [1_000] * 5).direction == "similar"
    assert rate_trend([0] * 5, [1_000] * 5).p_value == 1
