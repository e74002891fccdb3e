"""Working and closing a case (CASE-01 to CASE-07, CR-14)."""

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import closing as rules
from goldenthread.casework.rules.closing import Closure
from goldenthread.casework.values.limits import limit

DAY = date(2026, 6, 1)
WEEKS = limit("monitored", DAY)
DONE = Closure("resolved", "standard", ("medium", "standard"), DAY, "Agreed", True, True, by="a")


def refused(**changes) -> str:
    with pytest.raises(RuleBroken) as why:
        rules.check_closure(replace(DONE, **changes), on=DAY, monitored=WEEKS)
    return str(why.value)


def test_case06_a_case_is_closed_when_everything_is_done():
    rules.check_closure(DONE, on=DAY, monitored=WEEKS)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reason": "resolvd"}, 'Did you mean "resolved"'),
        ({"final_band": None}, "Assess the risk once more"),
        ({"victim_told_on": None}, "when and why"),
        ({"victim_told_why": " "}, "when and why"),
        ({"review_right_told": False}, "right to a case review"),
        ({"survey_offered": False}, "survey"),
        ({"bands": ("high", "standard")}, "supervisor must approve"),
        ({"bands": ("high", "standard"), "supervisor": "a"}, "supervisor must approve"),
        ({"reason": "stopped"}, "stopped for 4 weeks"),
        ({"reason": "stopped", "quiet_since": date(2026, 5, 5)}, "stopped for 4 weeks"),
    ],
)
def test_case06_what_is_not_done_stops_it(changes, why):
    assert why in refused(**changes)


def test_case06_four_quiet_weeks_and_an_approved_high_risk():
    stopped = replace(DONE, reason="stopped", quiet_since=date(2026, 5, 4))
    rules.check_closure(stopped, on=DAY, monitored=WEEKS)
    high = replace(DONE, bands=("high",), supervisor="b")
    rules.check_closure(high, on=DAY, monitored=WEEKS)


def test_case06_all_reasons_are_told_together():
    told = refused(survey_offered=False, final_band=None, review_right_told=False)
    assert len(told.splitlines()) == 3


def test_case01_lead_supervisor_and_a_single_point_of_contact():
    right = {"lead_agency": "Council", "lead": "a", "supervisor": "b", "contacts": {"V1": "c"}}
    rules.check_people(**right)
    for key, value, why in (
        ("lead_agency", "", "one lead agency"),
        ("lead", " ", "one lead officer"),
        ("supervisor", "a", "not the lead officer"),
        ("supervisor", "", "not the lead officer"),
        ("contacts", {"V1": "c", "V2": ""}, "V2 has no single point of contact"),
    ):
        with pytest.raises(RuleBroken, match=why):
            rules.check_people(**right | {key: value})


def test_case02_an_action_has_an_owner_a_date_and_a_tool():
    rules.check_action(body="Council", person="a", due=DAY, tool="mediation")
    with pytest.raises(RuleBroken, match="the body, the person, the tool used, the day"):
        rules.check_action(body="", person="", due=None, tool="")
    assert rules.plan_due(DAY, within=limit("first_plan", DAY)) == date(2026, 6, 8)


def test_case04_and_case05_before_a_formal_step():
    right = {"considered": ["mediation"], "why_not": "Refused", "needs": "None found"}
    rules.check_formal(**right)
    for key, value, why in (
        ("considered", [], "informal measures"),
        ("considered", ["mediaton"], 'Did you mean "mediation"'),
        ("why_not", "", "informal measures"),
        ("needs", " ", "age, health and needs"),
    ):
        with pytest.raises(RuleBroken, match=why):
            rules.check_formal(**right | {key: value})


def test_case07_a_landlords_measure():
    cases = [(True, False), (True, True), (False, True)]
    assert rules.landlord_measures(cases, homes=500) == (4.0, 1)
    with pytest.raises(ValueError, match="1 home or more"):
        rules.landlord_measures(cases, homes=0)
