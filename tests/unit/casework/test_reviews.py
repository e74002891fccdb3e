"""Holding a case review (CR-02, CR-03, CR-09, CR-12 to CR-17, CR-20, CR-21, CR-23, G-06)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import reviews as rules
from goldenthread.casework.rules.reviews import Decision, Event, Statistics
from goldenthread.casework.values.case_review import procedure
from goldenthread.casework.values.limits import limit

DAY = date(2026, 6, 1)
DECISION = Decision("Threshold met", "A", "Co-ordinator", DAY, "Three", "Logs", "None", "By letter")


def test_cr09_an_applicant_has_a_name_and_for_another_their_consent():
    rules.check_applicant(name="Ann", is_victim=True, consent=False, evidence="")
    rules.check_applicant(name="Ann", is_victim=False, consent=True, evidence="Signed form")
    with pytest.raises(RuleBroken, match="anonymous"):
        rules.check_applicant(name=" ", is_victim=True, consent=True, evidence="")
    for consent, evidence in ((False, "Form"), (True, " ")):
        with pytest.raises(RuleBroken, match="needs their consent"):
            rules.check_applicant(name="A", is_victim=False, consent=consent, evidence=evidence)


@pytest.mark.parametrize("key", ["what", "by", "role", "reasons", "evidence", "rejected", "told"])
def test_g06_a_decision_says_all_of_it(key):
    rules.check_told(DECISION)
    with pytest.raises(RuleBroken, match="Record of the decision"):
        rules.check_told(replace(DECISION, **{key: " "}))
    with pytest.raises(RuleBroken, match="when it was decided"):
        rules.check_told(replace(DECISION, on=None))


def test_cr02_every_relevant_body_decides():
    every = ["council", "police", "integrated_care_board"]
    among = procedure().bodies
    rules.check_bodies(every, among=among, on=DAY, co_opted=[])
    with pytest.raises(RuleBroken, match="providers of social housing"):
        rules.check_bodies(every, among=among, on=DAY, co_opted=["landlord"])
    with pytest.raises(RuleBroken, match="integrated care board"):
        rules.check_bodies(every[:2], among=among, on=DAY, co_opted=[])
    rules.check_bodies(every[:2], among=among, on=date(2022, 6, 30), co_opted=[])  # not yet there


def test_cr20_not_met_offers_something_and_says_how_to_appeal():
    rules.check_not_met(next_step="Mediation", appeal_text="Write to us by …")
    with pytest.raises(RuleBroken, match="offered instead"):
        rules.check_not_met(next_step="", appeal_text="x")
    with pytest.raises(RuleBroken, match="how to appeal"):
        rules.check_not_met(next_step="x", appeal_text="")


def test_cr16_a_chair_was_not_involved_and_is_not_of_the_case_team():
    told = {"case_team": {"lee"}, "involved": {"sam"}, "lead": "Council"}
    rules.check_chair("kim", body="Police", **told)
    with pytest.raises(RuleBroken, match="has been involved"):
        rules.check_chair("sam", body="Police", **told)
    with pytest.raises(RuleBroken, match="the lead agency's case team"):
        rules.check_chair("lee", body="Council", **told)
    with pytest.raises(RuleBroken, match="in a case team"):
        rules.check_chair("lee", body="Police", **told)


def test_cr15_the_victim_chooses_first():
    rules.check_victim_asked("neither")
    with pytest.raises(RuleBroken, match="Ask the victim first"):
        rules.check_victim_asked("")


@pytest.mark.parametrize("key", ["findings", "reasons", "appeal_text", "contact"])
def test_cr12_and_cr14_an_outcome_says_why_how_to_appeal_and_whom_to_ask(key):
    full = {"findings": "a", "reasons": "b", "appeal_text": "c", "contact": "d"}
    rules.check_outcome(**full)
    with pytest.raises(RuleBroken, match="does not say"):
        rules.check_outcome(**full | {key: ""})


def test_cr13_a_body_that_does_not_accept_says_why():
    rules.check_response(accepted=True, reason="")
    rules.check_response(accepted=False, reason="No power to")
    with pytest.raises(RuleBroken, match="says why"):
        rules.check_response(accepted=False, reason=" ")
    with pytest.raises(RuleBroken, match="Say whether"):
        rules.check_response(accepted=None, reason="x")


def test_cr23_another_person_decides_and_a_conflict_is_shown_first():
    conflict = rules.conflict_of_office(coordinates="PCC's office", reviews="PCC's office")
    assert "Conflict of interest" in conflict
    assert rules.conflict_of_office(coordinates="Council", reviews="PCC's office") == ""
    ready = {"is_on": True, "officer": "kim", "decided": {"lee"}, "warned": True}
    rules.check_body_review(**ready, conflict=conflict)
    rules.check_body_review(**ready | {"warned": False}, conflict="")
    with pytest.raises(RuleBroken, match="Conflict of interest"):
        rules.check_body_review(**ready | {"warned": False}, conflict=conflict)
    with pytest.raises(RuleBroken, match="took no part"):
        rules.check_body_review(**ready | {"officer": "lee"}, conflict="")
    with pytest.raises(RuleBroken, match="not declared as in force"):
        rules.check_body_review(**ready | {"is_on": False}, conflict="")


def test_cr17_an_application_and_its_review_fall_in_their_own_periods():
    told = [
        Event("applied", "r1", date(2026, 3, 30)),
        Event("held", "r1", date(2026, 4, 12)),
        Event("recommended", "r1", date(2026, 4, 20)),
        Event("not_met", "r2", date(2026, 3, 1)),
    ]
    before = rules.statistics(told, first=date(2025, 4, 1), last=date(2026, 3, 31))
    after = rules.statistics(told, first=date(2026, 4, 1), last=date(2027, 3, 31))
    assert before == Statistics(1, 1, 0, 0)  # zeros stand
    assert after == Statistics(0, 0, 1, 1)
    assert "by the day on which it happened" in after.note


EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(["applied", "not_met", "held", "recommended"]),
        st.sampled_from("abcdef"),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    unique_by=lambda one: (one.kind, one.review),
)


@given(EVENTS, st.dates(date(2026, 1, 1), date(2026, 12, 30)))
def test_cr17_two_periods_that_meet_add_up_to_the_whole(events, cut):
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    parts = [
        rules.statistics(events, first=first, last=cut),
        rules.statistics(events, first=date.fromordinal(cut.toordinal() + 1), last=last),
    ]
    whole = rules.statistics(events, first=first, last=last)
    for name in ("applications", "not_met", "reviews", "with_recommendations"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_cr17_a_period_has_at_most_twelve_months():
    year = limit("statistics", DAY)
    rules.check_period(date(2026, 4, 1), date(2027, 3, 31), longest=year)
    with pytest.raises(RuleBroken, match="at most 12 months"):
        rules.check_period(date(2026, 4, 1), date(2027, 4, 1), longest=year)
    with pytest.raises(RuleBroken, match="ends before"):
        rules.check_period(date(2026, 4, 1), date(2026, 3, 1), longest=year)
