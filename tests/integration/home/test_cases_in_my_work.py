"""My work says how much is overdue in a caseworker's cases, and nothing of the cases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from goldenthread.casework import changes
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.cases import opened

pytestmark = pytest.mark.django_db


def test_a_caseworker_reads_how_much_is_overdue(client, settings, django_assert_max_num_queries):
    settings.REQUIRE_MFA = False
    ours = PartnershipFactory(slug="ours", is_default=True)
    worker, partner = (
        UserFactory(roles=[role], partnership=ours) for role in ("caseworker", "partner")
    )
    client.force_login(worker)
    assert "nothing is overdue" in client.get("/my-work/").content.decode()
    case = opened(ours, worker, at=timezone.now() - timedelta(days=9))
    changes.lead_case(case=case, person=worker, by=worker)
    with django_assert_max_num_queries(12):
        page = client.get("/my-work/").content.decode()
    assert "1 overdue" in page
    assert case.reference not in page
    client.force_login(partner)
    assert "My cases" not in client.get("/my-work/").content.decode()


def test_who_keeps_vacancies_too_gets_the_link_alone(
    client, settings, django_assert_max_num_queries
):
    """Their page asks for much else; that nothing is overdue is never said unasked."""
    settings.REQUIRE_MFA = False
    ours = PartnershipFactory(slug="ours", is_default=True)
    both = UserFactory(roles=["caseworker", "partnership_manager"], partnership=ours)
    case = opened(ours, both, at=timezone.now() - timedelta(days=9))
    changes.lead_case(case=case, person=both, by=both)
    client.force_login(both)
    with django_assert_max_num_queries(12):
        page = client.get("/my-work/").content.decode()
    assert "What waits in my cases</a>." in page
    assert "overdue" not in page
