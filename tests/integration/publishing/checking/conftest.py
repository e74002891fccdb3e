"""What the tests of the checker share."""

import pytest

from tests.factories.accounts import PartnershipFactory, UserFactory


@pytest.fixture
def place(db):
    """A partnership, the default one."""
    return PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)


@pytest.fixture
def officer(place):
    """A partner officer."""
    return UserFactory(roles=["partner"], partnership=place)
