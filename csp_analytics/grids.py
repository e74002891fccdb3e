"""Squares laid over a map: which one a place lies in, how many fall in each, and which touch.

Places are in metres of one plane, such as the British National Grid. Squares are counted from
the plane's own origin, so that a square of one width is the same square on every map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from csp_analytics.checks import Floats, Integers, as_points
from csp_analytics.density import Grid
from csp_analytics.neighbours import neighbours_from_pairs

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # of the National Grid: no I
SPAN, BLOCK = 500_000, 100_000  # metres that the first and the second letter stand for
WEST, SOUTH = 1_000_000, 500_000  # how far square SV's corner lies from the lettering's own


def grid_over(points: ArrayLike, cell: float) -> Grid:
    """The smallest grid that holds all points, its lines at whole multiples of `cell`.

    points: shape (n, 2), n 1 or more, in metres. cell: width of a square, above 0.
    Raises ValueError outside those ranges.
    """
    places = as_points(points, "Points")
    if len(places) == 0:
        raise ValueError("A grid needs one point at least to be laid over.")
    if not cell > 0:
        raise ValueError(f"A square must be wider than 0; {cell} is not.")
    low = np.floor(places.min(axis=0) / cell)
    columns, rows = (np.floor(places.max(axis=0) / cell) - low + 1).astype(int).tolist()
    return Grid(float(low[0] * cell), float(low[1] * cell), float(cell), columns, rows)


def cells_of(points: ArrayLike, grid: Grid) -> Integers:
    """The number of the square that each point lies in, row by row from the south-west.

    points: shape (n, 2). A point on a line belongs to the square east or north of it.
    grid: its lines at whole multiples of its cell, as `grid_over` lays them.
    Returns shape (n,): -1 for a point outside the grid.
    Raises ValueError for points that are none, or another grid.
    """
    places = as_points(points, "Points")
    corner = np.array([grid.west, grid.south]) / grid.cell
    if (corner % 1).any():
        raise ValueError("Squares are counted from the origin; this grid begins between two.")
    column, row = (np.floor(places / grid.cell) - corner).astype(np.int64).T
    inside = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    return np.asarray(np.where(inside, row * grid.columns + column, -1))


def counts_on(batches: Iterable[tuple[ArrayLike, ArrayLike | None]], grid: Grid) -> Integers:
    """How many events fall in each square of a grid.

    batches: points, shape (n, 2), with how many events each stands for (None: 1 each), whole
        numbers of 0 or more. They are taken one after another, so memory is that of one batch
        and of the grid, however many there are.
    Points outside the grid are left out. Returns shape (rows x columns,).
    Raises ValueError for points or numbers that are none.
    """
    total = np.zeros(grid.columns * grid.rows, dtype=np.int64)
    for points, times in batches:
        cells = cells_of(points, grid)
        inside = cells >= 0
        if times is None:
            total += np.bincount(cells[inside], minlength=total.size)
            continue
        number = np.asarray(times, dtype=np.float64)
        if number.shape != cells.shape or not (number >= 0).all() or (number % 1).any():
            raise ValueError("Each point stands for a whole number of events, 0 or more.")
        summed = np.bincount(cells[inside], number[inside], total.size)  # exact below 2^53
        total += summed.astype(np.int64)
    return total


def centres_of(cells: Sequence[int] | Integers, grid: Grid) -> Floats:
    """The middle of each square, shape (n, 2), in metres."""
    row, column = np.divmod(np.asarray(cells, dtype=np.int64), grid.columns)
    middle = np.stack([column, row], axis=1) + 0.5
    return np.asarray(middle * grid.cell + (grid.west, grid.south))


def touching(cells: Integers, grid: Grid) -> csr_array:
    """Binary weights of some squares of a grid that share a side or a corner.

    cells: their numbers, rising, each once, shape (n,). Squares that are not among them are
        nobody's neighbours: moorland where nothing can be recorded makes no town stand out.
    Raises ValueError for numbers that do not rise or are not of the grid.
    """
    known = np.asarray(cells, dtype=np.int64)
    rises = known.size > 0 and bool((np.diff(known) > 0).all())
    if not rises or known[0] < 0 or known[-1] >= grid.columns * grid.rows:
        raise ValueError("Squares must be numbers of the grid that rise, one at least.")
    column = known % grid.columns
    ones, others = [], []
    for across, up in ((1, 0), (-1, 1), (0, 1), (1, 1)):
        fits = (column + across >= 0) & (column + across < grid.columns)
        wanted = known + across + up * grid.columns
        place = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        one = np.flatnonzero(fits & (known[place] == wanted))
        ones.append(one)
        others.append(place[one])
    return neighbours_from_pairs(np.concatenate(ones), np.concatenate(others), known.size)


def gaps_between(points: ArrayLike) -> Floats:
    """How far each different place lies from the nearest other one.

    points: shape (n, 2), two different ones at least; those that fall together are one place.
    Returns shape (number of different places,), in their unit.
    Raises ValueError for fewer.
    """
    places = np.unique(as_points(points, "Points"), axis=0)
    if len(places) < 2:
        raise ValueError("A gap needs two different places.")
    away, _ = cKDTree(places).query(places, k=[2])  # the first is the place itself
    return np.asarray(away, dtype=np.float64).reshape(-1)


def pairs_within(points: ArrayLike, times: ArrayLike, distance: float) -> int:
    """How many pairs of events lie no further apart than a distance.

    points: different places, shape (n, 2), n 1 or more. times: events at each, whole numbers,
        1 or more: two at one place are a pair. distance: 0 or more.
    No list of pairs is made, so memory does not grow with them.
    Raises ValueError outside those ranges.
    """
    places = as_points(points, "Points")
    number = np.asarray(times, dtype=np.float64)
    if len(places) == 0 or number.shape != (len(places),) or not (number >= 1).all():
        raise ValueError("Each place needs a number of events, 1 or more.")
    if not distance >= 0:
        raise ValueError(f"A distance must be 0 or more; {distance} is not.")
    tree = cKDTree(places)
    both_ways = tree.count_neighbors(tree, distance, weights=(number, number))
    return round((float(both_ways) - float(number.sum())) / 2)


def grid_reference(easting: float, northing: float) -> str:
    """The National Grid reference of a place, to 100 metres: "NZ 273 424".

    easting: 0 to under 700,000 metres. northing: 0 to under 1,300,000.
    Raises ValueError outside Great Britain.
    Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 7.
    """
    if not (0 <= easting < 700_000 and 0 <= northing < 1_300_000):
        raise ValueError("The National Grid covers Great Britain and no more.")
    east, north = easting + WEST, northing + SOUTH
    pairs = ((east // SPAN, north // SPAN), (east % SPAN // BLOCK, north % SPAN // BLOCK))
    letters = "".join(LETTERS[int((4 - up) * 5 + across)] for across, up in pairs)
    return f"{letters} {int(easting % BLOCK // 100):03d} {int(northing % BLOCK // 100):03d}"


def place_of_reference(reference: str) -> tuple[float, float]:
    """The south-west corner of a National Grid reference: "NZ 273 424", "nz273424", "NZ 27 42".

    Two letters and as many digits east as north, 1 to 5 of each. Returns easting and northing.
    Raises ValueError for anything else.
    Source: as `grid_reference`.
    """
    plain = "".join(reference.upper().split())
    letters, digits = plain[:2], plain[2:]
    half = len(digits) // 2
    known = len(letters) == 2 and all(one in LETTERS for one in letters)
    if (
        not known
        or not digits.isascii()
        or not digits.isdigit()
        or len(digits) not in (2, 4, 6, 8, 10)
    ):
        raise ValueError("A grid reference is two letters and 2 to 10 digits, such as NZ 273 424.")
    (down, across), (under, beside) = (divmod(LETTERS.index(one), 5) for one in letters)
    east = across * SPAN + beside * BLOCK - WEST
    north = (4 - down) * SPAN + (4 - under) * BLOCK - SOUTH
    step = 10.0 ** (5 - half)
    place = east + int(digits[:half]) * step, north + int(digits[half:]) * step
    grid_reference(*place)  # refuses what lies outside
    return place
