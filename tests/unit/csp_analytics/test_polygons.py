"""Points in areas: whatever the shapes, the answer is GEOS's own."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from csp_analytics.polygons import MOST_AREAS, MOST_EDGES, Areas


def by_shapely(areas: list, points: np.ndarray) -> list[int]:
    """The first area that each point touches, each asked of each."""
    touches = shapely.intersects(np.array(areas)[:, None], shapely.points(points)[None])
    return np.where(touches.any(axis=0), touches.argmax(axis=0), -1).tolist()


def telling_points(areas: list, seed: int = 1) -> np.ndarray:
    """Corners, places on edges and a hair beside them, and places all over and around."""
    chance = np.random.default_rng(seed)
    corners = shapely.get_coordinates(areas)
    on_edges = (corners[:-1] + corners[1:]) / 2
    beside = np.nextafter(on_edges, chance.choice([-np.inf, np.inf], on_edges.shape))
    low, high = corners.min(axis=0), corners.max(axis=0)
    around = chance.uniform(low - 0.1 * (high - low), high + 0.1 * (high - low), (40, 2))
    return np.concatenate([corners, on_edges, beside, around])


whole = st.integers(0, 6)
shapes = st.lists(st.tuples(whole, whole), min_size=3, max_size=6, unique=True).map(Polygon)


@settings(max_examples=40, deadline=None)
@given(st.lists(shapes, min_size=1, max_size=5))
def test_areas_that_overlap_and_share_corners_answer_as_geos_does(areas):
    assume(all(area.is_valid for area in areas))
    lattice = np.stack(np.meshgrid(np.arange(-0.5, 7, 0.5), np.arange(-0.5, 7, 0.5)), axis=-1)
    points = np.concatenate([lattice.reshape(-1, 2), telling_points(areas)])
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 1_000), st.sampled_from([(0, 0, 1), (430_000, 540_000, 1e3), (-1.5, 55, 0.1)])
)
def test_a_map_without_gaps_answers_as_geos_does(seed, where):
    east, north, size = where
    sites = np.random.default_rng(seed).random((12, 2)) * size + (east, north)
    cells = shapely.voronoi_polygons(shapely.multipoints(sites))
    areas = [cell for cell in cells.geoms if cell.is_valid]
    points = telling_points(areas, seed)
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


def slices(number: int) -> list[Polygon]:
    """A round cake cut into so many slices, all of which meet in the middle."""
    turn = 2 * np.pi * np.arange(number + 1) / number
    rim = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return [Polygon([(0, 0), one, other]) for one, other in pairwise(rim)]


@pytest.mark.parametrize("number", [MOST_AREAS, MOST_AREAS + 1, 2 * MOST_EDGES])
def test_where_many_areas_meet_each_still_gets_its_own_points(number):
    areas = slices(number)
    points = np.concatenate([telling_points(areas), 0.02 * telling_points(areas)])
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


def test_an_edge_through_the_known_spot_of_a_cell_is_no_trouble():
    fence = np.linspace(0.0, 1.0, 2_000)  # so dense that edges pass every spot in their way
    areas = [
        Polygon([*zip(fence, fence**2, strict=True), (0, 1)]),
        Polygon([*zip(fence, fence**2, strict=True), (1, 0)]),
    ]
    points = telling_points(areas)[::7]
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


def test_areas_hardly_larger_than_rounding_are_still_exact():
    one, other = 540_000.0, 540_000.0 + 40 * np.spacing(540_000.0)
    middle = one + 20 * np.spacing(540_000.0)
    areas = [box(one, one, middle, other), box(middle, one, other, other)]
    points = telling_points(areas)
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


def test_a_corner_written_twice_and_an_area_in_parts_change_nothing():
    twice = Polygon([(0, 0), (0, 0), (4, 0), (4, 4), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])
    areas = [MultiPolygon([twice, box(5, 0, 6, 1)]), box(-1, -1, 7, 7)]
    points = telling_points(areas)
    assert Areas(areas).find(points).tolist() == by_shapely(areas, points)


def test_points_far_from_everything_are_in_no_area():
    far = [[1e12, 0.5], [-1e12, 0.5], [0.5, 1e300], [0.5, -1e300]]
    assert Areas([box(0, 0, 1, 1)]).find(far).tolist() == [-1, -1, -1, -1]
