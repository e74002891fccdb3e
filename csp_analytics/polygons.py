"""Which area holds each point: exact, also on the edges, and fast for millions of points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from shapely import STRtree
from shapely.geometry import MultiPolygon, Polygon

from csp_analytics.checks import Flags, Floats, Integers, as_points
from csp_analytics.polygon_cells import cells_touched, lay, parts_of, starts_of

Bits = NDArray[np.uint8]

OUTSIDE = -1
BLOCK = 16_384  # points worked at a time, so that they stay in the processor's cache
MOST_EDGES = 64  # of a cell; with more, looking up is the quicker way
MOST_AREAS = 8  # of a cell: a bit each
LOWEST_BIT = np.array([0, *((bits & -bits).bit_length() - 1 for bits in range(1, 256))])
SPOT = np.array([0.47, 0.53])  # of each cell; off its middle, which regular shapes pass through


class _CellEdges(NamedTuple):
    """Every cell that edges touch, and every edge in each of them.

    number: of each cell. cell: where an edge's cell stands in `number`. ends: counted
    from the cell's spot, shape (edges, 2 ends, 2). area: which it bounds. same: a number
    that edges with the same ends share.
    """

    number: Integers
    cell: Integers
    ends: Floats
    area: Integers
    same: Integers


class _Touched(NamedTuple):
    """What is known of the cells that edges touch.

    number: of each cell. held: bits of the areas that hold its spot. simple: false where
    points must be looked up. area_at, edge_at: where a cell's areas and edges begin.
    area: what each bit means, lowest first in the order given.
    line: a, b, c of each edge, so that a x + b y + c is how far (x, y), counted from the
    spot, lies on the spot's side of it. ends: x, y, x, y of its ends, counted so too.
    bits: the areas it bounds.
    """

    number: Integers
    held: Bits
    simple: Flags
    area_at: Integers
    area: Integers
    edge_at: Integers
    line: Floats
    ends: Floats
    bits: Bits


class Areas:
    """Areas, ready to say which of them holds a point.

    A point on an edge is in the area; where areas share the edge (or overlap),
    it is in the first of them in the order given. A hole is outside, its edge
    inside. Geometry is decided exactly, as GEOS does, with no tolerance.

    A grid laid over the areas answers at once for every cell that no edge
    touches. In any other cell it is known which areas hold one spot, and which
    edges pass: each edge between the spot and a point changes whether its area
    holds it. A point so near an edge that rounding could matter is looked up.
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
        shapely.prepare(self._areas)
        self._tree = STRtree(self._areas)
        parts = parts_of(self._areas)
        self._grid = lay(parts.edges)
        cell, edge = cells_touched(parts.edges, self._grid)
        number, touched = np.unique(cell, return_inverse=True)
        ends = self._grid.in_cells(parts.edges)[edge] - self._grid.spot(cell, SPOT)[:, None]
        edges = _CellEdges(number, touched, ends, parts.area[edge], parts.same[edge])
        held_by = self._holders(self._grid.place(number, SPOT))
        self._touched = _know(edges, held_by, self._grid.near)
        self._of_cell = self._fill()

    def find(self, points: ArrayLike) -> Integers:
        """The area that holds each point, by its position in the list; -1 for none.

        points: shape (n, 2), in the unit of the areas.
        Returns shape (n,). Raises ValueError for points that are none.
        """
        places = as_points(points, "Points")
        answer = np.empty(len(places), dtype=np.int64)
        unsure = [np.empty(0, dtype=np.int64)]
        for start in range(0, len(places), BLOCK):
            block = slice(start, start + BLOCK)
            answer[block], not_sure = self._find(places[block])
            unsure.append(start + not_sure)
        rest = np.concatenate(unsure)
        answer[rest] = self._look(places[rest])
        return answer

    def _find(self, places: Floats) -> tuple[Integers, Integers]:
        """The area of each place, and which places must be looked up instead."""
        grid = self._grid
        x, y = ((places[:, axis] - grid.corner[axis]) / grid.cell[axis] for axis in (0, 1))
        for along in (x, y):
            np.clip(along, 0.5, grid.side - 0.5, out=along)  # the rim is all outside
        column, row = x.astype(np.int64), y.astype(np.int64)
        answer = self._of_cell[row * grid.side + column]
        on_touched = np.flatnonzero(answer < OUTSIDE)
        touched = -2 - answer[on_touched]
        from_spot = (
            x[on_touched] - column[on_touched] - SPOT[0],
            y[on_touched] - row[on_touched] - SPOT[1],
        )
        answer[on_touched], sure = self._cross(touched, *from_spot)
        return answer, on_touched[~sure]

    def _cross(self, touched: Integers, x: Floats, y: Floats) -> tuple[Integers, Flags]:
        """The area of points in touched cells, and whether that is sure."""
        known, near = self._touched, self._grid.near
        first = known.edge_at[touched]
        count = known.edge_at[touched + 1] - first
        point = np.repeat(np.arange(touched.size), count)
        edge = np.arange(point.size) + np.repeat(first - np.cumsum(count) + count, count)
        a, b, c = known.line[edge].T
        away = a * x[point] + b * y[point] + c
        beyond = np.flatnonzero(away < near)
        point, edge, away = point[beyond], edge[beyond], away[beyond]
        x1, y1, x2, y2 = known.ends[edge].T
        one, other = x[point] * y1 - y[point] * x1, x[point] * y2 - y[point] * x2
        close = np.minimum(np.minimum(np.abs(one), np.abs(other)), -away) < near
        sure = known.simple[touched]
        sure[point[close]] = False
        crossed = (one > 0) != (other > 0)
        bits = known.held[touched]
        np.bitwise_xor.at(bits, point[crossed], known.bits[edge[crossed]])
        area = known.area[known.area_at[touched] + LOWEST_BIT[bits]]
        return np.where(bits > 0, area, OUTSIDE), sure

    def _fill(self) -> Integers:
        """For each cell its area, or -1; or -2 - k for the k-th touched cell."""
        touched = np.zeros(self._grid.side**2, dtype=bool)
        touched[self._touched.number] = True
        # cells that join side by side with no edge between them all lie in one area
        groups, _ = ndimage.label(~touched.reshape(self._grid.side, -1))
        group = groups.reshape(-1)
        any_of = np.zeros(int(group.max()) + 1, dtype=np.int64)
        any_of[group] = np.arange(group.size)
        of_group = self._look(self._grid.place(any_of, SPOT))
        of_cell = of_group.astype(np.int32)[group]
        of_cell[self._touched.number] = -2 - np.arange(self._touched.number.size)
        return np.asarray(of_cell)

    def _look(self, places: Floats) -> Integers:
        """The area that holds each place, by looking it up."""
        answer = np.full(len(places), len(self._areas), dtype=np.int64)
        place, area = self._holders(places)
        np.minimum.at(answer, place, area)
        answer[answer == len(self._areas)] = OUTSIDE
        return answer

    def _holders(self, places: Floats) -> tuple[Integers, Integers]:
        """Every place with every area that holds it, as pairs."""
        place, area = self._tree.query(shapely.points(places))
        order = np.argsort(area, kind="stable")
        place, area = place[order], area[order]
        holds = np.empty(place.size, dtype=bool)
        begins = np.flatnonzero(np.diff(area, prepend=-1))
        for start, stop in pairwise([*begins, place.size]):
            x, y = places[place[start:stop]].T
            holds[start:stop] = shapely.intersects_xy(self._areas[area[start]], x, y)
        return place[holds], area[holds]


def _know(edges: _CellEdges, held_by: tuple[Integers, Integers], near: float) -> _Touched:
    """Sort out what is known of each cell.

    held_by: pairs of a cell and an area that holds its spot.
    near: of a cell; an edge so near the spot cannot tell its sides apart.
    """
    cells, areas = edges.number.size, 1 + int(max(edges.area.max(), held_by[1].max(initial=0)))
    held_key, edge_key = held_by[0] * areas + held_by[1], edges.cell * areas + edges.area
    key = np.unique(np.concatenate([edge_key, held_key]))
    area_at = starts_of(key // areas, cells)
    place = np.arange(key.size) - area_at[key // areas]
    bit = np.left_shift(1, np.minimum(place, MOST_AREAS - 1)).astype(np.uint8)
    held = np.zeros(cells, dtype=np.uint8)
    np.bitwise_or.at(held, held_by[0], bit[np.searchsorted(key, held_key)])
    kept, bits = _shared(edges, bit[np.searchsorted(key, edge_key)])
    cell, line = edges.cell[kept], _lines(edges.ends[kept])
    few = np.bincount(cell, minlength=cells) <= MOST_EDGES
    simple = few & (np.diff(area_at) <= MOST_AREAS)
    simple[cell[line[:, 2] < near]] = False
    stays = simple[cell]
    return _Touched(
        number=edges.number,
        held=held,
        simple=simple,
        area_at=area_at,
        area=key % areas,
        edge_at=starts_of(cell[stays], cells),
        line=line[stays],
        ends=edges.ends[kept][stays].reshape(-1, 4),
        bits=bits[stays],
    )


def _shared(edges: _CellEdges, bit: Bits) -> tuple[Integers, Bits]:
    """Each edge of a cell once, by its place in the list, with the bits of all it bounds."""
    order = np.lexsort((edges.same, edges.cell))
    same, cell = edges.same[order], edges.cell[order]
    first = np.flatnonzero(np.diff(same, prepend=-1) | np.diff(cell, prepend=-1))
    return order[first], np.bitwise_or.reduceat(bit[order], first)


def _lines(ends: Floats) -> Floats:
    """How far a place lies from the line through each edge, on the spot's side of it."""
    along = ends[:, 1] - ends[:, 0]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    across /= np.sqrt((along**2).sum(axis=1))[:, None]
    offset = -(across * ends[:, 0]).sum(axis=1)
    return np.column_stack([across, offset]) * np.where(offset < 0, -1.0, 1.0)[:, None]
