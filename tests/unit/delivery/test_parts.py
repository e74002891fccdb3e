"""Owners, circles, claims, and whether a plan is looked after."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.delivery import rules
from goldenthread.delivery.rules import Facts, Looked

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("person", "post", "organisation", "why"),
    [
        (True, "Head of Housing", True, "Name one owner"),
        (True, "", True, "Name one owner"),
        (False, "Head of Housing", False, "Name one owner"),
        (False, " ", True, "Name one owner"),
    ],
)
def test_an_action_has_one_owner(person, post, organisation, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_owner(has_person=person, post=post, has_organisation=organisation)


@pytest.mark.parametrize("who", [(True, "", False), (False, "Head", True), (False, "", False)])
def test_a_person_a_post_or_nobody(who):
    rules.check_owner(has_person=who[0], post=who[1], has_organisation=who[2])


@pytest.mark.parametrize(
    ("needs", "on"),
    [([], [1]), ([(2, 1)], [2]), ([(2, 3), (3, 1)], [2]), ([(2, 3), (2, 4), (4, 1)], [5, 2])],
)
def test_no_action_waits_for_itself_by_any_way(needs, on):
    with pytest.raises(RuleBroken, match="in a circle"):
        rules.check_no_circle(needs, of=1, on=on)


def test_two_ways_to_the_same_are_no_circle():
    rules.check_no_circle([(2, 4), (3, 4), (4, 5)], of=1, on=[2, 3])


pairs = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20)


@given(pairs)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_let_in_one_by_one_can_always_be_put_in_order(wanted):
    kept: set[tuple[int, int]] = set()
    for one, other in wanted:
        ahead = {b for a, b in kept if a == one} | {other}
        others = [(a, b) for a, b in kept if a != one]
        try:
            rules.check_no_circle(others, of=one, on=ahead)
        except RuleBroken:
            continue
        kept.add((one, other))
    left = {number for pair in kept for number in pair}
    while left:  # take out what waits for nothing that is left; a circle would leave some
        free = {n for n in left if not any(a == n and b in left for a, b in kept)}
        assert free
        left -= free


@pytest.mark.parametrize(
    ("claim", "evidence", "why"),
    [("proven", "", "hypothesis or evidenced"), ("evidenced", "yes", "Name what shows it")],
)
def test_evidenced_says_by_what(claim, evidence, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_claim(claim=claim, evidence=evidence)


def test_a_hypothesis_needs_nothing_more():
    rules.check_claim(claim="hypothesis", evidence="")
    rules.check_claim(claim="evidenced", evidence="An evaluation of 2025.")


@pytest.mark.parametrize(
    ("towards", "before", "now", "way"),
    [
        ("lower", 100, 120, "worse"),
        ("lower", 100, 80, "better"),
        ("higher", 100, 120, "better"),
        ("higher", 100, 80, "worse"),
        ("lower", 100, 100, "same"),
        ("lower", None, 80, ""),
        ("lower", 100, None, ""),
    ],
)
def test_a_measure_moved_by_its_numbers(towards, before, now, way):
    made = [Decimal(one) if one is not None else None for one in (before, now)]
    assert rules.moved_which_way(towards=towards, before=made[0], now=made[1]) == way


def test_a_measure_worse_than_its_baseline_does_not_hide_that_the_action_is_late():
    late = Facts(TODAY - timedelta(1), None, None, "going_well", TODAY)
    worse = rules.moved_which_way(towards="lower", before=Decimal(100), now=Decimal(120))
    assert (rules.status_of(late, today=TODAY).key, worse) == ("late", "worse")


WELL = Looked(False, TODAY - timedelta(100), TODAY)
POOR = Looked(True, None, None)


@pytest.mark.parametrize(
    ("actions", "score", "sentences"),
    [
        ([], None, ()),
        ([WELL, WELL], 100, ()),
        (
            [POOR],
            0,
            (
                "1 of 1 open action has no owner.",
                "1 of 1 open action has had no word for 100 days or ever.",
                "1 of 1 open action has no due date.",
            ),
        ),
        ([WELL, WELL, Looked(False, TODAY - timedelta(101), TODAY)], 88,
         ("1 of 3 open actions has had no word for 100 days or ever.",)),
        ([Looked(True, TODAY, TODAY)] * 2 + [WELL], 77, ("2 of 3 open actions have no owner.",)),
    ],
)  # fmt: skip
def test_how_well_a_plan_is_looked_after(actions, score, sentences):
    health = rules.health_of(actions, today=TODAY)
    assert (health.score, health.sentences) == (score, sentences)


@given(st.lists(st.builds(Looked, st.booleans(), st.none() | st.just(TODAY), st.none())))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_hundred_means_that_nothing_is_missing(actions):
    health = rules.health_of(actions, today=TODAY)
    assert (health.score == 100) == (bool(actions) and not health.sentences)
