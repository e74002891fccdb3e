"""How old data may be, what is missing between, and when a definition is due."""

from datetime import date

import pytest

from csp_analytics.period import Period
from goldenthread.indicators.quality import rules

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("kind", "newest", "stale"),
    [
        ("month", date(2026, 9, 30), False),
        ("month", date(2026, 8, 1), True),
        ("financial_year", date(2026, 3, 31), False),
        ("financial_year", date(2025, 3, 31), True),
        ("day", date(2024, 6, 30), False),
        ("day", date(2023, 6, 30), True),
    ],
)
def test_how_old_is_too_old(kind, newest, stale):
    assert rules.is_stale(kind, newest, TODAY) is stale


def test_what_is_missing_between():
    have = [Period.month(2025, 1), Period.month(2025, 2), Period.month(2025, 5)]
    absent = rules.missing(have)
    assert rules.runs(absent) == "March 2025 to April 2025"
    assert rules.runs([Period.month(2025, 1), *absent]) == "January 2025; March 2025 to April 2025"
    assert rules.missing([]) == ()
    assert rules.missing([Period.day(date(2021, 3, 21)), Period.day(date(2023, 6, 30))]) == ()
    assert rules.missing([*have, Period.quarter(2025, 1)]) == ()


@pytest.mark.parametrize(
    ("review", "key"),
    [
        (None, "undated"),
        (date(2026, 11, 20), "overdue"),
        (date(2026, 11, 21), "soon"),
        (date(2027, 2, 21), "soon"),
        (date(2027, 9, 30), "later"),
    ],
)
def test_when_a_definition_is_due(review, key):
    assert rules.due(review, TODAY) == key
    assert key in rules.DUE
