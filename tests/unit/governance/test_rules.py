"""What is allowed of meetings and obligations, and what follows from facts."""

from datetime import date

import pytest

from goldenthread.governance import rules
from goldenthread.governance.rules import Quorum, RuleBroken

TODAY = date(2026, 11, 21)
QUORATE = Quorum(3, 3)


def test_whoever_takes_no_part_does_not_count_for_the_quorum():
    found = rules.quorum_of(present=frozenset({1, 2, 3}), recused=frozenset({3}), needed=3)
    assert not found.is_met
    assert str(found) == "Not quorate: 2 present, 3 needed"


@pytest.mark.parametrize(
    ("state", "on", "said"),
    [
        ("planned", date(2026, 11, 20), "Day has passed, nothing recorded"),
        ("planned", TODAY, "Planned"),
        ("held", date(2026, 11, 20), "Held, minutes not agreed yet"),
    ],
)
def test_a_meeting_whose_day_went_by_is_not_said_to_be_planned(state, on, said):
    assert rules.SAID[rules.said_state(state, on=on, today=TODAY)] == said


def test_a_quorum_just_met_and_one_never_set():
    assert str(QUORATE) == "Quorate: 3 present, 3 needed"
    assert Quorum(0, None).is_met
    assert "no quorum is set" in str(Quorum(1, None))


def test_a_meeting_is_planned_once_a_day_and_not_of_a_restricted_group():
    rules.check_plan(on=TODAY, restricted=False, taken=False)
    with pytest.raises(RuleBroken, match="already has a meeting on 21 November 2026"):
        rules.check_plan(on=TODAY, restricted=False, taken=True)
    with pytest.raises(RuleBroken, match="stays with it"):
        rules.check_plan(on=TODAY, restricted=True, taken=False)


@pytest.mark.parametrize(("state", "said"), [("cancelled", "was cancelled"), ("agreed", "agreed")])
def test_nothing_is_changed_in_a_closed_meeting(state, said):
    with pytest.raises(RuleBroken, match=said):
        rules.check_open(state)


def test_a_meeting_is_held_on_its_day_with_somebody_there():
    told = {"state": "planned", "on": TODAY, "today": TODAY, "present": 1}
    rules.check_hold(**told)
    with pytest.raises(RuleBroken, match="cannot have been held before"):
        rules.check_hold(**told | {"on": date(2026, 11, 22)})
    with pytest.raises(RuleBroken, match="who was present"):
        rules.check_hold(**told | {"present": 0})


def test_minutes_are_agreed_once_and_after_the_meeting():
    told = {"state": "held", "on": date(2026, 10, 1), "agreed_on": TODAY, "today": TODAY}
    rules.check_agree(**told)
    with pytest.raises(RuleBroken, match="was held can be agreed"):
        rules.check_agree(**told | {"state": "planned"})
    for day in (date(2026, 9, 30), date(2026, 11, 22)):
        with pytest.raises(RuleBroken, match="Give the day"):
            rules.check_agree(**told | {"agreed_on": day})


def test_only_a_planned_meeting_is_cancelled_and_with_a_reason():
    rules.check_cancel(state="planned", reason="Snow.")
    with pytest.raises(RuleBroken, match="Only a meeting that is planned"):
        rules.check_cancel(state="held", reason="Snow.")
    with pytest.raises(RuleBroken, match="Say why"):
        rules.check_cancel(state="planned", reason=" ")


def test_papers_need_an_agenda_and_a_meeting():
    rules.check_publish(state="planned", items=1)
    with pytest.raises(RuleBroken, match="no papers"):
        rules.check_publish(state="cancelled", items=1)
    with pytest.raises(RuleBroken, match="nothing to publish"):
        rules.check_publish(state="held", items=0)


def test_only_somebody_present_takes_no_part_and_says_why():
    rules.check_recusal(how="present", interest="Owns the land.")
    with pytest.raises(RuleBroken, match="noted as present"):
        rules.check_recusal(how="apologies", interest="Owns the land.")
    with pytest.raises(RuleBroken, match="which interest"):
        rules.check_recusal(how="present", interest=" ")


def test_a_decision_needs_a_meeting_reasons_and_a_quorum():
    told = {"state": "held", "quorum": QUORATE, "text": "Agreed.", "reasons": "It works."}
    rules.check_decision(**told)
    for change, said in (
        ({"state": "planned"}, "was held"),
        ({"state": "agreed"}, "minutes of this meeting are agreed"),
        ({"text": " "}, "words and its reasons"),
        ({"reasons": ""}, "words and its reasons"),
        ({"quorum": Quorum(2, 3)}, "Not quorate: 2 present, 3 needed. No decision"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_decision(**told | change)


@pytest.mark.parametrize(
    ("due", "every", "met", "key"),
    [
        (date(2026, 11, 20), 12, True, "overdue"),
        (TODAY, 12, False, "due_soon"),
        (date(2027, 1, 2), 12, False, "due_soon"),  # 42 days on
        (date(2027, 1, 3), 12, False, "ahead"),
        (None, 12, True, "undated"),
        (None, 0, False, "undated"),
        (None, 0, True, "met"),
    ],
)
def test_how_something_owed_stands(due, every, met, key):
    assert rules.standing_of(due=due, every=every, met=met, today=TODAY).key == key


def test_the_next_day_is_counted_from_the_day_it_was_due():
    assert rules.next_due(date(2026, 3, 31), every=3) == date(2026, 6, 30)
    assert rules.next_due(date(2026, 12, 1), every=12) == date(2027, 12, 1)
    assert rules.next_due(date(2023, 11, 30), every=3) == date(2024, 2, 29)
    assert rules.next_due(date(2026, 3, 31), every=0) is None
    assert rules.next_due(None, every=3) is None


def test_what_is_owed_has_a_title_a_kind_a_cycle_and_one_owner():
    told = {"title": "Report", "kind": "duty", "every": 12, "owners": 1}
    rules.check_obligation(**told)
    for change, said in (
        ({"title": " "}, "Say what is owed"),
        ({"kind": "whim"}, "Choose what kind"),
        ({"every": 61}, "1 to 60 months"),
        ({"owners": 2}, "Name one"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_obligation(**told | change)


def test_it_is_done_on_a_day_that_is_over_with_evidence_and_once():
    told = {"on": TODAY, "today": TODAY, "evidence": "Minute 4.", "already": []}
    rules.check_met(**told)
    for change, said in (
        ({"on": date(2026, 11, 22)}, "not over yet"),
        ({"evidence": " "}, "what shows it"),
        ({"already": [TODAY]}, "already noted"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_met(**told | change)
