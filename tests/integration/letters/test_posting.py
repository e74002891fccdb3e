"""Letters through a real mail server: one a day for each, once, and none is lost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from goldenthread.audit.models import Event
from goldenthread.letters import changes
from goldenthread.letters.links import Sealed, unseal
from goldenthread.letters.models import Letter, Note
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.mail import mail_server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield running


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def owner():
    return UserFactory(email="owner@example.org", name="Olive Owner")


def leave(ours, owner, key="a", **more):
    fields = {"subject": f"Thing {key}", "text": "Do it.", "page": "/delivery/", **more}
    return changes.leave_note(partnership=ours, to=owner, key=key, now=NOW, **fields)


def body(letter):
    return letter.get_content()


def test_what_waits_goes_out_as_one_letter(server, ours, owner):
    assert leave(ours, owner, "a")
    assert leave(ours, owner, "b")
    assert not leave(ours, owner, "a"), "the same is left once"
    done = changes.post(ours, now=NOW)
    assert (len(done.sent), done.failed) == (1, [])
    [(to, letter)] = server.letters
    assert to == ["owner@example.org"]
    assert letter["Subject"] == "ours: 2 things wait for you"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert body(letter).count("Do it.") == 2
    assert "Olive" not in letter.as_string()
    assert Event.objects.filter(verb="letters.letter_sent").count() == 1


def test_a_letter_of_one_thing_says_it_in_its_subject(server, ours, owner):
    leave(ours, owner)
    changes.post(ours, now=NOW)
    assert server.letters[0][1]["Subject"] == "ours: Thing a"


def test_posting_again_sends_nothing_and_what_comes_later_goes_out_tomorrow(server, ours, owner):
    leave(ours, owner, "a")
    changes.post(ours, now=NOW)
    leave(ours, owner, "b")
    assert changes.post(ours, now=NOW).sent == []
    assert len(changes.post(ours, now=TOMORROW).sent) == 1
    assert [letter["Subject"] for _, letter in server.letters] == ["ours: Thing a", "ours: Thing b"]
    assert changes.post(ours, now=TOMORROW + timedelta(days=1)).sent == []


def test_a_link_in_a_letter_is_sealed_for_that_person_and_thing(server, ours, owner):
    leave(ours, owner, page="/delivery/say/", about="delivery.update:41")
    changes.post(ours, now=NOW)
    line = next(x for x in body(server.letters[0][1]).splitlines() if "/delivery/say/" in x)
    sealed = line.split("/delivery/say/")[1].strip("/")
    assert unseal("delivery.update", sealed) == Sealed(41, owner.pk, ours.pk)
    assert sealed not in str(Note.objects.of(ours).values_list()), "it is kept nowhere"


def test_the_address_names_a_partnership_that_is_not_the_default(server, owner):
    theirs = PartnershipFactory(slug="theirs")
    leave(theirs, owner)
    changes.post(theirs, now=NOW)
    assert "/theirs/delivery/" in body(server.letters[0][1])


def test_a_server_that_refuses_is_told_of_and_asked_again(server, ours, owner):
    leave(ours, owner)
    server.refuses = "451 come back later"
    done = changes.post(ours, now=NOW)
    assert done.sent == []
    assert "come back later" in done.failed[0]
    letter = Letter.objects.of(ours).get()
    assert (letter.state, letter.tries, bool(letter.why_not)) == ("waiting", 1, True)
    server.refuses = ""
    assert len(changes.post(ours, now=TOMORROW).sent) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.why_not) == ("sent", 2, "")
    assert len(server.letters) == 1


def test_no_server_at_all_is_told_of(ours, owner, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    leave(ours, owner)
    assert "waits for the next run" in changes.post(ours, now=NOW).failed[0]


def test_who_was_switched_off_gets_nothing(server, ours, owner):
    leave(ours, owner)
    owner.is_active = False
    owner.save()
    changes.post(ours, now=NOW)
    assert server.letters == []
    owner.is_active = True
    owner.save()
    changes.post(ours, now=NOW)
    owner.is_active = False
    owner.save()
    assert len(server.letters) == 1


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


def test_a_run_that_died_after_sending_sends_the_same_letter_again_under_its_own_name(
    server, ours, owner, monkeypatch
):
    leave(ours, owner)
    with monkeypatch.context() as dying:
        dying.setattr(changes, "_note_as_sent", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            changes.post(ours, now=NOW)
    assert changes.post(ours, now=NOW + timedelta(minutes=5)).sent == [], "it may still be at it"
    assert len(changes.post(ours, now=NOW + timedelta(minutes=15)).sent) == 1
    assert len(server.letters) == 2
    assert len(server.kept) == 1, "a mailbox sees one: both bear one Message-ID"


def test_two_runs_at_once_do_not_take_up_the_same_letter(ours, owner, monkeypatch):
    leave(ours, owner)
    seen = []

    def meanwhile(letter, *_):
        seen.append(changes.post(ours, now=NOW).sent)
        raise Killed

    monkeypatch.setattr(changes, "_send", meanwhile)
    with pytest.raises(Killed):
        changes.post(ours, now=NOW)
    assert seen == [[]]


def test_of_two_runs_that_read_the_same_letter_one_takes_it(ours, owner):
    leave(ours, owner)
    changes._gather(ours, NOW)
    one, other = Letter.objects.of(ours).get(), Letter.objects.of(ours).get()
    assert changes._take(one, NOW)
    assert not changes._take(other, NOW)


def test_the_database_itself_holds_one_note_of_a_key_and_one_letter_a_day(ours, owner):
    leave(ours, owner)
    changes._gather(ours, NOW)
    note, letter = Note.objects.of(ours).get(), Letter.objects.of(ours).get()
    note.pk = letter.pk = None
    letter.message_id = "<another@example.org>"
    for copy in (note, letter):
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()
    assert str(note) == "Thing a"
    assert str(letter) == "Letter of 1 December 2026"
