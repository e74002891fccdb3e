"""The prescribed exchange (rules DX-01 to DX-07): what is refused, counted, validated, shown."""

import datetime
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event
from goldenthread.commands import CannotDo
from goldenthread.partnership.models import Officer, Organisation
from goldenthread.sources.exchange import changes, queries, reading, rules
from goldenthread.sources.exchange.declaring import exchange, item
from goldenthread.sources.exchange.models import Supply
from goldenthread.sources.models import Release
from tests.factories.accounts import UserFactory
from tests.factories.evidence import ready_partnership

pytestmark = pytest.mark.django_db
QUARTER = Period.calendar_quarter(2026, 2)
ADMISSIONS = "category,outward_postcode,date,sub_category"
GOOD = "assault X85-Y09,DH1,2026-04-30,"


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    settings.REQUIRE_MFA = False
    noon = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def durham():
    return ready_partnership()


@pytest.fixture
def analyst(durham):
    return UserFactory(roles=["analyst"], partnership=durham)


@pytest.fixture
def lead(durham):
    return UserFactory(roles=["performance_lead"], partnership=durham)


def file(*rows: str, header: str = ADMISSIONS) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def supply(durham, by, content, *, key="hospital-admissions", quarter=QUARTER):
    return changes.supply(
        partnership=durham, item=item(key), quarter=quarter, by=by, name="q.csv", content=content
    )


def cell(durham, by, key="hospital-admissions", quarter=QUARTER):
    return queries.cell(durham, item(key), quarter, by=by)


REFUSED = [
    (ADMISSIONS + ",patient_name", GOOD + ",x", 'line 1, column "patient_name"', "DX-01"),
    (ADMISSIONS + ",dob", GOOD + ",x", 'column "dob"', "depersonalised"),
    (ADMISSIONS + ",nhs number", GOOD + ",x", 'column "nhs number"', "take the column out"),
    (ADMISSIONS + ",ward", GOOD + ",x", 'column "ward"', "is not known here"),
    (ADMISSIONS, GOOD.replace("DH1", "DH1 5UL"), 'line 2, column "outward_postcode"',
     "Only its outward part may be exchanged (DX-05): write DH1"),
    (ADMISSIONS, GOOD + "seen at dh15ul", 'line 2, column "sub_category"', "full postcode"),
    (ADMISSIONS, GOOD + "943 476 5919", 'line 2, column "sub_category"', "NHS number"),
    (ADMISSIONS, GOOD + "a@b.org", 'column "sub_category"', "e-mail"),
    (ADMISSIONS, GOOD.replace("DH1", "Durham"), 'column "outward_postcode"', "such as DH1"),
    (ADMISSIONS, GOOD.replace("2026-04-30", "2026-07-01"), 'column "date"', "does not lie in"),
    (ADMISSIONS, GOOD.replace("2026-04-30", "30/13/2026"), 'column "date"', "is not a day"),
    (ADMISSIONS, GOOD.replace("2026-04-30", ""), 'column "date"', "is empty"),
    (ADMISSIONS, GOOD.replace("assault X85-Y09", "flu"), 'column "category"', "One of: assault"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "where", "what"), REFUSED)
def test_what_tells_of_a_person_or_was_not_foreseen_is_refused(
    durham, analyst, header, row, where, what
):
    with pytest.raises(CannotDo) as why:
        supply(durham, analyst, file(row, header=header))
    assert where in str(why.value)
    assert what in str(why.value)
    assert not Supply.objects.of(durham).exists()
    assert not Release.objects.of(durham).exists()


def test_numbers_times_and_schools():
    with pytest.raises(CannotDo, match="whole number"):
        reading.read("a.csv", file("permanent,ten", header="kind,age"), item("exclusions"), QUARTER)
    with pytest.raises(CannotDo, match="is not a time"):
        reading.read(
            "a.csv", file("2026-04-01,25:00", header="date,time"), item("road-collisions"), QUARTER
        )
    counts, rows = reading.read(
        "a.csv",
        file("permanent,12,Any School DH1 5UL", header="kind,age,school_address"),
        item("exclusions"),
        QUARTER,
    )
    assert (counts, rows) == ([("permanent", "All", 1)], 1)
    counts, _ = reading.read(
        "a.csv",
        file("people receiving drug treatment,412", header="category,number"),
        item("outpatients-and-treatment"),
        QUARTER,
    )
    assert counts == [("people receiving drug treatment", "All", 412)]
    counts, _ = reading.read(
        "a.csv", file("01/05/2026,DH1", header="date,outward_postcode"),
        item("domestic-abuse-admissions"), QUARTER,
    )  # fmt: skip
    assert counts == [("All", "DH1", 1)]


def test_supplied_counted_validated_by_another(durham, analyst, lead):
    assert cell(durham, analyst).state == "late"
    made = supply(durham, analyst, file(*[GOOD] * 7, GOOD.replace("DH1", "DH2")))
    assert (made.state, made.rows) == ("received", 8)
    assert made.counts == [["assault x85-y09", "DH1", 7], ["assault x85-y09", "DH2", 1]]
    assert made.release.publisher == "Health"
    with pytest.raises(RuleBroken, match="never the one who supplied"):
        changes.validate(supply=made, by=analyst)
    changes.validate(supply=made, by=lead)
    with pytest.raises(RuleBroken, match="can be validated"):
        changes.validate(supply=made, by=lead)
    found = cell(durham, analyst)
    assert (found.state, found.days_late) == ("validated", 52)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"sources.exchange_supplied", "sources.exchange_validated"} <= verbs


def test_the_same_file_twice_is_refused_and_a_newer_one_replaces(durham, analyst):
    first = supply(durham, analyst, file(GOOD))
    with pytest.raises(RuleBroken, match="held already"):
        supply(durham, analyst, file(GOOD))
    supply(durham, analyst, file(GOOD, GOOD))
    first.release.refresh_from_db()
    assert first.release.status == "superseded"
    assert cell(durham, analyst).newest.rows == 2


def test_small_numbers_are_held_back_and_no_total_gives_them_away():
    shown = reading.onward([["a", "DH1", 3], ["a", "DH2", 40], ["a", "DH3", 50], ["b", "DH1", 9]])
    table = {name: dict(zip(shown.places, row, strict=True)) for name, row in shown.rows}
    assert table["a"]["DH1"] is None
    assert shown.held_back >= 2, "one hidden number alone could be worked out from the totals"
    assert reading.onward([["a", "All", 4]]).rows == (("a", (None,)),)
    assert reading.onward([["a", "All", 40]]).held_back == 0
    assert reading.onward([]).rows == ()


def test_not_supplied_needs_a_reason(durham, analyst):
    told = {"partnership": durham, "item": item("exclusions"), "quarter": QUARTER, "by": analyst}
    with pytest.raises(RuleBroken, match="Say why"):
        changes.say_not_supplied(**told, why=" ")
    changes.say_not_supplied(**told, why="The school system is being changed.")
    assert cell(durham, analyst, "exclusions").state == "not_supplied"


def test_only_what_is_prescribed_and_has_ended(durham, analyst):
    with pytest.raises(RuleBroken, match="has not ended yet"):
        supply(durham, analyst, file(GOOD), quarter=Period.calendar_quarter(2026, 4))
    with pytest.raises(RuleBroken, match="is not exchanged"):
        supply(durham, analyst, file(GOOD), quarter=Period.calendar_quarter(2007, 1))
    with pytest.raises(RuleBroken, match="to be checked"):
        supply(durham, analyst, b"x", key="probation")
    with pytest.raises(CannotDo, match="hospital-admissions"):
        item("hospital-admission")


def test_an_officer_of_the_body_that_holds_it_supplies_it_and_no_other(durham):
    owner = UserFactory(roles=["data_owner"], partnership=durham)
    trust = Organisation.objects.create(
        partnership=durham, key="trust", name="A trust", kind="health"
    )
    Officer.objects.create(
        partnership=durham, key="o", name="Invented", organisation=trust, user=owner
    )
    assert supply(durham, owner, file(GOOD)).state == "received"
    with pytest.raises(PermissionDenied):
        supply(durham, owner, b"x", key="police-crimes")
    with pytest.raises(PermissionDenied):
        changes.validate(supply=Supply.objects.of(durham).get(), by=owner)


def test_due_at_the_end_of_the_following_quarter():
    # DX-03: data for January to March is due by 30 June
    assert rules.due(Period.calendar_quarter(2026, 1)) == date(2026, 6, 30)
    assert rules.due(Period.calendar_quarter(2026, 4)) == date(2027, 3, 31)
    newest = queries.quarters(most=2)
    assert newest == (Period.calendar_quarter(2026, 3), Period.calendar_quarter(2026, 2))
    # DX-02: from 1 July 2007
    every = queries.quarters(most=999)
    assert every[-1] == Period.calendar_quarter(2007, 3)


def test_an_nhs_number_is_known_by_its_check_digit():
    assert rules.is_nhs_number("943 476 5919")
    assert not rules.is_nhs_number("943 476 5918")
    assert not rules.is_nhs_number("1111111111")
    assert not rules.is_nhs_number("12")


def test_every_item_has_its_number_once():
    items = exchange().items
    assert [one.number for one in items] == list(range(1, 13))
    assert [one.key for one in items if not one.in_force] == ["probation"]


# Pages


@pytest.fixture
def client(analyst):
    one = Client(SERVER_NAME="127.0.0.1")
    one.force_login(analyst)
    return one


ADDRESS = "/data/exchange/hospital-admissions/2026-04-01/"


def test_the_grid_and_its_csv(durham, client, analyst, django_assert_max_num_queries):
    supply(durham, analyst, file(GOOD))
    with django_assert_max_num_queries(12):
        body = client.get("/data/exchange/").content.decode()
    assert "Received, 52 days late" in body
    assert "Not in force" in body
    told = client.get("/data/exchange.csv").content.decode()
    assert '8,"Admissions for assault, drugs and alcohol",Health' in told
    assert client.get("/data/exchange/hospital-admissions.csv").content.decode("utf-8-sig") == (
        ADMISSIONS + "\r\n"
    )
    assert client.get("/data/exchange/probation.csv").status_code == 404


def test_a_file_is_sent_and_validated_on_the_web(durham, client, lead):
    bad = {"file": SimpleUploadedFile("a.csv", file(GOOD.replace("DH1", "DH1 5UL")))}
    assert "DX-05" in client.post(ADDRESS, bad).content.decode()
    good = {"file": SimpleUploadedFile("a.csv", file(*[GOOD] * 3))}
    assert client.post(ADDRESS, good).status_code == 302
    body = client.get(ADDRESS).content.decode()
    assert "held back" in body
    assert "Validate it" not in body, "not by whoever supplied it"
    said = client.post(f"{ADDRESS}validate/", follow=True).content.decode()
    assert "A second person validates" in said
    client.force_login(lead)
    assert "Validate it" in client.get(ADDRESS).content.decode()
    assert "Validated." in client.post(f"{ADDRESS}validate/", follow=True).content.decode()


def test_not_supplied_on_the_web(client):
    address = "/data/exchange/exclusions/2026-04-01/"
    assert (
        "Why is it not supplied?: this is needed"
        in client.post(f"{address}not-supplied/", {"why": ""}).content.decode()
    )
    body = client.post(f"{address}not-supplied/", {"why": "A new system"}, follow=True).content
    assert b"A new system" in body


@pytest.mark.parametrize(
    "path",
    ["nothing/2026-04-01/", "exclusions/2026-05-01/", "exclusions/now/", "probation/2026-04-01/"],
)
def test_cells_that_are_not_there(client, path):
    assert client.get(f"/data/exchange/{path}").status_code == 404


def test_nothing_to_validate_and_nobody_to_send(client, durham):
    assert client.post(f"{ADDRESS}validate/").status_code == 404
    client.force_login(UserFactory(roles=["partner"], partnership=durham))
    assert client.post(ADDRESS, {}).status_code == 404
