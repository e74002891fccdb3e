"""A reminder's link: one action, one person, thirty days, and opening it changes nothing."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import RoleGrant
from goldenthread.audit.models import Event
from goldenthread.delivery.models import Update
from goldenthread.delivery.queries import PURPOSE
from goldenthread.letters.links import Sealed, seal
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def owner(ours):
    return UserFactory(roles=["action_owner"], partnership=ours, name="Olive Owner")


@pytest.fixture
def action(ours, owner):
    plan = DeliveryPlanFactory(partnership=ours, key="plan", title="Hate crime plan")
    return ActionFactory(
        plan=plan, owner=owner, title="Review the terms", said="going_well",
        heard=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def link(action, owner, ours):
    return reverse("update_by_link", args=[seal(PURPOSE, Sealed(action.pk, owner.pk, ours.pk))])


def test_opening_it_any_number_of_times_changes_nothing(client, link, action):
    before = Event.objects.count()
    for _ in range(3):
        page = client.get(link)
        assert client.head(link).status_code == 200
    assert page.status_code == 200
    assert "Review the terms" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert (Update.objects.of(action.partnership).count(), Event.objects.count()) == (0, before)


def test_one_tap_says_that_nothing_changed(client, link, action, owner):
    page = client.post(link, {"said": "no_change"}, follow=True)
    assert "Your update is saved" in page.content.decode()
    update = action.updates.get()
    assert (update.said, update.by, update.by_name) == ("no_change", owner, "Olive Owner")
    event = Event.objects.get(verb="delivery.update_given")
    assert (event.by_id, event.details["way"]) == (owner.pk, "link in a reminder")


def test_who_uses_it_is_not_signed_in_by_it(client, link, action):
    client.post(link, {"said": "no_change"})
    assert client.get(action.get_absolute_url()).status_code == 302
    assert "sessionid" not in client.cookies


def test_more_can_be_said(client, link, action):
    client.post(link, {"said": "in_difficulty", "text": "The supplier is late."})
    action.refresh_from_db()
    assert action.said == "in_difficulty"


def test_what_says_too_little_comes_back_with_a_sentence(client, link, action):
    page = client.post(link, {"said": "done", "text": ""}).content.decode()
    assert "Say what was done" in page
    assert not action.updates.exists()


@pytest.mark.parametrize("data", [{}, {"said": "splendid"}, {"said": "done", "text": "x" * 5000}])
def test_a_hostile_form_saves_nothing(client, link, action, data):
    assert client.post(link, data).status_code == 200
    assert not action.updates.exists()


def test_an_action_never_spoken_of_offers_no_unchanged(client, link, action):
    action.heard, action.said = None, ""
    action.save()
    page = client.get(link).content.decode()
    assert "No change" not in page
    assert "Nobody has said anything yet" in page


def test_a_form_of_another_site_is_refused(link, action):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"said": "no_change"}).status_code == 403
    assert not action.updates.exists()


def test_a_closed_action_says_so(client, link, action):
    action.done_on = timezone.localdate()
    action.save()
    assert "It is closed" in client.get(link).content.decode()
    assert client.post(link, {"said": "going_well"}).status_code == 200
    assert not action.updates.exists()


def refused(client, link, status):
    for answer in (client.get(link), client.post(link, {"said": "no_change"})):
        assert answer.status_code == status
        assert "Nothing was changed" in answer.content.decode()
    assert not Update.objects.of_every_partnership(because="a test counts").exists()


def test_after_thirty_days_it_is_gone(client, link, monkeypatch):
    then = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: then + 31 * 86400)
    refused(client, link, 410)


@pytest.mark.parametrize("sealed", ["no-such-link", "a:b:c", "%F0%9F%92%A9", "x" * 2000])
def test_no_other_text_opens_it(client, ours, action, sealed):
    refused(client, f"/delivery/say/{sealed}/", 404)


def test_a_new_owner_ends_the_link_of_the_old(client, link, action, ours):
    action.owner = UserFactory(roles=["action_owner"], partnership=ours)
    action.save()
    refused(client, link, 404)


def test_a_vacancy_ends_it(client, link, action):
    action.owner = None
    action.save()
    refused(client, link, 404)


def test_who_was_switched_off_or_lost_the_role_cannot_use_it(client, link, owner, ours):
    RoleGrant.objects.of(ours).update(ends=timezone.localdate() - timedelta(1))
    refused(client, link, 404)
    RoleGrant.objects.of(ours).update(ends=None)
    owner.is_active = False
    owner.save()
    refused(client, link, 404)


def test_a_link_of_another_partnership_opens_nothing_here(client, action, owner, ours):
    theirs = PartnershipFactory(slug="theirs")
    for one in (Sealed(action.pk, owner.pk, theirs.pk), Sealed(10**9, owner.pk, ours.pk)):
        refused(client, reverse("update_by_link", args=[seal(PURPOSE, one)]), 404)


def test_a_link_sealed_for_another_purpose_opens_nothing(client, action, owner, ours):
    sealed = seal("delivery.delete", Sealed(action.pk, owner.pk, ours.pk))
    refused(client, reverse("update_by_link", args=[sealed]), 404)
