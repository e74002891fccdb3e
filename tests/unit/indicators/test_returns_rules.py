"""Which periods a partner owes a figure for."""

from datetime import date

from csp_analytics.period import Kind, Period
from goldenthread.indicators.returns.rules import periods_owed

STARTS = date(2026, 1, 1)


def test_a_month_is_owed_once_it_has_ended():
    owed = periods_owed(Kind.MONTH, STARTS, None, date(2026, 3, 31))
    assert owed == (Period.month(2026, 1), Period.month(2026, 2))


def test_nothing_is_owed_before_the_first_month():
    assert periods_owed(Kind.MONTH, STARTS, None, date(2025, 12, 31)) == ()


def test_a_request_that_ended_before_it_started_asks_for_nothing():
    assert periods_owed(Kind.MONTH, STARTS, date(2025, 6, 30), date(2026, 6, 1)) == ()


def test_a_period_that_outlasts_the_request_is_not_owed():
    owed = periods_owed(Kind.QUARTER, STARTS, date(2026, 5, 31), date(2027, 1, 1))
    assert owed == (Period.quarter(2025, 4),)
