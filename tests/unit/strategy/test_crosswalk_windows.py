"""Generations laid side by side, three at a time."""

import pytest

from goldenthread.strategy.models import CrosswalkLink, Priority, Strategy
from goldenthread.strategy.queries import Generation
from goldenthread.strategy.views.registers.crosswalk import relation, windows

PLANS = [Strategy(pk=n, key=f"plan-{n}", title=f"Plan {n}") for n in range(1, 5)]
PRIORITIES = [Priority(pk=10 * plan.pk, strategy=plan, number=1, title="One") for plan in PLANS]
GENERATIONS = [Generation(plan, [one]) for plan, one in zip(PLANS, PRIORITIES, strict=True)]


def link(number, origin, plan, to, said="continues"):
    return CrosswalkLink(
        pk=number, key=str(number), relation=said,
        from_priority=PRIORITIES[origin - 1] if origin else None,
        to_strategy=PLANS[plan - 1] if plan else None,
        to_priority=PRIORITIES[to - 1] if to else None,
    )  # fmt: skip


def laid(window):
    pks = lambda links: [one.pk for one in links]  # noqa: E731
    return [
        (s.middle.pk if s.middle else None, pks(s.before), pks(s.after)) for s in window.strands
    ]


@pytest.mark.parametrize(("plans", "shown"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2)])
def test_two_generations_are_the_least(plans, shown):
    assert len(windows(GENERATIONS[:plans], [])) == shown


def test_two_generations_have_no_third_column():
    every = [link(1, 1, 2, 2), link(2, None, 2, 2, "new"), link(3, 1, None, None, "ended")]
    (window,) = windows(GENERATIONS[:2], every)
    assert window.last is None
    assert laid(window) == [(20, [1, 2], []), (None, [3], [])]


def test_three_generations_tell_each_link_once_on_its_side():
    every = [
        link(1, 1, 2, 2), link(2, 1, None, None, "ended"), link(3, 2, 3, 3), link(4, 2, 3, None),
        link(5, 2, None, None, "ended"), link(6, None, 3, 3, "new"), link(7, 1, 2, None),
        link(8, 1, 3, 3),
    ]  # fmt: skip
    (window,) = windows(GENERATIONS[:3], every)
    assert laid(window) == [(20, [1], [3, 4, 5]), (None, [2, 7], [6, 8])]


def test_a_link_to_a_generation_outside_is_left_to_its_own_table():
    first, second = windows(GENERATIONS, [link(1, 1, 2, 2), link(2, 3, 4, 4), link(3, 2, 4, 4)])
    assert laid(first) == [(20, [1], [])]
    assert laid(second) == [(30, [], [2]), (None, [], [3])]


def test_a_relation_is_said_in_words():
    assert relation(link(1, 1, 2, 2, "moved to assurance")) == "Moved to assurance"
    assert relation(link(1, 1, 2, 2, "handed over")) == "Handed over"
