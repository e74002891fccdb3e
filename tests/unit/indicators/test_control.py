"""When a control chart may be made, where its steps begin, and how it is worded."""

from datetime import date
from decimal import Decimal

import pytest

from csp_analytics.period import Kind, Period
from goldenthread.indicators.control import rules, showing
from goldenthread.indicators.control.states import Control, Step, controlled
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area

INDICATOR = IndicatorDefinition(pk="asb", name="ASB", measure="count")
AREA = Area(code="E06000047", name="County Durham")


def months(count: int, first: int = 1, year: int = 2025) -> list[Period]:
    return [Period.month(year + (first + n - 1) // 12, (first + n - 1) % 12 + 1)
            for n in range(count)]  # fmt: skip


def figures(*values: int | None) -> list[Figure]:
    return [
        Figure(INDICATOR, AREA, period, value=None if value is None else Decimal(value))
        for period, value in zip(months(len(values)), values, strict=True)
    ]


def test_rolling_years_and_few_figures_get_no_control_chart():
    assert "share eleven months" in rules.why_no_chart(Kind.YEAR_TO_MONTH, 99)
    assert "there are 5" in rules.why_no_chart(Kind.MONTH, 5)
    assert rules.why_no_chart(Kind.MONTH, 6) == ""
    assert "no figure" in controlled([]).why_none
    assert "needs 6" in controlled(figures(1, 2, 3)).why_none


def test_a_long_gap_and_a_change_of_recording_begin_a_step():
    periods = months(20)
    known = [True] * 4 + [False] * 7 + [True] * 9
    changed = [(date(2026, 3, 15), "Two codes merged"), (date(2030, 1, 1), "later")]
    found = rules.steps_at(periods, known, changed)
    assert found == {11: "7 periods before it have no figure", 15: "Two codes merged"}
    assert rules.steps_at(periods, [True] * 4 + [False] * 5 + [True] * 11, []) == {}
    assert rules.steps_at(periods, known, [(date(2020, 1, 1), "before all")]).keys() == {11}


def test_limits_are_those_of_the_textbook():
    # mean 10.5; moving ranges 1, 1, 1, 1, 1, 1, 1: average 1; limits 10.5 less and more 2.66
    found = controlled(figures(10, 11, 10, 11, 10, 11, 10, 11))
    (step,) = found.steps
    assert (step.mean, step.points) == (Decimal("10.5"), 8)
    assert float(step.lower) == pytest.approx(7.84)
    assert float(step.upper) == pytest.approx(13.16)
    assert found.now == step
    assert found.latest.words() == "Ordinary variation"
    assert found.signals == ()


def test_a_signal_is_told_in_words_for_better_or_worse():
    found = controlled(figures(*[9, 12] * 8, 30))
    latest = found.latest
    assert latest.is_signal
    assert latest.words() == "Signal: above the upper limit"
    assert latest.words("lower") == "Signal, for the worse: above the upper limit"
    assert latest.words("higher") == "Signal, for the better: above the upper limit"
    assert found.state(Period.month(2026, 5)) == latest
    assert found.state(Period.month(2031, 9)) is None
    assert found.state(None) is None
    told = showing.told(found, "lower")
    assert (told["tone"], told["signals"]) == (
        "bad",
        ["May 2026: Signal, for the worse: above the upper limit"],
    )
    assert showing.told(found, "higher")["tone"] == "good"
    assert showing.told(found, "neither")["tone"] == "watch"


def test_every_named_rule_has_words_both_ways():
    for rule in ("outside", "trend", "two_of_three", "shift"):
        assert rules.signal(rule, 1) != rules.signal(rule, -1)
    assert rules.signal("", 0) == ""


def test_a_new_step_has_its_own_limits_and_few_points_none():
    series = figures(10, 11, 10, 11, 10, 11, 100, 101, 100)
    found = controlled(series, [(date(2025, 7, 1), "The counting rules changed.")])
    first, second = found.steps
    assert first.has_limits
    assert not second.has_limits
    assert found.now is None
    assert found.latest is None
    told = showing.told(found)
    assert told["latest"] == ""
    assert told["tone"] == "waiting"
    assert "too few for limits" in told["steps"][1]["words"]
    assert "because the counting rules changed" in told["steps"][1]["words"]
    assert "provisional until there are 13" in told["steps"][0]["words"]
    assert "a season can look like a signal" in told["steps"][0]["words"]


def test_a_missing_month_joins_no_mean():
    found = controlled(figures(10, 11, None, 11, 10, 11, 10, 11, 10))
    assert found.steps[0].points == 8
    assert float(found.steps[0].mean) == pytest.approx(84 / 8)
    assert found.state(Period.month(2025, 3)) is None


def test_the_lower_limit_of_counts_is_never_below_nothing():
    (step,) = controlled(figures(0, 3, 0, 4, 0, 3, 0)).steps
    assert step.lower == 0


def step(points: int, last: int = 13) -> Step:
    every = months(points)
    return Step(every[0], every[-1], "", points, Decimal(10), Decimal(7), Decimal(last))


@pytest.mark.parametrize(
    ("target", "better", "words"),
    [
        (5, "lower", "never be met"),
        (20, "lower", "met every time"),
        (10, "lower", "some times and missed"),
        (5, "higher", "met every time"),
        (5, "neither", ""),
    ],
)
def test_what_a_process_promises_against_a_target(target, better, words):
    found = Control((step(14),))
    said = found.assurance(Decimal(target), better)
    assert (words in said) if words else said == ""
    assert Control((step(3),)).assurance(Decimal(target), better) == ""


def test_fourteen_points_are_not_provisional_and_one_point_is_one_figure():
    assert "provisional" not in showing.told(Control((step(14),)))["steps"][0]["words"]
    assert "season" not in showing.told(Control((step(14),)))["steps"][0]["words"]
    assert showing.told(Control((step(1),)))["steps"][0] == {
        "span": "January 2025",
        "words": "1 figure: too few for limits.",
    }


@pytest.mark.parametrize(
    ("on", "what", "words"),
    [
        (date(2025, 4, 1), " ", "what changed"),
        (date(2026, 12, 1), "x", "once it has happened"),
        (date(1980, 1, 1), "x", "check the year"),
        (date(2025, 4, 1), "x", ""),
    ],
)
def test_a_change_of_recording_is_checked(on, what, words):
    found = rules.check_recording_change(on, what, date(2026, 11, 21))
    assert (words in found) if words else found == ""
