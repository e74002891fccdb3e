"""Hot squares: found where they are planted, and seldom where nothing is."""

import numpy as np
import pytest

from csp_analytics.density import Grid
from csp_analytics.grids import touching
from csp_analytics.hot_cells import hot_cells

GRID = Grid(0.0, 0.0, 1.0, 20, 20)
TOUCH = touching(np.arange(400), GRID)


def test_a_planted_block_is_found_and_nothing_far_from_it():
    counts = np.random.default_rng(1).poisson(1.0, 400)
    block = [20 * row + column for row in (8, 9, 10) for column in (8, 9, 10)]
    counts[block] = 15
    found = hot_cells(counts, TOUCH)
    assert found.is_hot[block].all()
    row, column = np.divmod(np.flatnonzero(found.is_hot), 20)
    assert (np.abs(row - 9) <= 2).all()
    assert (np.abs(column - 9) <= 2).all()
    assert (found.corrected >= found.p).all()


def test_one_high_square_among_low_ones_is_no_cluster():
    counts = np.random.default_rng(2).poisson(1.0, 400)
    counts[210] = 300
    assert not hot_cells(counts, TOUCH).is_hot[210]


def test_with_nothing_planted_a_map_in_twenty_or_fewer_shows_any():
    """The exact chances hold: 200 maps dealt out by chance alone."""
    chance = np.random.default_rng(3)
    shown = [hot_cells(chance.poisson(2.0, 400), TOUCH, least=0).is_hot.any() for _ in range(200)]
    assert np.mean(shown) <= 0.05 + 2 * (0.05 * 0.95 / 200) ** 0.5


def test_too_few_are_not_spoken_of():
    counts = np.zeros(400, dtype=int)
    counts[[188, 189, 208, 209]] = 4
    assert hot_cells(counts, TOUCH, least=4).is_hot.sum() == 4
    assert not hot_cells(counts, TOUCH).is_hot.any()


@pytest.mark.parametrize("level", [0, 1, -0.1])
def test_a_level_outside_its_range_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        hot_cells(np.arange(400), TOUCH, level=level)
