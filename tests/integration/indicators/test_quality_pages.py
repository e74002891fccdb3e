"""The data-quality page, and how definitions are kept."""

import csv
import io
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate as today
from lxml import html

from csp_analytics.period import Period
from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.models import IndicatorDefinition, Observation
from goldenthread.places import loading as places
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence, loaded once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        loading.load()
        made = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
        loading.load_evidence(made)
        yield made
        transaction.set_rollback(True)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def rows_of(client):
    told = client.get(reverse("data_quality_csv")).content.decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(told))}


def test_what_is_missing_old_or_owed_is_said(client, durham, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = text_of(client.get(reverse("data_quality")))
    assert "70 of 83: January 2019 to December 2023; March 2024 to December 2024" in text
    row = rows_of(client)["crime_rate_1000"]
    assert (row["verdict"], row["newest_period"], row["is_old"]) == ("Old", "August 2025", "yes")
    assert (row["periods"], row["missing"]) == ("13", "70")
    none = rows_of(client)["vcas_felt_safer_percent"]
    assert (none["verdict"], none["owed_by"]) == ("No data", "Victim Care and Advice Service")
    assert "Nobody is named" in text


def test_the_sort_and_the_page_can_be_asked_for(client, durham):
    for sort in ("lag", "-missing", "doubt", "owed", "banana"):
        assert client.get(reverse("data_quality"), {"sort": sort}).status_code == 200


def test_sound_data_and_data_in_doubt(client, durham):
    release = Observation.objects.of(durham).exclude(release=None).first().release
    month = Period.month(today().year, today().month).previous().previous()
    to = {"partnership": durham, "by": None, "release": release}
    record_observations([Observed("road_collisions", "E06000047", month, count=9)], **to)
    assert rows_of(client)["road_collisions"]["verdict"] == "Sound"
    record_observations(
        [Observed("road_collisions", "E06000047", month.previous(), count=9, status="provisional")],
        **to,
    )
    assert rows_of(client)["road_collisions"]["provisional"] == "0"  # not for the public
    UserFactory(email="a@example.org", roles=["analyst"], partnership=durham)
    client.login(email="a@example.org", password=PASSWORD)
    row = rows_of(client)["road_collisions"]
    assert (row["verdict"], row["provisional"]) == ("With gaps or doubts", "1")


def test_definitions_say_who_wrote_who_checked_and_when_they_are_due(
    client, durham, django_assert_max_num_queries
):
    IndicatorDefinition.objects.filter(pk="asb_incidents").update(next_review=date(2020, 1, 1))
    IndicatorDefinition.objects.filter(pk="crime_count").update(next_review=today())
    with django_assert_max_num_queries(12):
        text = text_of(client.get(reverse("definitions")))
    assert "Overdue: 1 January 2020" in text
    assert "Within three months: " in text
    assert "Analyst" in text
    assert "Performance lead" in text
    assert "The Census of 2021 counted fewer people" in text
    told = client.get(reverse("definitions_csv")).content.decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(told))}
    assert rows["asb_incidents"]["due"] == "Overdue"
    assert rows["population"]["changes"].startswith("2021-03-21: ")
    for row in rows.values():
        assert not row["written_by"] or row["written_by"] != row["checked_by"]


def test_an_empty_house_says_so(client):
    PartnershipFactory(slug="empty")
    IndicatorDefinition.objects.filter(series=None).delete()
    for url in ("quality/", "definitions/"):
        assert client.get(f"/empty/indicators/{url}").status_code == 200


def test_the_list_leads_to_them(client, durham):
    body = client.get(reverse("indicators")).content.decode()
    for name in ("data_quality", "definitions", "similar_groups"):
        assert reverse(name) in body
