"""Counts that leave casework: small ones hidden, and no sum gives them away (PUB-02)."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.measures import change_in, check_entry
from goldenthread.casework.rules.statistics import (
    counted,
    first_days,
    hidden,
    measured,
    quarter_of,
    timeliness,
    totalled,
)
from goldenthread.casework.types.model import Measure

SAFE = {"id": "safe", "name": "Feels safe", "form": "log", "question": "safe"}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((), ()),
        ((0, 0), (0, 0)),
        ((3, 1), (None, None)),  # the sum is small
        ((6, 7, 0), (6, 7, 0)),
        ((3, 10, 20, 0), (None, None, 20, 0)),  # 3 alone would be 33 - 30
        ((1, 1, 9), (None, None, None)),  # two hidden that make 2 are both 1
        ((2, 1, 9), (None, None, 9)),
        ((1, 1, 1, 1, 1), (None,) * 5),  # nothing else to hide: the noughts too
        ((1, 1, 1, 1, 1, 0), (None,) * 6),
    ],
)
def test_small_numbers_are_hidden_and_others_with_them(counts, shown):
    assert hidden(counts) == shown


@pytest.mark.parametrize("length", [2, 3, 4])
def test_no_hidden_number_can_be_worked_out(length):
    """Against a slow reader: every other way to fill what is hidden with the same sum."""
    for counts in product((0, 1, 2, 4, 5, 9), repeat=length):
        cells, total = hidden(counts), sum(counts)
        gaps = [n for n, cell in enumerate(cells) if cell is None]
        if not gaps or total < 5:
            continue
        rest = total - sum(cell or 0 for cell in cells)
        least = 0 if len(gaps) == length else 1  # shown noughts say that the hidden are none
        ways = [one for one in product(range(least, rest + 1), repeat=len(gaps))
                if sum(one) == rest]  # fmt: skip
        for place in range(len(gaps)):
            assert len({one[place] for one in ways}) > 1, counts


def test_a_count_by_answers_shows_its_total_only_where_it_is_not_small():
    by = {"Where?": {"Here": 3, "There": 9}, "Which?": {"A": 12, "B": 6, "C": 9, "D": 0}}
    added_up = {"Where?": True, "Which?": False}
    found = counted("X", [6, 6, 0, 0], by, added_up=added_up, by_law=False)
    assert found.total == 12
    assert found.quarters == (6, 6, 0, 0)
    where, which = found.broken_down
    assert where.rows == (("Here", None), ("There", None))
    assert which.rows == (("A", 12), ("B", 6), ("C", None), ("D", 0)), "3 did not choose C"
    small = counted("X", [1, 0, 0, 0], {"Which?": {"A": 1}}, added_up=added_up, by_law=False)
    assert (small.total, small.quarters) == (None, (None,) * 4)
    assert small.broken_down[0].rows == (("A", None),)


def test_cr17_what_the_law_asks_for_is_shown_however_small():
    found = counted("X", [1, 0], {"W?": {"A": 1}}, added_up={"W?": True}, by_law=True)
    assert (found.total, found.quarters, found.broken_down[0].rows) == (1, (1, 0), (("A", 1),))


def test_how_a_time_limit_was_kept():
    found = timeliness("Answer", "RPT-07", in_time=30, late=10, overdue=0, running=5)
    assert found.share == Decimal("75.0")
    assert timeliness("A", "R", in_time=30, late=1, overdue=9, running=5).share is None
    assert timeliness("A", "R", in_time=0, late=0, overdue=0, running=0).share is None


def test_a_measure_over_cases_hides_few():
    pairs = [(Decimal(2), Decimal(4))] * 6 + [(Decimal(3), Decimal(3))] * 6
    found = measured("Safe", pairs, higher=True)
    assert (found.cases, found.then, found.now, found.better) == (
        12,
        Decimal("2.5"),
        Decimal("3.5"),
        Decimal(50),
    )
    assert measured("Safe", pairs[:7], higher=True).better is None, "one did not get better"
    assert measured("Safe", pairs[:6], higher=False).better == 0
    assert measured("Safe", pairs[:4], higher=True).cases is None
    assert measured("Safe", [], higher=True).cases == 0


def test_what_adds_up_out_of_few_cases_is_hidden():
    assert totalled("Hours", {n: Decimal(10) for n in range(5)}).number == 50
    assert totalled("Hours", {1: Decimal(500)}).number is None
    assert totalled("Hours", {}).number == 0


def test_quarters_begin_where_they_should():
    assert first_days(date(2026, 2, 14)) == [
        date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)
    ]  # fmt: skip
    firsts = first_days(date(2026, 11, 22))
    days = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 22))
    assert [quarter_of(one, firsts) for one in days] == [0, 0, 1, 3]


@pytest.mark.parametrize(
    ("numbers", "better", "said"),
    [
        ([Decimal(2)], "higher", "measured once so far"),
        ([Decimal(2), Decimal(9), Decimal(4)], "higher", "better"),
        ([Decimal(2), Decimal(4)], "lower", "worse"),
        ([Decimal(4), Decimal(2)], "lower", "better"),
        ([Decimal(4), Decimal(4)], "lower", "as it was"),
    ],
)
def test_a_change_is_from_the_first_number_to_the_latest(numbers, better, said):
    found = change_in(Measure(**SAFE, better=better), numbers)
    assert found.said == said
    assert found.is_better is (said == "better")


def test_without_a_number_there_is_no_change():
    assert change_in(Measure(**SAFE, better="higher"), []) is None


def test_ps04_what_is_measured_over_no_days_is_refused():
    one = Measure(**SAFE, better="lower", of="what", first="from", last="to")
    with pytest.raises(RuleBroken, match="from which day to which"):
        check_entry(one, first := {"what": "Crime", "from": "2026-01-01"}, first)
