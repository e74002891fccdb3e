"""Periods: printed and read back, and the laws of the calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csp_analytics.period import Kind, Period, PeriodError

FEW = settings(max_examples=40, deadline=None)
YEARS = st.integers(1930, 2150)
DAYS = st.dates(date(1930, 1, 1), date(2150, 12, 31))
MONTHLY = st.one_of(
    st.builds(Period.month, YEARS, st.integers(1, 12)),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.calendar_quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.calendar_year, YEARS),
    st.builds(Period.financial_year, YEARS),
    st.builds(Period.year_to, YEARS, st.integers(1, 12)),
    st.builds(lambda y, n: Period.years(y, y + n), YEARS, st.integers(1, 20)),
    st.builds(lambda y, n: Period.financial_years(y, y + n), YEARS, st.integers(1, 20)),
    st.builds(
        lambda y, m, n: Period.from_dates(
            date(y, m, 1), date(y + (m + n) // 12, (m + n) % 12 + 1, 1) - timedelta(days=1)
        ),
        YEARS,
        st.integers(1, 12),
        st.integers(0, 60),
    ),
)
DAILY = st.one_of(
    st.builds(Period.day, DAYS),
    st.builds(lambda d, n: Period.from_dates(d, d + timedelta(n)), DAYS, st.integers(0, 800)),
)
PERIODS = st.one_of(MONTHLY, DAILY)


@FEW
@given(PERIODS)
def test_what_is_printed_is_read_back(period):
    assert Period.parse(str(period)) == period
    assert Period.parse(period.short) == period
    assert Period.parse(period.long) == period
    assert Period.from_key(period.key) == period


@pytest.mark.parametrize(
    ("period", "plain", "short", "long"),
    [
        (Period.month(2025, 6), "June 2025", "Jun 2025", "June 2025"),
        (Period.quarter(2025, 1), "Q1 2025/26", "Q1 2025/26", "April to June 2025 (Q1 2025/26)"),
        (Period.calendar_quarter(2025, 1), "Q1 2025", "Q1 2025", "January to March 2025 (Q1 2025)"),
        (Period.calendar_year(2021), "2021", "2021", "2021"),
        (Period.financial_year(1999), "1999/00", "1999/00", "April 1999 to March 2000 (1999/00)"),
        (
            Period.year_to(2020, 9),
            "12 months to September 2020",
            "12m to Sep 2020",
            "October 2019 to September 2020 (12 months to September 2020)",
        ),
        (Period.years(2024, 2029), "2024-2029", "2024-2029", "2024-2029"),
        (
            Period.financial_years(2011, 2013),
            "2011/12 to 2013/14",
            "2011/12 to 2013/14",
            "April 2011 to March 2014 (2011/12 to 2013/14)",
        ),
        (
            Period.parse("1 Oct 2023 - 14 Mar 2025"),
            "1 October 2023 to 14 March 2025",
            "1 Oct 2023-14 Mar 2025",
            "1 October 2023 to 14 March 2025",
        ),
        (
            Period.parse("18-24 March 2024"),
            "18 to 24 March 2024",
            "18-24 Mar 2024",
            "18 to 24 March 2024",
        ),
    ],
)
def test_a_period_is_printed_as_people_say_it(period, plain, short, long):
    assert (str(period), period.short, period.long) == (plain, short, long)


@pytest.mark.parametrize(
    "key", ["month", "month:2025-06-01", "week:2025-06-01:2025-06-07", "month:x:y", "9" * 999]
)
def test_a_wrong_key_is_refused(key):
    with pytest.raises(PeriodError, match="is not the key of a period"):
        Period.from_key(key)


def test_a_key_whose_dates_do_not_fit_is_refused_with_the_reason():
    with pytest.raises(PeriodError, match="is no month; it is a span"):
        Period.from_key("month:2025-06-01:2025-06-29")


def test_the_month_of_a_data_file_is_never_a_financial_year():
    assert Period.from_iso_month("2011-12") == Period.month(2011, 12)
    with pytest.raises(PeriodError, match="not a month of a data file"):
        Period.from_iso_month("2011/12")
    with pytest.raises(PeriodError, match="13 is not a month"):
        Period.from_iso_month("2011-13")


def test_a_period_holds_days_that_fit_its_kind():
    assert Period("month", date(2025, 6, 1), date(2025, 6, 30)).kind is Kind.MONTH
    with pytest.raises(PeriodError, match="is no span; it is a financial year"):
        Period(Kind.SPAN, date(2023, 4, 1), date(2024, 3, 31))
    with pytest.raises(PeriodError, match="before it starts"):
        Period.from_dates(date(2025, 6, 2), date(2025, 6, 1))
    with pytest.raises(PeriodError, match="is a moment"):
        Period.day(datetime(2025, 6, 1, tzinfo=UTC))
    with pytest.raises(PeriodError, match="outside 1900 to 2199"):
        Period.day(date(1899, 12, 31))


@FEW
@given(MONTHLY)
def test_months_tile_a_period(period):
    months = period.months()
    assert len(months) == period.length_in_months()
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(one.next() == two for one, two in pairwise(months))
    assert sum(month.length_in_days for month in months) == period.length_in_days
    assert all(period.contains(month) for month in months)


@FEW
@given(YEARS)
def test_quarters_tile_a_year(year):
    assert Period.financial_year(year).quarters() == tuple(
        Period.quarter(year, number) for number in (1, 2, 3, 4)
    )
    assert Period.calendar_year(year).quarters() == tuple(
        Period.calendar_quarter(year, number) for number in (1, 2, 3, 4)
    )


def test_what_cuts_a_month_or_quarter_has_none():
    days = Period.parse("18 March - 14 April 2024")
    for ask in (days.months, days.quarters, days.length_in_months):
        with pytest.raises(PeriodError, match="is not made of whole months"):
            ask()
    for cut in (Period.year_to(2025, 8), Period.month(2025, 4)):
        with pytest.raises(PeriodError, match="is not made of whole quarters"):
            cut.quarters()


@FEW
@given(PERIODS)
def test_previous_and_next_undo_each_other_and_touch(period):
    before = period.previous()
    assume(before.is_whole_months == period.is_whole_months)  # days may land on a month
    assert before.end + timedelta(days=1) == period.start
    assert before.kind == period.kind
    assert before.next() == period
    assert period.next().start == period.end + timedelta(days=1)
    assert before.same_kind_as(period)
    assert before < period
    assert not before.overlaps(period)


@FEW
@given(MONTHLY)
def test_a_year_before_is_the_same_months(period):
    before = period.year_before()
    assert (before.start.year, before.start.month) == (period.start.year - 1, period.start.month)
    assert before.same_kind_as(period)


def test_a_year_before_days():
    assert str(Period.day(date(2024, 2, 29)).year_before()) == "28 February 2023"
    days = Period.parse("10 February - 10 March 2024")
    assert str(days.year_before()) == "10 February to 10 March 2023"
    assert days.same_kind_as(days.year_before())


def test_only_like_is_compared_with_like():
    nine, six = Period.parse("Apr-Dec 2022"), Period.parse("Apr-Sep 2022")
    assert nine.same_kind_as(Period.parse("Apr-Dec 2021"))
    assert not nine.same_kind_as(six)
    assert not nine.same_kind_as(Period.parse("2 April to 30 December 2022"))
    assert not Period.quarter(2025, 1).same_kind_as(Period.calendar_quarter(2025, 2))
    assert Period.quarter(2025, 1) != Period.calendar_quarter(2025, 2)
    assert Period.month(2025, 6) <= Period.month(2025, 6)
    for unlike in (lambda: nine < six, lambda: Period.year_to(2024, 3) > nine):
        with pytest.raises(PeriodError, match="are unlike, so they cannot be compared"):
            unlike()
    with pytest.raises(TypeError):
        assert nine < "2023/24"


def test_periods_of_several_kinds_are_listed_by_date():
    mixed = [Period.month(2025, 6), Period.financial_year(2024), Period.day(date(2025, 6, 1))]
    listed = sorted(mixed, key=lambda period: period.sort_key)
    assert [str(period) for period in listed] == ["2024/25", "1 June 2025", "June 2025"]


def test_contains_and_overlaps():
    year = Period.financial_year(2025)
    assert year.contains(date(2025, 4, 1))
    assert year.contains(date(2026, 3, 31))
    assert not year.contains(date(2026, 4, 1))
    assert year.contains(Period.quarter(2025, 4))
    assert not year.contains(Period.calendar_year(2025))
    assert year.overlaps(Period.calendar_year(2025))
    assert not year.overlaps(Period.month(2025, 3))


def test_a_month_needs_a_number_from_1_to_12():
    with pytest.raises(PeriodError, match="13 is not a month"):
        Period.month(2025, 13)
