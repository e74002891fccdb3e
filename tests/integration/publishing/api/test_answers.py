"""What each operation answers: pages, ETags, as of, limits, refusals in words."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from csp_analytics.period import Kind
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.models import Observation
from goldenthread.publishing.api import answers, paging, rules
from goldenthread.publishing.models import Publication
from goldenthread.publishing.open_data import datasets
from goldenthread.strategy.exchange import telling as outlines
from goldenthread.strategy.models import Strategy
from goldenthread.strategy.rules import POLICE_PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
ASB = "asb_rate_10000"
OBSERVED = f"/api/v1/indicators/{ASB}/observations"
LISTS = ("/api/v1/plans", "/api/v1/indicators", OBSERVED, "/api/v1/publications")


def read(client: Client, address: str, **query: str) -> dict:
    """Ask, and give the answer."""
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(answer.content)


def pages(client: Client, address: str, **query: str) -> list[dict]:
    """Follow a list from its first page to its last."""
    found = [read(client, address, **query)]
    while onward := found[-1]["next"]:
        parts = urlsplit(onward)
        found.append(read(client, f"{parts.path}?{parts.query}"))
    return found


def items(client: Client, address: str, **query: str) -> list[dict]:
    """Give everything in a list."""
    return [one for page in pages(client, address, **query) for one in page["items"]]


def refusal(answer: HttpResponse, status: int) -> dict:
    """Give why there is no answer."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["status"] == status
    assert told["detail"].endswith((".", "?"))
    return told


# Plans


def test_plans_are_those_of_the_pages(client: Client, ours: Partnership):
    found = items(client, "/api/v1/plans")
    assert [one["key"] for one in found] == list(
        Strategy.objects.of(ours).exclude(status="draft").values_list("key", flat=True)
    )
    for one in found:
        for name in ("url", "page", "stratml"):
            assert client.get(one[name]).status_code == 200


def test_a_plan_holds_what_its_stratml_holds(client: Client, ours: Partnership):
    for one in Strategy.objects.of(ours):
        told = read(client, f"/api/v1/plans/{one.key}")
        outline = outlines.outline(one)
        said = [part["identifier"] for goal in told["priorities"] for part in below(goal)]
        assert said == [part.identifier for part in outline.walk()]
    plan = read(client, "/api/v1/plans/strategy-2024")
    kinds = {part["kind"] for goal in plan["priorities"] for part in below(goal)}
    assert {"priority", "aim", "focus", "assurance"} <= kinds
    assert {use["role"] for use in plan["indicators"]} >= {"focus", "assurance"}


def test_commitments_stand_under_their_theme(client: Client, ours: Partnership):
    one = Strategy.objects.of(ours).filter(kind=POLICE_PLAN).first()
    assert one is not None
    plan = read(client, f"/api/v1/plans/{one.key}")
    parts = [part for goal in plan["priorities"] for part in below(goal)]
    assert len([part for part in parts if part["kind"] == "commitment"]) > 50


def below(part: dict) -> list[dict]:
    """Give a part and all that stands under it."""
    return [part, *(each for one in part["parts"] for each in below(one))]


# Indicators and observations


def test_indicators_are_those_of_the_open_tables(client: Client, ours: Partnership):
    found = items(client, "/api/v1/indicators")
    assert [one["id"] for one in found] == [one.pk for one in datasets.indicators(ours)]
    told = read(client, f"/api/v1/indicators/{ASB}")
    assert told["per"] == 10_000
    assert told["areas"][0]["code"] == ours.area_code


def test_an_observation_is_the_row_of_the_open_table(client: Client, ours: Partnership):
    for indicator in datasets.indicators(ours):
        address = reverse("api_observations", args=[indicator.pk])
        told = items(client, address, limit="37")
        rows = [datasets.row(one) for one in datasets.figures(ours, indicator) if one.period]
        assert len(told) == len(rows)
        for one, row in zip(told, rows, strict=True):
            assert one["area"]["code"] == row[1]
            assert one["period"]["start"] == row[3]
            numbers = [one[name] for name in ("value", "lower", "upper")]
            assert ["" if n is None else Decimal(str(n)) for n in numbers] == [
                Decimal(cell) if cell else "" for cell in row[6:9]
            ]
            assert [one["status"], one["why_none"]] == [row[12], row[14]]
            assert " ".join(one["releases"]) == row[15]


def test_months_are_added_up_to_what_is_asked_for(client: Client, ours: Partnership):
    asked = {"area": ours.area_code, "from": "2025-04-01", "to": "2025-06-30"}
    months = items(client, OBSERVED, **asked)
    quarter = items(client, OBSERVED, **asked, period_kind="quarter")
    assert len(months) == 3
    assert len(quarter) == 1
    assert quarter[0]["period"]["name"] == "Q1 2025/26"
    assert quarter[0]["count"] == sum(one["count"] for one in months)


def test_the_period_asked_for_bounds_the_figures(client: Client, ours: Partnership):
    found = items(client, OBSERVED, **{"from": "2025-02-01", "to": "2025-04-30", "limit": "2"})
    assert {one["period"]["start"] for one in found} == {"2025-02-01", "2025-03-01", "2025-04-01"}
    told = refusal(client.get(OBSERVED, {"from": "2025-05-01", "to": "2025-04-01"}), 404)
    assert "first is after the last" in told["detail"]


def test_as_of_a_moment_tells_what_was_known_then(client: Client, ours: Partnership):
    """A revision shows from the very moment it was recorded."""
    asked = {"area": ours.area_code, "from": "2025-04-01", "to": "2025-04-30"}
    before = items(client, OBSERVED, **asked)
    [row] = Observation.objects.of(ours).filter(
        series__definition="asb_incidents", area__code=ours.area_code,
        period_start="2025-04-01", period_kind=Kind.MONTH, series__key="data",
    )  # fmt: skip
    then = timezone.now()
    with transaction.atomic():
        row.pk, row.version, row.count, row.recorded_at = None, 2, Decimal(777), then
        row.status = "revised"
        row.save(force_insert=True)
        [now] = items(client, OBSERVED, **asked)
        assert (now["count"], now["status"]) == (777, "revised")
        # A page with a trace shows whole days, so of a moment there is none.
        at_once = items(client, OBSERVED, **asked, as_of=now["recorded_at"])
        assert at_once == [{**now, "trace": None}]
        just_before = (then - timedelta(microseconds=1)).isoformat()
        earlier = items(client, OBSERVED, **asked, as_of=just_before)
        assert earlier == [{**one, "trace": None} for one in before]
        yesterday = f"{then - timedelta(days=1):%Y-%m-%d}"
        assert items(client, OBSERVED, **asked, as_of=yesterday) == []
        transaction.set_rollback(True)


def test_as_of_a_day_before_anything_was_known_there_is_nothing(client: Client, ours: Partnership):
    assert items(client, OBSERVED, as_of="2001-01-01") == []
    assert items(client, OBSERVED, as_of="2001-01-01", area=ours.area_code) == []
    assert len(items(client, OBSERVED, as_of="9999-12-31", limit="3")) == len(
        items(client, OBSERVED)
    )
    assert client.get(OBSERVED, {"as_of": "0001-01-01T00:00:00+14:00"}).status_code == 200


# Publications


def test_publications_tell_their_hashes_and_what_puts_what_right(client: Client, ours: Partnership):
    second, first = items(client, "/api/v1/publications")
    assert second["corrects"] == first["address"]
    assert first["corrected_by"] == second["address"]
    kept = Publication.objects.of(ours).get(address=second["address"])
    told = read(client, f"/api/v1/publications/{second['address']}")
    assert told["sha256"] == kept.sha256
    assert told["reason"] == kept.reason
    assert {one["format"]: one["sha256"] for one in told["files"]} == kept.file_hashes
    assert all(client.get(one["url"]).status_code == 200 for one in told["files"])


def test_every_number_a_publication_prints_is_there_in_order(client: Client, ours: Partnership):
    kept = Publication.objects.of(ours).first()
    assert kept is not None
    address = f"/api/v1/publications/{kept.address}/figures"
    told = items(client, address, limit="7")
    assert [(one["number"], one["key"], one["text"]) for one in told] == list(
        kept.report.figures.values_list("number", "key", "text")
    )
    trace = next(one["trace"] for one in told if one["trace"])
    assert client.get(trace).status_code == 200


def test_nobody_is_named(client: Client, ours: Partnership):
    kept = Publication.objects.of(ours).first()
    assert kept is not None
    assert kept.approved_by_name
    told = client.get(f"/api/v1/publications/{kept.address}").content.decode()
    for name in (kept.approved_by_name, kept.published_by_name, kept.report.built_by_name):
        assert name not in told


# Pages of a list


@pytest.mark.parametrize("address", LISTS)
def test_pages_together_hold_what_one_long_page_holds(client: Client, address: str):
    limit = "29" if address == OBSERVED else "1"
    long = items(client, address, limit="500")
    short = pages(client, address, limit=limit)
    assert [one for page in short for one in page["items"]] == long
    assert all(len(page["items"]) <= int(limit) for page in short)
    assert len(short) > 1


def test_a_page_that_areas_do_not_fill_leads_on(client: Client, monkeypatch: pytest.MonkeyPatch):
    whole = items(client, OBSERVED)
    monkeypatch.setattr(paging, "AREAS", 1)
    monkeypatch.setattr(paging, "LOADS", 1)
    short = pages(client, OBSERVED, limit="500")
    assert [one for page in short for one in page["items"]] == whole
    assert len(short) == len({one["area"]["code"] for one in whole})
    assert len(pages(client, OBSERVED, limit="500", **{"from": "2150-01-01"})) == len(short)


@pytest.mark.parametrize("address", LISTS)
def test_the_link_header_leads_on_and_back(client: Client, address: str):
    answer = client.get(address, {"limit": "1"})
    onward = json.loads(answer.content)["next"]
    assert f'<{onward}>; rel="next"' in answer["Link"]
    assert f'<http://testserver{address}?limit=1>; rel="first"' in answer["Link"]
    assert f'<http://testserver{reverse("api_schema")}>; rel="service-desc"' in answer["Link"]
    last = pages(client, address, limit="500")[-1]
    assert last["next"] is None
    assert 'rel="next"' not in client.get(address, {"limit": "500"})["Link"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "cursor",
    ["x", "\u2603", "bnVsbA", rules.cursor_of("no-such"), rules.cursor_of("a", "b"),
     rules.cursor_of("E06000047", "month:1901-01-01:1901-01-31"), rules.cursor_of("a", "b", "c")],
)  # fmt: skip
def test_a_cursor_that_leads_nowhere_is_refused(client: Client, address: str, cursor: str):
    told = refusal(client.get(address, {"cursor": cursor}), 404)
    assert "Begin again" in told["detail"]


# What is sent, and what is not sent again


@pytest.mark.parametrize("address", [*LISTS, "/api/v1/openapi.json", "/api/v1/plans/plan-2021"])
def test_what_is_held_already_is_not_sent_again(client: Client, address: str):
    first = client.get(address)
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == f"public, max-age={answers.KEPT_FOR}"
    for held in (first["ETag"], f"W/{first['ETag']}", f'"other", {first["ETag"]}', "*"):
        again = client.get(address, headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_another_answer_has_another_etag(client: Client):
    found = {client.get(address)["ETag"] for address in LISTS}
    assert len(found) == len(LISTS)


@pytest.mark.parametrize("address", LISTS)
def test_head_tells_of_an_answer_without_sending_it(client: Client, address: str):
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Cache-Control", "Link"):
        assert head[name] == whole[name]
    assert int(head["Content-Length"]) == len(whole.content)


def test_any_site_may_read_and_none_may_write(client: Client):
    for address in LISTS:
        may = client.options(address)
        assert (may.status_code, may["Allow"]) == (204, "GET, HEAD, OPTIONS")
        assert may["Access-Control-Allow-Origin"] == "*"
        assert may["Access-Control-Allow-Headers"] == "If-None-Match"
        strict = Client(enforce_csrf_checks=True)
        for method in ("post", "put", "patch", "delete", "trace"):
            answer = getattr(strict, method)(address)
            refusal(answer, 405)
            assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_an_address_that_asks_too_often_is_told_when_to_go_on(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.API_PER_MINUTE = 2
    now = datetime(2026, 11, 21, 12, 0, 18, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    met = [client.get(LISTS[0], REMOTE_ADDR="192.0.2.7") for _ in range(4)]
    assert [one.status_code for one in met] == [200, 200, 429, 429]
    for one in met[2:]:
        assert one["Retry-After"] == "42"
        assert "More than 2 questions" in refusal(one, 429)["detail"]
        assert "Go on in 42 seconds" in refusal(one, 429)["detail"]
        assert "Cache-Control" not in one
    assert client.get(LISTS[0], REMOTE_ADDR="192.0.2.8").status_code == 200
    assert client.options(LISTS[0], REMOTE_ADDR="192.0.2.7").status_code == 204
    now += timedelta(seconds=42)
    assert client.get(LISTS[0], REMOTE_ADDR="192.0.2.7").status_code == 200


# Refusals


def test_an_unknown_name_is_answered_with_the_nearest(client: Client):
    near = {
        "/api/v1/plans/strategie-2024": '"strategy-2024"',
        "/api/v1/indicators/asb_rate": f'"{ASB}"',
        "/api/v1/indicators/asb_rate_1000/observations": f'"{ASB}"',
        "/api/v1/publications/quarterly-q1-2025-27": '"quarterly-q1-2025-26"',
        "/api/v1/publications/quarterly-q1-2025-27/figures": '"quarterly-q1-2025-26"',
        f"{OBSERVED}?area=E0600004": '"E06000047"',
        f"{OBSERVED}?area=E0600004&as_of=2001-01-01": '"E06000047"',
    }
    for address, name in near.items():
        assert name in refusal(client.get(address), 404)["detail"]


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("lmit=3", "lmit", 'Did you mean "limit"?'),
        ("limit=3&limit=4", "limit", "given 2 times"),
        ("limit=", "limit", "Give 1 to 500."),
        ("limit=0", "limit", "Give 1 to 500."),
        ("limit=501", "limit", "Give 1 to 500."),
        ("limit=1e2", "limit", "Give 1 to 500."),
        ("limit=%D9%A3", "limit", "Give 1 to 500."),
        ("from=2025-02-30", "from", "Write it like 2026-03-31."),
        ("to=0", "to", "Write it like 2026-03-31."),
        ("to=", "to", "Write it like 2026-03-31."),
        ("as_of=yesterday", "as_of", "Write 2026-03-31 for the end of that day"),
        ("as_of=2026-03-31T12:00:00", "as_of", "Write 2026-03-31 for the end of that day"),
        ("as_of=1767225600", "as_of", "Write 2026-03-31 for the end of that day"),
        ("period_kind=quartr", "period_kind", 'Did you mean "quarter"?'),
        ("period_kind=", "period_kind", "Valid here"),
        ("area=", "area", "leave it out"),
        ("cursor=", "cursor", "leave it out"),
        (f"area={'x' * 401}", "area", "401 characters"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_told(
    client: Client, query: str, parameter: str, said: str
):
    told = refusal(client.get(f"{OBSERVED}?{query}"), 422)
    assert [one["parameter"] for one in told["errors"]] == [parameter]
    assert said in told["errors"][0]["detail"]
    assert said in told["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/plans/%00",
        "/api/v1/plans/%27%20OR%201=1--",
        "/api/v1/indicators/..%2f..%2fetc",
        "/api/v1/indicators/%F0%9F%98%80",
        "/api/v1/publications/<script>alert(1)</script>",
        f"/api/v1/plans/{'x' * 5000}",
        f"{OBSERVED}?area=%00",
        f"{OBSERVED}?area=%27%3B%20DROP%20TABLE",
        "/api/v1/plans/",
        "/api/v1/",
        "/api/v1/nothing",
    ],
)
def test_hostile_names_are_not_found(client: Client, address: str):
    told = refusal(client.get(address), 404)
    assert len(told["detail"]) < 500


def test_a_plus_sign_that_arrives_as_a_space_is_read_as_it_was_meant(client: Client):
    for moment in ("2026-03-31T12:00:00+01:00", "2026-03-31T12:00:00%2B01:00"):
        assert client.get(f"{OBSERVED}?as_of={moment}").status_code == 200


def test_an_operation_asks_the_database_at_most_twelve_times(
    client: Client, ours: Partnership, django_assert_max_num_queries
):
    one = Publication.objects.of(ours).first()
    assert one is not None
    for address in (
        *LISTS, "/api/", "/api/v1/openapi.json", "/api/v1/plans/strategy-2024",
        f"/api/v1/indicators/{ASB}", f"{OBSERVED}?area=E06000047&as_of=2001-01-01",
        f"/api/v1/publications/{one.address}", f"/api/v1/publications/{one.address}/figures",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            client.get(address)
