"""What the tests of reports share."""

import pytest
from django.db import transaction

from tests.factories.reports import small_partnership


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence with a small adopted plan, loaded once for all tests of a file."""
    with django_db_blocker.unblock(), transaction.atomic():
        sid = transaction.savepoint()
        yield small_partnership()
        transaction.savepoint_rollback(sid)
        transaction.set_rollback(True)
