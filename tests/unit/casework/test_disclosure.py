"""Disclosing information (IS-01 to IS-12): gateways, conditions, refusals in a sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import disclosure as rules
from goldenthread.casework.rules.disclosure import Agreement, Body, Disclosure
from goldenthread.casework.values.limits import limit

COUNCIL, POLICE = Body("Council", "council"), Body("Police", "police")
BOARD, CARE = Body("Care Board", "nhs"), Body("Children's services", "social_care")
SCHOOL, CHARITY = Body("School", "education"), Body("Charity", "voluntary")
AGREEMENT = Agreement("Our agreement", frozenset({"Council", "Police", "School"}), date(2027, 1, 1))
DAY = date(2026, 6, 1)


def given_to(*receivers: Body, **changes) -> Disclosure:
    made = Disclosure(
        at=datetime(2026, 6, 1, 10, tzinfo=UTC),
        person="An officer",
        sender=COUNCIL,
        receivers=receivers or (POLICE,),
        what="Reports of June",
        purpose="Tackling disorder in one street",
        gateway="section_115",
        basis="Public task",
        necessity="The police cannot act without it",
        handling="For this case only",
        agreement=AGREEMENT,
    )
    return replace(made, **changes)


def refused(one: Disclosure) -> str:
    with pytest.raises(RuleBroken) as why:
        rules.check(one)
    return str(why.value)


def test_is01_a_relevant_authority_may_receive_under_section_115():
    assert rules.check(given_to()) == ()
    assert "Charity is none (IS-01)" in refused(given_to(POLICE, CHARITY))


def test_is02_health_and_social_care_may_not_give_personal_information_under_section_16():
    for sender in (BOARD, CARE):
        one = given_to(sender=sender, gateway="serious_violence")
        assert "(IS-02)" in refused(one)
        assert rules.findings(replace(one, personal=False)).refusals == ()
    assert rules.findings(given_to(SCHOOL, gateway="serious_violence")).refusals == ()
    assert "does not name Charity" in refused(given_to(CHARITY, gateway="serious_violence"))
    patient = given_to(gateway="serious_violence", patient=True)
    assert "patient information" in refused(patient)


@given(st.booleans(), st.booleans(), st.sampled_from([BOARD, CARE, COUNCIL, POLICE]))
def test_is02_no_patient_information_ever_leaves_by_section_16(personal, special, sender):
    one = given_to(sender=sender, gateway="serious_violence", patient=True, personal=personal,
                   special=special)  # fmt: skip
    assert rules.findings(one).refusals


def test_is03_the_gateway_of_a_case_review():
    assert "for a case review only" in refused(given_to(gateway="case_review"))
    assert rules.check(given_to(gateway="case_review", for_case_review=True)) == ()
    assert rules.must_comply(public_function=True, breaches_law=False)
    assert not rules.must_comply(public_function=True, breaches_law=True)
    assert not rules.must_comply(public_function=False, breaches_law=False)


@pytest.mark.parametrize("key", ["what", "purpose", "basis", "necessity", "handling", "person"])
def test_is04_nothing_is_let_through_with_a_field_left_empty(key):
    assert "(IS-04)" in refused(given_to(**{key: "  "}))


def test_is04_to_whom_and_by_which_gateway():
    assert "to whom" in refused(replace(given_to(), receivers=()))
    assert 'Did you mean "section_115"' in refused(given_to(gateway="section115"))
    assert 'Did you mean "police"' in refused(given_to(Body("Police", "polic")))


def test_is05_an_expired_or_missing_agreement_is_warned_of_and_not_silently_allowed():
    old = replace(AGREEMENT, review_by=date(2026, 5, 31))
    assert "was to be reviewed by 31 May 2026" in rules.check(given_to(agreement=old))[0]
    same_day = replace(AGREEMENT, review_by=DAY)
    assert rules.check(given_to(agreement=same_day)) == ()
    assert "No information-sharing agreement" in rules.check(given_to(agreement=None))[0]
    assert "Care Board is not in Our agreement" in rules.check(given_to(BOARD))[0]


def test_is06_consent_is_not_the_basis_of_a_statutory_function():
    assert "(IS-06)" in refused(given_to(gateway="consent"))
    assert rules.check(given_to(gateway="consent", statutory=False)) == ()
    assert rules.needs_service_consent(statutory=False, voluntary_service=True)
    assert not rules.needs_service_consent(statutory=True, voluntary_service=True)


def test_is07_part_3_is_for_competent_authorities_and_law_enforcement():
    assert "for law-enforcement purposes only" in refused(given_to(regime="part_3"))
    assert rules.check(given_to(regime="part_3", law_enforcement=True)) == ()
    one = given_to(sender=SCHOOL, regime="part_3", law_enforcement=True)
    assert "School is no competent authority" in refused(one)
    assert "is no regime" in refused(given_to(regime="part_4"))


def test_is08_the_log_says_what_when_by_whom_and_to_whom():
    now = datetime(2026, 6, 1, tzinfo=UTC)
    rules.check_logged("consulted", at=now, by="A")
    rules.check_logged("disclosed", at=now, by="A", to="Police")
    with pytest.raises(RuleBroken, match="is not what is logged"):
        rules.check_logged("peeked", at=now, by="A")
    with pytest.raises(RuleBroken, match="when and by whom"):
        rules.check_logged("altered", at=None, by="A")
    with pytest.raises(RuleBroken, match="when and by whom"):
        rules.check_logged("altered", at=now, by=" ")
    with pytest.raises(RuleBroken, match="to whom"):
        rules.check_logged("disclosed", at=now, by="A")


def test_is09_special_category_data_needs_its_condition_and_policy_document():
    told = refused(given_to(special=True))
    assert "its condition in law" in told
    assert "policy document" in told
    assert rules.check(given_to(special=True, condition="Sch 1 para 6", policy_document="P1")) == ()


def test_is10_a_subject_access_request_is_answered_within_a_month_or_three():
    month, three = limit("access_request", DAY), limit("access_request_complex", DAY)
    assert rules.access_due(date(2026, 1, 31), month) == date(2026, 2, 28)
    assert rules.access_due(date(2026, 1, 10), three) == date(2026, 4, 10)
    waits = ((date(2026, 1, 12), date(2026, 1, 19)), (date(2026, 1, 15), date(2026, 1, 20)))
    assert rules.access_due(date(2026, 1, 10), month, clarified=waits) == date(2026, 2, 18)
    with pytest.raises(RuleBroken, match="after receipt"):
        rules.access_due(date(2026, 1, 10), month, clarified=((date(2026, 1, 9), DAY),))


def test_is12_intelligence_carries_its_grading_and_conditions():
    rules.check_intelligence("Seen at the shop", grading="2BP")
    rules.check_intelligence("Seen at the shop", grading="2b c", conditions="Police only")
    with pytest.raises(RuleBroken, match="conditions"):
        rules.check_intelligence("Seen", grading="2BC")
    for wrong in ("", "4BP", "2FP", "2BX", "BP", "2BPP", "B2P"):
        with pytest.raises(RuleBroken, match="is no grading"):
            rules.check_intelligence("Seen", grading=wrong)
    with pytest.raises(RuleBroken, match="no text"):
        rules.check_intelligence(" ", grading="2BP")
