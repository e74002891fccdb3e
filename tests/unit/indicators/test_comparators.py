"""The verdict of one place against another. No limits, no verdict."""

from datetime import date

import pytest
from scipy.stats import binomtest, poisson

from goldenthread.indicators.comparators import rules
from goldenthread.indicators.comparators.rules import OTHER, WHOLE, Side, verdict

HERE = Side(4138, 532_182, 7.7755)


def test_counts_of_places_of_unlike_size_get_no_verdict():
    for measure in ("count", ""):
        found = verdict(measure, None, OTHER, HERE, Side(873, 110_562, 7.9))
        assert found.direction == ""
        assert "unlike size" in found.why_none
        assert found.words("Darlington") == ""


def test_no_limits_no_verdict():
    printed = Side(None, None, 93.0)
    for kind in (WHOLE, OTHER):
        assert "No limits, no verdict" in verdict("rate", 1000, kind, printed, HERE).why_none
    with_limits = Side(None, None, 93.0, 90.0, 96.0)
    assert verdict("rate", 1000, OTHER, with_limits, HERE).direction == ""


@pytest.mark.parametrize(("value", "direction"), [(85, "higher"), (99, "lower"), (93, "similar")])
def test_limits_that_came_with_a_figure_are_used(value, direction):
    here = Side(None, None, 93.0, 90.0, 96.0)
    found = verdict("rate", 1000, WHOLE, here, Side(None, None, value))
    assert found.direction == direction
    assert found.certainty == (0 if direction == "similar" else 0.95)


def test_two_places_are_compared_by_the_e_test():
    similar = verdict("rate", 1000, OTHER, HERE, Side(873, 110_562, 7.896))
    assert similar.words("Darlington") == "statistically similar to Darlington"
    higher = verdict("rate", 1000, OTHER, Side(60, 10_000, 6.0), Side(20, 10_000, 2.0))
    assert higher.words("there") == "higher than there (99.8%)"
    lower = verdict("rate", 1000, OTHER, Side(20, 10_000, 2.0), Side(35, 10_000, 3.5))
    # the exact test of 20 against 35 given 55 in all agrees: p = 0.058; the E-test, more
    # powerful, finds 0.045
    assert binomtest(20, 55).pvalue > 0.05
    assert lower.words("there") == "lower than there (95%)"
    nothing = verdict("rate", 1000, OTHER, Side(0, 10, 0), Side(0, 10, 0))
    assert "Nothing was counted" in nothing.why_none


def test_a_small_part_takes_its_whole_as_a_benchmark():
    england = Side(400_000, 57_690_323, 6.9336)
    found = verdict("rate", 1000, WHOLE, HERE, england)
    assert found.words("England") == "higher than England (99.8%)"
    # by another way: so many events or more, where England's rate held, have a chance under 0.1%
    assert poisson.sf(4137, 6.9336 / 1000 * 532_182) < 0.001


def test_a_large_part_is_compared_with_the_rest_of_its_whole():
    force = Side(5_011, 642_744, 7.796)
    found = verdict("rate", 1000, WHOLE, HERE, force)
    assert found.words("the force area") == "statistically similar to the rest of the force area"
    high = verdict("rate", 1000, WHOLE, HERE, Side(4_900, 642_744, 7.6))
    assert high.direction == "higher"
    wrong = verdict("rate", 1000, WHOLE, HERE, Side(4_000, 642_744, 6.2))
    assert "one of them is wrong" in wrong.why_none
    wrong = verdict("rate", 1000, WHOLE, HERE, Side(5_000, 500_000, 10.0))
    assert "one of them is wrong" in wrong.why_none


def test_shares_are_compared_by_wilson_and_newcombe():
    assert verdict("percent", None, WHOLE, Side(50, 100, 50), Side(1, 2, 90)).direction == "lower"
    found = verdict("percent", None, OTHER, Side(56, 70, 80), Side(48, 80, 60))
    assert (found.direction, found.certainty) == ("higher", 0.95)


@pytest.mark.parametrize(
    ("direction", "better", "word"),
    [
        ("higher", "lower", "Worse"),
        ("lower", "lower", "Better"),
        ("higher", "higher", "Better"),
        ("higher", "neither", "Higher"),
        ("lower", "", "Lower"),
        ("similar", "lower", "Similar"),
        ("", "lower", "No verdict"),
    ],
)
def test_better_or_worse_only_where_a_way_is_held_to_be_better(direction, better, word):
    assert rules.Verdict(direction, 0.95).judged(better)[0] == word


def test_every_verdict_in_one_sentence():
    told = [
        ("the North East", rules.Verdict("similar")),
        ("Wales", rules.none("Not loaded.")),
        ("England", rules.Verdict("higher", 0.95)),
    ]
    assert rules.summary(told) == (
        "Statistically similar to the North East, higher than England (95%)."
    )
    assert rules.summary(told[1:2]) == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "what the group is called"),
        ({"source": ""}, "who chose"),
        ({"areas": ["A", "own"]}, "not compared with itself"),
        ({"areas": ["A", "A"]}, "named twice"),
        ({"areas": []}, "0 are named"),
        ({"areas": [str(n) for n in range(61)]}, "61 are named"),
        ({"last": date(2025, 4, 1)}, "starts on 1 April 2025"),
        ({}, ""),
    ],
)
def test_a_group_is_checked(changed, words):
    given = {"name": "G", "source": "S", "starts": date(2025, 4, 1), "areas": ["A"],
             "own": "own", "last": None} | changed  # fmt: skip
    found = rules.check_group(**given)
    assert (words in found) if words else found == ""
