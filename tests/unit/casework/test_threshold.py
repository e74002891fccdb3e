"""The threshold of a case review (CR-04 to CR-08, CR-19, RPT-05, ASB-02)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import threshold
from goldenthread.casework.rules.threshold import NO, OPEN, YES, Complaint
from goldenthread.casework.values.case_review import procedure
from goldenthread.casework.values.dated import holding
from tests.unit.casework.test_lengths import slow_months

# The table of CR-05a: behaviour, complaint, last day to complain, application, last day to
# apply, qualifying
VECTORS = """\
2026-03-10 2026-04-09 2026-04-09 2026-10-08 2026-10-08 yes
2026-03-10 2026-04-09 2026-04-09 2026-10-09 2026-10-08 no
2026-03-10 2026-04-10 2026-04-09 2026-05-01 2026-10-09 no
2026-03-01 2026-03-31 2026-03-31 2026-09-30 2026-09-30 yes
2026-03-01 2026-03-31 2026-03-31 2026-10-01 2026-09-30 no
2026-03-01 2026-04-01 2026-03-31 2026-04-02 2026-09-30 no
2026-01-31 2026-02-28 2026-02-28 2026-08-27 2026-08-27 yes
2026-01-31 2026-02-28 2026-02-28 2026-08-28 2026-08-27 no
2026-01-31 2026-03-01 2026-02-28 2026-03-02 2026-08-31 no
2028-01-31 2028-02-29 2028-02-29 2028-08-28 2028-08-28 yes
2026-08-31 2026-09-30 2026-09-30 2027-03-29 2027-03-29 yes
2026-08-31 2026-09-30 2026-09-30 2027-03-30 2027-03-29 no
""".splitlines()

APPLIED = date(2026, 6, 1)
IN_FORCE = holding(procedure().threshold, APPLIED, what="threshold")


def complaint(**changes) -> Complaint:
    made = Complaint("A1", "Council", date(2026, 5, 2), date(2026, 5, 1), incident="first")
    return replace(made, **changes)


def judged(**changes) -> threshold.Line:
    return threshold.judge(complaint(**changes), applied=APPLIED, threshold=IN_FORCE)


def reckoned(*complaints: Complaint) -> threshold.Reckoning:
    return threshold.reckon(complaints, applied=APPLIED, threshold=IN_FORCE)


def three() -> list[Complaint]:
    return [complaint(incident=str(n), by=f"person {n}") for n in range(3)]


@pytest.mark.parametrize("vector", VECTORS)
def test_cr05a_every_vector_of_the_rule_book(vector):
    *days, expected = vector.split()
    behaviour, made, to_complain, applied, to_apply = map(date.fromisoformat, days)
    line = threshold.judge(
        complaint(behaviour=behaviour, made=made), applied=applied, threshold=IN_FORCE
    )
    assert (line.last_to_complain, line.last_to_apply) == (to_complain, to_apply)
    assert line.qualifies == expected


DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))
GAPS = st.integers(-5, 220)


@given(DAYS, GAPS, GAPS)
def test_cr05_a_slow_count_day_by_day_finds_the_same(behaviour, to_complaint, to_application):
    made = behaviour + timedelta(days=to_complaint)
    applied = made + timedelta(days=to_application)
    slow = behaviour <= made <= slow_months(behaviour, 1) and made <= applied <= slow_months(
        made, 6
    )
    line = threshold.judge(
        complaint(behaviour=behaviour, made=made), applied=applied, threshold=IN_FORCE
    )
    assert line.qualifies == (YES if slow else NO)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([True, False, None])), max_size=12))
def test_rpt05_each_incident_counts_once_however_often_it_is_told(told):
    found = reckoned(*(complaint(incident=str(n), verified=known) for n, known in told))
    assert found.incidents == len({n for n, known in told if known})
    assert found.open == len({n for n, known in told if known is None} - {n for n, k in told if k})
    assert len(found.lines) == len(told)  # every complaint keeps its own line


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.data())
def test_cr04_one_more_complaint_never_unmeets_the_threshold(incidents, data):
    every = [complaint(incident=str(n)) for n in incidents]
    fewer = every[: data.draw(st.integers(0, len(every)))]
    assert reckoned(*every).incidents >= reckoned(*fewer).incidents


def test_rpt05_one_incident_told_to_three_bodies_is_one_for_the_threshold():
    told = [complaint(body=body) for body in ("Council", "Police", "Landlord")]
    found = reckoned(*told)
    assert (found.incidents, found.is_met) == (1, False)
    assert [line.qualifies for line in found.lines] == [YES, YES, YES]


def test_cr06_who_complained_and_to_whom_is_immaterial():
    found = reckoned(*three())
    assert found.is_met
    assert "must be held" in str(found)


def test_cr05a_an_unknown_day_of_behaviour_is_open_and_never_fails_by_itself():
    line = judged(behaviour=None)
    assert (line.qualifies, line.last_to_complain) == (OPEN, None)
    assert "Ask the applicant" in line.why
    assert judged(behaviour=None, made=date(2025, 1, 1)).qualifies == NO  # too old to apply


@pytest.mark.parametrize(
    ("changes", "verdict", "why"),
    [
        ({"made": date(2026, 6, 2)}, NO, "after the application"),
        ({"made": date(2026, 4, 30)}, NO, "before the behaviour"),
        ({"verified": False}, NO, "Council found no such"),
        ({"verified": None}, OPEN, "has not said yet"),
        ({"nuisance_only": True}, OPEN, "alarmed or distressed"),  # ASB-02
        ({"made": date(2026, 6, 1)}, NO, "after 31 May 2026"),
        ({}, YES, "Made by 31 May 2026"),
    ],
)
def test_each_line_is_explained(changes, verdict, why):
    line = judged(**changes)
    assert line.qualifies == verdict
    assert why in line.why


def test_cr04_a_met_threshold_cannot_be_decided_away():
    with pytest.raises(RuleBroken, match="cannot be decided"):
        threshold.check_decision(reckoned(*three()), met=False, reasons="We did enough.")
    threshold.check_decision(reckoned(*three()), met=True, reasons="Three incidents.")


def test_what_is_still_open_must_be_asked_before_it_is_decided_against():
    found = reckoned(*(replace(one, verified=None) for one in three()))
    assert found.may_yet_be_met
    assert "still to be verified" in str(found)
    with pytest.raises(RuleBroken, match="Ask the applicant"):
        threshold.check_decision(found, met=False, reasons="No records.")


def test_cr07_below_the_number_it_can_be_met_on_a_named_ground():
    found = reckoned(complaint())
    with pytest.raises(RuleBroken, match="Name the ground"):
        threshold.check_decision(found, met=True, reasons="Serious harm.")
    threshold.check_decision(found, met=True, grounds=["harm"], reasons="Serious harm.")
    threshold.check_decision(found, met=False, reasons="One incident, dealt with.")
    with pytest.raises(RuleBroken, match="no ground"):
        threshold.check_decision(found, met=True, grounds=["cost"], reasons="Cheap.")


def test_g06_a_decision_without_reasons_is_refused():
    with pytest.raises(RuleBroken, match="reasons"):
        threshold.check_decision(reckoned(), met=False, reasons=" ")


def alternatives(*complaints: Complaint, on: date = date(2020, 1, 1)) -> tuple:
    switched = [one.model_copy(update={"since": on}) for one in procedure().alternatives]
    return threshold.alternatives_met(complaints, applied=APPLIED, among=switched)


HATE = "One report motivated by hate in six months"


def test_cr19_local_alternatives_hold_only_once_they_are_switched_on():
    one = complaint(hate=True, by="a")
    declared = procedure().alternatives
    assert threshold.alternatives_met([one], applied=APPLIED, among=declared) == ([], [])
    assert alternatives(one, on=date(2026, 6, 2)) == ([], [])
    assert alternatives(one) == ([HATE], [])
    assert alternatives(replace(one, made=date(2025, 5, 1), behaviour=None)) == ([], [])
    assert alternatives(replace(one, hate=False)) == ([], [])


def test_cr19_a_met_alternative_is_decided_so():
    with pytest.raises(RuleBroken, match="local alternative is met"):
        threshold.check_decision(reckoned(), met=False, alternatives=[HATE], reasons="No.")
    threshold.check_decision(reckoned(), met=True, alternatives=[HATE], reasons="Hate.")


def test_cr19_what_no_body_has_answered_for_is_asked_before_it_is_decided_against():
    one = complaint(hate=True, verified=None)
    assert alternatives(one) == ([], [HATE])
    assert alternatives(replace(one, verified=False)) == ([], [])
    with pytest.raises(RuleBroken, match="may yet be met"):
        threshold.check_decision(reckoned(), met=False, alternatives_open=[HATE], reasons="No.")


def test_cr19_five_different_people():
    four = [complaint(by=f"p{n % 4}") for n in range(9)]
    assert alternatives(*four) == ([], [])
    met, _ = alternatives(*four, complaint(by="p5"))
    assert len(met) == 1
    assert alternatives(*four, complaint(by="")) == ([], [])  # nobody knows who it was


def test_cr08_every_extra_hurdle_is_warned_of():
    told = threshold.warn_of_hurdles(["Your case must be closed"], complaints=4)
    assert "extra hurdle" in told[0]
    assert "more than the 3" in told[1]
    assert threshold.warn_of_hurdles([]) == []
