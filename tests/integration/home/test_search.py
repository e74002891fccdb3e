"""Search finds what one may see, follows what was done, and takes any text."""

import pytest

from goldenthread.audit.changes import record
from goldenthread.delivery import changes
from goldenthread.home import search
from goldenthread.home.models import SearchEntry
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def manager(ours):
    return UserFactory(roles=["partnership_manager"], partnership=ours)


@pytest.fixture
def action(ours):
    plan = DeliveryPlanFactory(partnership=ours, key="plan", title="Burglary plan")
    return ActionFactory(plan=plan, number=1, title="Fit locks", detail="Offer burglary advice.")


def titles(found):
    return [one.title for one in found]


def test_a_word_in_the_title_comes_before_one_in_the_text(ours, manager, action):
    assert titles(search.find(ours, "burglary", by=manager)) == ["Burglary plan", "Fit locks"]


def test_every_word_must_occur_and_the_last_may_be_a_beginning(ours, manager, action):
    assert titles(search.find(ours, "fit loc", by=manager)) == ["Fit locks"]
    assert search.find(ours, "fit windows", by=manager) == []


def test_other_forms_of_a_word_are_found(ours, manager, action):
    assert titles(search.find(ours, "lock", by=manager)) == ["Fit locks"]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("A drug/alcohol plan for 2024-2029", "alcohol 2029"),
        ("Doing with not to", "doing with not to"),
        ("Multi-agency work", "agency"),
    ],
)
def test_words_are_parted_by_signs_and_small_words_are_found(ours, manager, action, title, typed):
    changes.edit_action(action=action, by=manager, title=title)
    assert titles(search.find(ours, typed, by=manager)) == [title]
    assert search.find(ours, f"{typed} elsewhere", by=manager) == []


def test_only_what_one_may_see_is_found(ours, action):
    visitor = UserFactory()
    assert search.find(ours, "burglary", by=visitor) == []


def test_nothing_of_another_partnership_is_found(manager, action):
    theirs = PartnershipFactory(slug="theirs")
    ActionFactory(plan=DeliveryPlanFactory(partnership=theirs), title="Burglary elsewhere")
    found = search.find(action.partnership, "elsewhere", by=manager)
    assert found == []


def test_it_follows_what_was_done(ours, manager, action):
    assert titles(search.find(ours, "locks", by=manager)) == ["Fit locks"]
    changes.edit_action(action=action, by=manager, title="Fit alarms")
    assert search.find(ours, "locks", by=manager) == []
    assert titles(search.find(ours, "alarms", by=manager)) == ["Fit alarms"]


def test_what_is_gone_is_not_found(ours, manager, action):
    search.find(ours, "locks", by=manager)
    action.delete()
    record("delivery.action_removed", by=manager, partnership=ours)
    assert search.find(ours, "locks", by=manager) == []


def test_refreshing_twice_writes_nothing(ours, action):
    assert search.refresh(ours) == 3  # the plan, the action, the strategy it serves
    before = list(SearchEntry.objects.of(ours).values_list("pk", "title"))
    assert search.refresh(ours) == 0
    assert list(SearchEntry.objects.of(ours).values_list("pk", "title")) == before


def test_asking_again_reads_the_index_only(ours, manager, action, django_assert_max_num_queries):
    search.find(ours, "locks", by=manager)
    with django_assert_max_num_queries(5):
        search.find(ours, "locks", by=manager)


def test_what_changes_nothing_that_is_found_is_passed_over(
    ours, manager, action, django_assert_max_num_queries
):
    search.find(ours, "locks", by=manager)
    action.title = "Fit alarms"  # not by a change, so that a refresh would show
    action.save()
    for _ in range(3):
        record("accounts.signed_in", by=manager, partnership=ours)
    with django_assert_max_num_queries(7):
        assert titles(search.find(ours, "locks", by=manager)) == ["Fit locks"]
    with django_assert_max_num_queries(5):
        search.find(ours, "locks", by=manager)
    record("accounts.signed_in", by=manager, partnership=ours)
    record("delivery.action_edited", by=manager, partnership=ours)
    assert titles(search.find(ours, "alarms", by=manager)) == ["Fit alarms"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "***",
        "'; DROP TABLE x; --",
        '"',
        "NEAR(",
        "a:b & !c | <-> d",
        "\u202e\U0001f600",
        "x" * 9999,
        "%s %(x)s",
    ],
)
def test_any_text_is_taken(client, ours, action, typed):
    assert client.get("/search/", {"q": typed}).status_code == 200


def test_the_page_counts_by_kind_and_narrows(client, ours, manager, action, settings):
    settings.REQUIRE_MFA = False
    client.force_login(manager)
    page = client.get("/search/?q=burglary").content.decode()
    assert "2 found for" in page
    assert "Delivery plan (1)" in page
    page = client.get("/search/?q=burglary&kind=Action").content.decode()
    assert "1 found for" in page
    assert "Burglary plan</a>" not in page


def test_links_lead_into_the_partnership_that_asked(ours, client, settings):
    settings.REQUIRE_MFA = False
    theirs = PartnershipFactory(slug="theirs")
    ActionFactory(plan=DeliveryPlanFactory(partnership=theirs, key="far"), number=1, title="Far")
    client.force_login(UserFactory(roles=["partner"], partnership=theirs))
    page = client.get("/theirs/search/?q=far").content.decode()
    assert 'href="/theirs/delivery/far/1/"' in page
