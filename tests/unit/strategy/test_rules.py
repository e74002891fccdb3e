"""What a plan must hold, and what each kind of area owes."""

from datetime import date

import pytest

from goldenthread.strategy import rules
from goldenthread.strategy.rules import RuleBroken

ALL = ("a", "b", "c", "d")


def test_focus_and_assurance_owe_different_things() -> None:  # 000: 124-125
    focus, assurance = rules.area_duties("focus", {"champion"}), rules.area_duties("assurance", ())
    assert [(duty.key, duty.met) for duty in focus] == [
        ("champion", True),
        ("delivery_plan", False),
        ("themed_meeting", False),
    ]
    assert [duty.key for duty in assurance] == ["reporting_group", "cycle", "escalation_route"]
    assert not {duty.key for duty in focus} & {duty.key for duty in assurance}


@pytest.mark.parametrize(
    ("now", "then", "allowed"),
    [
        ("draft", "adopted", True),
        ("adopted", "superseded", True),
        ("draft", "superseded", False),
        ("adopted", "draft", False),
        ("superseded", "adopted", False),
        ("unknown", "adopted", False),
        ("adopted", "adopted", False),
    ],
)
def test_a_plan_goes_from_draft_to_adopted_to_superseded(
    now: str, then: str, allowed: bool
) -> None:
    if allowed:
        rules.check_step(now, then)
    else:
        with pytest.raises(RuleBroken, match="cannot become"):
            rules.check_step(now, then)


def test_a_plan_does_not_end_before_it_was_adopted() -> None:
    rules.check_day(None, date(2026, 1, 1))
    rules.check_day(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(RuleBroken, match="adopted on 2 January 2026"):
        rules.check_day(date(2026, 1, 2), date(2026, 1, 1))


def test_what_is_published_changes_only_with_a_reason() -> None:
    rules.check_reason("draft", "")
    rules.check_reason("adopted", "A word was wrong.")
    for status in ("adopted", "superseded"):
        with pytest.raises(RuleBroken, match="Say why"):
            rules.check_reason(status, "  ")


def test_only_the_four_duties_of_section_6_are_tagged() -> None:
    rules.check_duties(ALL)
    with pytest.raises(RuleBroken, match="e, x: section 6 has"):
        rules.check_duties(["x", "e", "a"])


def test_section_6_names_each_duty_that_no_priority_serves() -> None:  # CSP-05
    held = rules.section_6([["a", "b"], ["c"], ["d"]], asked=ALL)
    missing = rules.section_6([["a"], ["d"]], asked=ALL)
    assert held.holds
    assert not missing.holds
    assert missing.sentence == (
        "No priority serves: (b) combat the misuse of drugs, alcohol and other substances; "
        "(c) reduce reoffending."
    )
    assert rules.section_6([["a", "b", "c"]], asked=("a", "b", "c")).holds  # before 2023


def test_every_priority_stands_beside_the_police_plan() -> None:  # CSP-06
    assert rules.mutual_regard([("One", True)]).holds
    missing = rules.mutual_regard([("One", True), ("Two", False)])
    assert not missing.holds
    assert missing.sentence.endswith("the police and crime plan: Two.")
    assert not rules.mutual_regard([]).holds
    assert rules.mutual_regard([], plan_kind=rules.POLICE_PLAN).holds


def test_the_contents_of_a_plan_are_told_one_by_one() -> None:  # CSP-16
    found = rules.plan_contents(priorities=3, steps=9, measures=0, engagement=1)
    assert [check.holds for check in found] == [True, True, False, True]
    assert found[2].sentence == "Nothing is recorded on how success is measured."
    assert found[0].sentence == "The plan sets out the priorities."


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Mrs D was robbed.", "initial", "Mrs D"),
        ("Dr. K saw her.", "initial", "Dr. K"),
        ("Then J, who was young, left.", "initial", "J"),
        ("It was M's idea.", "initial", "M's"),
        ("A boy aged 13 came.", "age", "aged 13"),
        ("She turned 70 there.", "age", "turned 70"),
        ("A 13-year-old boy.", "age", "13-year-old"),
        ("On 3 March she rang.", "date", "3 March"),
        ("On 21st June 2020 it ended.", "date", "21st June"),
        ("On 03/04/2020 it ended.", "date", "03/04/2020"),
        ("At 12 Hill Terrace they met.", "place", "12 Hill Terrace"),
        ("Near DH1 5UQ it began.", "place", "DH1 5UQ"),
    ],
)
def test_words_that_may_point_to_a_person_are_found(text: str, kind: str, words: str) -> None:
    assert rules.Finding(kind, words) in rules.identifying(text)


@pytest.mark.parametrize(
    "text",
    [
        "A landlord visited every home. I spoke to a neighbour.",
        "It began in March 2021 and ran for 12 months.",
        "The A1 and the 4P plan helped 64 people in Peterlee.",
        "Humankind LGBTQI+ services",
        "",
    ],
)
def test_words_that_point_to_nobody_are_left_alone(text: str) -> None:
    assert rules.identifying(text) == []


def test_the_same_words_are_told_once() -> None:
    assert len(rules.identifying("Mrs D met Mrs D again.")) == 1


def test_a_case_study_is_published_clean_or_accepted() -> None:
    rules.check_publishable([], "")
    rules.check_publishable(["found"], "Everybody there agreed.")
    with pytest.raises(RuleBroken, match="named person accept"):
        rules.check_publishable(["found"], " ")


def test_a_commitment_has_no_status_without_evidence() -> None:
    rules.check_commitment_status("delivered", "The scheme runs.")
    with pytest.raises(RuleBroken, match="what shows"):
        rules.check_commitment_status("delivered", " ")
    with pytest.raises(RuleBroken, match="Choose a status"):
        rules.check_commitment_status("fine", "It is.")


def test_a_target_says_who_set_it_and_why() -> None:
    rules.check_target(None, "", "")
    rules.check_target(0, "The Board", "None should be hurt.")
    for set_by, why in (("", "Because."), ("The Board", "")):
        with pytest.raises(RuleBroken, match="who set the target"):
            rules.check_target(25, set_by, why)


DAY = date(2026, 5, 3)


def test_an_end_needs_a_day_in_its_time_and_a_reason():
    rules.check_end(None, DAY, date(2024, 1, 1), "Done.")
    rules.check_end(None, DAY, None, "Done.")
    rules.check_end(None, DAY, DAY, "Done.")
    for ended, begins, reason, said in (
        (DAY, None, "Done.", "ended on 3 May 2026 already"),
        (None, date(2026, 5, 4), "Done.", "began on 4 May 2026"),
        (None, None, " ", "Say why it ends"),
    ):
        with pytest.raises(rules.RuleBroken, match=said):
            rules.check_end(ended, DAY, begins, reason)


def test_only_what_ended_is_taken_up_again_with_a_reason():
    rules.check_resume(DAY, "Money was found.")
    with pytest.raises(rules.RuleBroken, match="has not ended"):
        rules.check_resume(None, "Money was found.")
    with pytest.raises(rules.RuleBroken, match="Say why it is taken up again"):
        rules.check_resume(DAY, "")


def test_nothing_stands_under_what_ended_or_under_a_part():
    rules.check_under(None)
    with pytest.raises(rules.RuleBroken, match="Take it up again"):
        rules.check_under(DAY)
    with pytest.raises(rules.RuleBroken, match="no parts of its own"):
        rules.check_under(None, is_part=True)
