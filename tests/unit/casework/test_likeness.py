"""Reports like one another, and why (RPT-04, RPT-05)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import likeness as rules
from goldenthread.casework.rules.likeness import Telling
from goldenthread.casework.rules.reports import Report
from goldenthread.casework.values.limits import number

DAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
VALUES = {
    "near": number("near_metres", DAY),
    "hours": number("hours_apart", DAY),
    "alike": number("words_alike", DAY),
}
WORDS = "Loud music was played from the flat above until three in the morning"


def told(id="old", words=WORDS, when=NOON, kind="asb_report", **more) -> Telling:
    fields = {"victim": "v", "address": "a", "easting": 427000, "northing": 542000, **more}
    return Telling(Report(id, DAY, **fields), words, when, kind)


NEW = told("new")


def test_rpt04_every_reason_is_said():
    found = rules.likeness(NEW, told(easting=427040), **VALUES)
    assert found
    assert found.same_incident
    assert found.reasons == (
        "same person: the same name or way to reach them",
        "same place: written alike",
        "about the same time: 0 hours apart",
        "like words: 100 of 100",
    )


def test_rpt04_neither_person_nor_place_is_nothing_like_it():
    far = told(victim="w", address="b", easting=428000)
    assert rules.likeness(NEW, far, **VALUES) is None
    unknown = told(victim="", address="", easting=None)
    assert rules.likeness(told("new", victim="", address=""), unknown, **VALUES) is None


@pytest.mark.parametrize(("east", "same"), [(427100, True), (427101, False)])
def test_rpt04_a_place_within_a_hundred_metres(east, same):
    found = rules.likeness(NEW, told(victim="", address="b", easting=east), **VALUES)
    assert bool(found) is same
    if found:
        assert "same place: 100 metres apart" in found.reasons


def test_rpt05_the_same_place_is_one_incident_only_by_time_or_words():
    later = NOON + timedelta(hours=VALUES["hours"] + 1)
    other = "A car without plates stands on the pavement by the school gate"
    by_words = rules.likeness(NEW, told(when=later), **VALUES)
    by_time = rules.likeness(NEW, told(words=other), **VALUES)
    neither = rules.likeness(NEW, told(words=other, when=later), **VALUES)
    of_another_kind = rules.likeness(NEW, told(words=other, kind="hate_report"), **VALUES)
    assert of_another_kind
    assert not of_another_kind.same_incident
    elsewhere = rules.likeness(NEW, told(address="b", easting=430000), **VALUES)
    assert [one and one.same_incident for one in (by_words, by_time, neither, elsewhere)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_words_are_like_by_what_they_share():
    bags = "Six black bags and a mattress were left in the lane behind the shops."
    same = "A mattress and black bags have been dumped in the back lane behind the shops"
    unlike = "Off-road motorcycles were ridden across the playing field after school."
    near = {"address": "", "victim": ""}
    for words, alike in ((same, True), (unlike, False)):
        found = rules.likeness(told("new", bags, **near), told(words=words, **near), **VALUES)
        assert found
        assert any(one.startswith("like words") for one in found.reasons) is alike


def test_few_words_are_like_none():
    found = rules.likeness(told("new", "Noise."), told(words="Noise."), **VALUES)
    assert found
    assert not any(one.startswith("like words") for one in found.reasons)


def test_the_likest_stand_first_and_what_is_unlike_nowhere():
    a = rules.Alike("a", ("x",), same_incident=False)
    b = rules.Alike("b", ("x", "y"), same_incident=False)
    c = rules.Alike("c", ("x",), same_incident=True)
    assert rules.likest([a, None, b, c]) == [c, b, a]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700 900123", "07700900123"),
        ("+44 7700 900123 (evenings)", "07700900123"),
        ("Call Ann on Ann.Example@Example.org", "ann.example@example.org"),
        ("ask next door", ""),
        ("", ""),
    ],
)
def test_a_way_to_reach_somebody_is_compared_however_it_is_written(typed, kept):
    assert rules.tidy_contact(typed) == kept


@given(st.text(max_size=60))
def test_words_are_compared_without_signs_or_size(typed):
    once = rules.tidy_words(typed)
    assert rules.tidy_words(once) == once
    assert rules.tidy_words("  The-Street, DH1  5UL!") == "the street dh1 5ul"


def test_rpt05_a_link_needs_a_reason():
    rules.check_reason("The same evening")
    with pytest.raises(RuleBroken, match="Say why"):
        rules.check_reason("  ")
