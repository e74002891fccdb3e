"""How an action stands follows from facts, and one late action in ten is never averaged away."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
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


@pytest.mark.parametrize(
    ("facts", "expected", "computed"),
    [
        (Facts(None, None, None, "going_well", ago(3), missed_on=ago(1)), "missed", "missed"),
        # what a person set counts for 100 days, and what the facts say can still be seen
        (Facts(ago(1), None, None, None, None, None, "on_track", ago(100)), "on_track", "late"),
        (Facts(ago(1), None, None, None, None, None, "on_track", ago(101)), "late", "late"),
        (Facts(None, ago(1), None, None, None, None, "late", ago(1)), "achieved", "achieved"),
        (Facts(None, None, ago(1), None, None, None, "late", ago(1)), "deferred", "deferred"),
    ],
)
def test_what_is_set_by_hand_never_outlives_its_reason_or_a_decision(facts, expected, computed):
    assert rules.status_of(facts, today=TODAY).key == expected
    assert rules.computed_status(facts, today=TODAY).key == computed


days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
words = st.none() | st.sampled_from(list(rules.SAYINGS))
facts_of_any_kind = st.builds(
    Facts, days, days, days, words, days, days, st.just("") | st.sampled_from(rules.OVERRIDES), days
)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(facts_of_any_kind)
@patient
def test_every_combination_of_facts_has_one_status(facts):
    assert rules.status_of(facts, today=TODAY).key in rules.STATUSES


@given(facts_of_any_kind)
@patient
def test_deferred_achieved_and_missed_are_never_late(facts):
    status = rules.status_of(facts, today=TODAY).key
    if facts.done_on or facts.missed_on or facts.deferred_on:
        assert status in rules.NOT_OPEN
    elif facts.due and facts.due < TODAY and not facts.override:
        assert status == "late"


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
        (Facts(None, None, None, None, None, ago(1)), "going_well", "", "was given up"),
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


WHY = "The contractor closed."


@pytest.mark.parametrize(("owner", "asked", "why"), [(1, None, "You own"), (2, 1, "You asked")])
def test_a_second_person_approves_a_date(owner, asked, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_second_person(approver=1, owner=owner, asked_by=asked)
    rules.check_second_person(approver=3, owner=owner, asked_by=asked)


@pytest.mark.parametrize(
    ("facts", "status", "reason", "why"),
    [
        (OPEN, "late", WHY, "By hand an action can be set to: On track"),
        (OPEN, "on_track", "so", "Give the reason for setting it by hand"),
        (Facts(None, ago(1), None, None, None), "on_track", WHY, "closed"),
        (Facts(None, None, ago(1), None, None), "on_track", WHY, "closed"),
        (Facts(None, None, None, None, None, ago(1)), "on_track", WHY, "closed"),
    ],
)
def test_a_status_by_hand_is_refused(facts, status, reason, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_override(facts, status=status, reason=reason)


@pytest.mark.parametrize(
    ("facts", "reason", "why"),
    [
        (OPEN, "no", "Give the reason for giving it up"),
        (Facts(None, ago(1), None, None, None), WHY, "is done"),
        (Facts(None, None, None, None, None, ago(1)), WHY, "given up already"),
    ],
)
def test_closing_is_refused(facts, reason, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_closing(facts, reason, "giving it up")


def test_what_is_allowed_passes():
    rules.check_override(OPEN, status="in_difficulty", reason=WHY)
    rules.check_closing(OPEN, WHY, "giving it up")
