"""What this room tells about groups, on their own pages two floors down."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet, Value

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.partnership.told import Told, page_at
from goldenthread.strategy.models import Area, Mechanism, Priority, Scheme
from goldenthread.strategy.queries.plans import plans

LEADS, OWNS, REPORTS, RUNS = "Leads", "Owns these plans", "Reports on", "Runs"


def of_groups(partnership: Partnership, by: Person, groups: Iterable[int]) -> dict[int, list[Told]]:
    """Give what each group leads, owns, reports on and runs, in one query."""
    wanted, seen = list(groups), plans(partnership, by=by).values("pk")
    leads = Priority.objects.of(partnership).filter(lead_group__in=wanted, strategy__in=seen)
    owns = Mechanism.objects.of(partnership).filter(owner_group__in=wanted, strategy__in=seen)
    reports = Area.objects.of(partnership).filter(
        reporting_group__in=wanted, priority__strategy__in=seen
    )
    runs = Scheme.objects.of(partnership).filter(owner_group__in=wanted, restricted=False)
    every = _columns(leads, LEADS, "lead_group_id", "title", "strategy__key", "", "key").union(
        _columns(owns, OWNS, "owner_group_id", "title", "strategy__key", "", ""),
        _columns(
            reports,
            REPORTS,
            "reporting_group_id",
            "title",
            "priority__strategy__key",
            "priority__key",
            "key",
        ),
        _columns(runs, RUNS, "owner_group_id", "name", "", "", "key"),
    )
    told: dict[int, list[Told]] = {}
    for of, label, text, plan, under, at in every:
        told.setdefault(of, []).append(Told(label, text, _url(label, plan, under, at)))
    return told


def _columns(
    rows: QuerySet, label: str, of: str, text: str, plan: str, under: str, at: str
) -> QuerySet:
    """Give rows in the columns that all four kinds share, in no order."""
    given = (F(of), Value(label), F(text), *map(_or_empty, (plan, under, at)))
    return rows.order_by().values_list(*given)


def _or_empty(path: str) -> Any:
    return F(path) if path else Value("")


def _url(label: str, plan: str, under: str, at: str) -> str:
    if label == LEADS:
        return page_at("priority", plan, at)
    if label == OWNS:
        return page_at("work", plan)
    if label == REPORTS:
        return page_at("area", plan, under, at)
    return page_at("scheme", at)
