"""How a measure stands, how standings are counted, and what a report may be asked for."""

import datetime

import pytest

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing import rules
from goldenthread.publishing.rules import STANDINGS

QUARTERS = ("quarter", "calendar_quarter")


@pytest.mark.parametrize(
    ("direction", "better", "key"),
    [
        ("lower", "lower", "better"),
        ("higher", "lower", "worse"),
        ("lower", "higher", "worse"),
        ("higher", "higher", "better"),
        ("higher", "neither", "changed"),
        ("lower", "neither", "changed"),
        ("similar", "lower", "similar"),
        ("similar", "neither", "similar"),
    ],
)
def test_polarity_decides_how_a_real_change_is_read(direction, better, key):
    assert rules.standing(direction=direction, better=better).key == key


def test_unknown_words_are_no_guess():
    with pytest.raises(ValueError):
        rules.standing(direction="up", better="lower")
    with pytest.raises(ValueError):
        rules.standing(direction="higher", better="")


def test_counts_show_every_standing_the_most_serious_first():
    counted = rules.counted([STANDINGS["better"], STANDINGS["worse"], STANDINGS["better"]])
    assert [(one.key, count) for one, count in counted] == [
        ("worse", 1), ("changed", 0), ("incomplete", 0), ("no_data", 0),
        ("no_comparison", 0), ("similar", 0), ("better", 2),
    ]  # fmt: skip


def test_the_worst_is_worse_before_changed_and_larger_before_smaller():
    better, worse, changed = (STANDINGS[key] for key in ("better", "worse", "changed"))
    assert rules.worst([(changed, 9.0), (worse, 0.1), (worse, 0.3), (better, 5.0)]) == 2
    assert rules.worst([(better, 1.0), (changed, 0.1)]) == 1
    assert rules.worst([(worse, 0.2), (worse, 0.2)]) == 0
    assert rules.worst([(better, 1.0), (STANDINGS["no_data"], 0.0)]) is None


def test_a_quarter_is_read_as_typed():
    assert rules.read_period("Q1 2025/26", QUARTERS) == Period.quarter(2025, 1)
    assert rules.read_period("q2 2025", QUARTERS) == Period.calendar_quarter(2025, 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("banana", "Write it like"),
        ("Q5 2025/26", "quarters are Q1 to Q4"),
        ("", "Write it like"),
        ("2025/26", "Nearest: Q1 2025/26, Q2 2025/26, Q3 2025/26, Q4 2025/26."),
        ("May 2025", "May 2025 is a month; this report is for a quarter or calendar quarter. "
                     "Nearest: Q1 2025/26."),
        ("February 2025", "Nearest: Q4 2024/25."),
        ("2011/14", "Nearest: Q1 2011/12, Q2 2011/12, Q3 2011/12, …."),
    ],
)  # fmt: skip
def test_another_period_is_refused_with_the_nearest(typed, said):
    with pytest.raises(RuleBroken) as refused:
        rules.read_period(typed, QUARTERS)
    assert said in str(refused.value)


def test_a_yearly_report_asks_for_a_year():
    with pytest.raises(RuleBroken, match='like "2025/26"'):
        rules.read_period("May 2025", ("financial_year",))


def test_formats_are_read_once_each_in_our_order():
    assert rules.read_formats("PDF, html,pdf") == ("html", "pdf")
    assert rules.read_formats("pdf") == ("pdf",)


@pytest.mark.parametrize(("typed", "said"), [("", "Name a format"), ("html,odt", '"odt" is not')])
def test_other_formats_are_refused(typed, said):
    with pytest.raises(RuleBroken, match=said):
        rules.read_formats(typed)


@pytest.mark.parametrize(("wanted", "day"), [(True, datetime.date(2026, 12, 10)), (False, None)])
def test_a_report_to_a_meeting_has_its_day_and_no_other_has(wanted, day):
    rules.check_meeting(wanted=wanted, day=day, title="Board pack")


@pytest.mark.parametrize(
    ("wanted", "day", "said"),
    [(True, None, "Say on which day"), (False, datetime.date(2026, 12, 10), "goes to no meeting")],
)
def test_a_day_that_is_missing_or_has_no_meeting_is_refused(wanted, day, said):
    with pytest.raises(RuleBroken, match=said):
        rules.check_meeting(wanted=wanted, day=day, title="Board pack")
