"""Nothing leaves that a visitor could not read: whoever asks, and whatever is asked."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.matrix import pages
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import ROLES
from goldenthread.indicators.models import IndicatorDefinition, Observation, Series
from goldenthread.partnership.models import Group
from goldenthread.publishing.api import answers
from goldenthread.publishing.models import Publication, Report
from goldenthread.strategy.models import Priority, Scheme, Strategy
from tests.factories.accounts import UserFactory
from tests.factories.delivery import ActionFactory
from tests.factories.reports import built
from tests.factories.strategy import (
    AimFactory,
    CaseStudyFactory,
    CommitmentFactory,
    PriorityFactory,
    StrategyFactory,
)
from tests.integration.publishing.api.conftest import published

pytestmark = pytest.mark.django_db
MARK = "zq7secret"  # stands in every wording that must not leave
HIDDEN = Decimal(987_654)
ASB = "asb_rate_10000"


@pytest.fixture
def secrets(ours: Partnership) -> Iterator[None]:
    """One of each thing that is not public: drafts, the provisional, the suppressed, the inner."""
    with transaction.atomic():
        _draft_plan(ours)
        _under_a_public_plan(ours)
        _figures(ours)
        _reports(ours)
        yield
        transaction.set_rollback(True)


def _draft_plan(ours: Partnership) -> None:
    draft = StrategyFactory(
        partnership=ours, key=f"{MARK}-plan", title=f"Draft {MARK}", status="draft", vision=MARK
    )
    priority = PriorityFactory(strategy=draft, title=f"Priority {MARK}", why=MARK)
    AimFactory(priority=priority, title=f"Aim {MARK}")
    CommitmentFactory(priority=priority, title=f"Commitment {MARK}")


def _under_a_public_plan(ours: Partnership) -> None:
    priority = Priority.objects.of(ours).filter(strategy__key="strategy-2024").first()
    CaseStudyFactory(priority=priority, title=f"Story {MARK}", summary=f"{MARK} told")
    scheme = Scheme.objects.create(
        partnership=ours, key=f"{MARK}-scheme", name=f"Scheme {MARK}", restricted=True
    )
    scheme.serves.add(priority)
    Group.objects.create(
        partnership=ours, key=f"{MARK}-group", name=f"Group {MARK}", restricted=True
    )
    assert priority is not None
    plan = {"plan__strategy": priority.strategy, "plan__priority": priority}
    ActionFactory(plan__partnership=ours, title=f"Action {MARK}", **plan)


def _figures(ours: Partnership) -> None:
    """Make an indicator of which all is provisional, and hide the newest month of another."""
    indicator = IndicatorDefinition.objects.create(
        id=f"{MARK}_count", name=f"Count of {MARK}", measure="count", unit="things"
    )
    seen = Observation.objects.of(ours).filter(
        series__definition="asb_incidents", area__code=ours.area_code, period_kind="month"
    )
    newest, second, third = seen.order_by("-period_start")[:3]
    series = Series.objects.create(partnership=ours, definition=indicator)
    Observation.objects.of(ours).bulk_create([
        _copy(newest, series_id=series.pk, version=1, count=HIDDEN, status="provisional"),
        _copy(newest, version=7, count=HIDDEN, status="provisional"),
        _copy(second, version=7, count=HIDDEN, status="suppressed"),
        _copy(third, version=7, count=HIDDEN, denominator=HIDDEN, status="suppressed"),
    ])  # fmt: skip


def _copy(row: Observation, **changed: object) -> Observation:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname != "id"
    }
    return Observation(**{**fields, **changed})


def _reports(ours: Partnership) -> None:
    """Make a draft, and a publication for partners only that a public one corrects."""
    draft = built(ours, formats=["txt"])
    Report.objects.of(ours).filter(pk=draft.pk).update(title=f"Draft {MARK}")
    for_partners = published(ours, reason=f"{MARK} reason")
    for_partners.report.title = f"For partners {MARK}"
    for_partners.report.audience = "partners"
    for_partners.report.save()
    Publication.objects.of(ours).filter(pk=for_partners.pk).update(address=f"{MARK}-issue")
    published(ours, reason="For everybody again.")


def everything(client: Client, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Ask all there is, following every address of the API in every answer."""
    waiting, seen = [f"{prefix}/api/v1/{name}" for name in DOORS], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, answer.content.decode()
        waiting += [one for one in addresses(json.loads(answer.content)) if "/api/v1/" in one]


DOORS = ("plans", "indicators", "publications", "openapi.json")


def addresses(told: object) -> Iterator[str]:
    """Give every whole address in an answer, without its host."""
    if isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from addresses(one)
        return
    server = "http://testserver"  # the API itself, to which paths are added, ends with /v1
    if isinstance(told, str) and told.startswith(server) and not told.endswith("/v1"):
        yield told.removeprefix(server)


def signed_in(ours: Partnership) -> Client:
    """Give a client of a person who may read whatever anybody may."""
    client = Client()
    roles = [role for role in ROLES if role != "public"]
    client.force_login(UserFactory(roles=roles, partnership=ours))
    return client


def test_what_is_not_public_leaves_in_no_answer(client: Client, ours: Partnership, secrets: None):
    told = dict(everything(client))
    assert len(told) > 20
    for address, text in told.items():
        assert MARK not in address
        assert MARK not in text, address
        assert str(HIDDEN) not in text, address
    corrected = [one for one in told if one.endswith("-issue-3") and "figures" not in one]
    assert corrected
    assert json.loads(told[corrected[0]])["corrects"] is None


def test_it_is_the_same_for_whoever_may_read_more(
    client: Client, ours: Partnership, secrets: None, settings
):
    settings.REQUIRE_MFA = False
    theirs = signed_in(ours)
    for address, text in everything(client):
        assert theirs.get(address).content.decode() == text, address


def test_the_look_for_secrets_can_fail(ours: Partnership, secrets: None, monkeypatch):
    """Read as somebody who may read all, the same look finds nearly all of them."""
    person = UserFactory(roles=[role for role in ROLES if role != "public"], partnership=ours)
    for room in ("api.operations", "open_data.datasets"):
        monkeypatch.setattr(f"goldenthread.publishing.{room}.ANYBODY", person)
    told = dict(everything(Client()))
    shown = "".join(told.values())
    for words in ("Draft", "Priority", "Aim", "Commitment", "Count of", "For partners"):
        assert f"{words} {MARK}" in shown, words


def test_a_name_that_is_not_public_is_as_if_it_were_not(
    client: Client, ours: Partnership, secrets: None
):
    draft = Report.objects.of(ours).filter(title=f"Draft {MARK}").get()
    for name, key in (
        ("api_plan", f"{MARK}-plan"), ("api_indicator", f"{MARK}_count"),
        ("api_observations", f"{MARK}_count"), ("api_publication", f"{MARK}-issue"),
        ("api_publication_figures", f"{MARK}-issue"), ("api_publication", draft.file_name + "x"),
    ):  # fmt: skip
        told = client.get(reverse(name, args=[key]))
        made_up = client.get(reverse(name, args=["zq8nothing"]))
        assert (told.status_code, made_up.status_code) == (404, 404)
        # but for the name that was asked for, the same sentence: no valid name holds the mark
        assert MARK not in told.content.decode().replace(key, "")


def test_a_suppressed_month_shows_no_number_and_no_sum(
    client: Client, ours: Partnership, secrets: None
):
    address = reverse("api_observations", args=[ASB])
    rows = json.loads(client.get(address, {"area": ours.area_code, "limit": "500"}).content)
    hidden = [one for one in rows["items"] if one["status"] == "suppressed"]
    assert len(hidden) == 2
    for one in hidden:
        assert {one[name] for name in ("value", "lower", "upper", "count", "denominator")} == {None}


@pytest.mark.parametrize("own", ["", "/exampleshire"])
def test_each_partnership_has_its_own(client: Client, ours: Partnership, theirs, own: str):
    told = dict(everything(client, own))
    other = {"": theirs, "/exampleshire": ours}[own]
    keys = Strategy.objects.of(other).values_list("key", "title")
    publications = Publication.objects.of(other).values_list("address", flat=True)
    names = [*(f"/{key}" for key, _ in keys), *(title for _, title in keys)]
    for address, text in told.items():
        assert address.startswith(f"{own}/api/v1/"), address
        for one in addresses(json.loads(text)):
            assert one.startswith("/exampleshire/") == bool(own), one
        assert not [name for name in (*names, *publications) if name in text], address
    mine = Strategy.objects.of(theirs if own else ours).filter(status="adopted").first()
    assert mine is not None
    assert mine.title in "".join(told.values())
    for key, _ in keys:
        assert client.get(f"{own}/api/v1/plans/{key}").status_code == 404


def test_every_operation_is_asked_by_this_test(client: Client, ours: Partnership):
    """An operation that is added later is looked at as well, since some answer leads to it."""
    asked = {address.partition("?")[0] for address, _ in everything(client)}
    known = {page.pattern for page in pages() if page.pattern.startswith("/api/v1/")}
    assert len(known) == 9
    for pattern in known:
        ends = [step for step in pattern.split("/") if step and "<" not in step]
        steps = pattern.count("/")
        found = [
            one for one in asked
            if one.count("/") == steps and all(f"/{end}" in one for end in ends)
        ]  # fmt: skip
        assert found, pattern


def test_whoever_asks_leaves_no_trace_in_the_answer(client: Client, ours: Partnership):
    """So that anybody between may keep it, and a later question gets the same bytes."""
    answer = client.get("/api/v1/plans")
    assert not answer.cookies
    assert answer["Cache-Control"] == f"public, max-age={answers.KEPT_FOR}"
    assert date.today().isoformat() not in answer.content.decode()  # noqa: DTZ011
