"""Who asks for a report is offered what it may be about, by name; nobody need know a key."""

import pytest
from django.urls import reverse

from goldenthread.publishing import queries
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.partnership import GroupFactory
from tests.factories.strategy import PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def analyst(ours):
    return UserFactory(roles=["analyst"], partnership=ours)


def test_priorities_of_the_plan_and_groups_are_offered_but_no_restricted_one(ours, analyst):
    plan = StrategyFactory(partnership=ours)
    PriorityFactory(strategy=plan, key="fires", title="Fewer fires")
    PriorityFactory(strategy=StrategyFactory(partnership=ours, status="superseded"), key="old")
    GroupFactory(partnership=ours, key="board", name="The Board")
    GroupFactory(partnership=ours, key="panel", name="A panel", restricted=True)
    GroupFactory(key="theirs")
    assert queries.subjects(ours, by=analyst) == [
        ("fires", "Priority: Fewer fires"),
        ("board", "Group: The Board"),
    ]


def test_without_a_plan_groups_are_offered(ours, analyst):
    GroupFactory(partnership=ours, key="board", name="The Board")
    assert queries.subjects(ours, by=analyst) == [("board", "Group: The Board")]


@pytest.mark.parametrize("name", ["preview_report", "build_report"])
def test_the_page_offers_them(client, settings, ours, analyst, name):
    settings.REQUIRE_MFA = False
    GroupFactory(partnership=ours, key="board", name="The Board")
    client.force_login(analyst)
    page = client.get(reverse(name)).content.decode()
    assert '<datalist id="subjects"><option value="board">Group: The Board</option>' in page
    assert 'list="subjects"' in page
