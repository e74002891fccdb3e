"""Pages of indicators and of how we know a figure, on the evidence that ships."""

import re

import pytest
from django.urls import reverse
from lxml import html

from goldenthread.indicators import loading
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.places import loading as places
from tests.factories.accounts import PASSWORD, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def durham(django_db_setup, django_db_blocker):
    """The shipped evidence, loaded once for all tests here."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        places.load()
        loading.load()
        made = PartnershipFactory(slug="durham", name="Safe Durham Partnership", is_default=True)
        loading.load_evidence(made)
        record_observations(
            [
                Observed("asb_incidents", "E06000047", value=7000, as_printed="7,000",
                         qualifier="around", document="002", lines=("355",), flag="An average."),
                Observed("crime_count", "E06000047", value=51000, as_printed="51,000",
                         document="002", lines=("352",)),
            ],
            partnership=made, by=None,
        )  # fmt: skip
        yield made
        transaction.set_rollback(True)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


def trace(area="E06000047", period="quarter:2025-04-01:2025-06-30", of="crime_rate_1000"):
    return reverse("trace", args=[of, area, period])


def test_the_list_says_latest_figure_area_period_and_age(
    client, durham, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        text = text_of(client.get(reverse("indicators")))
    assert re.search(
        r"Crimes per 1,000 people 7\.8 .*?County Durham, August 2025; data end \d+", text
    )
    assert "No data yet" in text_of(client.get(reverse("indicators"), {"known": "no"}))


def test_the_list_is_searched_filtered_sorted_and_paged(client, durham):
    def found(**asked):
        return text_of(client.get(reverse("indicators"), asked))

    assert "Crimes per 1,000 people" in found(q="CRIMES 1,000")
    assert "Best Bar None" not in found(q="CRIMES 1,000")
    assert "No indicator fits." in found(q="zzzz")
    assert found(known="yes", sort="name").index("Crimes per 1,000") > 0
    assert "Page 2 of" in found(page="2", sort="-name")
    assert "Page 1 of" in found(page="banana", sort="<script>", publisher="nobody at all")


def test_an_indicator_shows_figure_limits_change_and_what_is_missing(
    client, durham, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("indicator", args=["crime_rate_1000"]))
    text = text_of(answer)
    assert "7.8 per 1,000 residents, August 2025" in text
    assert "95% limits: 7.5 to 8.0" in text
    assert "It fell by 7.1%, from 8.4 to 7.8. This is more than chance would give." in text
    assert "70 of 83 months have no figure. A missing one is not zero." in text
    assert "Open Government Licence v3.0" in text
    picture = html.fromstring(answer.content).xpath("//*[@role='img']/@aria-label")[0]
    assert "no data for March to December 2024" in picture
    assert b" style=" not in answer.content


@pytest.mark.parametrize("kind", ["quarter", "financial_year", "year_to_month", "nonsense"])
def test_every_kind_of_period_can_be_asked_for(client, durham, kind):
    answer = client.get(reverse("indicator", args=["asb_rate_10000"]), {"period": kind, "all": 1})
    assert answer.status_code == 200
    if kind == "quarter":
        assert "60.3 per 10,000 residents, Q1 2025/26" in text_of(answer)
    if kind in ("financial_year", "year_to_month"):
        assert "No data yet" in text_of(answer)


def test_areas_are_never_mixed(client, durham):
    asked = {"area": "E23000008"}
    text = text_of(client.get(reverse("indicator", args=["crime_count"]), asked))
    assert "Durham police force area, newest first" in text
    unknown = text_of(client.get(reverse("indicator", args=["crime_count"]), {"area": "X"}))
    assert "County Durham, newest first" in unknown


def test_what_documents_print_stands_apart_with_its_place(client, durham):
    text = text_of(client.get(reverse("indicator", args=["crime_count"])))
    assert "As printed in documents" in text
    assert "51,000" in text
    assert "line 352" in text


def test_an_indicator_without_data_says_so(client, durham):
    text = text_of(client.get(reverse("indicator", args=["vcas_felt_safer_percent"])))
    assert "No data yet" in text
    assert "Victim Care and Advice Service" in text


def test_downloads_hold_what_the_page_shows(client, durham):
    rows = client.get(reverse("indicator_csv", args=["crime_rate_1000"])).content.decode()
    lines = rows.splitlines()
    assert len(lines) == 84
    assert ",missing," in rows
    assert re.search(r"2025-04-01,2025-04-30,April 2025,7\.2,7\.0,7\.5,", rows)
    svg = client.get(reverse("indicator_svg", args=["crime_rate_1000"]))
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    spec = client.get(reverse("indicator_spec", args=["crime_rate_1000"])).json()
    assert spec["$schema"].endswith("v6.4.1.json")
    assert b"crime_rate_1000" in client.get(reverse("indicators_csv")).content
    for name in ("indicator_svg", "indicator_spec"):
        assert client.get(reverse(name, args=["vcas_felt_safer_percent"])).status_code == 404


def test_the_trace_shows_a_sum_that_can_be_done_again(
    client, durham, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        text = text_of(client.get(trace()))
    assert "3,849 + 4,024 + 4,143 = 12,016" in text
    found = re.search(r"12,016 ÷ ([\d,]+) . 1,000 = ([\d.]+), printed as 22\.6", text)
    people = int(found[1].replace(",", ""))
    assert round(12016 / people * 1000, 4) == float(found[2])
    low = 12016 * (1 - 1 / (9 * 12016) - 1.959964 / (3 * 12016**0.5)) ** 3 / people * 1000
    assert f"= {low:.4f}, printed as 22.2" in text
    assert "2025-05-durham-street.csv.gz" in text
    assert len(set(re.findall(r"[0-9a-f]{64}", text))) == 6  # four files, two releases


def test_a_printed_figure_is_traced_to_its_line(client, durham):
    text = text_of(client.get(trace(period="undated", of="asb_incidents")))
    assert "around 7,000" in text
    assert "line 355" in text
    assert "An average." in text


@pytest.mark.parametrize(
    "address",
    [
        {"of": "nothing"},
        {"area": "nowhere"},
        {"period": "banana"},
        {"period": "month:2025-13-01:2025-13-31"},
        {"period": "month:2025-10-01:2025-10-31"},
        {"period": "undated"},
    ],
)
def test_an_address_that_names_no_figure_is_not_found(client, durham, address):
    assert client.get(trace(**address)).status_code == 404


@pytest.mark.parametrize("asked", ["as_of=soon", "series=document-999", "breakdown=%00%27--"])
def test_hostile_questions_are_not_found(client, durham, asked):
    assert client.get(f"{trace()}?{asked}").status_code == 404


def test_nothing_was_known_before_it_was_recorded(client, durham):
    assert client.get(f"{trace()}?as_of=2001-01-01").status_code == 404


def test_an_unknown_indicator_is_not_found(client, durham):
    for name in ("indicator", "indicator_csv", "indicator_svg"):
        assert client.get(reverse(name, args=["nope"])).status_code == 404


def test_releases_are_linked_only_for_those_who_may_see_them(client, durham):
    assert b"/data/releases/" not in client.get(trace()).content
    UserFactory(email="p@example.org", roles=["partner"], partnership=durham)
    client.login(email="p@example.org", password=PASSWORD)
    assert b"/data/releases/" in client.get(trace()).content


def test_another_partnership_sees_none_of_it(client, durham):
    PartnershipFactory(slug="elsewhere", area_code="E06000047")
    text = text_of(client.get("/elsewhere/indicators/crime_rate_1000/"))
    assert "No data yet" in text
    assert client.get(f"/elsewhere{trace()}").status_code == 404


def test_what_is_stated_for_a_day_is_shown_for_that_day(client, durham):
    text = text_of(client.get(reverse("indicator", args=["population"])))
    assert "532,182 people, 30 June 2023" in text
    assert "30 June 2023; data end" in text_of(client.get(reverse("indicators")))


def test_an_area_of_our_own_that_is_not_declared_has_no_data(client, durham):
    PartnershipFactory(slug="nowhere", area_code="X99999999")
    text = text_of(client.get("/nowhere/indicators/crime_rate_1000/"))
    assert "No data yet" in text
    assert "No data yet" in text_of(client.get("/nowhere/indicators/"))
