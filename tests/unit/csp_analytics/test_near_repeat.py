"""Near repeats, kernel density, and points in areas."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from csp_analytics.density import (
    KERNELS,
    Grid,
    density_grid,
    density_scale,
    kernel_sums,
    kernel_value,
)
from csp_analytics.near_repeat import Band, bands, knox, knox_exact_p, knox_p, poisson_tails
from csp_analytics.polygons import Areas

EVENTS = [[0, 0], [3, 4], [30, 40], [31, 40], [0, 1]]
TIMES = [0, 1, 20, 22, 40]
NEAR, SOON = bands([0, 2, 10, inf]), bands([0, 3, inf])
coordinates = st.floats(-20, 120, allow_nan=False)


def _by_hand(points, times, space, time, order=None):
    table = np.zeros((len(space), len(time)), dtype=int)
    for i in range(len(points)):
        for j in range(i):
            gap = np.hypot(*(np.subtract(points[i], points[j])))
            when = abs(times[i] - times[j])
            for row, far in enumerate(space):
                for column, long in enumerate(time):
                    table[row, column] += far.holds(gap) and long.holds(when)
    return table


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=9
    ),
    st.sampled_from(["left", "right"]),
)
def test_a_knox_table_is_what_counting_by_hand_gives(events, closed):
    points, times = [event[:2] for event in events], [event[2] for event in events]
    space, time = bands([0, 1, 5, inf], closed), bands([0, 1, 4, inf], closed)
    found = knox(points, times, space, time)
    assert found.observed.tolist() == _by_hand(points, times, space, time).tolist()
    assert found.observed.sum() == found.pairs
    assert found.observed.sum(axis=0).tolist() == found.in_time.tolist()
    assert found.expected.sum() == pytest.approx(found.pairs)


def test_manhattan_distance_adds_the_steps():
    assert knox(EVENTS, TIMES, NEAR, SOON, metric="manhattan").observed[1, 0] == 1
    assert knox([[0, 0], [3, 4]], [0, 0], bands([0, 7]), SOON, metric="manhattan").in_space[0] == 0


def test_shuffled_p_comes_near_the_exact_p_and_can_be_repeated():
    exact = knox_exact_p(EVENTS, TIMES, NEAR, SOON)
    found = knox_p(EVENTS, TIMES, NEAR, SOON, shuffles=500, seed=2)
    assert np.abs(found - exact).max() < 4 * 0.5 / 500**0.5 + 1 / 500
    np.testing.assert_array_equal(found, knox_p(EVENTS, TIMES, NEAR, SOON, shuffles=500, seed=2))


def test_poisson_tails_of_the_burkitt_data():
    # Knox on the Burkitt lymphoma data of Uganda: 13 seen, 10.14 expected, P(N > 13) = 0.1462
    at_least, more = poisson_tails(13, 10.143816133803618)
    assert more == pytest.approx(0.14624558197140414)
    assert at_least == pytest.approx(0.22226667, abs=1e-7)
    assert poisson_tails(0, 2)[0] == 1


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: bands([0]), "two breaks"),
        (lambda: bands([0, 0]), "each above"),
        (lambda: knox(EVENTS, TIMES[:3], NEAR, SOON), "5 points and 3 times"),
        (lambda: knox(EVENTS, TIMES, [], SOON), "needs a band"),
        (lambda: knox(EVENTS, TIMES, NEAR, SOON, metric="crow"), "not 'crow'"),
        (lambda: knox_p(EVENTS, TIMES, NEAR, SOON, shuffles=0, seed=1), "1 shuffle"),
        (lambda: knox_exact_p(EVENTS * 2, TIMES * 2, NEAR, SOON), "too many orders"),
        (lambda: poisson_tails(1, 0), "more than 0 expected"),
        (lambda: kernel_sums(EVENTS, EVENTS, 0), "bandwidth"),
        (lambda: kernel_sums(EVENTS, EVENTS, 1, "round"), "no kernel 'round'"),
        (lambda: density_grid(EVENTS, Grid(0, 0, 0, 1, 1), 1), "grid needs"),
        (lambda: Areas([]), "one area"),
        (lambda: Areas([box(0, 0, 1, 1), Polygon()]), "Area 1 is empty"),
        (lambda: Areas([Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]), "Area 0"),
    ],
)
def test_what_cannot_be_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()


def test_bins_closed_at_both_ends_may_share_an_edge():
    edges = Band(0, 1, "both"), Band(1, 2, "both")
    assert knox([[0, 0], [0, 1]], [0, 1], edges, edges).observed.tolist() == [[1, 1], [1, 1]]


@pytest.mark.parametrize("kernel", list(KERNELS))
def test_each_kernel_integrates_to_1_over_the_plane(kernel):
    steps = np.arange(-120, 120) * 0.05 + 0.025
    total = kernel_value(steps[:, None], steps[None, :], 1.0, kernel).sum() * 0.05**2
    assert total * density_scale(1.0, kernel) == pytest.approx(1, abs=0.01)


def test_no_events_have_no_density():
    assert kernel_sums([], [[0, 0]], 1).tolist() == [0]
    assert density_grid([], Grid(0, 0, 1, 3, 2), 2).shape == (2, 3)


def test_the_fast_grid_comes_near_the_exact_sums_and_loses_no_event():
    events = np.random.default_rng(4).uniform(20, 80, (400, 2))
    grid = Grid(0, 0, 2, 50, 50)
    found = density_grid(events, grid, 10)
    centres = np.stack(np.meshgrid(np.arange(50) * 2 + 1, np.arange(50) * 2 + 1), axis=-1)
    exact = kernel_sums(events, centres.reshape(-1, 2), 10) * density_scale(10)
    assert np.abs(found.ravel() - exact).max() < exact.max() / 40
    assert found.sum() * 4 == pytest.approx(400, rel=0.01)


def test_events_far_outside_the_grid_are_left_out_and_near_ones_are_not():
    grid = Grid(0, 0, 1, 10, 10)
    assert density_grid([[500, 500]], grid, 3).max() == 0
    assert density_grid([[-1, 5]], grid, 3).max() > 0


SQUARES = [box(0, 0, 50, 50), box(50, 0, 100, 50), box(0, 50, 100, 100)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=20))
def test_every_point_is_in_the_first_area_that_touches_it(points):
    found = AREAS.find(points)
    for point, area in zip(points, found, strict=True):
        touching = [i for i, square in enumerate(WITH_HOLE) if square.intersects(Point(point))]
        assert area == (touching[0] if touching else -1)


HOLED = Polygon(
    [(0, 50), (100, 50), (100, 100), (0, 100)], [[(40, 60), (60, 60), (60, 80), (40, 80)]]
)
WITH_HOLE = [*SQUARES[:2], MultiPolygon([HOLED, box(110, 110, 115, 115)])]
AREAS = Areas(WITH_HOLE)


def test_a_point_on_a_shared_edge_is_in_the_first_area():
    assert AREAS.find([[50, 20], [20, 50], [0, 0], [115, 115]]).tolist() == [0, 0, 0, 2]


def test_a_hole_is_outside_and_its_edge_inside():
    assert AREAS.find([[50, 70], [40, 70], [30, 70]]).tolist() == [-1, 2, 2]


def test_no_points_are_in_no_area():
    assert AREAS.find([]).tolist() == []
