"""What goes on the agenda of a meeting on cases, and who sees it (PS-05)."""

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.meetings import MOST, agenda, check_seat, sees_agenda

SEAT = {"person": "1", "body": "7", "accepted": True, "meeting": "3", "agreement": {"7"}}


def test_ps05_a_case_is_on_an_agenda_once_for_its_first_reason():
    found = {"overdue": [1, 2], "high": [2, 3], "problem": [4]}
    assert agenda(found, known={4}) == [(2, "high"), (3, "high"), (1, "overdue")]
    assert agenda({}, known=()) == []


def test_an_agenda_is_no_longer_than_can_be_talked_about():
    found = {"overdue": range(100)}
    assert len(agenda(found, known=())) == MOST
    assert len(agenda(found, known=range(200, 200 + MOST - 1))) == 1
    assert agenda(found, known=range(200, 200 + MOST + 5)) == []


def test_ps05_the_agenda_is_seen_by_who_accepted_and_whose_body_is_party():
    assert sees_agenda(**SEAT)
    assert not sees_agenda(**{**SEAT, "accepted": False})
    assert not sees_agenda(**{**SEAT, "agreement": {"8"}})


def test_ps05_a_body_outside_the_agreement_gets_no_seat():
    check_seat(body="7", agreement={"7"})
    with pytest.raises(RuleBroken, match="no party to the agreement"):
        check_seat(body="9", agreement={"7"})
