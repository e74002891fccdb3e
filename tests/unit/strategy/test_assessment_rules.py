"""What a strategic assessment must hold (rule CSP-15), without a database."""

import pytest

from goldenthread.accounts.rules import ROLES
from goldenthread.strategy.assessment import rules
from goldenthread.strategy.assessment.rules import RuleBroken, Stands

SIX = [one.key for one in rules.asked(two_tier=False)]


def full(**more):
    """One statement under each of the six headings, the first as told."""
    rest = {"layer": rules.PUBLIC, "figures": 1}
    first = Stands(**{"number": 1, "heading": "levels", **rest, **more})
    return [first, *(Stands(n, key, rules.PUBLIC, 1) for n, key in enumerate(SIX[1:], 2))]


def test_there_are_seven_headings_in_the_order_of_the_regulation():
    assert [one.number for one in rules.HEADINGS.values()] == [1, 2, 3, 4, 5, 6, 7]
    assert [*rules.HEADINGS][-1] == rules.COUNTY
    assert all(one.asks.endswith(".") for one in rules.HEADINGS.values())


@pytest.mark.parametrize(
    ("code", "two_tier"),
    [("E06000047", False), ("E07000026", True), ("E10000006", True), ("E08000021", False)],
)
def test_the_seventh_is_asked_in_two_tier_areas_only(code, two_tier):
    assert rules.is_two_tier(code) is two_tier
    assert len(rules.asked(two_tier=rules.is_two_tier(code))) == (7 if two_tier else 6)


def test_nothing_is_missing_once_six_are_filled_and_the_seventh_where_it_is_asked():
    assert rules.missing(full(), two_tier=False) == []
    (lack,) = rules.missing(full(), two_tier=True)
    assert lack.heading.key == rules.COUNTY
    assert lack.number is None


@pytest.mark.parametrize("key", SIX)
def test_each_empty_heading_is_named(key):
    (lack,) = rules.missing([one for one in full() if one.heading != key], two_tier=False)
    assert lack.heading.key == key
    assert "Nothing is said" in lack.sentence


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"figures": 0}, "rests on no figure"),
        ({"looked_at": False}, "taken over"),
        ({"unknown": ("crimes in May",)}, "no value for crimes in May"),
        ({"hidden": ("cases in June",)}, "not everybody may see cases in June"),
    ],
)
def test_a_statement_that_lacks_something_is_named(wrong, words):
    (lack,) = rules.missing(full(**wrong), two_tier=False)
    assert lack.number == 1
    assert words in lack.sentence


def test_a_restricted_statement_may_rest_on_what_not_everybody_sees():
    assert rules.missing(full(layer=rules.RESTRICTED, hidden=("x",)), two_tier=False) == []


def test_filled_counts_only_what_is_asked():
    assert rules.filled({"levels", "county"}, two_tier=False) == (1, 6)
    assert rules.filled({"levels", "county"}, two_tier=True) == (2, 7)


def test_a_year_has_one_assessment_within_reason():
    rules.check_year(2025, [2024])
    with pytest.raises(RuleBroken, match="2025/26 already"):
        rules.check_year(2025, [2025])
    for year in (2006, 2100):
        with pytest.raises(RuleBroken, match="from 2007 to 2099"):
            rules.check_year(year, [])
    assert rules.said_year(2099) == "2099/00"


@pytest.mark.parametrize("status", [rules.COMPLETE, rules.PUBLISHED])
def test_what_is_complete_is_written_in_no_more_until_it_is_opened_again(status):
    rules.check_open(rules.DRAFT)
    with pytest.raises(RuleBroken, match="Open it again"):
        rules.check_open(status)
    rules.check_reopen(status, "A figure was wrong.")
    with pytest.raises(RuleBroken, match="Say why"):
        rules.check_reopen(status, " ")
    with pytest.raises(RuleBroken, match="is a draft"):
        rules.check_reopen(rules.DRAFT, "Because.")


def test_a_statement_needs_a_heading_that_is_asked_and_a_layer():
    rules.check_statement(heading="levels", layer=rules.PUBLIC, two_tier=False)
    with pytest.raises(RuleBroken, match="headings that are asked"):
        rules.check_statement(heading="county", layer=rules.PUBLIC, two_tier=False)
    with pytest.raises(RuleBroken, match="public or restricted"):
        rules.check_statement(heading="levels", layer="secret", two_tier=False)


def test_a_public_statement_rests_on_nothing_restricted():
    rules.check_layer(rules.RESTRICTED, [1])
    rules.check_layer(rules.PUBLIC, [])
    with pytest.raises(RuleBroken, match="Figure 1 is restricted"):
        rules.check_layer(rules.PUBLIC, [1])
    with pytest.raises(RuleBroken, match="Figures 1 and 3 are restricted"):
        rules.check_layer(rules.PUBLIC, [3, 1])


def test_figures_are_few_and_set_against_what_there_is():
    rules.check_figure(against="before", numbers=[])
    with pytest.raises(RuleBroken, match="set against"):
        rules.check_figure(against="never", numbers=[])
    with pytest.raises(RuleBroken, match="at most 9"):
        rules.check_figure(against="", numbers=list(range(9)))


def test_a_figure_that_the_wording_uses_or_the_only_one_stays():
    rules.check_taken_out(2, numbers=[1, 2], used=[1])
    with pytest.raises(RuleBroken, match="does not rest"):
        rules.check_taken_out(3, numbers=[1, 2], used=[])
    with pytest.raises(RuleBroken, match="uses figure 1"):
        rules.check_taken_out(1, numbers=[1, 2], used=[1])
    with pytest.raises(RuleBroken, match="only figure"):
        rules.check_taken_out(1, numbers=[1], used=[])


def test_completing_asks_for_a_name_and_says_what_is_first_and_how_much_more():
    rules.check_complete(rules.DRAFT, [], name="Invented Officer")
    with pytest.raises(RuleBroken, match="Name the person"):
        rules.check_complete(rules.DRAFT, [], name=" ")
    lacks = rules.missing([], two_tier=False)
    with pytest.raises(RuleBroken, match=r"1\. Levels and patterns: .* And 5 more to do\."):
        rules.check_complete(rules.DRAFT, lacks, name="A")
    with pytest.raises(RuleBroken, match=r"heading yet\.$"):
        rules.check_complete(rules.DRAFT, lacks[:1], name="A")
    with pytest.raises(RuleBroken, match="is complete"):
        rules.check_complete(rules.COMPLETE, [], name="A")


def test_a_draft_is_not_printed():
    rules.check_printed(rules.COMPLETE)
    with pytest.raises(RuleBroken, match="Complete it first"):
        rules.check_printed(rules.DRAFT)


def test_whoever_makes_or_writes_reports_may_read_all_of_the_assessment():
    """Else a restricted draft would be shown to somebody who is not cleared."""
    named = {"strategy.write_assessment", "strategy.complete_assessment"}
    for role in ROLES.values():
        if named & set(role.may):
            assert {"strategy.read_restricted", "indicators.read_unpublished"} <= set(role.may)
        if "strategy.read_restricted" in role.may:
            assert "indicators.read_unpublished" in role.may
