"""Which area holds each point: exact, also on the edges, and fast for millions of points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import STRtree
from shapely.geometry import MultiPolygon, Polygon

from csp_analytics.checks import Flags, Floats, Integers, as_points

OUTSIDE = -1
MOST_CELLS_A_SIDE = 2_048
CELLS_PER_EDGE = 8


class Areas:
    """Areas, ready to say which of them holds a point.

    A point on an edge is in the area; where areas share the edge (or overlap),
    it is in the first of them in the order given. A hole is outside, its edge
    inside. Geometry is decided exactly, as GEOS does, with no tolerance.
    A grid laid over the areas answers at once for every cell that no edge
    crosses; only points in the other cells are looked at one by one.
    """

    def __init__(self, areas: Sequence[Polygon | MultiPolygon]) -> None:
        """Lay the grid.

        areas: one or more, valid and not empty, in planar units.
        Raises ValueError for an area that is neither, naming its position.
        """
        self._areas = np.array(areas, dtype=object)
        if self._areas.size == 0:
            raise ValueError("At least one area is needed.")
        bad = np.flatnonzero(~shapely.is_valid(self._areas) | shapely.is_empty(self._areas))
        if bad.size:
            raise ValueError(f"Area {bad[0]} is empty or its edges cross themselves.")
        self._tree = STRtree(self._areas)
        edges = _edges(self._areas)
        west, south, east, north = shapely.total_bounds(self._areas)
        side = int(min(MOST_CELLS_A_SIDE, max(8, (CELLS_PER_EDGE * len(edges)) ** 0.5)))
        self._side = side
        self._corner = np.array([west, south])
        self._cell = np.array([east - west, north - south]) / side
        crossed = _crossed(edges, self._corner, self._cell, side)
        self._of_cell = np.full(side * side, OUTSIDE, dtype=np.int64)
        free = np.flatnonzero(~crossed)
        middle = self._corner + (np.stack([free % side, free // side], axis=1) + 0.5) * self._cell
        self._of_cell[free] = self._look(middle)
        self._crossed = crossed

    def find(self, points: ArrayLike) -> Integers:
        """The area that holds each point, by its position in the list; -1 for none.

        points: shape (n, 2), in the unit of the areas.
        Returns shape (n,). Raises ValueError for points that are none.
        """
        places = as_points(points, "Points")
        cells = (places - self._corner) / self._cell
        on_grid = ((cells >= 0) & (cells < self._side)).all(axis=1)
        number = np.where(on_grid[:, None], cells, 0).astype(np.int64)
        flat = number[:, 1] * self._side + number[:, 0]
        answer = np.where(on_grid, self._of_cell[flat], OUTSIDE)
        # points on the far edge of everything lie just off the grid, so look those up too
        near = on_grid | ((cells >= -1) & (cells <= self._side + 1)).all(axis=1)
        unsure = np.flatnonzero(near & (self._crossed[flat] | ~on_grid))
        answer[unsure] = self._look(places[unsure])
        return answer

    def _look(self, places: Floats) -> Integers:
        answer = np.full(len(places), len(self._areas), dtype=np.int64)
        which, area = self._tree.query(shapely.points(places), predicate="intersects")
        np.minimum.at(answer, which, area)
        answer[answer == len(self._areas)] = OUTSIDE
        return answer


def _edges(areas: NDArray[np.object_]) -> Floats:
    """Every edge of every ring, shape (edges, 2 ends, 2)."""
    rings = shapely.get_rings(shapely.get_parts(areas))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    return np.stack([corners[:-1][joined], corners[1:][joined]], axis=1)


def _crossed(edges: Floats, corner: Floats, cell: Floats, side: int) -> Flags:
    """Cells that an edge touches, or nearly: edges are cut shorter than a cell first."""
    ends = (edges - corner) / cell
    pieces = np.ceil(2 * np.abs(ends[:, 1] - ends[:, 0]).max(axis=1)).astype(np.int64) + 1
    edge = np.repeat(np.arange(len(ends)), pieces)
    first = np.cumsum(pieces) - pieces
    part = np.arange(edge.size) - first[edge]
    step = (ends[edge, 1] - ends[edge, 0]) / pieces[edge, None]
    start = ends[edge, 0] + part[:, None] * step
    low = np.minimum(start, start + step) - 1e-6  # far more than rounding moves a point
    high = np.maximum(start, start + step) + 1e-6
    touched = np.zeros(side * side, dtype=bool)
    for x in (low[:, 0], high[:, 0]):
        for y in (low[:, 1], high[:, 1]):
            column = np.clip(x.astype(np.int64), 0, side - 1)
            row = np.clip(y.astype(np.int64), 0, side - 1)
            touched[row * side + column] = True
    return touched
