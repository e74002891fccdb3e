"""A grid of cells over areas, and which of its cells their edges touch."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from csp_analytics.checks import Floats, Integers

MOST_A_SIDE = 2_048
CELLS_PER_EDGE = 64
MARGIN = 1e-6  # of a cell: what comes so near a cell touches it


class Parts(NamedTuple):
    """Every edge of every ring of areas.

    edges: shape (edges, 2 ends, 2). area: which it bounds. same: a number that
    edges with the same ends share.
    """

    edges: Floats
    area: Integers
    same: Integers


class Grid(NamedTuple):
    """A square of cells, numbered row by row from the south-west.

    corner: south-west, x and y. cell: width and height, in planar units.
    side: cells in a row, and rows; the outermost lie outside everything.
    near: of a cell; rounding moves nothing by as much.
    """

    corner: Floats
    cell: Floats
    side: int
    near: float

    def in_cells(self, places: Floats) -> Floats:
        """Places counted in cells from the corner, shape (..., 2)."""
        return np.asarray((places - self.corner) / self.cell)

    def spot(self, number: Integers, within: Floats) -> Floats:
        """A spot of each cell, counted in cells from the corner."""
        return np.stack([number % self.side, number // self.side], axis=1) + within

    def place(self, number: Integers, within: Floats) -> Floats:
        """A spot of each cell, in planar units."""
        return np.asarray(self.corner + self.spot(number, within) * self.cell)


def parts_of(areas: NDArray[np.object_]) -> Parts:
    """Every edge of every ring of areas."""
    pieces, area = shapely.get_parts(areas, return_index=True)
    rings, piece = shapely.get_rings(pieces, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    joined = (ring[1:] == ring[:-1]) & (corners[1:] != corners[:-1]).any(axis=1)
    edges = np.stack([corners[:-1][joined], corners[1:][joined]], axis=1)
    turned = (edges[:, 0, 0] > edges[:, 1, 0]) | (
        (edges[:, 0, 0] == edges[:, 1, 0]) & (edges[:, 0, 1] > edges[:, 1, 1])
    )
    edges = np.where(turned[:, None, None], edges[:, ::-1], edges)
    flat = edges.reshape(-1, 4)
    order = np.lexsort(flat.T)
    same = np.empty(len(flat), dtype=np.int64)
    same[order] = np.cumsum(np.diff(flat[order], axis=0, prepend=np.nan).any(axis=1))
    return Parts(edges, area[piece][ring[:-1][joined]], same)


def lay(edges: Floats) -> Grid:
    """Lay a grid over edges, with a rim of a cell about them."""
    corners = edges.reshape(-1, 2)
    low, high = corners.min(axis=0), corners.max(axis=0)
    finest = float(np.spacing(np.abs(corners).max()))
    # enough cells that few edges share one, but none so small that rounding matters
    wanted = (CELLS_PER_EDGE * len(edges)) ** 0.5
    side = min(MOST_A_SIDE, wanted, float((high - low).min()) / finest / 2**30)
    inner = max(8, int(side))
    cell = (high - low) / inner
    near = 1e-7 + 8 * (inner + 2) * finest / float(cell.min())
    return Grid(low - cell, cell, inner + 2, near)


def cells_touched(edges: Floats, grid: Grid) -> tuple[Integers, Integers]:
    """Every cell with every edge that touches it, or nearly, as pairs: cells rising.

    Edges are cut into pieces of half a cell or less, and each touches what its
    bounds touch: at most two rows of two.
    """
    ends = grid.in_cells(edges)
    pieces = np.ceil(2 * np.abs(ends[:, 1] - ends[:, 0]).max(axis=1)).astype(np.int64) + 1
    edge = np.repeat(np.arange(len(ends)), pieces)
    part = np.arange(edge.size) - (np.cumsum(pieces) - pieces)[edge]
    step = (ends[edge, 1] - ends[edge, 0]) / pieces[edge, None]
    start = ends[edge, 0] + part[:, None] * step
    low = np.minimum(start, start + step) - MARGIN
    high = np.maximum(start, start + step) + MARGIN
    west, south, east, north = (
        np.clip(bound, 0, grid.side - 1).astype(np.int64) for bound in (*low.T, *high.T)
    )
    cells = [row * grid.side + column for row in (south, north) for column in (west, east)]
    key = np.unique(np.concatenate([cell * len(edges) + edge for cell in cells]))
    return key // len(edges), key % len(edges)


def starts_of(group: Integers, groups: int) -> Integers:
    """Where each group begins among things sorted by group, and where the last ends."""
    return np.concatenate([[0], np.cumsum(np.bincount(group, minlength=groups))])
