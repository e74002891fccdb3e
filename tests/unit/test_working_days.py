"""Working days by England's bank holidays (rules G-03)."""

from datetime import date

import pytest

from goldenthread import working_days
from goldenthread.commands import CannotDo

# https://www.gov.uk/bank-holidays: single days that no formula gives
SPECIAL = [
    date(2011, 4, 29),  # royal wedding
    date(2012, 6, 5),  # diamond jubilee
    date(2020, 5, 8),  # early May moved to VE Day
    date(2022, 9, 19),  # state funeral
    date(2023, 5, 8),  # coronation
]


@pytest.mark.parametrize("day", SPECIAL)
def test_days_given_once_are_no_working_days(day):
    assert not working_days.is_working_day(day)


def test_a_substitute_day_and_the_day_it_stands_for():
    assert not working_days.is_working_day(date(2026, 12, 28))  # Boxing Day falls on a Saturday
    assert working_days.is_working_day(date(2026, 12, 29))
    assert working_days.is_working_day(date(2020, 5, 4))  # early May was moved away


def test_every_declared_year_has_eight_or_more_and_all_on_weekdays():
    known = working_days.bank_holidays()
    assert sorted(known.years) == list(range(known.since.year, known.until.year + 1))
    for year, days in known.years.items():
        assert len(days) >= 8, year
        assert all(day.weekday() < 5 for day in days)


def test_within_5_working_days_ends_at_the_fifth_after():
    assert working_days.add_working_days(date(2026, 12, 23), 5) == date(2027, 1, 4)
    assert working_days.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_back_and_between():
    assert working_days.subtract_working_days(date(2027, 1, 4), 5) == date(2026, 12, 23)
    assert working_days.working_days_between(date(2026, 12, 23), date(2027, 1, 4)) == 5
    assert working_days.working_days_between(date(2027, 1, 4), date(2026, 12, 23)) == 0


def test_nothing_is_guessed_beyond_what_is_published():
    with pytest.raises(CannotDo, match="Add its year"):
        working_days.add_working_days(date(2027, 12, 31), 1)
    with pytest.raises(CannotDo, match="from 2010"):
        working_days.is_working_day(date(2009, 12, 31))


def test_days_are_counted_one_way():
    with pytest.raises(ValueError, match="forward"):
        working_days.add_working_days(date(2026, 1, 5), -1)
    with pytest.raises(ValueError, match="back"):
        working_days.subtract_working_days(date(2026, 1, 5), -1)


def test_a_day_under_another_year_is_refused(tmp_path, settings):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "bank_holidays.yaml").write_text(
        "from: 2026-01-01\nuntil: 2026-12-31\nyears:\n  2026: [2025-01-01]\n"
    )
    settings.DEFINITIONS_DIR = tmp_path
    working_days.bank_holidays.cache_clear()
    try:
        with pytest.raises(CannotDo, match="stands under 2026"):
            working_days.bank_holidays()
    finally:
        working_days.bank_holidays.cache_clear()
