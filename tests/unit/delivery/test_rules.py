"""How an action stands follows from facts, and one late action in ten is never averaged away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.delivery import rules
from goldenthread.delivery.rules import Facts

TODAY = date(2026, 11, 21)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(None, None, None, None, None), "not_started"),
        (Facts(None, None, None, "going_well", ago(3)), "on_track"),
        (Facts(None, None, None, "going_well", ago(100)), "on_track"),
        (Facts(None, None, None, "going_well", ago(101)), "silent"),
        (Facts(None, None, None, "in_difficulty", ago(500)), "in_difficulty"),
        (Facts(ago(1), None, None, "going_well", ago(3)), "late"),
        (Facts(ago(0), None, None, "going_well", ago(3)), "due_soon"),
        (Facts(ago(-28), None, None, None, None), "due_soon"),
        (Facts(ago(-29), None, None, None, None), "not_started"),
        (Facts(ago(-29), None, None, "going_well", ago(3)), "on_track"),
        # late and in difficulty at once is late: a date is a date whatever is said
        (Facts(ago(1), None, None, "in_difficulty", ago(3)), "late"),
        (Facts(ago(1), ago(2), None, "done", ago(2)), "achieved"),
        (Facts(ago(1), None, ago(5), "going_well", ago(9)), "deferred"),
    ],
)
def test_status_follows_from_facts(facts, expected):
    assert rules.status_of(facts, today=TODAY).key == expected


days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.builds(Facts, days, days, days, st.none() | st.sampled_from(list(rules.SAYINGS)), days))
def test_every_combination_of_facts_has_one_status(facts):
    assert rules.status_of(facts, today=TODAY).key in rules.STATUSES


def test_counts_list_the_worst_first_and_leave_nothing_out():
    some = [rules.STATUSES[key] for key in ("on_track",) * 9 + ("late",)]
    assert [(status.key, n) for status, n in rules.counts(some)] == [("late", 1), ("on_track", 9)]


def test_lists_begin_with_the_worst_and_then_the_nearest_date():
    late, track = rules.STATUSES["late"], rules.STATUSES["on_track"]
    keys = [(track, None), (track, ago(-3)), (late, ago(1))]
    assert sorted(keys, key=lambda k: rules.urgency(*k)) == [keys[2], keys[1], keys[0]]


OPEN = Facts(None, None, None, "going_well", ago(3))


@pytest.mark.parametrize(
    ("facts", "said", "text", "why"),
    [
        (OPEN, "marvellous", "", "Choose one of"),
        (Facts(None, ago(1), None, "done", ago(1)), "going_well", "", "Open it again"),
        (Facts(None, None, None, None, None), "no_change", "", "no update yet"),
        (OPEN, "in_difficulty", "  ", "what the difficulty is"),
        (OPEN, "done", "", "what was done"),
    ],
)
def test_an_update_that_says_too_little_is_refused(facts, said, text, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_update(facts, said=said, text=text)


@pytest.mark.parametrize(
    ("said", "text"), [("no_change", ""), ("going_well", ""), ("done", "Built")]
)
def test_an_update_that_says_enough_is_taken(said, text):
    rules.check_update(OPEN, said=said, text=text)


@pytest.mark.parametrize(
    ("now", "reason", "why"),
    [
        (ago(-30), "late", "reason for moving the date"),
        (ago(-5), "The contractor closed.", "already has"),
        (ago(1), "The contractor closed.", "not into the past"),
    ],
)
def test_a_date_moves_only_with_a_reason_and_forwards(now, reason, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_new_date(was=ago(-5), now=now, today=TODAY, reason=reason)


def test_a_date_moves_with_a_reason():
    rules.check_new_date(was=ago(5), now=ago(-5), today=TODAY, reason="The contractor closed.")
