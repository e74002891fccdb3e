"""Small counts hidden, and enough others with them that no total gives them away.

A reader who knows every published number, that totals add up and that no hidden
number is 0 must still have two possible values or more for each hidden one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics.checks import Flags, Floats, Integers, as_counts, as_floats
from csp_analytics.network import Arc, Network

THRESHOLD = 5  # counts below this are hidden


@dataclass(frozen=True, slots=True)
class HiddenList:
    """What to hide of a list: `cells`, shape (n,), and its total."""

    cells: Flags
    total: bool


@dataclass(frozen=True, slots=True)
class HiddenTable:
    """What to hide of a table: `cells`, shape (rows, columns), and each total."""

    cells: Flags
    row_totals: Flags
    column_totals: Flags
    total: bool


def suppress_list(
    counts: ArrayLike,
    *,
    threshold: int = THRESHOLD,
    hide_zeros: bool = False,
    total_is_published: bool = True,
) -> HiddenList:
    """Which counts of a list, and whether its total, must not be shown.

    counts: whole numbers, 0 or more, none missing, shape (n,).
    threshold: counts below it are hidden, 1 or more.
    hide_zeros: hide noughts too. By default they stay, for nobody can be
        recognised in a nought and some returns must show it by law.
    total_is_published: whether the reader will see the sum.
    Where hiding the small ones is not enough, the smallest others are hidden too.
    Raises ValueError outside those ranges.
    Source: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4.
    """
    cells = _whole(counts, 1, threshold)
    total = int(cells.sum())
    arcs = [Arc(0, 1, int(count)) for count in cells] + [Arc(1, 0, total)]
    hidden = np.array([_is_small(arc.size, threshold, hide_zeros) for arc in arcs])
    hidden[-1] |= not total_is_published
    _hide_more(arcs, hidden, hide_zeros)
    return HiddenList(hidden[:-1], bool(hidden[-1]))


def suppress_table(
    counts: ArrayLike, *, threshold: int = THRESHOLD, hide_zeros: bool = False
) -> HiddenTable:
    """Which counts and totals of a table with all its totals must not be shown.

    counts: whole numbers, 0 or more, none missing, shape (rows, columns).
    threshold, hide_zeros: as for `suppress_list`.
    Raises ValueError outside those ranges.
    Source: as `suppress_list`; the table as a network after Cox (1995), JASA 90, 1453-1462.
    """
    cells = _whole(counts, 2, threshold)
    rows, columns = cells.shape
    arcs = _arcs_of_table(cells)
    hidden = np.array([_is_small(arc.size, threshold, hide_zeros) for arc in arcs])
    _hide_more(arcs, hidden, hide_zeros)
    whole = hidden.reshape(rows + 1, columns + 1)
    return HiddenTable(whole[:-1, :-1], whole[:-1, -1], whole[-1, :-1], bool(whole[-1, -1]))


@dataclass(frozen=True, slots=True)
class HiddenCrossed:
    """What to hide of cells in two groupings that cross, within wholes.

    `cells`, shape (n,), aligned with the counts; `rows`, `columns` and `wholes` by the number of
    the group; `total`, that of everything.
    """

    cells: Flags
    rows: Flags
    columns: Flags
    wholes: Flags
    total: bool


def suppress_crossed(
    counts: ArrayLike,
    rows: ArrayLike,
    columns: ArrayLike,
    wholes: ArrayLike,
    *,
    threshold: int = THRESHOLD,
    hide_zeros: bool = False,
) -> HiddenCrossed:
    """Which counts must not be shown where each is also added up in two ways, and in wholes.

    Such as small areas whose neighbourhoods, wards and districts are shown as well: what is
    hidden on one map must not come out of another.
    counts: whole numbers, 0 or more, none missing, shape (n,).
    rows, columns, wholes: the number, from 0, of the group of each kind that each count is in,
    shape (n,). A row and a column each lie in one whole.
    threshold, hide_zeros: as for `suppress_list`.
    Raises ValueError outside those ranges, or where a row or a column lies in two wholes.
    Source: as `suppress_table`.
    """
    cells = _whole(counts, 1, threshold)
    across, down, within = (_groups(one, len(cells)) for one in (rows, columns, wholes))
    arcs = _arcs_of_crossed(cells, across, down, within)
    hidden = np.array([_is_small(arc.size, threshold, hide_zeros) for arc in arcs])
    _hide_more(arcs, hidden, hide_zeros)
    ends = np.cumsum([len(cells), across.max() + 1, down.max() + 1, within.max() + 1])
    of_cells, of_rows, of_columns, into, out_of = np.split(hidden[:-1], ends)
    return HiddenCrossed(of_cells, of_rows, of_columns, into | out_of, bool(hidden[-1]))


def round_counts(counts: ArrayLike, *, base: int = 5) -> Floats:
    """Counts rounded to the nearest multiple of `base`; halves go up.

    counts: 0 or more, any shape; NaN is missing and stays NaN. base: 1 or more.
    Round totals from the true total, not from rounded parts: they may then
    differ from the sum of the parts, and should say so.
    Raises ValueError outside those ranges.
    """
    if base < 1:
        raise ValueError(f"Counts can be rounded to 1 or more; not to {base}.")
    return np.floor(as_counts(counts, "Counts") / base + 0.5) * base


def _whole(counts: ArrayLike, dimensions: int, threshold: int) -> Integers:
    numbers = as_floats(counts, "Counts")
    shape = {1: "list", 2: "table"}[dimensions]
    if numbers.ndim != dimensions or numbers.size == 0:
        raise ValueError(f"Suppression needs a {shape} of at least one count.")
    if not (numbers >= 0).all() or (numbers != np.floor(numbers)).any():
        raise ValueError("Counts must be whole numbers of 0 or more with none missing.")
    if threshold < 1:
        raise ValueError(f"Counts can be hidden below 1 or more; not below {threshold}.")
    return numbers.astype(np.int64)


def _is_small(count: int, threshold: int, hide_zeros: bool) -> bool:
    return count < threshold and (hide_zeros or count > 0)


def _arcs_of_table(cells: Integers) -> list[Arc]:
    """The table and its totals as a flow that is balanced at every row and column.

    Rows are nodes 0 to R (the last is the row of totals), columns follow. A cell
    runs from its row to its column; a total runs back.
    """
    rows, columns = cells.shape
    whole = np.pad(cells, ((0, 1), (0, 1)))
    whole[:-1, -1] = cells.sum(axis=1)
    whole[-1] = whole[:-1].sum(axis=0)
    arcs = []
    for (row, column), count in np.ndenumerate(whole):
        ends = row, rows + 1 + column
        is_margin = (row == rows) != (column == columns)  # the grand total runs as a cell does
        arcs.append(Arc(*(ends[::-1] if is_margin else ends), int(count)))
    return arcs


def _groups(numbers: ArrayLike, count: int) -> Integers:
    groups = as_floats(numbers, "Groups")
    if groups.shape != (count,) or not (groups >= 0).all() or (groups != np.floor(groups)).any():
        raise ValueError("Each count needs the number of its group, a whole number of 0 or more.")
    return groups.astype(np.int64)


def _arcs_of_crossed(
    cells: Integers, across: Integers, down: Integers, within: Integers
) -> list[Arc]:
    """Cells and the sums of their groups as a flow that goes round.

    From the total into each whole, out of it into its rows, along each cell from its row to
    its column, and by the columns out of the whole back to the total. A whole is one number on
    two arcs: what goes into it must come out, so that they can only change together.
    """
    rows, columns, wholes = (np.arange(int(one.max()) + 1) for one in (across, down, within))
    row_sums, column_sums, sums = (
        np.bincount(one, cells).astype(np.int64) for one in (across, down, within)
    )
    first_column = len(rows)
    into = first_column + len(columns)
    out_of = into + len(wholes)
    start, end = (np.full_like(wholes, out_of + len(wholes) + one) for one in (0, 1))
    parts = [
        (across, first_column + down, cells),
        (into + _only_whole(across, within), rows, row_sums),
        (first_column + columns, out_of + _only_whole(down, within), column_sums),
        (start, into + wholes, sums),
        (out_of + wholes, end, sums),
        (end[:1], start[:1], cells.sum(keepdims=True)),
    ]
    return [
        Arc(*one) for part in parts for one in zip(*(side.tolist() for side in part), strict=True)
    ]


def _only_whole(groups: Integers, within: Integers) -> Integers:
    """The whole that each group lies in, 0 for a group without a cell."""
    found = np.zeros(int(groups.max()) + 1, dtype=np.int64)
    found[groups] = within
    if (found[groups] != within).any():
        raise ValueError("A group lies in two wholes, and so its sum says nothing of either.")
    return found


def _hide_more(arcs: list[Arc], hidden: Flags, hide_zeros: bool) -> None:
    """Add to `hidden`, in place, what keeps each hidden count from being worked out.

    A hidden count is safe when it could be one more or one fewer with other
    hidden counts making up for it: a way round the network exists. Where none
    does, the cheapest way in counts lost is hidden.
    """
    network = Network(arcs, least=0 if hide_zeros else 1)
    for place in sorted(np.flatnonzero(hidden).tolist(), key=lambda one: arcs[one].size):
        arc = arcs[place]
        ways = [network.cheapest_way(hidden, place, arc.head, arc.tail)]
        if arc.size > network.least:
            ways.append(network.cheapest_way(hidden, place, arc.tail, arc.head))
        hidden[min(ways).arcs] = True
