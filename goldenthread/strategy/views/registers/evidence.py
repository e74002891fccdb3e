"""Every statement with figures that a plan prints: as printed, as read, and computed anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.indicators import figures, wording
from goldenthread.indicators.rules import Measure
from goldenthread.partnership.showing import crumb, found, with_query
from goldenthread.strategy import queries
from goldenthread.strategy.models import (
    ChangeStatement,
    EvidenceItem,
    EvidenceValue,
    Priority,
    Strategy,
)
from goldenthread.strategy.recomputing import (
    AGREES,
    CANNOT,
    DISAGREES,
    NOTHING_PRINTED,
    ROUNDING,
    Verdict,
    recomputed,
)
from goldenthread.strategy.register_forms import EVIDENCE_KINDS, EvidenceFilter, chosen
from goldenthread.strategy.views.common import plan_or_404
from goldenthread.strategy.views.registers import showing
from goldenthread.tables import Column, arranged, as_csv

ON_A_PAGE = 25
NOT_STATED = "Not stated"
PERCENTS = {Measure.PERCENT, Measure.CHANGE_PERCENT}
TONES = {
    AGREES: "good",
    ROUNDING: "watch",
    DISAGREES: "bad",
    NOTHING_PRINTED: "none",
    CANNOT: "none",
}
COLUMNS: list[Column[EvidenceItem]] = [
    Column("statement", "Statement", lambda one: one.text.casefold()),
    Column("where", "Where", lambda one: one.order),
    Column("priority", "Priority", lambda one: (vars(one)["place_in_plan"], one.order)),
    Column("printed", "As printed"),
    Column("read", "Read as"),
    Column("period", "Period"),
    Column("area", "Area"),
]
HEAD = (
    "plan", "key", "kind", "priority", "statement", "places", "what", "as_printed", "qualifier",
    "value", "unit", "indicator", "breakdown", "period_as_printed", "period", "area", "source",
    "from_value", "to_value", "verdict", "recomputed", "flag",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A statement as the page shows it: a row for each value, and one for each printed change."""

    item: EvidenceItem
    values: list[dict[str, Any]]
    changes: list[dict[str, Any]]

    @property
    def rows(self) -> int:
        """How many rows of the table it takes."""
        return max(len(self.values), 1) + len(self.changes)


@needs("public.read")
def evidence(request: Request, plan: str) -> HttpResponse:
    """Every statement with figures of one plan."""
    strategy = plan_or_404(request, plan)
    priorities = list(strategy.priorities.all())
    form = EvidenceFilter(request.GET, priorities=priorities)
    every = strategy.evidence.count()
    shown = arranged(request, _chosen(strategy, form), COLUMNS, first="where", on_a_page=ON_A_PAGE)
    context = {
        "plan": strategy,
        "form": form,
        "found": found(len(shown.rows), every, "statement", "statements"),
        "every": every,
        "columns": shown.columns,
        "statements": _shown(shown.page.object_list, strategy),
        "page": shown.page,
        "csv_url": with_query(request, "evidence_csv", strategy.key),
        "breadcrumbs": [crumb(strategy.title, "strategy", strategy.key)],
    }
    return render(request, "strategy/evidence.html", context)


def _chosen(strategy: Strategy, form: EvidenceFilter) -> list[EvidenceItem]:
    asked = chosen(form)
    return list(
        queries.statements(
            strategy,
            priority=asked["priority"],
            kind=asked["kind"],
            flagged=bool(asked["flagged"]),
            words=asked["q"],
        )
    )


def _shown(items: Iterable[EvidenceItem], strategy: Strategy) -> list[Shown]:
    every = list(items)
    prefetch_related_objects(every, *queries.with_values())
    return [_statement(one, strategy) for one in every]


def _statement(item: EvidenceItem, strategy: Strategy) -> Shown:
    values = list(item.values.all())
    changes = [
        {
            "change": change,
            "verdict": verdict,
            "tone": TONES[verdict.verdict],
            "before": showing.number(change.from_value),
            "after": showing.number(change.to_value),
        }
        for change in item.changes.all()
        for verdict in [_verdict(change, values)]
    ]
    shown = Shown(item, [_value(one, strategy) for one in values], changes)
    vars(item)["kind_label"] = EVIDENCE_KINDS.get(item.kind, item.kind)
    return shown


def _verdict(change: ChangeStatement, values: Iterable[EvidenceValue]) -> Verdict:
    """Compute a printed change anew; a change between percentages is told in points."""
    in_percent = any(
        one.definition.measure in PERCENTS and one.value in (change.from_value, change.to_value)
        for one in values
        if one.value is not None
    )
    return recomputed(
        before=change.from_value,
        after=change.to_value,
        percent=change.percent,
        printed=change.printed,
        direction=change.direction,
        in_percent=in_percent,
    )


def _value(one: EvidenceValue, strategy: Strategy) -> dict[str, Any]:
    figure = None
    if one.observation is not None:
        one.observation.partnership = strategy.partnership
        figure = figures.printed(one.definition, one.observation)
    return {
        "value": one,
        "qualifier": "" if _says_it(one) else one.qualifier,
        "read": read_as(one),
        "url": figure.trace_url if figure else "",
        "period": period_of(one),
        "period_printed": one.period_printed,
        "area": area_of(one),
    }


def _says_it(one: EvidenceValue) -> bool:
    """Whether the printed text begins with the word of doubt itself."""
    return one.printed.casefold().startswith(one.qualifier.casefold())


def read_as(one: EvidenceValue) -> str:
    """Give a value as it was read, with its unit: "51,000 crimes", "38%", "£3,230"."""
    if one.value is None:
        return ""
    text, measure = showing.number(one.value), one.definition.measure
    if measure in PERCENTS:
        return f"{text}%"
    if measure == Measure.MONEY:
        return f"£{text}"
    return " ".join(filter(None, [text, wording.unit(one.definition)]))


def period_of(one: EvidenceValue) -> str:
    """Give the period as it was read, or say that none is stated."""
    if one.observation is not None and one.observation.period:
        return str(one.observation.period)
    return one.period_text or NOT_STATED


def area_of(one: EvidenceValue) -> str:
    """Give the area by name, or say that none is stated."""
    if not one.area_printed:
        return NOT_STATED
    if one.observation is not None:
        return str(one.observation.area.name)
    return vars(one)["area_name"] or one.area_printed.removeprefix("place: ")


@needs("public.read")
def evidence_csv(request: Request, plan: str) -> HttpResponse:
    """The statements that the page shows, a line for each value and each change."""
    strategy = plan_or_404(request, plan)
    form = EvidenceFilter(request.GET, priorities=list(strategy.priorities.all()))
    ordered = arranged(request, _chosen(strategy, form), COLUMNS, first="where").rows
    prefetch_related_objects(ordered, *queries.with_values())
    rows = (row for item in ordered for row in _csv_rows(request, item, strategy))
    return as_csv(f"evidence-{strategy.key}", HEAD, rows)


def _csv_rows(request: Request, item: EvidenceItem, strategy: Strategy) -> list[list[Any]]:
    values = list(item.values.all())
    kind = EVIDENCE_KINDS.get(item.kind, item.kind)
    places = showing.said_at(request, item.places)
    start = [strategy.title, item.key, kind, _priority(item.priority), item.text, places]
    rows = [[*start, *_csv_value(one)] for one in values]
    rows += [[*start, *_csv_change(one, values)] for one in item.changes.all()]
    return rows or [[*start, *[""] * (len(HEAD) - len(start))]]


def _priority(one: Priority | None) -> str:
    return one.title if one else ""


def _csv_value(one: EvidenceValue) -> list[Any]:
    indicator = one.definition
    return [
        "value", one.printed, one.qualifier, one.value and showing.number(one.value),
        wording.unit(indicator) or indicator.unit, indicator.name, one.breakdown,
        one.period_printed, period_of(one), area_of(one), one.source, "", "", "", "", one.flag,
    ]  # fmt: skip


def _csv_change(one: ChangeStatement, values: list[EvidenceValue]) -> list[Any]:
    verdict = _verdict(one, values)
    return [
        "change", one.printed, *[""] * 8, "", showing.number(one.from_value),
        showing.number(one.to_value), verdict.label, verdict.sentence, one.flag,
    ]  # fmt: skip
