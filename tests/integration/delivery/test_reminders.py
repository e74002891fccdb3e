"""A year of reminders by a clock of the test, through a real mail server, and killed at random."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldenthread.delivery import changes
from goldenthread.delivery.models import Action, Update
from goldenthread.delivery.reminders import sending
from goldenthread.letters import changes as letters
from goldenthread.letters import rules as posting
from goldenthread.letters.models import Letter, Note
from goldenthread.partnership.models import Organisation
from goldenthread.working_days import is_working_day
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory
from tests.factories.mail import mail_server

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 1, 1)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


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
def people(ours):
    return {
        "owner": UserFactory(
            email="owner@example.org", name="Olive Owner", roles=["action_owner"], partnership=ours
        ),
        "other": UserFactory(
            email="other@example.org", name="Otto Other", roles=["action_owner"], partnership=ours
        ),
        "chair": UserFactory(
            email="chair@example.org", name="Cher Chair", roles=["subgroup_chair"], partnership=ours
        ),
        "manager": UserFactory(
            email="manager@example.org", name="Mina Manager", roles=["partnership_manager"],
            partnership=ours,
        ),
    }  # fmt: skip


@pytest.fixture
def plan(ours, people):
    return DeliveryPlanFactory(
        partnership=ours, key="plan", title="Hate crime plan", chair=people["chair"]
    )


def made(plan, **fields):
    return ActionFactory(plan=plan, added_on=FIRST, **fields)


def told(ours, day):
    return {
        (one.person.email.partition("@")[0], str(one.occasion.kind))
        for one in sending.tellings(ours, today=day)
    }


def test_owners_then_the_chair_are_told(ours, people, plan):
    due = date(2026, 6, 1)
    made(plan, owner=people["owner"], due=due)
    assert told(ours, due) == {("owner", "on")}
    assert told(ours, due + timedelta(21)) == {("owner", "after"), ("chair", "escalated")}


def test_without_a_chair_it_goes_to_who_manages(ours, people, plan):
    plan.chair = None
    plan.save()
    made(plan)
    assert told(ours, FIRST + timedelta(28)) == {("manager", "vacant")}


def test_a_chair_who_owns_it_is_not_escalated_to_themselves(ours, people, plan):
    made(plan, owner=people["chair"], due=FIRST)
    assert told(ours, FIRST + timedelta(21)) == {("chair", "after"), ("manager", "escalated")}


def test_a_post_has_no_mailbox_so_its_chair_is_told(ours, people, plan):
    body = Organisation.objects.create(partnership=ours, key="council", name="Council", kind="la")
    made(plan, owner_post="Head of Housing", owner_organisation=body, due=FIRST + timedelta(60))
    assert told(ours, FIRST + timedelta(60)) == {("chair", "on")}


def test_an_owner_who_was_switched_off_is_not_written_to(ours, people, plan):
    made(plan, owner=people["owner"], due=FIRST + timedelta(60))
    people["owner"].is_active = False
    people["owner"].save()
    assert told(ours, FIRST + timedelta(60)) == {("chair", "on")}


@pytest.mark.parametrize("field", ["done_on", "deferred_on", "missed_on"])
def test_nothing_is_told_of_what_is_closed(ours, people, plan, field):
    because = {} if field == "done_on" else {field.replace("_on", "_because"): "Closed."}
    made(plan, owner=people["owner"], due=FIRST, **{field: FIRST}, **because)
    assert told(ours, FIRST + timedelta(60)) == set()


def test_the_rhythm_is_learned_from_what_the_owner_said(ours, people, plan):
    action = made(plan, owner=people["owner"])
    for days in (0, 30, 60, 90):
        Update.objects.create(
            partnership=ours, action=action, on=FIRST + timedelta(days), said="going_well",
            by=people["owner"], by_name="Olive Owner",
        )  # fmt: skip
    action.heard = FIRST + timedelta(90)
    action.save()
    assert told(ours, FIRST + timedelta(119)) == set()
    assert told(ours, FIRST + timedelta(120)) == {("owner", "ask")}


@pytest.mark.parametrize(
    "moment",
    [
        at(date(2026, 6, 1), 7, 59),
        at(date(2026, 6, 1), 18),
        at(date(2026, 6, 6)),  # a Saturday
        at(date(2026, 5, 25)),  # a bank holiday
        datetime(2026, 6, 1, 6, 30, tzinfo=ZoneInfo("UTC")),  # half past seven in London
    ],
)
def test_quiet_hours_send_nothing_and_lose_nothing(server, ours, people, plan, moment):
    made(plan, owner=people["owner"], due=date(2026, 5, 23))
    assert sending.send(ours, now=moment) is None
    assert not Note.objects.of(ours).exists()
    assert len(sending.send(ours, now=at(date(2026, 6, 8))).sent) == 1


def test_summer_time_is_reckoned_with(server, ours, people, plan):
    made(plan, owner=people["owner"], due=date(2026, 6, 1))
    half_past_eight = datetime(2026, 6, 1, 7, 30, tzinfo=ZoneInfo("UTC"))
    assert len(sending.send(ours, now=half_past_eight).sent) == 1


def test_beyond_the_declared_bank_holidays_weekdays_count(server, ours, people, plan):
    made(plan, owner=people["owner"], due=date(2031, 6, 2))
    assert sending.send(ours, now=at(date(2031, 6, 1))) is None, "a Sunday"
    assert len(sending.send(ours, now=at(date(2031, 6, 2))).sent) == 1


def test_a_digest_names_no_person_and_quotes_nobody(server, ours, people, plan):
    for number in range(3):
        made(plan, owner=people["owner"], due=date(2026, 6, 1), number=number + 1,
             title="Visit Mrs Invented", detail="Secret detail")  # fmt: skip
    sending.send(ours, now=at(date(2026, 6, 1)))
    sending.send(ours, now=at(date(2026, 6, 22)))
    texts = [letter.as_string() for _, letter in server.letters]
    assert len(texts) == 3, "two to the owner, one to the chair"
    words = ("Olive", "Cher", "Invented", "Secret")
    assert [word for word in words for text in texts if word in text] == []
    assert all("Hate crime plan" in text for text in texts)


class Killed(BaseException):
    """The process ends here, whatever it was doing."""


STEPS = ("leave_note", "_gather", "_take", "_send", "_give_back", "_note_as_sent", "record")


class Fate:
    """Kills a run before or after one of its steps, now and then."""

    def __init__(self, seed: int, share: float) -> None:
        self.random, self.share, self.kills = random.Random(seed), share, 0

    def wrap(self, step):
        def may_die(*args, **kwargs):
            self._perhaps()
            answer = step(*args, **kwargs)
            self._perhaps()
            return answer

        return may_die

    def _perhaps(self) -> None:
        if self.random.random() < self.share:
            self.kills += 1
            raise Killed


def a_year(ours, people, plan, *, fate: Fate | None, monkeypatch) -> None:
    """Run the job at nine every day of 2026, again after each time it is killed."""
    clock = {"now": at(FIRST)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock["now"])
    if fate:
        for step in STEPS:
            monkeypatch.setattr(letters, step, fate.wrap(getattr(letters, step)))
    owner, other, manager = people["owner"], people["other"], people["manager"]
    first = made(plan, owner=owner, due=date(2026, 3, 2), number=1)
    second = made(plan, owner=other, due=date(2026, 3, 2), number=2)
    made(plan, owner=other, number=3)  # no date, and nobody ever says anything
    made(plan, number=4)  # nobody owns it
    for days in range(365):
        day = FIRST + timedelta(days)
        clock["now"] = at(day)
        while True:
            try:
                sending.send(ours, now=clock["now"])
                break
            except Killed:
                clock["now"] += posting.LEASE
        clock["now"] = at(day, 12)
        if day == date(2026, 2, 16):
            changes.give_update(action=first, by=owner, said="going_well")
        if day == date(2026, 3, 25):
            changes.move_date(
                action=first, by=manager, now=date(2026, 9, 1), reason="The supplier is late."
            )
        if day == date(2026, 9, 3):
            changes.give_update(action=first, by=owner, said="done", text="Done.")
        if day == date(2026, 7, 1):
            changes.give_up(action=second, by=manager, reason="Nobody pays for it now.")


def what_came(ours) -> list[tuple[str, str]]:
    """Give who was told what, whatever run told it."""
    notes = Note.objects.of(ours).exclude(letter=None).filter(letter__state="sent")
    return sorted((note.to.email, note.key) for note in notes.select_related("to"))


def test_a_year_told_once_and_nothing_lost(server, ours, people, plan, monkeypatch):
    a_year(ours, people, plan, fate=None, monkeypatch=monkeypatch)
    came = what_came(ours)
    assert max(Counter(came).values()) == 1
    assert not Note.objects.of(ours).filter(letter=None).exists()
    assert set(Letter.objects.of(ours).values_list("state", flat=True)) == {"sent"}
    assert len(server.letters) == Letter.objects.of(ours).count() == len(server.kept)
    days = [letter.day for letter in Letter.objects.of(ours)]
    assert all(is_working_day(day) for day in days)
    first, second, third, fourth = Action.objects.of(ours).order_by("number")

    def days_of(action, email, kind):
        begin = f"delivery-{action.pk}-{kind}-2"
        keys = [key for who, key in came if who == f"{email}@example.org"]
        return sorted("2" + key.removeprefix(begin) for key in keys if key.startswith(begin))

    # Three days before 1 September is a Saturday, and the Monday a bank holiday: the due day
    # itself has overtaken it by the next working day.
    assert days_of(first, "owner", "before") == ["2026-02-16", "2026-02-27", "2026-08-18"]
    assert days_of(first, "owner", "on") == ["2026-03-02", "2026-09-01"]
    assert days_of(first, "chair", "escalated") == ["2026-03-23"], "then its date was moved"
    assert days_of(second, "chair", "escalated") == [
        "2026-03-23",
        "2026-04-20",
        "2026-05-18",
        "2026-06-15",
    ]
    assert days_of(third, "other", "ask") == ["2026-04-01"]
    assert len(days_of(third, "chair", "silent")) == 9
    assert len(days_of(fourth, "chair", "vacant")) == 13


@pytest.fixture
def twin():
    """Another partnership with people of the same names, in which the same year happens."""
    theirs = PartnershipFactory(slug="theirs")
    roles = {
        "owner": "action_owner",
        "other": "action_owner",
        "chair": "subgroup_chair",
        "manager": "partnership_manager",
    }
    people = {
        name: UserFactory(email=f"{name}@twin.example.org", roles=[role], partnership=theirs)
        for name, role in roles.items()
    }
    plan = DeliveryPlanFactory(partnership=theirs, key="plan", chair=people["chair"])
    return theirs, people, plan


def by_number(partnership) -> list[tuple[str, str, str]]:
    """Give who was told what of which action on which day, in words that do not differ."""
    number = {str(one.pk): one.number for one in Action.objects.of(partnership)}
    notes = Note.objects.of(partnership).select_related("to", "letter")
    found = []
    for note in notes:
        _, action, why = note.key.split("-", 2)
        who = note.to.email.partition("@")[0]
        found.append((f"{note.letter.day}", who, f"{number[action]} {why}"))
    return sorted(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_random_the_year_comes_out_the_same(
    server, ours, people, plan, twin, monkeypatch, seed
):
    with monkeypatch.context() as undisturbed:
        a_year(ours, people, plan, fate=None, monkeypatch=undisturbed)
    before, fate = len(server.kept), Fate(seed, share=0.05)
    theirs, their_people, their_plan = twin
    with monkeypatch.context() as disturbed:
        a_year(theirs, their_people, their_plan, fate=fate, monkeypatch=disturbed)
    assert fate.kills > 20
    assert by_number(theirs) == by_number(ours)
    assert set(Letter.objects.of(theirs).values_list("state", flat=True)) == {"sent"}
    assert len(server.kept) - before == before, "each letter once in a mailbox"
