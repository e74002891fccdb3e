"""What a report of assurance must say, and what may be put before a group."""

from datetime import date

import pytest

from goldenthread.governance import rules
from goldenthread.governance.rules import RuleBroken

TODAY = date(2026, 11, 21)


def test_a_report_has_a_level_words_and_what_they_rest_on():
    told = {"level": "limited", "says": "Late.", "basis": "Audit.", "on": TODAY, "today": TODAY}
    rules.check_report(**told)
    for change, said in (
        ({"level": "fine"}, "how sure"),
        ({"says": " "}, "what that rests on"),
        ({"basis": ""}, "what that rests on"),
        ({"on": date(2026, 11, 22)}, "not over yet"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_report(**told | change)


def test_weak_assurance_comes_back_on_a_later_day():
    rules.check_return(level="substantial", on=TODAY, return_on=None)
    rules.check_return(level="none", on=TODAY, return_on=date(2026, 11, 22))
    for level in ("limited", "none"):
        with pytest.raises(RuleBroken, match="on which day it comes back"):
            rules.check_return(level=level, on=TODAY, return_on=None)
    with pytest.raises(RuleBroken, match="after the day"):
        rules.check_return(level="reasonable", on=TODAY, return_on=TODAY)


def test_an_escalation_says_what_is_asked_and_names_nobody():
    told = {"source": "measure", "title": "Fires", "asked": "Fund alarms.", "count": None}
    rules.check_escalation(**told)
    rules.check_escalation(**told | {"source": "case_theme", "count": 5})
    for change, said in (
        ({"source": "rumour"}, "where it comes from"),
        ({"title": " "}, "what it is"),
        ({"asked": ""}, "asked to do"),
        ({"source": "case_theme"}, "count of 5 or more"),
        ({"source": "case_theme", "count": 4}, "fewer could be known"),
        ({"count": 9}, "Only a theme"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_escalation(**told | change)


def test_it_is_answered_once_by_the_group_that_was_asked():
    told = {"answered": False, "same_group": True, "answer": "Yes."}
    rules.check_answer(**told)
    for change, said in (
        ({"answered": True}, "already"),
        ({"same_group": False}, "another group"),
        ({"answer": " "}, "what the group answers"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_answer(**told | change)


def test_every_level_says_what_has_to_be_so():
    assert all(one.meaning.endswith(".") for one in rules.LEVELS.values())
