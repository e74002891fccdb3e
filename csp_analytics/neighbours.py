"""Which places are next to which: weights for hot spots and clustering.

Weights are a sparse array of shape (n, n); a place is not its own neighbour here.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.spatial import cKDTree

from csp_analytics.checks import Integers, as_points

Contiguity = Literal["queen", "rook"]


def grid_neighbours(columns: int, rows: int, contiguity: Contiguity = "queen") -> csr_array:
    """Binary weights of a grid whose cells are numbered row by row from the south-west.

    columns, rows: 1 or more. contiguity: "queen" shares a corner, "rook" a side.
    Raises ValueError for an empty grid or another contiguity.
    """
    if columns < 1 or rows < 1:
        raise ValueError(f"A grid needs a column and a row; {columns} by {rows} has none.")
    if contiguity not in ("queen", "rook"):
        raise ValueError(f'Contiguity is "queen" or "rook", not {contiguity!r}.')
    number = np.arange(rows * columns).reshape(rows, columns)
    pairs = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:])]
    if contiguity == "queen":
        pairs += [(number[:-1, :-1], number[1:, 1:]), (number[:-1, 1:], number[1:, :-1])]
    return neighbours_from_pairs(
        np.concatenate([one.ravel() for one, _ in pairs]),
        np.concatenate([other.ravel() for _, other in pairs]),
        rows * columns,
    )


def distance_neighbours(points: ArrayLike, within: float) -> csr_array:
    """Binary weights of points no further apart than a distance, that distance included.

    points: shape (n, 2) in planar units. within: in those units, above 0.
    Raises ValueError for points that are none or another distance.
    """
    places = as_points(points, "Points")
    if not within > 0:
        raise ValueError(f"A distance must be above 0; {within} is not.")
    pairs = cKDTree(places).query_pairs(within, output_type="ndarray")
    return neighbours_from_pairs(pairs[:, 0], pairs[:, 1], len(places))


def neighbours_from_pairs(one: ArrayLike, other: ArrayLike, count: int) -> csr_array:
    """Binary weights from pairs of neighbours, such as areas that share a border.

    one, other: places, 0 to count - 1, each pair once or twice. count: of all places.
    Raises ValueError for a place outside that range or that is its own neighbour.
    """
    first, second = (np.asarray(side, dtype=np.int64).reshape(-1) for side in (one, other))
    both: Integers = np.concatenate([first, second])
    if first.size != second.size or (first == second).any():
        raise ValueError("Neighbours come in pairs of two different places.")
    if both.size and not (both.min() >= 0 and both.max() < count):
        raise ValueError(f"Neighbours must be places from 0 to {count - 1}.")
    weights = coo_array(
        (np.ones(both.size), (both, np.concatenate([second, first]))), shape=(count, count)
    ).tocsr()
    weights.data[:] = 1.0  # a pair given twice is still one pair
    return weights


def row_standardised(weights: csr_array) -> csr_array:
    """Weights that sum to 1 for each place; a place without neighbours keeps none."""
    total = np.asarray(weights.sum(axis=1)).reshape(-1)
    share = np.divide(1.0, total, out=np.zeros(total.size), where=total > 0)
    return csr_array(diags_array(share) @ weights)


def with_itself(weights: csr_array) -> csr_array:
    """Weights with each place as its own neighbour, weight 1: what Gi* takes."""
    return csr_array(weights + diags_array(np.ones(weights.shape[0])))
