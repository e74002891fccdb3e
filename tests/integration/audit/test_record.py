"""The record is append-only, chained, and says when it was tampered with."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from goldenthread.audit import queries
from goldenthread.audit.changes import record
from goldenthread.audit.models import ChainEnd, Event
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours")


def test_each_partnership_counts_its_own_events(ours):
    theirs = PartnershipFactory(slug="theirs")
    one, two = record("a.b", by=None, partnership=ours), record("a.b", by=None, partnership=ours)
    other = record("a.b", by=None, partnership=theirs)
    assert (one.number, two.number, other.number) == (1, 2, 1)
    assert two.previous == one.hash
    assert queries.broken_links() == {}


def test_it_says_who_and_what(ours):
    person = UserFactory(name="Ada")
    event = record("strategy.aim_edited", by=person, about=ours, before="x", after="y")
    event.refresh_from_db()
    assert (event.by_id, event.by_name) == (person.pk, "Ada")
    assert (event.about_kind, event.about_id) == ("accounts.partnership", str(ours.pk))
    assert event.details == {"before": "x", "after": "y"}
    assert list(queries.history_of(ours)) == [event]


def test_an_event_is_not_saved_again_or_deleted(ours):
    event = record("a.b", by=None, partnership=ours)
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never changed"):
        event.delete()


@pytest.mark.parametrize("change", [lambda rows: rows.update(verb="x"), lambda rows: rows.delete()])
def test_the_database_itself_refuses_to_change_an_event(ours, change):
    record("a.b", by=None, partnership=ours)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        change(Event.objects.all())


def drop_guard():
    on_table = "" if connection.vendor == "sqlite" else " ON audit_event"
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER audit_event_no_{verb}{on_table}")


def test_whoever_gets_past_the_guard_is_shown_by_the_chain(ours):
    for _ in range(3):
        record("a.b", by=None, partnership=ours)
    drop_guard()
    Event.objects.filter(partnership=ours.pk, number=2).update(by_name="somebody else")
    assert queries.broken_links() == {ours.pk: "Event 2 was changed after it was written."}
    Event.objects.filter(partnership=ours.pk, number=2).delete()
    assert queries.broken_links() == {ours.pk: "Event 2 is missing."}


def test_cutting_off_the_end_is_shown(ours):
    for _ in range(3):
        record("a.b", by=None, partnership=ours)
    drop_guard()
    Event.objects.filter(partnership=ours.pk, number=3).delete()
    assert queries.broken_links() == {ours.pk: "Events after 2 are missing."}


def test_a_change_that_is_undone_leaves_no_event(ours):
    with transaction.atomic():
        record("a.b", by=None, partnership=ours)
        transaction.set_rollback(True)
    assert not Event.objects.filter(partnership=ours.pk).exists()
    assert not ChainEnd.objects.filter(partnership=ours.pk, number__gt=0).exists()


def test_only_who_may_read_the_record_reads_it(ours):
    record("a.b", by=None, partnership=ours)
    keeper = UserFactory(roles=["information_governance"], partnership=ours)
    assert queries.events_of(ours, by=keeper).count() == 1
    assert queries.events_since(ours, 0).count() == 1
    with pytest.raises(PermissionDenied):
        queries.events_of(ours, by=UserFactory())


def test_signing_in_and_being_refused_are_written_without_what_was_typed(client, ours):
    person = UserFactory(email="ada@example.org")
    client.post("/accounts/login/", {"login": "ada@example.org", "password": "wrong"})
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    client.post("/accounts/logout/")
    written = list(Event.objects.values_list("verb", "by_id", "details"))
    assert written == [
        ("accounts.sign_in_refused", None, {}),
        ("accounts.signed_in", person.pk, {}),
        ("accounts.signed_out", person.pk, {}),
    ]
