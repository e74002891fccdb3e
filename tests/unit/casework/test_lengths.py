"""How long a period is and when it ends (G-03, G-04), against a slow count day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casework.rules.lengths import (
    LONDON,
    Length,
    Unit,
    close_of,
    ends,
    last_day,
    last_day_of_days,
    last_day_of_months,
    local_day,
    same_day,
)

DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1))
ONE = timedelta(days=1)


def slow_months(first: date, months: int) -> date:
    """Walk day by day to the month that is meant, then to its end or the day before `first`."""
    day, passed = first, 0
    while passed < months:
        following = day + ONE
        passed += following.month != day.month
        day = following
    while day.day < first.day and (day + ONE).month == day.month:
        day += ONE
    return day - ONE if day.day == first.day else day


@given(DAYS, st.integers(1, 30))
def test_g04_months_beginning_with_a_day_end_where_a_slow_count_ends(first, months):
    assert last_day_of_months(first, months) == slow_months(first, months)


@given(DAYS, st.integers(1, 3_000))
def test_g04_days_beginning_with_a_day_hold_that_many_days(first, days):
    last = last_day_of_days(first, days)
    assert (last - first).days + 1 == days


@given(DAYS, st.integers(1, 30))
def test_g04_a_longer_period_never_ends_earlier(first, months):
    assert last_day_of_months(first, months) < last_day_of_months(first, months + 1)


def test_g04_the_examples_of_the_rule_book():
    assert last_day_of_days(date(2026, 6, 1), 21) == date(2026, 6, 21)
    assert last_day_of_months(date(2026, 3, 10), 1) == date(2026, 4, 9)
    assert last_day_of_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("length", "last"),
    [
        (Length(0, Unit.DAYS), date(2026, 6, 1)),
        (Length(21, Unit.DAYS), date(2026, 6, 22)),
        (Length(21, Unit.DAYS, beginning_with=True), date(2026, 6, 21)),
        (Length(6, Unit.WEEKS, beginning_with=True), date(2026, 7, 12)),
        (Length(4, Unit.WEEKS), date(2026, 6, 29)),
        (Length(5, Unit.WORKING_DAYS), date(2026, 6, 8)),
        (Length(1, Unit.MONTHS), date(2026, 7, 1)),
        (Length(3, Unit.YEARS), date(2029, 6, 1)),
        (Length(3, Unit.YEARS, beginning_with=True), date(2029, 5, 31)),
    ],
    ids=str,
)
def test_each_unit_ends_on_its_day(length, last):
    assert last_day(date(2026, 6, 1), length) == last


def test_g03_working_days_leave_out_weekends_and_bank_holidays():
    # Wednesday; then Christmas Day, a weekend and the substitute for Boxing Day
    assert last_day(date(2026, 12, 23), Length(2, Unit.WORKING_DAYS)) == date(2026, 12, 29)


def test_the_same_day_some_months_on_is_never_past_the_end_of_its_month():
    assert same_day(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert same_day(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_hours_are_hours_through_the_change_of_the_clocks():
    start = datetime(2026, 3, 28, 12, tzinfo=LONDON)  # summer time begins that night
    assert ends(start, Length(48, Unit.HOURS)) - start == timedelta(hours=48)


def test_a_length_of_days_ends_with_the_midnight_in_england_after_its_last_day():
    evening = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # already 2 June in England
    assert ends(evening, Length(1, Unit.DAYS)) == datetime(2026, 6, 3, 23, tzinfo=UTC)


def test_a_day_is_over_at_midnight_in_england():
    assert close_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 23, tzinfo=UTC)
    assert local_day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("served", "heard_by"),
    [
        # TP-09: 48 hours, Christmas Day disregarded
        (datetime(2026, 12, 23, 10, tzinfo=UTC), datetime(2026, 12, 26, 10, tzinfo=UTC)),
        (datetime(2026, 12, 22, 10, tzinfo=UTC), datetime(2026, 12, 24, 10, tzinfo=UTC)),
        (datetime(2026, 12, 25, 10, tzinfo=UTC), datetime(2026, 12, 28, 0, tzinfo=UTC)),
        (datetime(2026, 12, 26, 10, tzinfo=UTC), datetime(2026, 12, 28, 10, tzinfo=UTC)),
        (datetime(2026, 12, 23, 0, tzinfo=UTC), datetime(2026, 12, 25, 0, tzinfo=UTC)),
    ],
)
def test_tp09_christmas_day_is_not_counted(served, heard_by):
    assert ends(served, Length(48, Unit.HOURS, not_christmas=True)) == heard_by


def test_what_no_rule_defines_is_refused():
    with pytest.raises(ValueError, match="0 to 10,000"):
        Length(-1, Unit.DAYS)
    with pytest.raises(ValueError, match="beginning with"):
        Length(5, Unit.WORKING_DAYS, beginning_with=True)
    with pytest.raises(ValueError, match="beginning with"):
        Length(0, Unit.DAYS, beginning_with=True)
    with pytest.raises(ValueError, match="hours only"):
        Length(5, Unit.DAYS, not_christmas=True)
    with pytest.raises(ValueError, match="on which day"):
        last_day(date(2026, 1, 1), Length(48, Unit.HOURS))
    with pytest.raises(ValueError, match="1 day or more"):
        last_day_of_days(date(2026, 1, 1), 0)
    with pytest.raises(ValueError, match="1 month or more"):
        last_day_of_months(date(2026, 1, 1), 0)
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused


def test_a_length_says_itself():
    assert str(Length(1, Unit.WORKING_DAYS)) == "1 working day"
    assert str(Length(48, Unit.HOURS)) == "48 hours"


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 23), st.integers(0, 200))
def test_tp09_a_slow_count_hour_by_hour_finds_the_same(day, hour, hours):
    began = at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    left = hours
    while left:
        left -= (at.month, at.day) != (12, 25)  # London is on UTC at Christmas
        at += timedelta(hours=1)
    assert ends(began, Length(hours, Unit.HOURS, not_christmas=True)) == at
