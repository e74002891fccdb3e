"""Neighbours, hot spots, clustering and permutation."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.clustering import geary, local_moran, moran
from csp_analytics.hotspots import (
    benjamini_hochberg,
    bonferroni,
    general_g,
    gi,
    gi_star,
    holm,
    two_sided_p,
)
from csp_analytics.neighbours import (
    distance_neighbours,
    grid_neighbours,
    neighbours_from_pairs,
    row_standardised,
    with_itself,
)
from csp_analytics.permutation import exact_chances, shuffled_chances

COUNTS = [3, 0, 2, 0, 9, 5, 0, 2, 0]
# the six points of the documentation of PySAL's esda
POINTS = [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]]
VALUES = [2, 3, 3.2, 5, 8, 7]
GRID = grid_neighbours(3, 3)
ALL_NEAR = distance_neighbours([[0, 0], [1, 0], [0, 1], [1, 1]], 9)


def test_a_queen_has_eight_neighbours_and_a_rook_four():
    assert GRID.sum(axis=1).tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    assert grid_neighbours(3, 3, "rook").sum(axis=1).tolist() == [2, 3, 2, 3, 4, 3, 2, 3, 2]


def test_a_pair_given_twice_is_one_pair():
    assert neighbours_from_pairs([0, 1], [1, 0], 3).toarray().tolist() == [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 0],
    ]


def test_shared_weights_sum_to_1_and_a_lone_place_has_none():
    weights = row_standardised(neighbours_from_pairs([0, 1], [1, 2], 4))
    assert weights.sum(axis=1).tolist() == [1, 1, 1, 0]


def test_gi_of_the_published_points():
    near = distance_neighbours(POINTS, 15)
    # esda's documentation: G 0.55709779 with p 0.172936; Gi -1.0136729; Gi* -1.39727626
    found = general_g(VALUES, near)
    assert found.value == pytest.approx(0.55709779)
    assert found.p_value == pytest.approx(0.172936, abs=1e-6)
    assert gi(VALUES, near)[0] == pytest.approx(-1.0136729)
    assert gi_star(VALUES, with_itself(near))[0] == pytest.approx(-1.39727626)
    # and row-standardised, with the variance of binary weights: -0.62074534, -0.62488094
    assert gi(VALUES, row_standardised(near), variance_of_1992=True)[0] == pytest.approx(
        -0.62074534
    )
    shared = row_standardised(with_itself(near))
    assert gi_star(VALUES, shared, variance_of_1992=True)[0] == pytest.approx(-0.62488094)


def test_a_place_next_to_every_other_stands_out_from_nothing():
    z = gi_star(COUNTS, with_itself(GRID))
    assert np.isnan(z[4])
    assert np.isfinite(np.delete(z, 4)).all()
    assert np.isnan(gi([0, 0, 0, 7], grid_neighbours(4, 1))[3])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=12, max_size=12).filter(lambda x: len(set(x)) > 1))
def test_gi_star_does_not_depend_on_the_unit(counts):
    weights = with_itself(grid_neighbours(4, 3))
    scaled = np.array(counts) * 7.0 + 100
    np.testing.assert_allclose(gi_star(scaled, weights), gi_star(counts, weights), atol=1e-8)


def test_p_values_are_adjusted_as_r_does():
    # R: p.adjust(c(0.01, 0.02, 0.03, 0.5), "holm" | "BH" | "bonferroni"); a missing one is left out
    p = [0.03, np.nan, 0.01, 0.5, 0.02]
    np.testing.assert_allclose(holm(p), [0.06, np.nan, 0.04, 0.5, 0.06])
    np.testing.assert_allclose(benjamini_hochberg(p), [0.04, np.nan, 0.04, 0.5, 0.04])
    np.testing.assert_allclose(bonferroni(p), [0.12, np.nan, 0.04, 1, 0.08])
    assert two_sided_p([1.959964])[0] == pytest.approx(0.05, abs=1e-6)


def test_morans_variance_on_the_published_grid():
    # esda's tests: rook, binary, 1 to 9: variance 0.0596875 and 0.053125
    found = moran(range(1, 10), grid_neighbours(3, 3, "rook"))
    assert found.variance == pytest.approx(0.0596875)
    assert found.variance_normal == pytest.approx(0.053125)
    assert found.expected == -1 / 8


def test_local_morans_add_up_to_the_whole():
    weights = row_standardised(GRID)
    found = moran(COUNTS, weights)
    assert local_moran(COUNTS, weights).mean() == pytest.approx(found.value)
    assert geary(COUNTS, weights) > 0


def test_exact_chances_count_every_set_of_neighbours():
    found = exact_chances(COUNTS, GRID)
    neighbours = [np.flatnonzero(row) for row in GRID.toarray()]
    for place, near in enumerate(neighbours):
        others = COUNTS[:place] + COUNTS[place + 1 :]
        sums = np.array([sum(group) for group in combinations(others, len(near))])
        seen = sum(COUNTS[other] for other in near)
        assert found.upper[place] == pytest.approx((sums >= seen).mean())
        assert found.lower[place] == pytest.approx((sums <= seen).mean())


def test_shuffling_comes_near_the_exact_chance_and_can_be_repeated():
    exact = exact_chances(COUNTS, GRID)
    found = shuffled_chances(COUNTS, GRID, shuffles=2_000, seed=3)
    slack = 4 * np.sqrt(exact.upper * (1 - exact.upper) / 2_000) + 1 / 2_000
    assert (np.abs(found.upper - exact.upper) <= slack + 1e-12).all()
    again = shuffled_chances(COUNTS, GRID, shuffles=2_000, seed=3)
    np.testing.assert_array_equal(found.lower, again.lower)


def test_a_place_without_neighbours_is_never_unusual():
    alone = neighbours_from_pairs([], [], 2)
    assert exact_chances([1, 50], alone).upper.tolist() == [1, 1]


def test_a_value_larger_than_any_sum_of_neighbours_is_no_trouble():
    weights = neighbours_from_pairs([0], [1], 3)
    assert exact_chances([0, 0, 9], weights).upper.tolist() == [1, 1, 1]
    lonely = neighbours_from_pairs([], [], 3)
    assert exact_chances([0, 0, 9], lonely).lower.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: grid_neighbours(0, 3), "column and a row"),
        (lambda: grid_neighbours(3, 3, "king"), "not 'king'"),
        (lambda: distance_neighbours(POINTS, 0), "above 0"),
        (lambda: neighbours_from_pairs([1], [1], 3), "two different"),
        (lambda: neighbours_from_pairs([1], [3], 3), "from 0 to 2"),
        (lambda: gi_star([1, 2], GRID), "9 places, values for 2"),
        (lambda: gi_star([1] * 9, GRID), "none stands out"),
        (lambda: gi(COUNTS, with_itself(GRID)), "without the place itself"),
        (lambda: general_g([1, 0, 0, 0], ALL_NEAR), "2 values above 0"),
        (lambda: general_g([1, 2, 3, 4], ALL_NEAR), "cannot vary"),
        (lambda: moran([1, 2, 3, 4], ALL_NEAR), "cannot vary"),
        (lambda: moran([1, 2, 3, 4], GRID), "9 places, values for 4"),
        (lambda: geary([1] * 9, GRID), "differ"),
        (lambda: exact_chances([1.5] * 9, GRID), "whole counts"),
        (lambda: exact_chances(np.arange(9) * 10**9, GRID), "too large"),
        (lambda: exact_chances([1, 2], GRID), "9 places, values for 2"),
        (lambda: exact_chances(COUNTS, row_standardised(GRID)), "weights of 1"),
        (lambda: shuffled_chances(COUNTS, GRID, shuffles=0, seed=1), "1 shuffle"),
    ],
)
def test_what_cannot_be_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()


def test_more_neighbours_than_can_be_counted_are_refused():
    star = neighbours_from_pairs(np.zeros(600), np.arange(1, 601), 1_200)
    with pytest.raises(ValueError, match="too many to count"):
        exact_chances(np.zeros(1_200), star)
