"""Hexagons over points: a map of where people live, for which no boundary is needed."""

from dataclasses import dataclass

import numpy as np
import shapely

WIDTHS = (250, 500, 1_000, 2_000, 5_000, 10_000, 20_000)  # metres from side to side
SPREAD = 1_000_003  # sets columns apart in one number with the rows
MOST = 600  # hexagons that a map can show


@dataclass(frozen=True)
class Hexagons:
    """Hexagons that hold points. width: metres from side to side.

    counts: points in each, shape (n,). owners: for each, the number of the group that most of
    its points belong to. shapes: the hexagons in metres.
    """

    width: int
    counts: np.ndarray
    owners: np.ndarray
    shapes: np.ndarray


def hexagons(points: np.ndarray, groups: np.ndarray, *, most: int = MOST) -> Hexagons:
    """Lay hexagons over points: the smallest of our widths that needs no more than `most`.

    points: eastings and northings in metres, shape (n, 2), n 1 or more. groups: the number of
    the group of each point, from 0. The grid starts at the National Grid's own origin, so a
    hexagon is the same one on every map of that width. Raises ValueError without a point.
    """
    if not len(points):
        raise ValueError("Hexagons need at least one point.")
    for width in WIDTHS:
        cells = cells_of(points, width)
        keys, first, place = np.unique(
            cells[:, 0] * SPREAD + cells[:, 1], return_index=True, return_inverse=True
        )
        if len(keys) <= most:
            break
    unique = cells[first]
    counts = np.bincount(place, minlength=len(unique))
    by_group = np.zeros((len(unique), int(groups.max()) + 1), dtype=int)
    np.add.at(by_group, (place, groups), 1)
    return Hexagons(width, counts, by_group.argmax(axis=1), _shapes(unique, width))


def cells_of(points: np.ndarray, width: float) -> np.ndarray:
    """Give the hexagon of each point as its column and row, shape (n, 2).

    Hexagons stand on a corner, in rows; column and row count along axes 60 degrees apart.
    Source: Sahr, White & Kimerling (2003), and rounding in cube coordinates.
    """
    x, y = points[:, 0] / width, points[:, 1] / width
    row = y * 2 / 3**0.5
    cube = np.stack([x - row / 2, row, -(x + row / 2)], axis=1)
    near = np.rint(cube)
    off = np.abs(near - cube)
    worst = off.argmax(axis=1)
    rows = np.arange(len(near))
    near[rows, worst] -= near.sum(axis=1)
    return near[:, :2].astype(int)


def centres(cells: np.ndarray, width: float) -> np.ndarray:
    """Give the centres of hexagons in metres."""
    row = cells[:, 1]
    return np.stack([(cells[:, 0] + row / 2) * width, row * width * 3**0.5 / 2], axis=1)


def _shapes(cells: np.ndarray, width: float) -> np.ndarray:
    angles = np.radians(np.arange(30, 391, 60))
    corners = np.stack([np.cos(angles), np.sin(angles)], axis=1) * width / 3**0.5
    rings = centres(cells, width)[:, None, :] + corners[None, :, :]
    return np.array(shapely.polygons(rings), dtype=object)
