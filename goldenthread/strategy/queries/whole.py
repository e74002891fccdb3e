"""Plans read for one page each: the sheet, and the whole plan with its checks."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, prefetch_related_objects

from goldenthread.strategy import rules
from goldenthread.strategy.models import (
    AlignedPlan,
    Amendment,
    EnablingPoint,
    IndicatorUse,
    MutualRegard,
    PlanNote,
    PolicyDriver,
    Priority,
    Signatory,
    Strategy,
    WayOfWorking,
)
from goldenthread.strategy.queries.plans import duties_on

PARTS = (
    ("ways", WayOfWorking, "strategy"),
    ("points", EnablingPoint, "factor__strategy"),
    ("drivers", PolicyDriver, "strategy"),
    ("notes", PlanNote, "strategy"),
    ("signatories", Signatory, "strategy"),
    ("matrix", AlignedPlan, "strategy"),
)


@dataclass(frozen=True)
class Sheet:
    """A plan on a page: its priorities with what stands under them, and what serves them all."""

    strategy: Strategy
    priorities: list[Priority]
    across: list[IndicatorUse]
    ways: list[WayOfWorking]


def sheet(strategy: Strategy) -> Sheet:
    """Give what one page shows of a plan. Each priority has `uses`, its indicators, focus first."""
    priorities = _with_parts(strategy)
    by_priority: dict[int | None, list[IndicatorUse]] = defaultdict(list)
    for use in strategy.indicator_uses.select_related("definition").order_by("-role", "order"):
        by_priority[use.priority_id].append(use)
    for one in priorities:
        one.strategy = strategy
        vars(one)["uses"] = by_priority[one.pk]
    return Sheet(strategy, priorities, by_priority[None], list(strategy.ways_of_working.all()))


def _with_parts(strategy: Strategy) -> list[Priority]:
    """Give a plan's priorities with what its generation has: areas and aims, or work areas."""
    every = list(strategy.priorities.select_related("lead_group").order_by("number"))
    if strategy.kind == rules.POLICE_PLAN:
        prefetch_related_objects(every, "sub_themes")
        return every
    prefetch_related_objects(every, "areas")
    has_areas = any(one.areas.all() for one in every)
    prefetch_related_objects(every, "aims" if has_areas else "work_areas")
    return every


@dataclass(frozen=True)
class WholePlan:
    """A plan from its first page to its last, as far as it is kept here, with its checks."""

    strategy: Strategy
    priorities: list[Priority]
    notes: dict[str, list[PlanNote]]
    ways: list[WayOfWorking] = field(default_factory=list)
    factors: dict[str, list[EnablingPoint]] = field(default_factory=dict)
    drivers: list[PolicyDriver] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    has_matrix: bool = False
    checks: list[rules.Check] = field(default_factory=list)


def with_parts_told(plans: QuerySet[Strategy]) -> QuerySet[Strategy]:
    """Say of each plan which parts it has (`has_ways` …), so that a page asks only for those."""
    told = {
        f"has_{name}": Exists(model._default_manager.filter(**{path: OuterRef("pk")}))
        for name, model, path in PARTS
    }
    return plans.annotate(**told)


def whole_plan(strategy: Strategy) -> WholePlan:
    """Give the whole of a plan that came from `with_parts_told`."""
    priorities: list[Any] = list(
        strategy.priorities.select_related("lead_group").annotate(
            areas_count=Count("areas", distinct=True),
            aims_count=Count("aims", distinct=True),
            work_count=Count("work_areas", distinct=True),
            uses_count=Count("indicator_uses", distinct=True),
            evidence_count=Count("evidence", distinct=True),
            promises_count=Count("commitments", distinct=True),
            has_regard=Exists(MutualRegard._default_manager.filter(priority=OuterRef("pk"))),
        )
    )
    notes: dict[str, list[PlanNote]] = defaultdict(list)
    if strategy.has_notes:  # type: ignore[attr-defined]
        for note in strategy.notes.all():
            notes[note.kind].append(note)
    return WholePlan(
        strategy,
        priorities,
        dict(notes),
        checks=_checks(strategy, priorities, notes),
        **_parts(strategy),
    )


def _parts(strategy: Strategy) -> dict:
    has = {name for name, *_ in PARTS if getattr(strategy, f"has_{name}")}
    parts: dict = {"has_matrix": "matrix" in has}
    if "ways" in has:
        parts["ways"] = list(strategy.ways_of_working.all())
    if "points" in has:
        parts["factors"] = defaultdict(list)
        every = EnablingPoint.objects.of(strategy.partnership_id).filter(factor__strategy=strategy)
        for point in every.select_related("factor").order_by("factor__order", "order"):
            parts["factors"][point.factor.title].append(point)
        parts["factors"] = dict(parts["factors"])
    if "drivers" in has:
        parts["drivers"] = list(strategy.policy_drivers.all())
    if "signatories" in has:
        signed = strategy.signatories.select_related("officer__organisation")
        parts["signatories"] = list(signed)
    return parts


def _checks(
    strategy: Strategy, priorities: list[Any], notes: dict[str, list[PlanNote]]
) -> list[rules.Check]:
    """Check a plan against CSP-05, CSP-06 and CSP-16 from what is read already."""
    if strategy.kind == rules.POLICE_PLAN:
        return []
    consulted = [n for n in notes.get("decision_date", ()) if "consultation" in n.title]
    steps = sum(one.aims_count + one.work_count for one in priorities)
    return [
        rules.section_6((one.duties for one in priorities), asked=duties_on(strategy.period_start)),
        rules.mutual_regard([(one.title, one.has_regard) for one in priorities]),
        *rules.plan_contents(
            priorities=len(priorities),
            steps=steps + len(notes.get("action_ahead", ())),
            measures=sum(one.uses_count for one in priorities),
            engagement=len(notes.get("consultation", ())) + len(consulted),
        ),
    ]


def amendments_page(strategy: Strategy) -> QuerySet[Amendment]:
    """Give every change to a plan's wording, newest first."""
    return strategy.amendments.order_by("-at", "-pk")


def uses_under(one: Priority) -> QuerySet[IndicatorUse]:
    """Give the indicators by which a priority is judged, focus first."""
    return one.indicator_uses.select_related("definition", "area", "owner").order_by(
        "-role", "order"
    )
