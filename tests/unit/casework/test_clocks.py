"""Clocks of a case (G-05): statutory ones never pause; local ones only with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import clocks
from goldenthread.casework.rules.clocks import Clock, Pause
from goldenthread.casework.rules.lengths import Length, Unit, close_of
from goldenthread.working_days import working_days_between

START = datetime(2026, 6, 1, 10, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def local(number: int = 10, unit: Unit = Unit.WORKING_DAYS, **more) -> Clock:
    length = Length(number, unit, beginning_with=more.pop("beginning_with", False))
    return Clock("CR-12", "Tell the applicant", length, False, "submitted", START, **more)


def statutory() -> Clock:
    return replace(local(21, Unit.DAYS, beginning_with=True), statutory=True, name="Appeal")


def paused(clock: Clock, since: datetime, until: datetime) -> Clock:
    stopped = clocks.pause(clock, at=since, reason="Waiting for the victim", by="supervisor")
    return clocks.resume(stopped, at=until)


def test_g05_a_statutory_clock_cannot_be_paused_by_anybody():
    with pytest.raises(RuleBroken, match="in law"):
        clocks.pause(statutory(), at=START, reason="Holiday", by="chief")
    with pytest.raises(RuleBroken, match="in law"):
        replace(statutory(), pauses=(Pause(START, None, "x", "y"),))


def test_g05_a_pause_needs_a_reason_and_is_kept_with_who_decided():
    with pytest.raises(RuleBroken, match="Say why"):
        clocks.pause(local(), at=START, reason="  ", by="a")
    stopped = clocks.pause(local(), at=START + HOUR, reason=" Ill ", by="supervisor")
    assert stopped.pauses == (Pause(START + HOUR, None, "Ill", "supervisor"),)
    assert clocks.is_paused(stopped)


def test_g05_refusals_of_a_pause():
    stopped = clocks.pause(local(), at=START + HOUR, reason="Ill", by="a")
    with pytest.raises(RuleBroken, match="paused already"):
        clocks.pause(stopped, at=START + DAY, reason="Ill", by="a")
    with pytest.raises(RuleBroken, match="has been met"):
        clocks.pause(clocks.meet(local(), at=START), at=START, reason="Ill", by="a")
    with pytest.raises(RuleBroken, match="before it last ran"):
        clocks.pause(local(), at=START - DAY, reason="Ill", by="a")
    with pytest.raises(RuleBroken, match="overdue"):
        clocks.pause(local(1), at=START + 9 * DAY, reason="Ill", by="a")


def test_g05_refusals_of_running_on_and_of_being_met():
    stopped = clocks.pause(local(), at=START + DAY, reason="Ill", by="a")
    with pytest.raises(RuleBroken, match="is not paused"):
        clocks.resume(local(), at=START)
    with pytest.raises(RuleBroken, match="from before"):
        clocks.resume(stopped, at=START)
    with pytest.raises(RuleBroken, match="met before"):
        clocks.meet(clocks.meet(local(), at=START), at=START)
    with pytest.raises(RuleBroken, match="last stood still"):
        clocks.meet(stopped, at=START)
    assert clocks.meet(stopped, at=START + 2 * DAY).pauses[-1].until == START + 2 * DAY


def test_g03_ten_working_days_end_at_the_close_of_the_tenth():
    assert clocks.due_day(local()) == date(2026, 6, 15)
    assert clocks.due(local()) == close_of(date(2026, 6, 15))


def test_a_pause_over_a_weekend_costs_working_days_nothing():
    friday, monday = START + 4 * DAY, START + 7 * DAY
    assert clocks.due_day(paused(local(), friday + 13 * HOUR + HOUR, monday)) == date(2026, 6, 15)


def test_a_pause_over_three_closes_of_working_days_moves_it_by_three():
    stopped = paused(local(), START + DAY, START + 4 * DAY)  # Tuesday to Friday
    assert clocks.due_day(stopped) == date(2026, 6, 18)
    at_once = paused(local(), START, START + 3 * DAY)  # from the day it began
    assert clocks.due_day(at_once) == date(2026, 6, 18)


def test_a_pause_within_a_day_moves_days_by_nothing_and_hours_by_itself():
    short = (START + HOUR, START + 3 * HOUR)
    assert clocks.due_day(paused(local(5, Unit.DAYS), *short)) == date(2026, 6, 6)
    hours = local(48, Unit.HOURS)
    assert clocks.due(paused(hours, *short)) == clocks.due(hours) + 2 * HOUR
    assert clocks.due_day(hours) == date(2026, 6, 3)


@given(st.integers(1, 60), st.integers(0, 59), st.integers(0, 400), st.booleans())
def test_whole_days_of_a_pause_move_calendar_days_by_just_as_many(length, after, still, first):
    clock = local(length, Unit.DAYS, beginning_with=first)
    since = START + min(after, length - 1) * DAY
    moved = clocks.due(paused(clock, since, since + still * DAY)) if still else clocks.due(clock)
    assert moved == close_of(clocks.due_day(clock) + still * DAY)


@given(st.integers(0, 30), st.lists(st.integers(1, 50), max_size=6))
def test_pauses_never_bring_a_due_day_forward(length, gaps):
    clock = local(length)
    last = clocks.due_day(clock)
    at = START
    for gap in gaps:
        if at + HOUR >= clocks.due(clock):
            break
        clock = paused(clock, at + HOUR, at + gap * HOUR)
        at += max(gap, 1) * HOUR
        assert clocks.due_day(clock) >= last
        last = clocks.due_day(clock)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 2), clocks.RUNNING),
        (date(2026, 6, 11), clocks.RUNNING),
        (date(2026, 6, 12), clocks.DUE_SOON),  # Friday, one working day before Monday
        (date(2026, 6, 15), clocks.DUE_TODAY),
        (date(2026, 6, 16), clocks.OVERDUE),
    ],
)
def test_how_a_clock_stands_on_each_day(day, expected):
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert clocks.standing(local(), now=now) == expected
    assert clocks.is_breached(local(), now=now) is (expected == clocks.OVERDUE)


def test_a_clock_of_years_runs_though_bank_holidays_so_far_off_are_not_known():
    assert clocks.standing(local(30, Unit.YEARS), now=START) == clocks.RUNNING


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 120))
def test_due_soon_begins_that_many_working_days_before_the_last(length, warn, later):
    clock = local(length)
    now, last = START + later * DAY, clocks.due_day(clock)
    left = working_days_between(now.date(), last)
    expected = clocks.DUE_SOON if left <= warn else clocks.RUNNING
    if now.date() < last:
        assert clocks.standing(clock, now=now, warn_days=warn) == expected


def test_a_clock_that_is_met_paused_or_met_late():
    late = clocks.meet(local(1), at=START + 9 * DAY)
    assert clocks.standing(late, now=START + 9 * DAY) == clocks.MET_LATE
    assert clocks.standing(clocks.meet(local(), at=START), now=START + 99 * DAY) == clocks.MET
    stopped = clocks.pause(local(), at=START + HOUR, reason="Ill", by="a")
    assert clocks.standing(stopped, now=START + 99 * DAY) == clocks.STANDING_STILL
    assert not clocks.is_breached(stopped, now=START + 99 * DAY)


def test_the_very_moment_at_which_it_is_due_is_too_late():
    end = clocks.due(local())
    assert clocks.standing(local(), now=end - timedelta(microseconds=1)) == clocks.DUE_TODAY
    assert clocks.standing(local(), now=end) == clocks.OVERDUE


def test_overdue_comes_first_on_my_work():
    soon, late, done = local(10), local(1), clocks.meet(local(5), at=START)
    now = START + 10 * DAY
    assert clocks.worst_first([done, soon, late], now=now) == [late, soon, done]
