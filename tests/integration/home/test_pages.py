"""The front page, my work, the record and the pages about this site."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.audit.changes import record
from goldenthread.delivery.queries import late_or_silent
from goldenthread.places.models import Area
from goldenthread.strategy.models import Strategy
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True, name="Our Partnership")


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_without_a_plan_the_front_page_says_so(client, ours):
    assert "No plan has been adopted yet" in page(client, "/")


def test_before_any_partnership_every_page_says_what_to_do(client, db):
    answer = client.get("/")
    assert answer.status_code == 503
    assert "no partnership" in answer.content.decode()


def test_the_front_page_leads_with_the_ambition_and_the_priorities(client, ours):
    Area.objects.get_or_create(code=ours.area_code, defaults={"name": "County", "kind": "district"})
    plan = Strategy.objects.create(
        partnership=ours,
        key="plan",
        title="The plan",
        kind="partnership_plan",
        status="adopted",
        ambition="Everyone is safe.",
    )
    priority = plan.priorities.create(
        partnership=ours, key="asb", number=1, title="Anti-social behaviour"
    )
    priority.areas.create(partnership=ours, key="a", title="noise", kind="focus")
    priority.areas.create(partnership=ours, key="b", title="road safety", kind="assurance")
    shown = page(client, "/")
    for words in ("Everyone is safe.", "Anti-social behaviour", "noise", "road safety"):
        assert words in shown
    assert "No group set" in shown


@pytest.mark.parametrize(
    "address", ["/about-these-figures/", "/accessibility/", "/privacy/", "/roles/"]
)
def test_pages_about_this_site_are_public(client, ours, address):
    assert "<h1>" in page(client, address)


def test_my_work_asks_a_visitor_to_sign_in(client, ours):
    assert "/accounts/login/" in client.get("/my-work/").url


def test_my_work_lists_the_most_urgent_first(client, ours, django_assert_max_num_queries):
    owner = UserFactory(roles=["action_owner"], partnership=ours)
    plan = DeliveryPlanFactory(partnership=ours)
    ActionFactory(plan=plan, number=1, title="Quiet one", owner=owner)
    ActionFactory(plan=plan, number=2, title="Late one", owner=owner, due=datetime.date(2020, 1, 1))
    ActionFactory(plan=plan, number=3, title="Not mine")
    ActionFactory(
        plan=plan, number=4, title="Done one", owner=owner, done_on=datetime.date(2020, 1, 1)
    )
    client.force_login(owner)
    with django_assert_max_num_queries(12):
        shown = page(client, "/my-work/")
    assert shown.index("Late one") < shown.index("Quiet one")
    assert "Not mine" not in shown
    assert "Done one" not in shown
    assert "Vacancies" not in shown


def test_a_manager_is_told_who_is_late_or_silent_the_worst_first(
    client, ours, django_assert_max_num_queries
):
    manager = UserFactory(roles=["partnership_manager"], partnership=ours)
    plan = DeliveryPlanFactory(partnership=ours)
    long_ago = datetime.date(2020, 1, 1)
    owner = UserFactory(roles=["action_owner"], partnership=ours, name="Olive Owner")
    silent = {"said": "going_well", "heard": long_ago}
    ActionFactory(plan=plan, number=1, title="Silent one", **silent)
    ActionFactory(plan=plan, number=2, title="Late one", due=long_ago, owner=owner)
    ActionFactory(plan=plan, number=3, title="Own late one", due=long_ago, owner=manager)
    ActionFactory(plan=plan, number=4, title="Done one", due=long_ago, done_on=long_ago)
    ActionFactory(plan=DeliveryPlanFactory(), number=1, title="Elsewhere", due=long_ago)
    client.force_login(manager)
    with django_assert_max_num_queries(12):
        shown = page(client, "/my-work/")
    others = shown[shown.index("Late or silent in the partnership") :]
    assert "2 actions of other people are late" in others
    assert others.index("Late one") < others.index("Olive Owner") < others.index("Silent one")
    for not_there in ("Own late one", "Done one", "Elsewhere"):
        assert not_there not in others


def test_a_manager_is_told_that_nobody_is_late_and_others_are_told_nothing(client, ours):
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=ours))
    assert "No action of other people is late or silent" in page(client, "/my-work/")
    reader = UserFactory(roles=["action_owner"], partnership=ours)
    client.force_login(reader)
    assert "Late or silent" not in page(client, "/my-work/")
    with pytest.raises(PermissionDenied):
        late_or_silent(ours, by=reader)


def test_my_work_says_when_nothing_waits(client, ours):
    client.force_login(UserFactory(roles=["partner"], partnership=ours))
    assert "No open action names you" in page(client, "/my-work/")


def test_a_manager_sees_what_is_vacant(client, ours):
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=ours))
    assert "Vacancies and agreements" in page(client, "/my-work/")


def test_the_record_is_shown_to_who_may_read_it_and_hidden_from_all_others(client, ours):
    record("strategy.aim_edited", by=None, partnership=ours)
    client.force_login(UserFactory(roles=["partnership_manager"], partnership=ours))
    assert client.get("/record/").status_code == 404
    client.force_login(UserFactory(roles=["information_governance"], partnership=ours))
    assert "strategy: aim edited" in page(client, "/record/")


def test_a_partnership_has_its_own_address(client, ours):
    PartnershipFactory(slug="theirs", name="Their Partnership", is_invented=True)
    assert "Our Partnership" in page(client, "/about-these-figures/")
    shown = page(client, "/theirs/accessibility/")
    assert "Their Partnership" in shown
    assert "is invented" in shown
    assert 'href="/theirs/privacy/"' in shown


def test_an_unknown_first_step_is_not_found(client, ours):
    assert client.get("/nobody/privacy/").status_code == 404
