"""Areas and case studies are added on the web; the words of a story stay with who writes plans."""

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.audit.models import Event
from goldenthread.strategy import changes
from goldenthread.strategy.models import Amendment, Area, CaseStudy, Priority
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.strategy import PriorityFactory, StrategyFactory

pytestmark = pytest.mark.django_db
WHY = "The Board decided."
TELLING = "Told by J, aged 13."


@pytest.fixture(autouse=True)
def _one_factor(settings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def priority() -> Priority:
    return PriorityFactory(
        strategy=StrategyFactory(partnership=PartnershipFactory(is_default=True))
    )


@pytest.fixture
def person(priority):
    return UserFactory(roles=["partnership_manager"], partnership=priority.partnership)


@pytest.fixture
def manager(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, priority: Priority) -> str:
    return reverse(name, args=[priority.strategy.key, priority.key])


def test_an_area_is_added_with_its_kind_and_a_reason_that_everybody_reads(
    manager, client, priority
):
    url = address("add_area", priority)
    assert url in manager.get(address("priority", priority)).content.decode()
    assert url not in client.get(address("priority", priority)).content.decode()
    refused = manager.post(url, {"title": "Fires"}).content.decode()
    assert "Which kind is it?: choose one." in refused
    assert "Why is it added?: this is needed." in refused
    assert not Area.objects.of(priority.partnership).exists()
    for title, kind in (("Fires", "assurance"), ("Knives", "focus")):
        answer = manager.post(url, {"title": title, "kind": kind, "reason": WHY}, follow=True)
        assert "The area is added. What it owes is missing still" in answer.content.decode()
    areas = list(Area.objects.of(priority.partnership))
    assert [(one.title, one.kind, one.order) for one in areas] == [
        ("Fires", "assurance", 1),
        ("Knives", "focus", 2),
    ]
    shown = client.get(_page_of(areas[0]))
    assert "3 of 3 are missing" in shown.content.decode()
    assert "Area added: Fires" in client.get(_changes(priority)).content.decode()
    assert Event.objects.filter(verb="strategy.area_added").count() == 2


def _page_of(area: Area) -> str:
    return reverse("area", args=[area.strategy.key, area.priority.key, area.key])


def _changes(priority: Priority) -> str:
    return reverse("plan_changes", args=[priority.strategy.key])


def test_a_draft_takes_both_without_a_reason(manager, priority):
    draft = PriorityFactory(
        strategy=StrategyFactory(partnership=priority.partnership, status="draft")
    )
    manager.post(address("add_area", draft), {"title": "Fires", "kind": "focus"})
    manager.post(address("add_study", draft), {"title": "Locks", "summary": "New locks."})
    assert draft.areas.get().title == "Fires"
    assert draft.case_studies.get().title == "Locks"


def test_a_story_is_checked_at_once_and_shown_only_when_somebody_shows_it(
    manager, client, priority
):
    url = address("add_study", priority)
    assert url in manager.get(address("priority", priority)).content.decode()
    assert "this is needed" in manager.post(url, {"title": "Locks"}).content.decode()
    said = {"title": "Locks", "summary": "A landlord fitted locks.", "reason": WHY}
    answer = manager.post(url, said, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(address("priority", priority) + "#studies", 302)]
    assert "The case study is kept." in page
    assert "The anonymity check found" not in page
    study = CaseStudy.objects.of(priority.partnership).get()
    assert (study.published, study.findings, study.checked_by) == (False, [], "the software")
    assert "Locks" not in client.get(address("priority", priority)).content.decode()
    manager.post(reverse("publish_study", args=[priority.strategy.key, priority.key, study.key]))
    assert "A landlord fitted locks." in client.get(address("priority", priority)).content.decode()


def test_a_telling_story_is_kept_off_the_pages_and_its_words_off_the_history(
    manager, client, priority
):
    said = {"title": "Locks", "summary": TELLING, "reason": WHY}
    page = manager.post(address("add_study", priority), said, follow=True).content.decode()
    assert "The anonymity check found words that may point to a person: “J”, “aged 13”." in page
    study = CaseStudy.objects.of(priority.partnership).get()
    publish = reverse("publish_study", args=[priority.strategy.key, priority.key, study.key])
    manager.post(publish)
    study.refresh_from_db()
    assert not study.published
    edit = reverse("edit_statement", args=[priority.strategy.key, "casestudy", study.pk])
    assert "Earlier wordings of a case study" in manager.get(edit).content.decode()
    manager.post(edit, {"title": "Safer", "summary": "A landlord fitted locks.", "reason": WHY})
    manager.post(publish)
    for url in (_changes(priority), reverse("plan_changes_csv", args=[priority.strategy.key])):
        public, own = (who.get(url).content.decode() for who in (client, manager))
        for words in ("Locks", "aged 13"):
            assert words not in public
            assert words in own
        assert WHY in public
    public = client.get(_changes(priority)).content.decode()
    assert public.count("Case study changed") == 2
    assert public.count("Case study added") == 1


def test_writing_telling_words_into_a_shown_story_says_that_it_is_hidden(
    manager, client, person, priority
):
    study = changes.add_statement(
        CaseStudy, under=priority, by=person, reason=WHY, title="Locks", summary="New locks."
    )
    changes.publish_case_study(study=study, by=person)
    edit = reverse("edit_statement", args=[priority.strategy.key, "casestudy", study.pk])
    said = {"title": "Locks", "summary": TELLING, "reason": WHY}
    page = manager.post(edit, said, follow=True).content.decode()
    assert "It is not shown to the public until they are changed" in page
    assert "aged 13" not in client.get(address("priority", priority)).content.decode()


@pytest.mark.parametrize("name", ["add_area", "add_study"])
def test_who_may_not_write_plans_adds_nothing(client, priority, name):
    analyst = UserFactory(roles=["analyst"], partnership=priority.partnership)
    said = {"title": "x", "kind": "focus", "summary": "x", "reason": WHY}
    url = address(name, priority)
    assert client.post(url, said).status_code == 302
    client.force_login(analyst)
    assert client.post(url, said).status_code in (403, 404)
    assert not Amendment.objects.of(priority.partnership).exists()
    assert client.get(reverse(name, args=["no-such", priority.key])).status_code in (403, 404)


def test_a_priority_that_is_not_there_takes_nothing(manager, priority):
    for name in ("add_area", "add_study"):
        missing = reverse(name, args=[priority.strategy.key, "no-such"])
        assert manager.get(missing).status_code == 404
