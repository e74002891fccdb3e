"""`require()` and `may()`: default is no; a role counts in its partnership and its time."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.models import RoleGrant, User
from goldenthread.accounts.permission import needs, require
from goldenthread.accounts.queries import may, roles_of
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


class OwnedThing:
    def __init__(self, partnership, owner):
        self.partnership, self.owner = partnership, owner

    def is_for(self, user):
        return user == self.owner


def test_a_visitor_is_the_public():
    ours = PartnershipFactory()
    assert roles_of(AnonymousUser(), ours) == {"public"}
    assert may(AnonymousUser(), "public.read", on=ours)
    assert not may(AnonymousUser(), "strategy.edit", on=ours)


def test_a_role_counts_only_in_its_partnership():
    ours, theirs = PartnershipFactory(), PartnershipFactory()
    manager = UserFactory(roles=["partnership_manager"], partnership=ours)
    assert may(manager, "strategy.edit", on=ours)
    with pytest.raises(PermissionDenied, match="write plans"):
        require(manager, "strategy.edit", on=theirs)


@pytest.mark.parametrize(
    ("starts", "ends", "held"), [(-2, -1, False), (1, None, False), (0, 0, True)]
)
def test_a_role_counts_from_its_first_day_to_its_last(starts, ends, held):
    today = timezone.localdate()
    ours, person = PartnershipFactory(), UserFactory()
    RoleGrant.objects.create(
        user=person,
        partnership=ours,
        role="analyst",
        starts=today + datetime.timedelta(days=starts),
        ends=None if ends is None else today + datetime.timedelta(days=ends),
    )
    assert may(person, "sources.ingest", on=ours) is held


def test_a_person_who_was_switched_off_is_the_public():
    ours = PartnershipFactory()
    gone = UserFactory(roles=["administrator"], partnership=ours)
    gone.is_active = False
    assert roles_of(gone, ours) == {"public"}


def test_own_means_own():
    ours = PartnershipFactory()
    owner = UserFactory(roles=["action_owner"], partnership=ours)
    other = UserFactory(roles=["action_owner"], partnership=ours)
    thing = OwnedThing(ours, owner)
    assert may(owner, "delivery.update_action", on=thing)
    assert not may(other, "delivery.update_action", on=thing)
    assert may(other, "delivery.update_action", on=ours)  # opens the page of their own actions


def test_roles_are_asked_for_once(django_assert_num_queries):
    ours = PartnershipFactory()
    person = User.objects.get(pk=UserFactory(roles=["analyst"], partnership=ours).pk)
    with django_assert_num_queries(1):
        for permission in ("sources.ingest", "strategy.edit", "public.read"):
            may(person, permission, on=ours)


def test_a_page_cannot_declare_a_permission_that_does_not_exist():
    with pytest.raises(KeyError):
        needs("strategy.edti")
