"""A partnership with a board, who may do what in it, and a meeting of the board."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.governance import AgendaItemFactory, MeetingFactory
from tests.factories.partnership import GroupFactory

ROLES = ("partner", "board_member", "action_owner", "subgroup_chair", "partnership_manager")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def people(ours):
    return {
        role: UserFactory(roles=[role], partnership=ours, name=f"Example {role}") for role in ROLES
    }


@pytest.fixture
def manager(people):
    return people["partnership_manager"]


@pytest.fixture
def board(ours):
    return GroupFactory(partnership=ours, key="board", name="The Board", kind="board", quorum=2)


@pytest.fixture
def meeting(board):
    """A meeting of a week ago that nobody has noted as held."""
    return MeetingFactory(group=board, on=timezone.localdate() - timedelta(days=7))


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, number=1, title="Fires")
