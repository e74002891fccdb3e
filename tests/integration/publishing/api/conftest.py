"""The worked example with one published report, loaded once for the tests of the API."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.publishing import changes
from goldenthread.publishing.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.reports import built

WHY = "A figure was put right."


def published(partnership: Partnership, **more: object) -> Publication:
    """Publish a report that somebody else approved."""
    analyst, lead = (
        UserFactory(roles=[role], partnership=partnership, name=f"Invented {role}")
        for role in ("analyst", "performance_lead")
    )
    draft = built(partnership, formats=["txt"], by=analyst)
    changes.ask_for_review(report=draft, of=lead, by=analyst)
    changes.review(report=draft, verdict="approved", by=lead)
    manager = UserFactory(roles=["partnership_manager"], partnership=partnership)
    return changes.publish(report=draft, by=manager, **more)


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example and two issues of a report; taken out again."""
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        ours = Partnership.objects.get(slug="safe-durham")
        for reason in ("", WHY):
            published(ours, reason=reason)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ours(loaded: None) -> Partnership:
    """The partnership at the root address."""
    return Partnership.objects.get(slug="safe-durham")


@pytest.fixture
def theirs(loaded: None) -> Partnership:
    """The other one."""
    return Partnership.objects.get(slug="exampleshire")
