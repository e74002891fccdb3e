"""Concentration, displacement, prediction, the weekly clock, and the archive's gaps."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.aoristic import aoristic_sum, aoristic_weights
from csp_analytics.concentration import (
    generalised_gini,
    gini,
    location_quotients,
    places_holding,
)
from csp_analytics.coverage import KNOWN_GAPS, absent_months, known_gaps
from csp_analytics.displacement import (
    weighted_displacement_difference,
    weighted_displacement_quotient,
)
from csp_analytics.prediction import prediction_accuracy

START = datetime.fromisoformat("2024-03-01")
minutes = st.integers(0, 20 * 24 * 60)


def test_equal_places_have_no_concentration():
    assert gini([4, 4, 4]) == pytest.approx(0)
    assert generalised_gini([4, 4, 4]) == pytest.approx(0)


def test_few_events_spread_as_widely_as_they_can_be_are_not_concentrated():
    # Bernasco & Steenbeek (2017): 5 events in 5 of 10 places; the plain Gini misleads
    counts = [1] * 5 + [0] * 5
    assert gini(counts) == pytest.approx(0.5)
    assert generalised_gini(counts) == pytest.approx(0)


def test_the_fewest_places_that_hold_half():
    assert places_holding([3, 0, 2, 0, 1, 0, 0, 0, 1, 1]) == 2
    assert places_holding([5, 5], 1) == 2


def test_a_quotient_of_1_is_the_share_everywhere():
    assert location_quotients([10, 10, 40], [100, 100, 100]).tolist() == [0.5, 0.5, 2.0]


def test_displacement_of_the_published_example():
    # Wheeler & Ratcliffe (2018): estimate -118, variance 1568, z -2.98, -196 to -40
    found = weighted_displacement_difference(
        [308, 318], [207, 110], [150, 140], [178, 157], confidence=0.95
    )
    assert found.total.value == -118
    assert found.total.standard_error**2 == pytest.approx(1568)
    assert found.z == pytest.approx(-2.98, abs=0.005)
    assert (found.lower, found.upper) == (pytest.approx(-196, abs=0.5), pytest.approx(-40, abs=0.5))


def test_weights_turn_counts_into_rates_with_their_variance():
    # Wheeler (2021), blog of 23 February: areas of 2 and 1.5, and zones of 3 and 3.2
    found = weighted_displacement_difference(
        [20, 20], [20, 10], [30, 30], [30, 20], area_weights=[2, 1.5, 3, 3.2], time_weights=[2, 1]
    )
    assert found.local.value == pytest.approx(10 / 1.5 - 10 / 1.5 - (20 / 2 - 10 / 2))
    spread = 10 / 1.5**2 + 20 / 3**2 + 20 / 2**2 + 20 / 4**2
    assert found.local.standard_error == pytest.approx(spread**0.5)
    away = 20 / 3.2**2 + 30 / 6.4**2 + 30 / 3**2 + 30 / 6**2
    assert found.displaced.standard_error == pytest.approx(away**0.5)


def test_a_quotient_below_minus_1_moved_more_than_it_gained():
    # Bowers & Johnson (2003): target down, buffer up by more, against a steady control
    found = weighted_displacement_quotient([100, 80], [100, 130], [100, 100])
    assert found.success == pytest.approx(-0.2)
    assert found.value == pytest.approx(-1.5)


def test_a_perfect_prediction_has_the_best_index():
    found = prediction_accuracy([6, 3, 0], [3, 2, 1], [1, 1, 1])
    assert found.pei.tolist() == [1, 1, 1]
    assert found.pai[0] == 2
    assert found.pai[-1] == 1


def test_ties_put_fewer_observed_first_and_no_events_no_ratio():
    found = prediction_accuracy([5, 0], [1, 1], [1, 1])
    assert found.order.tolist() == [1, 0]
    assert np.isnan(found.rri[0])


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: gini([0, 0]), "one event"),
        (lambda: places_holding([1], 0), "share"),
        (lambda: location_quotients([5], [4]), "more of one kind"),
        (lambda: weighted_displacement_difference([0, 0], [0, 0]), "one event"),
        (lambda: weighted_displacement_difference([1, 2, 3], [1, 2]), "must be 2 numbers"),
        (lambda: weighted_displacement_quotient([2, 2], [1, 2], [4, 4]), "no quotient"),
        (lambda: prediction_accuracy([0], [1], [1]), "one event observed"),
        (lambda: aoristic_sum(["2024-03-01"], []), "a start and an end"),
        (lambda: aoristic_sum(["NaT"], ["2024-03-01"]), "none missing"),
        (lambda: absent_months("Gwent Police", "2025-10", "2025-09"), "is after"),
        (lambda: absent_months("Gwent Police", "2025-13", "2026-01"), "'2025-13' is not"),
        (lambda: absent_months("Gwent Police", "October", "2026-01"), "'October' is not"),
    ],
)
def test_what_cannot_be_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()


def test_a_crime_between_two_times_is_shared_by_the_minutes():
    # Ratcliffe (2002): 18:40 to 21:05 is 20, 60, 60 and 5 of 145 minutes
    weights = aoristic_weights(
        *map(datetime.fromisoformat, ("2024-07-01T18:40", "2024-07-01T21:05"))
    )
    assert weights[0, 18:22].tolist() == pytest.approx([20 / 145, 60 / 145, 60 / 145, 5 / 145])


def test_a_span_over_a_week_says_nothing():
    assert np.ptp(aoristic_weights(START, START + timedelta(days=8))) == 0


def test_a_moment_is_in_its_hour():
    assert aoristic_weights(START, START)[4, 0] == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(minutes, minutes), min_size=1, max_size=6))
def test_the_clock_of_many_is_the_sum_of_each_and_swaps_do_not_matter(spans):
    pairs = [(START + timedelta(minutes=a), START + timedelta(minutes=b)) for a, b in spans]
    total = sum(aoristic_weights(*pair) for pair in pairs)
    found = aoristic_sum([pair[1] for pair in pairs], [pair[0] for pair in pairs])
    np.testing.assert_allclose(found, total, atol=1e-9)
    assert total.sum() == pytest.approx(len(pairs))


def test_the_archive_lacks_106_force_months():
    # the audit: 6,480 expected over 2014 to 2025, 6,374 there
    assert sum(gap.months for gap in KNOWN_GAPS) == 6_480 - 6_374


def test_absent_months_are_those_within_the_span_and_broken_ones_too():
    assert absent_months("Devon & Cornwall Police", "2022-01", "2022-11") == ("2022-11",)
    assert "2022-08" in absent_months("Greater Manchester Police", "2022-07", "2022-09")
    assert absent_months("Durham Constabulary", "2014-01", "2025-12") == ()
    assert known_gaps("durham constabulary") == ()
