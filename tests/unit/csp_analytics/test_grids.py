"""Squares on a map: which one, how many, which touch, and how close places lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics import grids
from csp_analytics.density import Grid, density_of_counts, density_scale, kernel_sums
from csp_analytics.neighbours import grid_neighbours

SMALL = Grid(0.0, 0.0, 100.0, 3, 2)
places = st.lists(
    st.tuples(st.floats(-5_000, 5_000), st.floats(-5_000, 5_000)), min_size=1, max_size=40
)


@given(places, st.sampled_from([50.0, 250.0, 1_000.0]))
def test_a_grid_holds_every_place_it_was_laid_over_and_its_lines_are_the_same_on_every_map(
    some, cell
):
    grid = grids.grid_over(some, cell)
    assert grid.west % cell == 0
    assert grid.south % cell == 0
    assert (grids.cells_of(some, grid) >= 0).all()
    assert grids.counts_on([(some, None)], grid).sum() == len(some)


def test_a_place_on_a_line_belongs_east_and_north_of_it_and_one_outside_to_none():
    told = [(0, 0), (99.9, 99.9), (100, 0), (0, 100), (299, 199), (300, 0), (-1, 0), (0, 200)]
    assert grids.cells_of(told, SMALL).tolist() == [0, 0, 1, 3, 5, -1, -1, -1]


def test_a_grid_that_begins_between_two_squares_is_refused():
    with pytest.raises(ValueError, match="begins between two"):
        grids.cells_of([(0, 0)], Grid(10.0, 0.0, 100.0, 2, 2))


def test_batches_add_up_to_the_whole_and_numbers_count_as_many_events():
    one, other = [(10, 10), (110, 10)], [(10, 20), (999, 999)]
    whole = grids.counts_on([(one + other, None)], SMALL)
    assert grids.counts_on([(one, None), (other, None)], SMALL).tolist() == whole.tolist()
    assert grids.counts_on([(one, [3, 4])], SMALL).tolist() == [3, 4, 0, 0, 0, 0]
    for wrong in ([1], [-1, 1], [0.5, 1]):
        with pytest.raises(ValueError, match="whole number of events"):
            grids.counts_on([(one, wrong)], SMALL)


@pytest.mark.parametrize(("points", "cell"), [([], 10), (np.empty((0, 2)), 10), ([(1, 1)], 0)])
def test_a_grid_over_nothing_or_of_nothing_is_refused(points, cell):
    with pytest.raises(ValueError, match=r"grid needs|wider than 0|Points"):
        grids.grid_over(points, cell)


def test_the_middle_of_a_square():
    assert grids.centres_of([0, 5], SMALL).tolist() == [[50, 50], [250, 150]]


def test_squares_that_touch_are_those_of_the_whole_grid_when_all_are_looked_at():
    grid = Grid(0.0, 0.0, 1.0, 5, 4)
    mine = grids.touching(np.arange(20), grid)
    assert (mine != grid_neighbours(5, 4, "queen")).nnz == 0


def test_a_square_at_the_eastern_edge_does_not_touch_the_western_one_of_the_row_above():
    grid = Grid(0.0, 0.0, 1.0, 3, 3)
    left_out = np.array([0, 2, 3, 8])  # 2 is at the edge; 3 begins the next row
    assert grids.touching(left_out, grid).toarray().tolist() == [
        [0, 0, 1, 0],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 0, 0],
    ]


@pytest.mark.parametrize("cells", [[], [1, 1], [2, 1], [-1, 0], [0, 6]])
def test_squares_that_do_not_rise_or_are_not_of_the_grid_are_refused(cells):
    with pytest.raises(ValueError, match="numbers of the grid that rise"):
        grids.touching(np.array(cells, dtype=int), SMALL)


def test_gaps_are_between_different_places():
    assert sorted(grids.gaps_between([(0, 0), (0, 0), (3, 4), (3, 5)])) == [1, 1, 5]
    with pytest.raises(ValueError, match="two different places"):
        grids.gaps_between([(1, 1), (1, 1)])


@given(places, st.floats(0, 3_000))
def test_pairs_are_as_many_as_counted_one_by_one(some, distance):
    at = np.round(np.array(some))
    known, times = np.unique(at, axis=0, return_counts=True)
    away = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    one_by_one = int(np.triu(away <= distance, 1).sum())
    assert grids.pairs_within(known, times, distance) == one_by_one


@pytest.mark.parametrize(
    ("points", "times", "distance"),
    [(np.empty((0, 2)), [], 1), ([(0, 0)], [1, 1], 1), ([(0, 0)], [0], 1), ([(0, 0)], [1], -1)],
)
def test_pairs_of_nothing_are_refused(points, times, distance):
    with pytest.raises(ValueError, match=r"[01] or more"):
        grids.pairs_within(points, times, distance)


@pytest.mark.parametrize(
    ("easting", "northing", "said"),
    [
        (429_157, 623_009, "NU 291 230"),  # the Ordnance Survey's own example
        (427_250, 542_400, "NZ 272 424"),  # Durham Cathedral
        (216_600, 771_200, "NN 166 712"),  # Ben Nevis
        (0, 0, "SV 000 000"),
        (651_400, 313_100, "TG 514 131"),  # Caister water tower
    ],
)
def test_a_grid_reference(easting, northing, said):
    assert grids.grid_reference(easting, northing) == said


@pytest.mark.parametrize("place", [(-1, 0), (700_000, 0), (0, 1_300_000)])
def test_no_grid_reference_outside_great_britain(place):
    with pytest.raises(ValueError, match="Great Britain"):
        grids.grid_reference(*place)


def test_density_from_counts_is_that_of_events_in_the_middle_of_their_cells():
    grid = Grid(0.0, 0.0, 100.0, 12, 9)
    cells = [14, 14, 40, 71, 107, 0]
    exact = kernel_sums(grids.centres_of(cells, grid), grids.centres_of(range(108), grid), 350.0)
    counts = np.bincount(cells, minlength=108)
    density = density_of_counts(counts, grid, 350.0)
    assert density.ravel() == pytest.approx(exact * density_scale(350.0), abs=1e-15)


@pytest.mark.parametrize(("counts", "bandwidth"), [([1, 2], 10), ([0] * 6, 0), ([-1] * 6, 10)])
def test_density_of_counts_that_do_not_fit_is_refused(counts, bandwidth):
    with pytest.raises(ValueError, match=r"has 6 cells|above 0|0 or more"):
        density_of_counts(counts, SMALL, bandwidth)


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("NU 291 230", (429_100, 623_000)),
        ("nz273424", (427_300, 542_400)),
        ("NZ 27262 42694", (427_262, 542_694)),
        ("SV 00", (0, 0)),
    ],
)
def test_the_place_of_a_reference(reference, place):
    assert grids.place_of_reference(reference) == place


@given(st.integers(0, 6_999), st.integers(0, 12_999))
def test_a_reference_leads_back_to_its_place(east, north):
    place = (east * 100, north * 100)
    assert grids.place_of_reference(grids.grid_reference(*place)) == place


@pytest.mark.parametrize("wrong", ["", "N", "NZ", "IZ 12", "NZ 1", "NZ 123", "NZ 1234567890 12",
                                   "NZ \u0661\u0662", "AA 00 00", "12 34"])  # fmt: skip
def test_what_is_no_reference_is_refused(wrong):
    with pytest.raises(ValueError, match=r"two letters and|Great Britain"):
        grids.place_of_reference(wrong)
