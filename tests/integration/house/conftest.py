"""The worked example, loaded once for this whole suite, with one person for each role."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import ROLES
from tests.factories.accounts import UserFactory
from tests.walk.addresses import Sample, visitor, walk, with_unlinked
from tests.walk.working import hold_meeting, work_on

HERE, THERE = "safe-durham", "exampleshire"
People = dict[str, dict[str, User | None]]
Clients = dict[str, dict[str, Client]]


@pytest.fixture(scope="package")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, list[str]]]:
    """The example and a week's work on it; taken out again, so that no other test meets it.

    Gives, for each partnership, the addresses at which something waits to be done.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        roles = [role for role in ROLES if role != "public"]
        yield {
            partnership.slug: work_on(
                partnership, UserFactory(roles=roles, partnership=partnership)
            )
            for partnership in Partnership.objects.all()
        }
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def people(loaded: None, django_db_blocker: DjangoDbBlocker) -> People:
    """Partnership → role → a person who holds that role there and nothing anywhere else.

    "public" is a visitor: None. "nobody" has signed in and holds no role.
    """
    with django_db_blocker.unblock():
        return {
            slug: {
                "public": None,
                "nobody": UserFactory(),
                **{
                    role: UserFactory(roles=[role], partnership=_partnership(slug))
                    for role in ROLES
                    if role != "public"
                },
            }
            for slug in (HERE, THERE)
        }


@pytest.fixture(scope="package")
def clients(people: People, django_db_blocker: DjangoDbBlocker) -> Clients:
    """Partnership → role → a client signed in as that person; signed in once for all tests."""
    with django_db_blocker.unblock():
        return {
            slug: {role: visitor(person) for role, person in some.items()}
            for slug, some in people.items()
        }


@pytest.fixture(scope="package")
def all_roles(loaded: None, django_db_blocker: DjangoDbBlocker) -> dict[str, User]:
    """Partnership → a person who holds every role there: sees whatever anybody may see."""
    with django_db_blocker.unblock():
        found = {
            slug: UserFactory(
                roles=[role for role in ROLES if role != "public"], partnership=_partnership(slug)
            )
            for slug in (HERE, THERE)
        }
        for slug, person in found.items():
            hold_meeting(_partnership(slug), person)
        return found


@pytest.fixture(scope="package")
def samples(
    loaded: dict[str, list[str]],
    people: People,
    all_roles: dict[str, User],
    django_db_blocker: DjangoDbBlocker,
) -> dict[str, dict[str, list[Sample]]]:
    """Partnership → name of a page → real addresses; those that anybody may open come first."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.REQUIRE_MFA", False)
        return {
            slug: with_unlinked(
                walk(
                    _partnership(slug),
                    [None, people[slug]["partner"], everything],
                    also=loaded[slug],
                ),
                _partnership(slug),
                everything,
            )
            for slug, everything in all_roles.items()
        }


@pytest.fixture(autouse=True)
def _no_second_factor(settings: LazySettings) -> None:
    """The second factor has its own test; elsewhere a person walks in with the first."""
    settings.REQUIRE_MFA = False


def _partnership(slug: str) -> Partnership:
    return Partnership.objects.get(slug=slug)
