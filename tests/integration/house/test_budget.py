"""At most twelve queries a page, and no more of them when there are more rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import UniqueConstraint
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.matrix import ALLOWED, OWN, Page, outcome, pages
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.rules import ROLES
from goldenthread.accounts.tenancy import Owned
from tests.integration.house.conftest import HERE, People
from tests.walk.addresses import Sample, visitor

pytestmark = pytest.mark.django_db

MOST = 12
Samples = dict[str, dict[str, list[Sample]]]
OURS = [page for page in pages() if page.permission]
every_page = pytest.mark.parametrize("page", OURS, ids=lambda page: page.pattern)


def fullest(page: Page) -> str:
    """Give a role that sees the most of a page: the manager where they may open it."""
    may = [role for role in ROLES if outcome(page, role) in (ALLOWED, OWN)]
    return "partnership_manager" if "partnership_manager" in may else may[-1]


def queries_of(client: Client, url: str) -> list[str]:
    """Give the queries of one page, savepoints of the test aside."""
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]


@every_page
def test_a_page_asks_at_most_twelve_times(samples: Samples, people: People, page: Page):
    client = visitor(people[HERE][fullest(page)])
    for sample in samples[HERE].get(page.name, ()):
        asked = queries_of(client, sample.url)
        assert len(asked) <= MOST, f"{sample.url} asks {len(asked)} times:\n" + "\n".join(
            sql[:200] for sql in asked
        )


def copies(model: type[Owned], partnership: Partnership, times: tuple[int, ...]) -> Iterator[Owned]:
    """Give copies of every row of a model that differ only where a constraint asks for it."""
    rules = [
        [model._meta.get_field(name) for name in rule.fields]
        for rule in model._meta.constraints
        if isinstance(rule, UniqueConstraint)
    ]
    for row in list(model.objects.of(partnership)):
        for time in times:
            new = model(**{f.attname: getattr(row, f.attname) for f in model._meta.fields[1:]})
            varied: set[str] = set()
            if all(_vary(new, fields, time, varied) for fields in rules):
                yield new


def _vary(row: Owned, fields: list[Any], time: int, varied: set[str]) -> bool:
    """Make a row unlike its original in one of these fields; say whether that could be done."""
    for field in fields:
        now = getattr(row, field.attname)
        if field.name in varied:
            return True
        if field.is_relation or field.choices or now in (None, ""):
            continue
        if isinstance(field, models.CharField):
            setattr(row, field.attname, f"{now[: (field.max_length or 90) - 3]}-{time}x")
        elif isinstance(field, models.IntegerField):
            setattr(row, field.attname, now + 1000 * time)
        else:
            continue
        varied.add(field.name)
        return True
    return False


MULTIPLIED = (
    "delivery.Action",
    "delivery.DeliveryPlan",
    "delivery.Update",
    "delivery.MovedDate",
    "strategy.Commitment",
    "strategy.Achievement",
    "strategy.Aim",
    "strategy.Deliverable",
    "strategy.WorkArea",
    "strategy.EvidenceItem",
    "strategy.PlanNote",
    "strategy.Amendment",
    "strategy.CaseStudy",
    "strategy.IndicatorUse",
    "strategy.Scheme",
    "strategy.PolicyDriver",
    "partnership.Group",
    "partnership.GroupMember",
    "partnership.Organisation",
    "partnership.LiaisonOfficer",
    "hotspots.Candidate",
    "hotspots.AreaVersion",
    "indicators.Observation",
    "funding.Award",
    "funding.Funder",
    "funding.Fund",
)


def test_more_rows_ask_no_more_often(samples: Samples, people: People, all_roles: dict[str, User]):
    clients = {page.name: visitor(people[HERE][fullest(page)]) for page in OURS}
    urls = {page.name: [s.url for s in samples[HERE].get(page.name, ())] for page in OURS}

    def asked() -> dict[str, int]:
        return {url: len(queries_of(clients[name], url)) for name in urls for url in urls[name]}

    # Once more of everything first: what asks once where there is something at all may do so.
    here = Partnership.objects.get(slug=HERE)
    grow(here, times=(1,))
    asked()  # whatever is remembered between pages is remembered now
    before = asked()
    grown = grow(here, times=(10, 20))
    assert grown["delivery.Action"] >= 40
    asked()
    after = asked()
    more = [f"{url}: {before[url]}, then {n}" for url, n in after.items() if n > before[url]]
    assert not more, "\n".join(more)


def grow(partnership: Partnership, *, times: tuple[int, ...]) -> dict[str, int]:
    """Copy every row that pages list once for each number; give how many were added of each."""
    grown = {}
    for label in MULTIPLIED:
        model = apps.get_model(label)
        new = list(copies(model, partnership, times))
        model._base_manager.bulk_create(new, batch_size=400)
        grown[label] = len(new)
    return grown
