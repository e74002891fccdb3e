"""How the bodies of the address book become what a gateway judges (IS-01, IS-02)."""

import pytest

from goldenthread.casework.rules import disclosing
from goldenthread.casework.rules.disclosure import BODIES
from goldenthread.partnership.rules import ORGANISATION_KINDS


@pytest.mark.parametrize("kind", ORGANISATION_KINDS)
def test_is01_every_kind_of_body_is_one_that_a_gateway_knows(kind):
    assert disclosing.body("A", kind).kind in BODIES


def test_is01_and_is02_what_a_body_is_to_a_gateway():
    assert disclosing.body("A", "housing").kind == "social_housing"
    assert disclosing.body("A", "health").kind == "nhs"
    assert disclosing.body("A", "government").kind == "other"
    assert disclosing.body("A", "council", social_care=True).kind == "social_care"


def test_a_refusal_is_read_sentence_by_sentence():
    assert disclosing.refused_in("One.\n\nTwo.") == ["One.", "Two."]
