"""Patrols: logged once however often they are sent, and added up."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.queries import history_of
from goldenthread.hotspots import changes
from goldenthread.hotspots.evidence import Evidence
from goldenthread.hotspots.models import ChosenArea, Patrol
from tests.factories.accounts import PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db
WHY = "It is high in every month."
HOUR = timedelta(hours=1)


@pytest.fixture
def ours(db) -> Partnership:
    return PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)


def person(ours: Partnership, role: str) -> User:
    return UserFactory(roles=[role], partnership=ours)


@pytest.fixture
def area(ours: Partnership) -> ChosenArea:
    one = changes.nominate(
        partnership=ours, by=person(ours, "analyst"), name="Market Place", theme="asb",
        basis="data", reason=WHY, evidence=Evidence(427_000, 542_500, 500, ""),
    )  # fmt: skip
    day = timezone.localdate()
    changes.decide(
        candidate=one, by=person(ours, "subgroup_chair"), outcome="chosen", reasons=WHY,
        panel="Police", starts=day - timedelta(days=50), review_by=day + timedelta(days=100),
    )  # fmt: skip
    return one.area


def log(area: ChosenArea, by: User, **other) -> Patrol:
    now = timezone.now()
    said = {"sent_as": uuid4(), "starts": now - 3 * HOUR, "stops": now - HOUR, "body": "police",
            "persons": 2, "is_extra": True, "outcomes": {"fpn": 6, "cpw": 0}}  # fmt: skip
    return changes.log_patrol(area=area, by=by, **(said | other))


def test_it_is_kept_with_its_outcomes_and_hours(ours, area) -> None:
    one = log(area, person(ours, "partner"), note=" Quiet. ")
    assert one.hours == pytest.approx(2)
    assert [str(kept) for kept in one.outcomes.all()] == ["Fixed penalty notices: 6"]
    assert one.note == "Quiet."
    assert str(one).startswith("Police, ")
    assert history_of(area)[0].details == {"hours": 2.0}


def test_five_hundred_sent_again_after_a_break_arrive_once_each_in_order(ours, area) -> None:
    """The client sends all, is cut off in the middle, and sends all again."""
    by, begin = person(ours, "partner"), timezone.now() - timedelta(days=20)
    sent = [(uuid4(), begin + n * timedelta(minutes=30)) for n in range(500)]
    for key, starts in [*sent[:200], *sent]:
        log(area, by, sent_as=key, starts=starts, stops=starts + HOUR / 4)
    kept = Patrol.objects.of(ours).order_by("pk").values_list("sent_as", "starts")
    assert list(kept) == sent


def test_a_wrong_one_leaves_no_trace(ours, area) -> None:
    by = person(ours, "partner")
    for wrong in ({"persons": 0}, {"outcomes": {"fpn": 501}}, {"stops": timezone.now() + HOUR}):
        with pytest.raises(RuleBroken):
            log(area, by, **wrong)
    for role in ("analyst", "board_member", "administrator"):
        with pytest.raises(PermissionDenied):
            log(area, person(ours, role))
    assert not Patrol.objects.of(ours).exists()


def test_the_database_keeps_one_and_no_patrol_that_runs_backwards(ours, area) -> None:
    one = log(area, person(ours, "partner"))
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()
    one.sent_as, one.stops = uuid4(), one.starts
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def local(when) -> str:
    return f"{timezone.localtime(when):%Y-%m-%dT%H:%M}"


def test_from_the_form_to_the_table(client, ours, area, django_assert_max_num_queries) -> None:
    client.force_login(person(ours, "partner"))
    assert b"No patrol is logged yet." in client.get("/hotspots/patrols/").content
    address = f"/hotspots/areas/{area.number}/patrol/"
    assert "Log a patrol" in client.get(f"/hotspots/areas/{area.number}/").content.decode()
    form = client.get(address).content.decode()
    assert 'name="sent_as"' in form
    assert "Dispersal notices" in form
    now = timezone.now()
    said = {"sent_as": str(uuid4()), "starts": local(now - 3 * HOUR), "stops": local(now - HOUR),
            "body": "wardens", "persons": "3", "fpn": "6", "arrests": "2"}  # fmt: skip
    for _ in range(2):  # the button pressed twice
        assert client.post(address, said).status_code == 302
    log(area, person(ours, "partner"))
    with django_assert_max_num_queries(12):
        page = " ".join(client.get("/hotspots/patrols/").content.decode().split())
    assert "1. Market Place" in page
    assert '<td class="gt-number">4.0</td>' in page
    assert '<td class="gt-number">10.0</td>' in page
    assert "fewer than 5" in page
    answer = client.get("/hotspots/patrols.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    told = [(row["body"], row["patrol_hours"], row["person_hours"], row["extra_patrol_hours"])
            for row in rows]  # fmt: skip
    assert told == [("Council wardens", "2.00", "6.00", "0.00"), ("Police", "2.00", "4.00", "2.00")]
    month = f"{timezone.localtime(now - 3 * HOUR):%Y-%m}"
    assert b"Market Place" in client.get(f"/hotspots/patrols/?month={month}").content
    assert client.get("/hotspots/patrols/?month=2001-01").status_code == 200
    wrong = client.post(address, said | {"sent_as": str(uuid4()), "persons": "60"})
    assert b"1 to 50 people" in wrong.content
    wrong = client.post(address, said | {"sent_as": "x", "starts": "banana"})
    assert b"write day and time" in wrong.content
    assert Patrol.objects.of(ours).count() == 2


def test_only_whoever_patrols_may_log(client, ours, area) -> None:
    client.force_login(person(ours, "analyst"))
    assert client.get(f"/hotspots/areas/{area.number}/patrol/").status_code == 403
    assert b"Log a patrol" not in client.get(f"/hotspots/areas/{area.number}/").content
