"""Complaints as an applicant writes them, routes to a review, and letters: plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import complaint_rows, review_routes
from goldenthread.casework.rules.complaint_rows import BODIES, Row
from goldenthread.casework.rules.letters import NOTHING, compose
from goldenthread.casework.rules.review_routes import check_route, same_day, verified
from goldenthread.casework.rules.threshold import Reckoning

WORDS = st.text(max_size=40)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ROWS = st.builds(
    Row, st.sampled_from(list(BODIES)), DAYS, st.none() | DAYS, told=WORDS, reference=WORDS
)
ONE = Row("council", date(2026, 5, 2), date(2026, 5, 1), "The desk", "A1")
RELEVANT = ["council", "police", "integrated_care_board"]


@given(st.lists(ROWS, max_size=5))
def test_rows_that_are_written_down_are_read_again(rows):
    again = complaint_rows.read(complaint_rows.write(rows))
    assert [(one.body, one.made, one.behaviour) for one in again] == [
        (one.body, one.made, one.behaviour) for one in rows
    ]
    assert complaint_rows.write(again) == complaint_rows.write(rows), "the second time is the same"


def test_a_sign_that_parts_the_line_does_no_harm():
    row = complaint_rows.read(complaint_rows.write([Row("police", ONE.made, None, "a|b", "c\nd")]))
    assert (row[0].told, row[0].reference) == ("a/b", "c d")


@pytest.mark.parametrize(
    "line", ["", "x", "council|2026-02-30|||", "council|2026-05-02|||x", "parish|2026-05-02|||"]
)
def test_what_is_no_row_is_refused_and_shown_as_it_is(line):
    if not line:
        assert complaint_rows.read(line) == []
        return
    if line.endswith("x") and line != "x":
        assert complaint_rows.read(line)[0].reference == "x"
        return
    with pytest.raises(RuleBroken):
        complaint_rows.read(line)
    assert complaint_rows.said(line) == line


def test_a_row_is_said_as_a_sentence():
    said = complaint_rows.said(complaint_rows.write([ONE, Row("other", ONE.made)]))
    assert said == (
        "1. The council (The desk), told on 2 May 2026 of what happened on 1 May 2026, "
        "reference A1.\n2. Somebody else, told on 2 May 2026 of what happened on a day not known."
    )


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([ONE] * 21, "at most 20"),
        ([Row("council", date(2026, 6, 2))], "later than today"),
        ([ONE, Row("council", date(2026, 5, 2), date(2026, 6, 2))], "Complaint 2: a day"),
        ([Row("council", date(2026, 5, 2), date(2026, 5, 3))], "before it happened"),
    ],
)
def test_cr05a_days_that_cannot_be_are_told_where_they_are_typed(rows, why):
    with pytest.raises(RuleBroken, match=why):
        complaint_rows.check(rows, today=date(2026, 6, 1))
    complaint_rows.check([ONE], today=date(2026, 6, 1))


def route(chosen: str, incidents=0, open=0, grounds=(), met=(), may_be=()) -> None:
    check_route(
        chosen, Reckoning((), incidents, open, 3), grounds=grounds, reasons="So.",
        alternatives=met, alternatives_open=may_be,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "state", "why"),
    [
        ("none", {"incidents": 3}, "cannot be decided that it is not met"),  # CR-04
        ("none", {"incidents": 2, "open": 1}, "Ask the applicant"),  # CR-05a
        ("none", {"met": ["Hate"]}, "local alternative is met"),  # CR-19
        ("none", {"may_be": ["Hate"]}, "may yet be met"),
        ("mandatory", {"incidents": 2}, "Name the ground"),
        ("mandatory", {"incidents": 2, "met": ["Hate"]}, "not met by the number"),
        ("discretionary", {"incidents": 3, "grounds": ["harm"]}, "Choose the number"),
        ("discretionary", {"incidents": 1}, "Name the ground"),  # CR-07
        ("discretionary", {"met": ["Hate"]}, "Name the ground on which the bodies"),
        ("local_alternative", {"incidents": 3}, "Choose the number"),
        ("local_alternative", {"incidents": 1}, "Name the ground"),
    ],
)
def test_cr04_cr07_cr19_a_route_is_the_one_the_count_leads_to(chosen, state, why):
    with pytest.raises(RuleBroken, match=why):
        route(chosen, **state)


def test_cr04_each_route_can_be_taken_where_the_count_leads_to_it():
    route("mandatory", incidents=3)
    route("discretionary", incidents=1, grounds=["harm"])
    route("local_alternative", met=["Hate"])
    route("none", incidents=2)


CHOICES = st.sampled_from(
    [review_routes.MANDATORY, review_routes.DISCRETIONARY, review_routes.ALTERNATIVE, "none"]
)


@given(CHOICES, st.integers(0, 6), st.integers(0, 3), st.booleans(), st.booleans())
def test_cr04_a_reached_number_leaves_one_decision_only(chosen, incidents, open, ground, local):
    """Against the statute, read slowly: must where three qualify; else as the procedure says."""
    state = {"incidents": incidents, "open": open, "grounds": ["harm"] if ground else [],
             "met": ["Hate"] if local else []}  # fmt: skip
    allowed = {
        "mandatory": incidents >= 3,
        "discretionary": incidents < 3 and ground,
        "local_alternative": incidents < 3 and local,
        "none": incidents < 3 and not local and incidents + open < 3,
    }
    if allowed[chosen]:
        route(chosen, **state)
    else:
        with pytest.raises(RuleBroken):
            route(chosen, **state)


@pytest.mark.parametrize(
    ("told", "found", "expected"),
    [
        ("council", {}, None),
        ("council", {"council": True}, True),
        ("council", {"council": False}, False),
        ("council", {"police": False}, None),
        ("council", {"council": False, "police": True}, True),  # CR-06: whichever body has it
        ("other", {"council": False, "police": False}, None),
        ("other", dict.fromkeys(RELEVANT, False), False),
        ("other", {"police": True}, True),
    ],
)
def test_cr21_a_complaint_is_confirmed_by_any_body_and_denied_by_all(told, found, expected):
    assert verified(told, found, relevant=RELEVANT) is expected


def test_rpt05_complaints_of_one_day_are_pointed_out_until_they_are_one():
    day, other = date(2026, 5, 1), date(2026, 5, 2)
    assert same_day([(1, 1, day), (2, 2, day), (3, 3, other), (4, 4, None), (5, 5, None)]) == [
        (1, 2)
    ]
    assert same_day([(1, 1, day), (2, 1, day)]) == []


def test_g06_a_letter_says_what_is_put_in_and_what_is_missing():
    text = compose("Dear {{ name }}, by {{due}}: {{ why }}\n", {"name": "A", "due": "1 May"})
    assert text == f"Dear A, by 1 May: {NOTHING}"
    assert compose("{{ name }}", {"name": "{{ due }}", "due": "x"}) == "{{ due }}", "put in once"
