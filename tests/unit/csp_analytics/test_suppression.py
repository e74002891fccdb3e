"""No hidden number can be worked out: checked against every value it could have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from csp_analytics.network import Arc, Network
from csp_analytics.suppression import (
    round_counts,
    suppress_crossed,
    suppress_list,
    suppress_table,
)

small = st.integers(0, 12)


def _balances(rows: int, columns: int) -> np.ndarray:
    """One equation for each row and column of a table with its totals: parts less total is 0."""
    equations = []
    for row in range(rows + 1):
        sums = np.zeros((rows + 1, columns + 1))
        sums[row] = [1] * columns + [-1]
        equations.append(sums.ravel())
    for column in range(columns + 1):
        sums = np.zeros((rows + 1, columns + 1))
        sums[:, column] = [1] * rows + [-1]
        equations.append(sums.ravel())
    return np.array(equations)


def assert_not_derivable(whole: np.ndarray, hidden: np.ndarray, least: int) -> None:
    """Every hidden number has a lowest and a highest possible value that differ."""
    equations = _balances(whole.shape[0] - 1, whole.shape[1] - 1)
    assert_undecided(whole.ravel(), hidden.ravel(), equations, least)


def assert_undecided(
    numbers: np.ndarray, hidden: np.ndarray, equations: np.ndarray, least: int
) -> None:
    """The equations leave every hidden number a lowest and a highest value that differ."""
    bounds = [
        (least, None) if is_hidden else (count, count)
        for count, is_hidden in zip(numbers, hidden, strict=True)
    ]
    for place in np.flatnonzero(hidden):
        one = np.zeros(numbers.size)
        one[place] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * one, A_eq=equations, b_eq=np.zeros(len(equations)), bounds=bounds
            )
            ends.append(np.inf if found.status == 3 else sign * found.fun)
        assert ends[1] - ends[0] >= 1 - 1e-6


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 3), st.integers(1, 3), st.data(), st.booleans())
def test_no_number_hidden_in_a_table_can_be_derived(rows, columns, data, hide_zeros):
    cells = np.array(data.draw(st.lists(small, min_size=rows * columns, max_size=rows * columns)))
    cells = cells.reshape(rows, columns)
    found = suppress_table(cells, hide_zeros=hide_zeros)
    whole = np.pad(cells, ((0, 1), (0, 1)))
    whole[:-1, -1], whole[-1, :-1], whole[-1, -1] = cells.sum(1), cells.sum(0), cells.sum()
    hidden = np.pad(found.cells, ((0, 1), (0, 1)))
    hidden[:-1, -1], hidden[-1, :-1] = found.row_totals, found.column_totals
    hidden[-1, -1] = found.total
    too_small = (whole < 5) & ((whole > 0) | hide_zeros)
    assert hidden[too_small].all()
    assert_not_derivable(whole, hidden, 0 if hide_zeros else 1)


def _sums(rows: np.ndarray, columns: np.ndarray, wholes: np.ndarray) -> np.ndarray:
    """One equation for each sum that is published: its parts less itself is 0."""
    groups = [one == number for one in (rows, columns, wholes) for number in range(one.max() + 1)]
    parts = np.array([*groups, np.ones(len(rows), dtype=bool)], dtype=float)
    return np.hstack([parts, -np.eye(len(parts))])


@settings(max_examples=25, deadline=None)
@given(st.data(), st.booleans())
def test_no_number_hidden_on_one_map_comes_out_of_another(data, hide_zeros):
    """Small areas, their neighbourhoods, wards and districts, and all of them together."""
    groups = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 2))
    cells = data.draw(st.lists(st.tuples(small, groups), min_size=1, max_size=9))
    counts = np.array([count for count, _ in cells])
    named = [(whole, (whole, row), (whole, column)) for _, (whole, row, column) in cells]
    wholes, rows, columns = (
        np.unique([repr(one) for one in side], return_inverse=True)[1]
        for side in zip(*named, strict=True)
    )
    found = suppress_crossed(counts, rows, columns, wholes, hide_zeros=hide_zeros)
    hidden = np.concatenate([found.cells, found.rows, found.columns, found.wholes, [found.total]])
    equations = _sums(rows, columns, wholes)
    numbers = np.concatenate([counts, equations[:, : len(counts)] @ counts]).astype(int)
    assert hidden[(numbers < 5) & ((numbers > 0) | hide_zeros)].all()
    assert_undecided(numbers, hidden, equations, 0 if hide_zeros else 1)


def test_a_ward_is_hidden_whose_count_would_give_a_small_area_away():
    """Two small areas are hidden, in wards of their own, where each ward would tell its own."""
    counts, wards = [3, 4, 20, 30, 40, 50], [0, 1, 0, 1, 0, 1]
    plain = suppress_list(counts)
    assert plain.cells.tolist() == [True, True, False, False, False, False]
    found = suppress_crossed(counts, [0] * 6, wards, [0] * 6)
    given_away = found.cells.tolist() == plain.cells.tolist() and not found.columns.any()
    assert not given_away
    assert not found.wholes.any()
    assert not found.total


def test_a_group_lies_in_one_whole():
    with pytest.raises(ValueError, match="two wholes"):
        suppress_crossed([9, 9], [0, 0], [0, 1], [0, 1])


@pytest.mark.parametrize("groups", [[0], [0, -1], [0, 0.5], [0, np.nan]])
def test_every_count_has_its_group(groups):
    with pytest.raises(ValueError):
        suppress_crossed([9, 9], groups, [0, 0], [0, 0])


@settings(max_examples=50, deadline=None)
@given(st.lists(small, min_size=1, max_size=8), st.booleans(), st.booleans())
def test_no_number_hidden_in_a_list_can_be_derived(counts, hide_zeros, published):
    found = suppress_list(counts, hide_zeros=hide_zeros, total_is_published=published)
    cells, least = np.array(counts), 0 if hide_zeros else 1
    hidden = cells[found.cells]
    assert found.cells[(cells < 5) & ((cells > 0) | hide_zeros)].all()
    if hidden.size and not found.total:
        # what is hidden must leave something to share out, and someone to share it with
        assert hidden.size >= 2
        assert hidden.sum() > least * hidden.size


def test_the_smallest_other_goes_with_the_only_small_one():
    assert suppress_list([3, 10, 20]).cells.tolist() == [True, True, False]


def test_two_ones_would_give_each_other_away():
    assert suppress_list([1, 1, 20, 7]).cells.tolist() == [True, True, False, True]


def test_alone_a_small_count_takes_its_total_with_it():
    found = suppress_list([3])
    assert found.cells.all()
    assert found.total


def test_without_a_total_only_small_counts_go():
    found = suppress_list([3, 10, 20], total_is_published=False)
    assert found.cells.tolist() == [True, False, False]


def test_noughts_stay_unless_they_must_go():
    assert not suppress_list([0, 10, 20]).cells.any()
    assert suppress_list([0, 10, 20], hide_zeros=True).cells[0]


def test_a_table_hides_a_square_about_one_small_count():
    found = suppress_table([[3, 10, 20], [8, 9, 30], [40, 50, 60]])
    expected = [[True, True, False], [True, True, False], [False, False, False]]
    assert found.cells.tolist() == expected
    assert not found.row_totals.any()
    assert not found.total


def test_counts_are_rounded_to_5_with_halves_up():
    assert round_counts([0, 2, 2.5, 3, 7, 8, np.nan])[:6].tolist() == [0, 0, 5, 5, 5, 10]
    assert round_counts([4], base=3).tolist() == [3]


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: suppress_list([]), "at least one"),
        (lambda: suppress_table([1, 2]), "table"),
        (lambda: suppress_list([1.5]), "whole"),
        (lambda: suppress_list([np.nan]), "none missing"),
        (lambda: suppress_list([1], threshold=0), "below 1 or more"),
        (lambda: round_counts([1], base=0), "1 or more"),
    ],
)
def test_what_cannot_be_suppressed_is_refused(work, says):
    with pytest.raises(ValueError, match=says):
        work()


def test_the_cheapest_of_two_ways_is_taken():
    arcs = [Arc(0, 1, 5), Arc(0, 1, 3), Arc(1, 2, 10), Arc(2, 0, 1)]
    way = Network(arcs, 1).cheapest_way(np.zeros(4, dtype=bool), 3, 0, 2)
    assert way.arcs == [1, 2]
    assert way.cost == 4 + 11


def test_where_there_is_no_way_the_cost_is_without_end():
    way = Network([Arc(0, 1, 3)], 1).cheapest_way(np.array([True]), 0, 1, 0)
    assert way.cost == float("inf")
    assert way.arcs == []
