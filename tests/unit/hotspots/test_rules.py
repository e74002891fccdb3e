"""What may be called a hotspot, how fine a map may be, what may be shown."""

import pytest

from goldenthread.hotspots import rules
from goldenthread.hotspots.rules import Gaps


def test_gaps_are_summed_up_by_half_and_nine_in_ten():
    gaps = rules.gaps_of(range(101))
    assert gaps == Gaps(50.0, 90.0, 101)


@pytest.mark.parametrize(
    ("most", "allowed", "first"),
    [
        (100.0, (250, 500, 1_000), 250),
        (125.1, (250, 500, 1_000), 500),
        (251.0, (500, 1_000), 1_000),
        (400.0, (500, 1_000), 1_000),
        (5_000.0, (1_000,), 1_000),
    ],
)
def test_no_square_is_narrower_than_nine_in_ten_of_the_gaps(most, allowed, first):
    gaps = Gaps(most / 2, most, 1_000)
    assert rules.widths_allowed(gaps) == allowed
    assert rules.width_first(gaps) == first


def test_without_points_to_go_by_the_narrowest_is_not_offered():
    assert rules.widths_allowed(None) == (500, 1_000)
    assert rules.width_first(None) == 500


@pytest.mark.parametrize(
    ("counts", "total", "many"),
    [
        ([50, 30, 20], 100, 1),
        ([20, 20, 20], 100, 2),
        ([5, 5], 1_000, 2),  # all that may be shown hold less than a quarter
        ([], 3, 0),
        ([25, 5], 100, 1),
    ],
)
def test_the_fewest_squares_that_hold_a_quarter(counts, total, many):
    assert rules.highest(counts, total) == many


@pytest.mark.parametrize(
    ("total", "shown", "hidden", "may"),
    [
        (12, [7, 5], 0, True),
        (14, [7, 5], 1, False),  # the one that is hidden would be 2
        (14, [7, 5], 2, False),  # two that are hidden would be 1 each
        (17, [7, 5], 2, True),
        (4, [], 2, False),
    ],
)
def test_a_total_is_not_said_where_it_gives_away_what_is_not_shown(total, shown, hidden, may):
    assert rules.may_say_total(total, shown, hidden) is may
