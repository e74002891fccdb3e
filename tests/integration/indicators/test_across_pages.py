"""One indicator across areas and parts: funnel, ranked bars, small charts, and downloads."""

import csv
import io
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from lxml import html
from scipy.stats import poisson

from csp_analytics.period import Period
from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.models import Observation
from goldenthread.places import loading as places
from goldenthread.places.models import Area
from tests.factories.accounts import PartnershipFactory

pytestmark = pytest.mark.django_db
AUGUST = Period.month(2025, 8)


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence and sixty more districts with invented numbers."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        loading.load()
        made = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
        loading.load_evidence(made)
        known = {"E06000047", "E06000005"}
        more = Area.objects.filter(kind="district", code__startswith="E0").exclude(code__in=known)
        observed = []
        for number, area in enumerate(more[:60]):
            people = 50_000 + 5_000 * number
            observed += [
                Observed("crime_count", area.code, AUGUST, count=people * (60 + number) // 10_000),
                Observed("population", area.code, Period.day(date(2023, 6, 30)), count=people),
            ]
        observed.append(Observed("crime_count", more[60].code, AUGUST, count=100))
        release = Observation.objects.of(made).exclude(release=None).first().release
        record_observations(observed, partnership=made, by=None, release=release)
        yield made
        transaction.set_rollback(True)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def address(name="indicator_across", *, of="crime_rate_1000", **more):
    return reverse(name, args=[of, *more.values()])


def test_areas_stand_in_a_funnel_in_bars_and_in_a_table(
    client, durham, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        answer = client.get(address())
    text = text_of(answer)
    assert "62 areas" in text
    assert "County Durham is number" in text
    assert "1 without a figure for this period" in text
    assert "Page 1 of 2" in text
    pictures = html.fromstring(answer.content).xpath("//*[@role='img']/@aria-label")
    assert any("by number of people: 62 areas" in words for words in pictures)
    assert any("highest first: 62 areas" in words for words in pictures)
    assert b" style=" not in answer.content


def test_each_standing_is_that_of_the_poisson_distribution(client, durham):
    rows = list(csv.DictReader(io.StringIO(
        client.get(address("across_csv")).content.decode("utf-8-sig"))))  # fmt: skip
    assert len(rows) == 62
    counts = {row["area"]: (float(row["counted"]), float(row["out_of"])) for row in rows}
    total = sum(count for count, _ in counts.values())
    people = sum(out_of for _, out_of in counts.values())
    seen = set()
    for row in rows:
        count, out_of = counts[row["area"]]
        expected = total / people * out_of
        low, high = poisson.cdf(count, expected), poisson.sf(count - 1, expected)
        chance = min(low, high)
        want = "Within the limits"
        if chance < 0.025:
            side = "Lower" if low < high else "Higher"
            want = f"{side} than the average ({'99.8%' if chance < 0.001 else '95%'})"
        assert row["standing"] == want, row
        seen.add(want)
    assert len(seen) >= 4


@pytest.mark.parametrize("form", ["funnel", "bars"])
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_every_picture_can_be_taken_away(client, durham, form, ending):
    answer = client.get(address("across_picture", form=form, ending=ending))
    assert answer.status_code == 200
    assert answer.content.startswith({"svg": b"<svg", "png": b"\x89PNG"}[ending])


def test_a_picture_that_does_not_exist_is_not_found(client, durham):
    for form, ending in (("pie", "svg"), ("bars", "exe")):
        assert client.get(address("across_picture", form=form, ending=ending)).status_code == 404
    none = address("across_csv", of="vcas_felt_safer_percent")
    assert client.get(none).status_code == 404
    assert client.get(address(of="nope")).status_code == 404


def test_one_kind_of_area_at_a_time(client, durham):
    text = text_of(client.get(address(), {"of": "police_force"}))
    assert "A funnel needs two areas or more" in text
    assert "1 areas" not in text or "Durham police force area" in text
    assert "62 areas" in text_of(client.get(address(), {"of": "banana"}))


def test_counts_have_bars_but_no_funnel(client, durham):
    text = text_of(client.get(address(of="crime_count")))
    assert "A funnel needs two areas or more" in text
    assert "highest first" in text


def test_nothing_loaded_is_said(client, durham):
    assert "Nothing to compare yet" in text_of(client.get(address(of="vcas_felt_safer_percent")))
    early = client.get(address(), {"as_of": "2001-01-01"})
    assert "As known on 1 January 2001." in text_of(early)
    assert "Nothing to compare yet" in text_of(early)
    assert "is not a day" in text_of(client.get(address(), {"as_of": "x"}))


def test_percentages_have_a_funnel_too(client, durham):
    release = Observation.objects.of(durham).exclude(release=None).first().release
    record_observations(
        [
            Observed("unsafe_walking_percent", code, AUGUST, count=count, denominator=1000)
            for code, count in (("E06000047", 300), ("E06000005", 200))
        ],
        partnership=durham, by=None, release=release,
    )  # fmt: skip
    text = text_of(client.get(address(of="unsafe_walking_percent")))
    assert "the average is 25.0" in text
    assert "Higher than the average (99.8%)" in text


def test_small_charts_of_areas_share_one_scale(client, durham, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = client.get(address("indicator_multiples"))
    assert "The charts in words" in text_of(answer)
    charts = html.fromstring(answer.content).xpath("//figure//*[@role='img']/@aria-label")
    assert 2 <= len(charts) <= 12


def test_small_charts_of_parts(client, durham, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = text_of(client.get(address("indicator_multiples"), {"by": "part"}))
    assert "The parts of it in County Durham." in text
    assert "Bicycle theft" in text
    none = text_of(client.get(address("indicator_multiples", of="asb_rate_10000"), {"by": "part"}))
    assert "The parts of it" not in none
    empty = address("indicator_multiples", of="vcas_felt_safer_percent")
    assert "No chart yet" in text_of(client.get(empty))
    assert client.get(address("indicator_multiples", of="nope")).status_code == 404


@pytest.mark.parametrize(
    ("part", "ending", "begins"),
    [
        ("E06000047", "svg", b"<svg"),
        ("burglary", "svg", b"<svg"),
        ("burglary", "png", b"\x89PNG"),
        ("burglary", "csv", b"\xef\xbb\xbf"),
    ],
)
def test_a_small_chart_can_be_taken_away(client, durham, part, ending, begins):
    answer = client.get(address("small_chart", part=part, ending=ending))
    assert answer.content.startswith(begins)


def test_a_small_chart_that_does_not_exist_is_not_found(client, durham):
    for part, ending in (("burglary", "exe"), ("nothing", "svg"), ("X99", "svg")):
        assert client.get(address("small_chart", part=part, ending=ending)).status_code == 404
