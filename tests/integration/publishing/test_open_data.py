"""Open data: what leaves is public, described as it is, and the same for everybody."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import etree
from pytest_django.plugin import DjangoDbBlocker

from config import example
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.models import Observation
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.rules import Status
from goldenthread.publishing import changes
from goldenthread.publishing.open_data import datasets
from tests.factories.accounts import UserFactory
from tests.factories.reports import built

pytestmark = pytest.mark.django_db
ASB = "asb_rate_10000"
TYPES = {"string": str, "date": date.fromisoformat, "decimal": Decimal}


@pytest.fixture(scope="module", autouse=True)
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ours() -> Partnership:
    return Partnership.objects.get(slug="safe-durham")


def table(client: Client, id: str = ASB, **query: str) -> list[dict[str, str]]:
    answer = client.get(reverse("open_csv", args=[id]), query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_indicator_with_data_is_a_table_whose_description_fits(client, ours):
    found = datasets.indicators(ours)
    assert len(found) >= 3
    for one in found:
        rows = table(client, one.pk)
        assert rows
        told = client.get(reverse("open_csvw", args=[one.pk])).json()
        columns = told["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == list(rows[0])
        for row in rows:
            for column in columns:
                value = row[column["name"]]
                assert value == column["null"] or TYPES[column["datatype"]](value) is not None
        key = told["tableSchema"]["primaryKey"]
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_a_row_is_the_figure_of_the_pages(client, ours):
    rows = [row for row in table(client) if row["area_code"] == ours.area_code and row["value"]]
    readings = Readings.load(ours, by=AnonymousUser(), indicators=[ASB], areas=[ours.area_code])
    shown = {one.period: one for one in readings.over_time(ASB, ours.area_code) if one.is_known}
    assert len(rows) == len(shown)
    for row, one in zip(rows, shown.values(), strict=True):
        assert row["period"] == str(one.period)
        assert Decimal(row["value"]) == round(one.value, 6)
        assert Decimal(row["lower"]) <= Decimal(row["value"]) <= Decimal(row["upper"])
        assert Decimal(row["count"]) == one.count


def test_a_missing_month_has_a_reason_and_no_number(client):
    missing = [row for row in table(client) if row["status"] == "missing"]
    assert missing
    assert all(row["why_none"] and not row["value"] and not row["count"] for row in missing)


def test_who_may_read_the_unpublished_takes_away_only_what_is_public(client, ours):
    one = Observation.objects.of(ours).filter(
        series__definition="asb_incidents", area__code=ours.area_code, period_kind="month"
    )
    before = table(client)
    newest = one.order_by("-period_start").first()
    with transaction.atomic():
        Observation.objects.of(ours).bulk_create(
            [_copy(newest, version=2, count=Decimal(987_654), status=Status.PROVISIONAL)]
        )
        analyst = UserFactory(roles=["analyst"], partnership=ours)
        signed_in = Client()
        signed_in.force_login(analyst)
        assert table(client) == before
        answer = signed_in.get(reverse("open_csv", args=[ASB]))
        assert b"987654" not in answer.content
        transaction.set_rollback(True)


def _copy(row: Observation, **changed: object) -> Observation:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname != "id"
    }
    return Observation(**{**fields, **changed})


def test_a_suppressed_figure_shows_no_number(ours):
    indicator = next(one for one in datasets.indicators(ours) if one.pk == ASB)
    figure = next(one for one in datasets.figures(ours, indicator) if one.is_known)
    hidden = type(figure)(**{**vars(figure), "status": Status.SUPPRESSED})
    row = dict(zip((one.name for one in datasets.COLUMNS), datasets.row(hidden), strict=True))
    assert [row[name] for name in ("value", "lower", "upper", "count", "denominator")] == [""] * 5


def test_as_known_on_a_day_before_anything_was_known_there_is_nothing(client):
    assert table(client, as_of="2001-01-01") == []
    assert client.get(reverse("open_csv", args=[ASB]), {"as_of": "soon"}).status_code == 404


def test_the_catalogue_names_every_table_with_its_licence(client, ours):
    told = client.get(reverse("open_catalogue")).json()
    assert [one["dct:identifier"] for one in told["dcat:dataset"]] == [
        one.pk for one in datasets.indicators(ours)
    ]
    for one in told["dcat:dataset"]:
        assert one["dct:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")
        address = one["dcat:distribution"][0]["dcat:downloadURL"]["@id"]
        assert address.startswith("http://testserver/")
        assert client.get(address).status_code == 200


def test_the_other_partnership_has_its_own(client):
    own = json.loads(client.get("/exampleshire/open-data/catalogue.jsonld").content)
    assert "Exampleshire" in own["dct:title"]
    assert all("/exampleshire/" in one["@id"] for one in own["dcat:dataset"])


def test_what_is_held_already_is_not_sent_again(client):
    first = client.get(reverse("open_csv", args=[ASB]))
    again = client.get(reverse("open_csv", args=[ASB]), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "describedby" in first["Link"]


def test_an_indicator_without_data_has_no_table(client):
    for name in ("open_csv", "open_csvw"):
        assert client.get(reverse(name, args=["road_collisions_none"])).status_code == 404


def test_the_feed_tells_of_what_is_published_and_of_no_draft(client, ours):
    def told() -> list[str]:
        tree = etree.fromstring(client.get(reverse("publications_feed")).content)
        return [one.text for one in tree.iterfind("{*}entry/{*}id")]

    with transaction.atomic():
        analyst, lead, manager = (
            UserFactory(roles=[role], partnership=ours, name=role)
            for role in ("analyst", "performance_lead", "partnership_manager")
        )
        draft = built(ours, formats=["txt"], by=analyst)
        assert told() == []
        changes.ask_for_review(report=draft, of=lead, by=analyst)
        changes.review(report=draft, verdict="approved", by=lead)
        one = changes.publish(report=draft, by=manager)
        assert told() == [f"http://testserver{reverse('publication', args=[one.address])}"]
        transaction.set_rollback(True)


def test_the_page_leads_to_all_of_it(client, ours):
    page = client.get(reverse("open_data")).content.decode()
    for one in datasets.indicators(ours):
        assert reverse("open_csv", args=[one.pk]) in page
    assert reverse("open_data") in client.get("/").content.decode()
