"""The worked example, loaded once for each file of these tests."""

import pytest
from django.db import transaction

from config import example
from goldenthread.accounts.models import Partnership


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The partnership of the worked example, with all its money."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        example.load()
        yield Partnership.objects.get(slug=example.MAIN)
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False
