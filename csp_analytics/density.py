"""Kernel density: events spread over their surroundings, for maps of where they gather."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from itertools import chain
from types import ModuleType
from typing import Literal, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from csp_analytics.checks import Floats, as_complete, as_counts, as_points

KernelName = Literal["quartic", "normal", "epanechnikov", "triangular", "uniform", "triweight"]
BLOCK = 1_024  # places looked about at a time
NORMAL_REACH = 9.0  # bandwidths; beyond, a normal kernel is under 1e-17 of its peak


class Kernel(NamedTuple):
    """A kernel of distance over bandwidth, 1 at its middle.

    shape: its height, given the square of distance over bandwidth (0 to reach^2).
    scale: what makes it integrate to 1 over the plane, at bandwidth 1.
    reach: bandwidths beyond which it is 0.
    """

    shape: Callable[[Floats], Floats]
    scale: float
    reach: float = 1.0


# Source: Silverman (1986), Density Estimation, ch. 4. The quartic in two dimensions has
# 3/pi; a constant of 116/(5 pi) seen in one old program makes densities 7.25 times too large.
KERNELS: dict[KernelName, Kernel] = {
    "quartic": Kernel(lambda square: (1 - square) ** 2, 3 / np.pi),
    "normal": Kernel(lambda square: np.exp(-square / 2), 1 / (2 * np.pi), NORMAL_REACH),
    "epanechnikov": Kernel(lambda square: 1 - square, 2 / np.pi),
    "triangular": Kernel(lambda square: 1 - np.sqrt(square), 3 / np.pi),
    "uniform": Kernel(np.ones_like, 1 / np.pi),
    "triweight": Kernel(lambda square: (1 - square) ** 3, 4 / np.pi),
}


class Grid(NamedTuple):
    """Square cells, row by row from the south-west corner (west, south), in planar units."""

    west: float
    south: float
    cell: float
    columns: int
    rows: int


def kernel_value(
    dx: ArrayLike, dy: ArrayLike, bandwidth: float, kernel: KernelName = "quartic"
) -> Floats:
    """Height of a kernel at a distance (dx, dy) from its middle, where it is 1.

    dx, dy, bandwidth: in one planar unit; bandwidth above 0.
    Returns 0 beyond the kernel's reach; the edge itself counts as within.
    Raises ValueError for a bandwidth of 0 or less or an unknown kernel.
    """
    found = _kernel(kernel, bandwidth)
    square = (np.square(dx) + np.square(dy)) / bandwidth**2
    within = square <= found.reach**2
    return np.where(within, found.shape(np.where(within, square, 0.0)), 0.0)


def kernel_sums(
    points: ArrayLike, places: ArrayLike, bandwidth: float, kernel: KernelName = "quartic"
) -> Floats:
    """Exact sum of the kernels of all points at each place.

    points: events, shape (n, 2). places: where to look, shape (m, 2), such as
        cell centres. bandwidth: above 0, in their unit.
    Returns shape (m,). Use `density_grid` where points are many.
    Raises ValueError for points that are none, or as `kernel_value`.
    Source: Silverman (1986), Density Estimation, ch. 4.
    """
    events, where = as_points(points, "Points"), as_points(places, "Places")
    found = _kernel(kernel, bandwidth)
    sums = np.zeros(len(where))
    if len(events) == 0:
        return sums
    tree, reach = cKDTree(events), found.reach * bandwidth * (1 + 1e-12)
    for start in range(0, len(where), BLOCK):
        block = where[start : start + BLOCK]
        near = cast("list[list[int]]", tree.query_ball_point(block, reach))
        sizes = np.array([len(close) for close in near])
        close = np.fromiter(chain.from_iterable(near), np.int64, int(sizes.sum()))
        place = np.repeat(np.arange(len(block)), sizes)
        away = events[close] - block[place]
        heights = kernel_value(away[:, 0], away[:, 1], bandwidth, kernel)
        sums[start : start + BLOCK] = np.bincount(place, heights, len(block))
    return sums


def density_scale(bandwidth: float, kernel: KernelName = "quartic") -> float:
    """What turns kernel sums into events per unit of area (metres give per square metre).

    Divide by the number of events too for a density that integrates to 1.
    Raises ValueError as `kernel_value`.
    """
    return _kernel(kernel, bandwidth).scale / bandwidth**2


def density_grid(
    points: ArrayLike, grid: Grid, bandwidth: float, kernel: KernelName = "quartic"
) -> Floats:
    """Events per unit of area over a grid, fast: each point is shared by the cells about it.

    points: events, shape (n, 2); those further than the kernel's reach outside
        the grid are left out.
    grid: its cells should be no wider than a fifth of the bandwidth; then the
        answer is within about a fortieth of the peak of `kernel_sums`, and
        nearer the more points there are.
    bandwidth: above 0, in the unit of the points.
    Returns shape (rows, columns), southmost row first.
    Raises ValueError for points that are none, an empty grid, or as `kernel_value`.
    Source: Wand (1994), J Comput Graph Stat 3, 433-445 (linear binning).
    """
    events, found = as_points(points, "Points"), _kernel(kernel, bandwidth)
    if not (grid.cell > 0 and grid.columns >= 1 and grid.rows >= 1):
        raise ValueError("A grid needs cells wider than 0, and a row and a column of them.")
    reach = found.reach * bandwidth
    rim = int(np.ceil(reach / grid.cell))
    steps = np.arange(-rim, rim + 1) * grid.cell
    stamp = kernel_value(steps[None, :], steps[:, None], bandwidth, kernel)
    spread = _signal().fftconvolve(_shared(events, grid, rim), stamp, mode="valid")
    return np.asarray(np.maximum(spread, 0.0) * found.scale / bandwidth**2)


def density_of_counts(
    counts: ArrayLike, grid: Grid, bandwidth: float, kernel: KernelName = "quartic"
) -> Floats:
    """Events per unit of area over a grid, from how many lie in each of its cells.

    counts: 0 or more, shape (rows x columns,), row by row from the south-west. Every event is
        taken to lie in the middle of its cell, and none to lie outside the grid; with cells a
        fifth of the bandwidth that is within a tenth of the peak of `density_grid`.
    grid, bandwidth, kernel: as for `density_grid`. Memory does not grow with events.
    Returns shape (rows, columns), southmost row first.
    Raises ValueError for counts that do not fit the grid, or as `density_grid`.
    """
    found = _kernel(kernel, bandwidth)
    number = as_complete(as_counts(counts, "Counts"), "Counts")
    if number.size != grid.rows * grid.columns:
        raise ValueError(f"The grid has {grid.rows * grid.columns} cells, not {number.size}.")
    rim = int(np.ceil(found.reach * bandwidth / grid.cell))
    steps = np.arange(-rim, rim + 1) * grid.cell
    stamp = kernel_value(steps[None, :], steps[:, None], bandwidth, kernel)
    spread = _signal().oaconvolve(number.reshape(grid.rows, grid.columns), stamp, mode="full")
    inside = spread[rim : rim + grid.rows, rim : rim + grid.columns]
    return np.asarray(np.maximum(inside, 0.0) * found.scale / bandwidth**2)


def _signal() -> ModuleType:
    """Scipy's filters, loaded when first needed: with what they load they take a second."""
    return importlib.import_module("scipy.signal")


def _shared(events: Floats, grid: Grid, rim: int) -> Floats:
    """Each point shared out to the four cell centres about it, on the grid and a rim round it."""
    columns, rows = grid.columns + 2 * rim, grid.rows + 2 * rim
    # in cells, from the centre of the first cell of the rim
    x = (events[:, 0] - grid.west) / grid.cell + (rim - 0.5)
    y = (events[:, 1] - grid.south) / grid.cell + (rim - 0.5)
    inside = (x >= 0) & (x < columns - 1) & (y >= 0) & (y < rows - 1)
    if not inside.all():
        x, y = x[inside], y[inside]
    column, row = x.astype(np.int64), y.astype(np.int64)
    x -= column
    y -= row
    place = row * columns + column
    size = rows * columns
    whole = np.bincount(place, minlength=size)
    # sums of x, y and xy by cell give all four shares without four counts
    by_x, by_y, by_xy = (np.bincount(place, part, size) for part in (x, y, x * y))
    cells = np.zeros((rows, columns))
    for (down, right), share in {
        (0, 0): whole - by_x - by_y + by_xy,
        (0, 1): by_x - by_xy,
        (1, 0): by_y - by_xy,
        (1, 1): by_xy,
    }.items():
        table = share.reshape(rows, columns)
        cells[down:, right:] += table[: rows - down, : columns - right]
    return cells


def _kernel(name: KernelName, bandwidth: float) -> Kernel:
    if not bandwidth > 0:
        raise ValueError(f"A bandwidth must be above 0; {bandwidth} is not.")
    if name not in KERNELS:
        raise ValueError(f"There is no kernel {name!r}; there are {', '.join(KERNELS)}.")
    return KERNELS[name]
