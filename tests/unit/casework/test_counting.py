"""No count of 1 to 4 can be told from all that ever leaves (PUB-02, CR-17, IS-11, G-07)."""

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goldenthread.casework.counting.rules import (
    Taken,
    Tally,
    added,
    hidden_parts,
    hides_choices,
    hides_quarter,
    may_show_share,
    of_choices,
    settled_months,
    take,
)

World = tuple[tuple[int, ...], ...]  # by month: what each run finds
Versions = list[list[tuple[int, Taken]]]  # by month: in which run what was taken


def history(world: World, *, by_law: bool = False) -> tuple[list[tuple], Versions]:
    """Run the job once for each column: all that is let out, in order, and what was taken.

    A month is first counted in the run of its own number.
    """
    told: list[tuple] = []
    versions: Versions = [[], [], []]
    quarter: tuple | None = None
    for run in range(len(world[0])):
        changed = False
        for at, found in enumerate(world[: run + 1]):
            before = versions[at][-1][1] if versions[at] else None
            new = take(before, Tally(found[run]), by_law=by_law)
            if new:
                changed = True
                versions[at].append((run, new))
                told.append((run, "month", at, None if new.hidden else new.number))
        if changed and all(versions):
            months = [one[-1][1] for one in versions]
            hidden = not by_law and hides_quarter(months)
            now = (None if hidden else added(months).number,)
            if now != quarter:
                quarter = now
                told.append((run, "quarter", *now))
    return told, versions


def others(world: World, versions: Versions) -> list[World]:
    """Every world in which hidden numbers, as they were taken, are other ones from 1 to 4."""
    places = [(at, run) for at, taken in enumerate(versions) for run, one in taken if one.hidden]
    found = []
    for numbers in product(range(1, 5), repeat=len(places)):
        other = [list(one) for one in world]
        for (at, run), number in zip(places, numbers, strict=True):
            other[at][run] = number
        found.append(tuple(tuple(one) for one in other))
    return found


counts = st.one_of(st.integers(0, 6), st.integers(0, 20))
runs = st.tuples(*[counts] * 5)


@settings(max_examples=150, deadline=None)
@given(st.tuples(runs, runs, runs))
@example(((3, 3, 3, 3, 3), (4, 4, 4, 4, 4), (9, 9, 9, 9, 9)))
@example(((3, 3, 3, 12, 12), (4, 4, 4, 4, 4), (2, 2, 2, 2, 2)))
@example(((9, 9, 9, 2, 2), (4, 4, 4, 4, 4), (3, 3, 3, 3, 3)))
@example(((6, 6, 6, 1, 1), (9, 9, 9, 9, 9), (9, 9, 9, 9, 9)))
@example(((1, 1, 1, 6, 6), (9, 9, 9, 9, 9), (9, 9, 9, 9, 9)))
def test_every_hidden_month_could_be_another_number_for_whoever_knows_all_releases(world: World):
    told, versions = history(world)
    alike = [history(one)[1] for one in others(world, versions) if history(one)[0] == told]
    for at, taken in enumerate(versions):
        for number, (_run, one) in enumerate(taken):
            if one.hidden:
                assert len({other[at][number][1].number for other in alike}) > 1


@settings(max_examples=150, deadline=None)
@given(st.tuples(runs, runs, runs))
def test_no_small_number_is_shown_and_no_two_releases_differ_by_one(world: World):
    told, versions = history(world)
    for taken in versions:
        numbers = [one.number for _run, one in taken]
        assert all(abs(b - a) >= 5 for a, b in pairwise(numbers)), "hidden ones too"
    last: dict[tuple, int | None] = {}
    for _run, *what, number in told:
        assert number is None or number == 0 or number >= 5
        before = last.get(tuple(what))
        if what[0] == "month" and None not in (before, number):
            assert abs(number - before) >= 5  # type: ignore[operator]
        last[tuple(what)] = number


@settings(max_examples=100, deadline=None)
@given(st.tuples(runs, runs, runs))
def test_what_waits_to_be_put_right_changes_nothing_that_is_let_out(world: World):
    """Whoever sees every release learns no single event that came late."""
    told, versions = history(world)
    as_taken = tuple(
        tuple(
            next((one.number for at, one in reversed(taken) if at <= run), found[run])
            for run in range(len(found))
        )
        for found, taken in zip(world, versions, strict=True)
    )
    assert history(as_taken)[0] == told


@given(st.tuples(runs, runs, runs))
def test_what_the_law_asks_for_is_exact_and_put_right_at_once(world: World):
    """CR-17: neither small numbers nor noughts are held back."""
    told, versions = history(world, by_law=True)
    assert [taken[-1][1].number for taken in versions] == [found[-1] for found in world]
    assert all(number is not None for *_, number in told)


def month(number: int, **more) -> Taken:
    return Taken(Tally(number), **{"hidden": 0 < number < 5, **more})


def test_a_quarter_is_shown_when_no_month_is_hidden_or_their_sum_leaves_each_open():
    assert not hides_quarter([month(9), month(0), month(5)])
    assert hides_quarter([month(9), month(3), month(5)]), "one hidden month is the difference"
    assert not hides_quarter([month(9), month(3), month(4)])
    assert hides_quarter([month(9), month(1), month(1)]), "2 can only be 1 and 1"
    assert hides_quarter([month(9), month(4), month(4)]), "8 can only be 4 and 4"
    assert hides_quarter([month(0), month(1), month(2)]), "it is small itself"
    assert hides_quarter([month(9), month(3, turned=True), month(4)])


def test_a_month_is_settled_five_days_after_its_end():
    first = date(2026, 9, 20)
    assert [str(one) for one in settled_months(first, date(2026, 11, 5))] == ["September 2026"]
    assert len(settled_months(first, date(2026, 11, 6))) == 2
    assert settled_months(date(2026, 11, 2), date(2026, 11, 6)) == []


def test_months_are_added_up_with_their_parts():
    one = Taken(Tally(3, {"channel": {"phone": 2, "": 1}}), hidden=True)
    two = Taken(Tally(5, {"channel": {"phone": 5}}), hidden=False)
    assert added([one, two]) == Tally(8, {"channel": {"phone": 7, "": 1}})
    assert added([]) == Tally(0, {})


def test_small_parts_are_hidden_with_another_and_noughts_are_shown():
    parts = {"phone": 2, "online": 9, "": 30}
    assert hidden_parts(parts, ("", "phone", "online", "paper")) == {"phone", "online"}


def test_strands_that_overlap_are_shown_only_where_no_overlap_is_small():
    """HT-08: a report with two strands counts in both; the total counts it once."""
    together = {"race": 6, "race,religion": 5, "": 7}
    assert not hides_choices(together)
    assert of_choices(together, "race") == 11
    assert of_choices(together, "religion") == 5
    assert of_choices(together, "") == 7
    assert hides_choices({"race": 6, "race,religion": 1})


@pytest.mark.parametrize(
    ("some", "whole", "shown"),
    [(5, 10, True), (10, 10, True), (0, 5, True), (8, 10, False), (2, 10, False), (0, 0, False)],
)
def test_a_share_is_shown_where_neither_it_nor_the_rest_is_small(some, whole, shown):
    assert may_show_share(some, whole) is shown
