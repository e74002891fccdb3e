"""Problem solving (PS-01 to PS-04, PS-06) and referrals (REF-01, REF-02, REF-04, REF-05)."""

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import problems, referrals
from goldenthread.casework.rules.lengths import last_day
from goldenthread.casework.rules.problems import Measure
from goldenthread.casework.values.limits import limit, number

BASE = Measure("ASB incidents in the square", date(2026, 1, 1), date(2026, 3, 31))
AFTER = Measure("ASB incidents in the square", date(2026, 5, 1), date(2026, 7, 29))


def test_ps01_no_response_without_a_finding_and_no_end_without_assessment():
    problems.check_step("analysis", "response", findings=1, assessed=False)
    problems.check_step("response", "scanning", findings=0, assessed=False)
    problems.check_step("assessment", "closed", findings=1, assessed=True)
    for now, then, why in (
        ("analysis", "response", "at least one finding"),
        ("scanning", "response", "comes analysis"),
        ("assessment", "closed", "Assess what the response did"),
        ("analysis", "respons", 'Did you mean "response"'),
    ):
        with pytest.raises(RuleBroken, match=why):
            problems.check_step(now, then, findings=0, assessed=False)


def test_ps02_a_response_names_its_side_of_the_triangle():
    problems.check_response(["victim", "location"])
    with pytest.raises(RuleBroken, match="Name the side"):
        problems.check_response([])
    with pytest.raises(RuleBroken, match="no side"):
        problems.check_response(["police"])


def test_ps03_what_scanning_still_asks():
    assert problems.scanning_gaps(["harm", "community"]) == [
        "expectation", "events", "recurring", "similarity",
    ]  # fmt: skip


def test_ps04_baseline_and_assessment_are_the_same_measure_over_one_length():
    problems.check_same_measure(BASE, AFTER)
    for changes, why in (
        ({"definition": "ASB rate"}, "same measure"),
        ({"last": date(2026, 8, 29)}, "90 days and the assessment 121"),
        ({"first": date(2026, 3, 31), "last": date(2026, 6, 28)}, "before the baseline ends"),
    ):
        with pytest.raises(RuleBroken, match=why):
            problems.check_same_measure(BASE, replace(AFTER, **changes))


def test_ps06_reviews_while_active_and_after_closure():
    day = date(2026, 6, 1)
    assert last_day(day, limit("problem_review", day)) == date(2026, 6, 29)
    assert last_day(day, limit("problem_held", day)) == date(2026, 8, 24)


def test_ref01_steps_of_a_referral_and_access_only_while_it_is_accepted():
    referrals.check_step("received", "accepted")
    referrals.check_step("received", "declined", reason="Not our area")
    with pytest.raises(RuleBroken, match="says why"):
        referrals.check_step("received", "declined")
    with pytest.raises(RuleBroken, match="can become: received, revoked"):
        referrals.check_step("sent", "completed")
    with pytest.raises(RuleBroken, match="nothing more"):
        referrals.check_step("declined", "accepted")
    giving = [state for state in (*referrals.STEPS, "completed", "declined", "revoked")
              if referrals.gives_access(state)]  # fmt: skip
    assert giving == ["accepted", "in_progress"]
    assert referrals.changes_owner("transfer")
    assert not referrals.changes_owner("referral")


def test_ref02_no_sending_without_consent_or_a_lawful_override():
    referrals.check_sending(consent=True, override="", legal_basis="")
    referrals.check_sending(consent=False, override="Child at risk", legal_basis="Section 47")
    for override, basis in (("", "Section 47"), ("Child at risk", " ")):
        with pytest.raises(RuleBroken, match="Record consent"):
            referrals.check_sending(consent=False, override=override, legal_basis=basis)


def test_ref04_first_responders_only_and_adults_with_consent():
    referrals.check_first_responder(is_first_responder=True, age=17, consent=False)
    referrals.check_first_responder(is_first_responder=True, age=18, consent=True)
    with pytest.raises(RuleBroken, match="with their consent"):
        referrals.check_first_responder(is_first_responder=True, age=18, consent=False)
    with pytest.raises(RuleBroken, match="Only a first responder"):
        referrals.check_first_responder(is_first_responder=False, age=17, consent=True)


def test_ref05_the_common_criteria_of_marac():
    day = date(2026, 6, 1)
    at = {
        "ticks_at": number("marac_ticks", day),
        "escalates_at": number("marac_incidents", day),
    }
    assert referrals.meets_marac(ticks=14, judgement=False, incidents=0, **at)
    assert referrals.meets_marac(ticks=0, judgement=True, incidents=0, **at)
    assert referrals.meets_marac(ticks=0, judgement=False, incidents=3, **at)
    assert not referrals.meets_marac(ticks=13, judgement=False, incidents=2, **at)
