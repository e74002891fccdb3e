"""Hate (HT-01 to HT-08) and tension (TN-01 to TN-06)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import hate, tension
from goldenthread.casework.rules.lengths import Unit
from goldenthread.casework.rules.tension import Item
from goldenthread.casework.values.limits import is_on, limit, number

DAY = date(2026, 6, 8)
DAYS = number("tension_days", DAY)


def test_ht01_five_strands_and_local_characteristics_apart():
    assert len(hate.STRANDS) == 5
    hate.check_strands(["race", "disability"], local=["age"])
    with pytest.raises(RuleBroken, match="not one of the five"):
        hate.check_strands(["age"])
    with pytest.raises(RuleBroken, match="record it there"):
        hate.check_strands([], local=["race"])


def test_ht02_and_ht03_perception_by_anybody_makes_it_hate():
    assert hate.kind(perceived_by="a neighbour", is_crime=True) == "crime"
    assert hate.kind(perceived_by="the victim", is_crime=False) == "incident"
    assert hate.kind(perceived_by="the victim", is_crime=None) == "open"
    assert hate.kind(perceived_by=" ", is_crime=True) == "none"
    assert hate.in_annual_return("crime")
    assert not hate.in_annual_return("incident")


def test_ht04_how_it_is_shared_is_chosen_unless_safeguarding_requires():
    assert hate.shared_with_police("not_at_all", safeguarding=False) == "not_at_all"
    assert hate.shared_with_police("not_at_all", safeguarding=True) == "in_full"
    with pytest.raises(RuleBroken, match="is no choice"):
        hate.shared_with_police("maybe", safeguarding=False)


@given(*[st.booleans()] * 4)
def test_ht05_the_subject_is_named_only_where_there_is_real_risk(harm, offence, trivial, baseless):
    may = hate.may_name_subject(
        is_crime=False, harm_risk=harm, offence_risk=offence, trivial=trivial, baseless=baseless
    )
    assert may is ((harm or offence) and not trivial and not baseless)


def test_ht05_a_crime_names_its_suspect():
    assert hate.may_name_subject(
        is_crime=True, harm_risk=False, offence_risk=False, trivial=True, baseless=False
    )


def test_ht06_the_recording_rule_is_dated():
    assert is_on("non_crime_hate", date(2023, 6, 3))
    assert not is_on("non_crime_hate", date(2023, 6, 2))


def test_ht07_risk_and_steps():
    assert hate.lowest_band("standard", reports=1) == "medium"
    assert hate.lowest_band("high", reports=1) == "high"
    assert hate.lowest_band("standard", reports=2) == "high"
    hate.check_step("reported", "perceived")
    for then in ("decided", "reported", "unknown"):
        with pytest.raises(RuleBroken, match="comes the next"):
            hate.check_step("reported", then)


@given(st.lists(st.sets(st.sampled_from(sorted(hate.STRANDS)))))
def test_ht08_two_strands_count_in_both_and_once_in_the_total(reports):
    counts, total = hate.by_strand(reports)
    assert sum(counts.values()) == sum(len(strands) for strands in reports)
    assert total == sum(1 for strands in reports if strands)


def items(*found: tuple[str, int], area: str = "A", on: date = DAY) -> list[Item]:
    return [Item(kind, level, area, on) for kind, level in found]


def test_tn01_and_tn05_an_item_has_its_class_and_a_crime_its_report():
    one = Item("evidenced", 3, "A", DAY)
    tension.check_item(one, describes_crime=False, report="")
    tension.check_item(one, describes_crime=True, report="AB12")
    with pytest.raises(RuleBroken, match="make a report of it"):
        tension.check_item(one, describes_crime=True, report=" ")
    with pytest.raises(RuleBroken, match="no class"):
        tension.check_item(Item("felt", 3, "A", DAY), describes_crime=False, report="")
    for level in (0, 6):
        with pytest.raises(RuleBroken, match="1 to 5"):
            tension.check_item(Item("potential", level, "A", DAY), describes_crime=False, report="")


def test_tn03_the_highest_item_and_one_more_where_all_three_classes_meet():
    three = items(("experienced", 2), ("evidenced", 3), ("potential", 1))
    assert tension.level(three, area="A", on=DAY, days=DAYS) == 4
    assert tension.level(three[:2], area="A", on=DAY, days=DAYS) == 3
    assert tension.level(three, area="B", on=DAY, days=DAYS) == 1
    five = items(("experienced", 5), ("evidenced", 3), ("potential", 1))
    assert tension.level(five, area="A", on=DAY, days=DAYS) == 5
    week_ago = items(("potential", 1), on=date(2026, 6, 1))
    assert tension.level(three[:2] + week_ago, area="A", on=DAY, days=DAYS) == 3
    assert tension.level(three, area="A", on=date(2026, 6, 7), days=DAYS) == 1  # not told yet


def test_tn03_a_level_is_lowered_by_a_named_person_only():
    tension.check_level(4, set_to=5, by="", reasons="")
    tension.check_level(4, set_to=4, by="", reasons="")
    tension.check_level(4, set_to=1, by="kim", reasons="Nothing new for weeks")
    tension.check_level(4, set_to=3, by="kim", reasons="Spoken to elders")
    for by, reasons in (("", "x"), ("kim", " ")):
        with pytest.raises(RuleBroken, match="lowered by a named person"):
            tension.check_level(4, set_to=3, by=by, reasons=reasons)
    for level in (0, 6):
        with pytest.raises(RuleBroken, match="1 to 5"):
            tension.check_level(4, set_to=level, by="kim", reasons="x")


def test_tn04_each_level_has_its_limit_and_a_nil_return_is_a_return():
    assert [limit(tension.answer_within(n), DAY).unit for n in range(1, 6)] == [
        Unit.WEEKS, Unit.WEEKS, Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS,
    ]  # fmt: skip
    assert tension.missing_returns(["Council", "Police"], ["Police"]) == ["Council"]


def test_tn06_no_profiles_and_a_second_reader():
    tension.check_sharing(reviewed_by="lee", written_by="kim", profiles=False)
    with pytest.raises(RuleBroken, match="profiles"):
        tension.check_sharing(reviewed_by="lee", written_by="kim", profiles=True)
    for reader in ("", "kim"):
        with pytest.raises(RuleBroken, match="Somebody else"):
            tension.check_sharing(reviewed_by=reader, written_by="kim", profiles=False)
