"""Questions asked a few at a time, steps along declared ways, references, words for due days."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import answers, asking, front_door, references, steps, wording
from goldenthread.casework.types.forms import Question
from goldenthread.casework.types.model import CaseType
from goldenthread.declared import read_text
from tests.factories.cases import SCHEME

OF = read_text(SCHEME, CaseType, file="hedges.yaml")
OK = {"fire": "no", "kind": "tall"}


def question(type: str, **more) -> Question:
    choices = {"a": "One", "b": "Two"} if type in ("choice", "choices") else {}
    return Question(id="q", ask="What is it?", type=type, choices=choices, **more)


@pytest.mark.parametrize(
    ("type", "text", "read", "said"),
    [
        ("yes_no", "yes", "yes", "Yes"),
        ("yes_no", "maybe", None, "maybe"),
        ("choice", "a", "a", "One"),
        ("choice", "c", None, "c"),
        ("choices", "a,b", frozenset("ab"), "One, Two"),
        ("choices", "a,c", None, "One, c"),
        ("number", "3.5", Decimal("3.5"), "3.5"),
        ("number", "NaN", None, "NaN"),
        ("number", "three", None, "three"),
        ("date", "2026-03-10", date(2026, 3, 10), "10 March 2026"),
        ("date", "soon", None, "soon"),
        ("date_time", "2026-03-10T21:30", "2026-03-10T21:30", "10 March 2026 at 21:30"),
        ("date_time", "2026-03-10", "2026-03-10", "10 March 2026"),
        ("date_time", "late", "late", "late"),
        ("text", " words ", "words", " words "),
        ("text", "  ", None, "  "),
        ("long_text", "x" * 4001, None, "x" * 4001),
    ],
)
def test_an_answer_is_read_and_said_by_its_kind(type, text, read, said):
    assert answers.read_answer(question(type), text) == read
    assert answers.said(question(type), text) == said


def test_what_stops_a_form_stands_alone_and_what_hangs_on_another_comes_later():  # RPT-01
    found = [[one.id for one in step.questions] for step in asking.steps_of(OF.forms)]
    assert found == [["fire"], ["kind"], ["height", "since", "seen_at", "which"], ["name", "story"]]


def test_no_question_stands_beside_or_before_the_one_it_hangs_on():
    seen: set[str] = set()
    for step in asking.steps_of(OF.forms):
        for one in step.questions:
            for other in step.questions:
                assert not one.ask_when or other.id not in one.ask_when.split()
            assert not one.ask_when or set(one.ask_when.split()) & seen
        seen |= {one.id for one in step.questions}


def test_a_question_is_asked_only_under_its_condition():
    step = asking.steps_of(OF.forms)[2]
    low = asking.asked_at(step, OF.forms, {"kind": "low"})
    tall = asking.asked_at(step, OF.forms, {"kind": "tall"})
    assert [one.id for one in tall] == ["height", *(one.id for one in low)]


def test_an_answer_that_no_longer_applies_is_left_out_with_what_hangs_on_it():
    given = {**OK, "kind": "low", "height": "9", "which": "b", "story": "Long."}
    assert asking.settled(OF.forms, given) == {"fire": "no", "kind": "low", "which": "b"}


def test_what_must_be_answered_is_asked_for_by_name():
    assert [one.id for one in asking.missing(OF.forms, OF.forms, {})] == ["fire", "kind"]
    with pytest.raises(RuleBroken, match="Answer this first: What kind"):
        asking.check_answers(OF.forms, OF.forms, {"fire": "no"})


def test_danger_stops_a_form_whatever_else_was_answered():  # RPT-01
    with pytest.raises(RuleBroken, match="999"):
        asking.check_answers(OF.forms, OF.forms, {**OK, "fire": "yes"})
    assert asking.check_answers(OF.forms, OF.forms, OK) == OK


def test_a_step_is_taken_only_from_where_it_begins_by_whom_and_when_declared():  # RPT-06
    def take(step="begin", stage="new", workers=("officer",), answered="tall", **more):
        return steps.check_step(
            OF, step, stage=stage, workers=workers, answers={"kind": answered}, **more
        )

    assert take().to == "worked"
    for wrong, said in (
        ({"step": "begun"}, 'Did you mean "begin"'),
        ({"stage": "worked"}, '"Begin" does not begin there'),
        ({"workers": ["counter"]}, "for others who work on this case"),
        ({"answered": "low"}, "Only a tall hedge"),
        ({"outcome": "cut"}, "not before"),
    ):
        with pytest.raises(RuleBroken, match=said):
            take(**wrong)


def test_closing_needs_a_reason_and_an_outcome():  # RPT-06, G-06
    def finish(**more):
        return steps.check_step(
            OF, "finish", stage="worked", workers=["officer"], answers={}, **more
        )

    for wrong, said in (
        ({"outcome": "cut"}, "Say why"),
        ({"reason": "x" * 4001, "outcome": "cut"}, "at most 4,000"),
        ({"reason": "Done."}, "Choose how it ended: Cut, Left as it is"),
        ({"reason": "Done.", "outcome": "burnt"}, "Choose how it ended"),
    ):
        with pytest.raises(RuleBroken, match=said):
            finish(**wrong)
    assert finish(reason="Done.", outcome="cut").to == "done"


def test_the_ways_on_say_why_one_cannot_be_taken_yet():
    found = steps.ways(OF, "new", workers=["officer"], answers={"kind": "low"})
    assert [(one.step.id, one.refused) for one in found] == [
        ("begin", "Only a tall hedge is worked on."),
        ("take_back", ""),
    ]
    assert [one.step.id for one in steps.ways(OF, "new", workers=["sender"], answers={})] == [
        "take_back"
    ]


def test_a_form_is_filled_in_only_where_and_by_whom_declared():
    assert steps.check_form(OF, "hedge", stage="new", workers=["officer"]).id == "hedge"
    for form, stage, workers, said in (
        ("hedges", "new", ["officer"], 'Did you mean "hedge"'),
        ("hedge", "worked", ["officer"], 'while the case is at "Worked on"'),
        ("hedge", "new", ["counter"], "for others"),
    ):
        with pytest.raises(RuleBroken, match=said):
            steps.check_form(OF, form, stage=stage, workers=workers)


def test_references_are_drawn_at_random_and_read_however_they_are_typed():
    drawn = {references.new_reference() for _ in range(500)}
    assert len(drawn) == 500
    for one in drawn:
        assert references.tidy(f" {one.lower().replace('-', ' ')} ") == one
    for none in ("", "K7M-4QX", "AAA-AAA-AAA", "K7M4QX9PDD"):
        assert references.tidy(none) == ""
    links = {references.new_link() for _ in range(500)}
    assert len(links) == 500
    assert min(map(len, links)) >= 43
    assert references.hash_of("a") != references.hash_of("b")


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_none(typed):
    found = references.tidy(typed)
    assert found == "" or references.tidy(found) == found


def test_the_front_door_is_closed_to_programs_with_a_sentence():
    now = datetime(2026, 11, 23, 10, 40, tzinfo=UTC)
    front_door.check_rate(20, most=20, now=now)
    with pytest.raises(RuleBroken, match=r"in 20 minutes.*call 999"):
        front_door.check_rate(21, most=20, now=now)
    front_door.check_left_empty(" ")
    with pytest.raises(RuleBroken, match="not sent"):
        front_door.check_left_empty("http://spam.example")


MIDNIGHT = datetime(2026, 11, 25, tzinfo=UTC)  # the end of Tuesday 24 November


@pytest.mark.parametrize(
    ("before", "said", "standing"),
    [
        (timedelta(days=9), "due by Tuesday 24 November 2026", "running"),
        (timedelta(days=2, hours=2), "due by Tuesday 24 November 2026", "due_soon"),
        (timedelta(days=1, hours=1), "due tomorrow, Tuesday 24 November 2026", "due_soon"),
        (timedelta(hours=9), "due today, Tuesday 24 November 2026", "due_today"),
        (-timedelta(hours=9), "was due by Tuesday 24 November 2026: 1 day late", "overdue"),
        (-timedelta(days=3), "was due by Tuesday 24 November 2026: 4 days late", "overdue"),
    ],
)
def test_a_due_day_is_said_as_people_say_it(before, said, standing):
    now = MIDNIGHT - before
    assert wording.due_said(MIDNIGHT, now=now) == said
    assert wording.plain_standing(MIDNIGHT, now=now) == standing


def test_a_moment_within_a_day_is_said_with_its_time():
    due = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    assert wording.due_day_said(due) == "Tuesday 24 November 2026, 15:30"
    late = wording.due_said(due, now=due + timedelta(minutes=1))
    assert late == "was due by Tuesday 24 November 2026, 15:30"


def test_forms_and_reporters_are_those_that_the_type_names():
    assert steps.reporters(OF) == ["sender"]
    assert [one.id for one in steps.forms_at(OF, "new", workers=["sender"])] == ["hedge"]
    assert steps.forms_at(OF, "new", workers=["counter"]) == []
    assert steps.forms_at(OF, "worked", workers=["sender"]) == []
