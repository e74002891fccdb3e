"""Reports: emergencies, repeats, duplicates, the right to a review (RPT-01 to RPT-06, ASB-04)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import reports as rules
from goldenthread.casework.rules.reports import Report
from goldenthread.casework.values.limits import is_on, limit, number
from goldenthread.commands import CannotDo

TODAY = date(2026, 6, 1)
WITHIN, NEAR = limit("repeats", TODAY), number("near_metres", TODAY)
NEW = Report("new", TODAY, victim="v", household="h", address="a", subject="s",
             easting=427000.0, northing=542000.0)  # fmt: skip


def earlier(**changes) -> Report:
    return Report(**{"id": "old", "made": date(2026, 5, 1), **changes})


@pytest.mark.parametrize(
    ("answers", "shown"), [({}, True), ({"danger_now": "yes"}, True), ({"danger_now": "no"}, False)]
)
def test_rpt01_emergency_advice_comes_before_the_form(answers, shown):
    assert rules.shows_emergency_advice(answers) is shown


def test_rpt04_each_kind_of_repeat_is_counted_by_itself():
    shared = ({"victim": "v"}, {"subject": "s"}, {"address": "a"}, {"household": "h"}, {})
    found = rules.repeats(NEW, [earlier(**one) for one in shared], within=WITHIN, near=NEAR)
    assert found == rules.Repeats(victim=2, household=2, place=2, subject=2)


@pytest.mark.parametrize(
    ("east", "north", "same"),
    [(427100, 542000, 2), (427100.5, 542000, 1), (427060, 542080, 2), (None, 542000, 1)],
)
def test_rpt04_a_place_within_100_metres_is_the_same(east, north, same):
    one = earlier(easting=east, northing=north)
    assert rules.repeats(NEW, [one], within=WITHIN, near=NEAR).place == same


def test_rpt04_what_is_not_known_never_matches():
    bare = Report("bare", TODAY)
    assert rules.repeats(bare, [earlier(), earlier()], within=WITHIN, near=NEAR) == rules.Repeats(
        1, 1, 1, 1
    )


def test_rpt04_six_months_back_and_no_more():
    # six months beginning with 2 December end on 1 June
    assert (
        rules.repeats(
            NEW, [earlier(victim="v", made=date(2025, 12, 2))], within=WITHIN, near=NEAR
        ).victim
        == 2
    )
    assert (
        rules.repeats(
            NEW, [earlier(victim="v", made=date(2025, 12, 1))], within=WITHIN, near=NEAR
        ).victim
        == 1
    )
    later = earlier(victim="v", made=TODAY + timedelta(days=1))
    assert rules.repeats(NEW, [later, NEW], within=WITHIN, near=NEAR).victim == 1


def test_rpt04_the_local_trigger_for_a_repeat_victim():
    thrice = rules.repeats(
        NEW, [earlier(victim="v"), earlier(id="b", victim="v")], within=WITHIN, near=NEAR
    )
    assert rules.is_repeat_victim(thrice, trigger=number("repeat_reports", TODAY))
    assert not rules.is_repeat_victim(thrice, trigger=4)
    with pytest.raises(RuleBroken, match="below 2"):
        rules.is_repeat_victim(thrice, trigger=1)


def test_rpt03_a_second_report_in_six_months_prompts_the_review_even_if_a_duplicate():
    within = limit("second_report", TODAY)
    assert not rules.must_explain_review(NEW, [], within=within)
    assert rules.must_explain_review(NEW, [earlier(victim="v")], within=within)
    assert rules.must_explain_review(NEW, [earlier(victim="v", same_as="new")], within=within)
    assert not rules.must_explain_review(Report("x", TODAY), [earlier()], within=within)


def test_g01_the_prompt_is_a_duty_from_the_day_of_the_guidance():
    assert is_on("second_report_prompt", date(2025, 9, 17))
    assert not is_on("second_report_prompt", date(2025, 9, 16))
    assert not is_on("lpb_review", date(2030, 1, 1))
    with pytest.raises(CannotDo, match='No number "near_miles" is declared'):
        number("near_miles", TODAY)
    with pytest.raises(CannotDo, match='Did you mean "lpb_review"'):
        is_on("lpb_reviews", TODAY)


def test_rpt05_one_incident_counts_once_and_every_complaint_counts_for_rights():
    told = [Report("1", TODAY, "ann"), Report("2", TODAY, "ann", same_as="1"),
            Report("3", TODAY, "ben", same_as="2"), Report("4", TODAY, "ann")]  # fmt: skip
    assert rules.incidents(told) == 2
    assert rules.complaints_of("ann", told) == 3
    assert rules.complaints_of("ben", told) == 1
    assert rules.complaints_of("", told) == 0


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_rpt05_links_never_lose_a_report_and_never_add_an_incident(targets):
    told = [
        Report(str(n), TODAY, "ann", same_as=str(to) if to < n else "")
        for n, to in enumerate(targets)
    ]
    assert rules.incidents(told) == sum(not one.same_as for one in told)
    assert rules.complaints_of("ann", told) == len(told)


def test_rpt05_links_do_not_run_in_circles():
    first, second = Report("1", TODAY), Report("2", TODAY, same_as="1")
    rules.check_link(second, first, [first, second])
    with pytest.raises(RuleBroken, match="itself"):
        rules.check_link(first, first, [first])
    with pytest.raises(RuleBroken, match="circle"):
        rules.check_link(first, second, [first, second])
    # data that holds a circle all the same, or a link to a report that is not at hand
    assert rules.incidents([Report("1", TODAY, same_as="2"), Report("2", TODAY, same_as="1")]) <= 2
    assert rules.incidents([Report("1", TODAY, same_as="9"), Report("2", TODAY, same_as="9")]) == 1


def test_rpt06_a_report_is_closed_with_an_outcome_and_the_reporter_told():
    rules.check_closing(outcome="action_taken", reporter_told=True, anonymous=False)
    rules.check_closing(outcome="action_taken", reporter_told=False, anonymous=True)
    with pytest.raises(RuleBroken, match="how it ended"):
        rules.check_closing(outcome=" ", reporter_told=True, anonymous=False)
    with pytest.raises(RuleBroken, match="Tell the person"):
        rules.check_closing(outcome="x", reporter_told=False, anonymous=False)


def test_asb04_never_not_ours_without_naming_whose():
    rules.check_responsible(ours=True, named="")
    rules.check_responsible(ours=False, named="County council, highways")
    with pytest.raises(RuleBroken, match="Name the body"):
        rules.check_responsible(ours=False, named=" ")
