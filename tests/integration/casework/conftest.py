"""A partnership with people who work on cases, and one without."""

import pytest

from tests.factories.accounts import PartnershipFactory, UserFactory

ROLES = ("partner", "analyst", "caseworker", "case_supervisor", "partnership_manager")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False
    settings.REPORTS_PER_HOUR = 1000


@pytest.fixture
def ours(db):
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def people(ours):
    return {
        role: UserFactory(roles=[role], partnership=ours, name=f"Example {role}") for role in ROLES
    }


@pytest.fixture
def worker(people):
    return people["caseworker"]


@pytest.fixture
def supervisor(people):
    return people["case_supervisor"]
