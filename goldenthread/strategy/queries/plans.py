"""Plans as a reader may see them: on a page, by priority, area and aim, with their checks."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person, may
from goldenthread.declared import PROJECT, read
from goldenthread.strategy import declarations, rules
from goldenthread.strategy.models import (
    Aim,
    Amendment,
    Area,
    CaseStudy,
    EvidenceItem,
    EvidenceValue,
    IndicatorUse,
    PlanNote,
    Priority,
    Strategy,
    WayOfWorking,
    WorkArea,
)

# a plan without dates is never the current one, whichever way a database sorts what is empty
LATEST_FIRST = (F("period_start").desc(nulls_last=True), "-pk")
DUTIES_FILE = PROJECT / "definitions" / "strategy" / "duties.yaml"


def plans(partnership: Partnership, *, by: Person) -> QuerySet[Strategy]:
    """Give the plans somebody may see, newest first; drafts only to those who may read them."""
    every = Strategy.objects.of(partnership)
    if may(by, "strategy.read_draft", on=partnership):
        return every
    return every.exclude(status=rules.DRAFT)


def current_plan(partnership: Partnership, *, by: Person) -> Strategy | None:
    """Give the partnership's own adopted plan that began last; None where there is none."""
    return adopted(partnership, by=by).first()


def adopted(partnership: Partnership, *, by: Person) -> QuerySet[Strategy]:
    """Give the partnership's own adopted plans, the current one first."""
    own = plans(partnership, by=by).filter(kind=rules.PARTNERSHIP_PLAN, status=rules.ADOPTED)
    return own.order_by(*LATEST_FIRST)


def plan(partnership: Partnership, key: str, *, by: Person) -> Strategy | None:
    """Give one plan that somebody may see, or None."""
    return plans(partnership, by=by).select_related("superseded_by").filter(key=key).first()


@dataclass(frozen=True)
class PlanOnAPage:
    """A plan at a glance. Each priority comes with its areas, aims and indicators in use."""

    strategy: Strategy
    priorities: list[Priority]
    ways_of_working: list[WayOfWorking]
    notes: dict[str, list[PlanNote]]
    checks: list[rules.Check]


def plan_on_a_page(strategy: Strategy) -> PlanOnAPage:
    """Give everything the plan's own page shows, in a fixed number of queries."""
    priorities = list(
        strategy.priorities.select_related("lead_group").prefetch_related(
            "areas",
            "aims",
            "sub_themes",
            "work_areas",
            "regards",
            Prefetch("indicator_uses", IndicatorUse.objects.select_related("definition")),
        )
    )
    for one in priorities:
        one.strategy = strategy
    notes: dict[str, list[PlanNote]] = {}
    for note in strategy.notes.all():
        notes.setdefault(note.kind, []).append(note)
    return PlanOnAPage(
        strategy=strategy,
        priorities=priorities,
        ways_of_working=list(strategy.ways_of_working.all()),
        notes=notes,
        checks=_checks(strategy, priorities, notes),
    )


def checks(strategy: Strategy) -> list[rules.Check]:
    """Check a plan against CSP-05, CSP-06 and CSP-16, each with a sentence."""
    return plan_on_a_page(strategy).checks


def _checks(
    strategy: Strategy, priorities: list[Priority], notes: dict[str, list[PlanNote]]
) -> list[rules.Check]:
    if strategy.kind == rules.POLICE_PLAN:
        return []
    named = [(one.title, bool(one.regards.all())) for one in priorities]
    steps = sum(len(one.aims.all()) + len(one.work_areas.all()) for one in priorities)
    uses = sum(len(one.indicator_uses.all()) for one in priorities)
    consulted = [n for n in notes.get("decision_date", ()) if "consultation" in n.title]
    return [
        rules.section_6((one.duties for one in priorities), asked=duties_on(strategy.period_start)),
        rules.mutual_regard(named),
        *rules.plan_contents(
            priorities=len(priorities),
            steps=steps + len(notes.get("action_ahead", ())),
            measures=uses,
            engagement=len(notes.get("consultation", ())) + len(consulted),
        ),
    ]


def duties_on(day: date | None) -> list[str]:
    """Give the letters of s.6(1) in force on a day; all of them where the day is not known."""
    return [one.letter for one in declared_duties() if day is None or one.since <= day]


@cache
def declared_duties() -> tuple[declarations.DeclaredDuty, ...]:
    """Give the duties of s.6(1) with their dates, as declared."""
    return tuple(read(DUTIES_FILE, declarations.DutiesFile).duties)


def section_6_table(strategy: Strategy) -> list[tuple[str, str, list[Priority]]]:
    """Give each duty of s.6(1): its letter, what it asks, and the priorities that serve it."""
    every = list(strategy.priorities.all())
    return [
        (letter, what, [one for one in every if letter in one.duties])
        for letter, what in rules.DUTIES.items()
    ]


def priority(partnership: Partnership, plan: str, key: str, *, by: Person) -> Priority | None:
    """Give one priority of a plan that somebody may see, in one query.

    `has_aims`, `has_areas` and so on (PARTS) say what stands under it, so that a page asks
    only for what is there; `current_plan` is the number of the partnership's current plan.
    """
    shown: dict[str, Any] = {f"has_{name}": Exists(_under(name)) for name in PARTS}
    shown["current_plan"] = Subquery(adopted(partnership, by=by).values("pk")[:1])
    return (
        Priority.objects.of(partnership)
        .filter(strategy__in=plans(partnership, by=by), strategy__key=plan, key=key)
        .select_related("lead_group", "strategy")
        .annotate(**shown)
        .first()
    )


PARTS = (
    "aims",
    "areas",
    "case_studies",
    "commitments",
    "evidence",
    "indicator_uses",
    "notes",
    "regards",
    "sub_themes",
    "work_areas",
)


def _under(name: str) -> QuerySet:
    related = Priority._meta.get_field(name).related_model
    return related._default_manager.filter(priority=OuterRef("pk"))  # type: ignore[union-attr]


def areas(one: Priority) -> QuerySet[Area]:
    """Give a priority's areas of focus and assurance; `duties` tells what each owes."""
    return one.areas.select_related("reporting_group")


def work_areas(one: Priority) -> QuerySet[WorkArea]:
    """Give a priority's work areas with deliverables, in two queries.

    `deliverables.all` holds sub-items too: those with a `parent_id` follow the one they
    belong to.
    """
    return one.work_areas.prefetch_related("deliverables")


def case_studies(one: Priority, *, by: Person) -> QuerySet[CaseStudy]:
    """Give a priority's case studies; those not published only to who may edit plans."""
    every = one.case_studies.prefetch_related("schemes").select_related("accepted_by")
    if may(by, "strategy.edit", on=one.partnership):
        return every
    return every.filter(published=True)


def evidence(one: Priority) -> QuerySet[EvidenceItem]:
    """Give a priority's evidence with values, their observations and changes, in three queries."""
    values = EvidenceValue.objects.select_related("definition", "observation__area")
    return one.evidence.select_related("sub_theme", "parent").prefetch_related(
        Prefetch("values", values), "changes"
    )


def area(
    partnership: Partnership, plan: str, priority: str, key: str, *, by: Person
) -> Area | None:
    """Give an area of focus or assurance; `duties` tells what it owes."""
    found = Area.objects.of(partnership).filter(
        priority__in=_named(partnership, plan, priority, by), key=key
    )
    return found.select_related(*ABOVE, "reporting_group").first()


def aim(partnership: Partnership, plan: str, priority: str, key: str, *, by: Person) -> Aim | None:
    """Give an aim with its priority."""
    named = _named(partnership, plan, priority, by)
    found = Aim.objects.of(partnership).filter(priority__in=named, key=key)
    return found.select_related(*ABOVE).first()


def case_study(
    partnership: Partnership, plan: str, priority: str, key: str, *, by: Person
) -> CaseStudy | None:
    """Give a case study with its priority, published or not: for those who decide on it."""
    named = _named(partnership, plan, priority, by)
    found = CaseStudy.objects.of(partnership).filter(priority__in=named, key=key)
    return found.select_related(*ABOVE).first()


ABOVE = ("priority__strategy", "priority__lead_group")


def _named(partnership: Partnership, plan: str, priority: str, by: Person) -> QuerySet[Priority]:
    """Keep the priority that an address names: a key below it says nothing beyond it."""
    seen = plans(partnership, by=by).filter(key=plan)
    return Priority.objects.of(partnership).filter(strategy__in=seen, key=priority)


def indicator_uses(strategy: Strategy, *, role: str = "") -> QuerySet[IndicatorUse]:
    """Give the indicators a plan is judged by, focus first, in its order."""
    every = strategy.indicator_uses.select_related(
        "definition", "priority", "area__priority", "owner"
    ).order_by("-role", "order")
    return every.filter(role=role) if role else every


def current_use(partnership: Partnership, key: str, *, by: Person) -> IndicatorUse | None:
    """Give an indicator in use in the current plan with that plan, by its key there. One query."""
    current = Subquery(adopted(partnership, by=by).values("pk")[:1])
    return (
        IndicatorUse.objects.of(partnership)
        .filter(strategy=current, key=key)
        .select_related("strategy", "definition", "priority", "area__priority", "owner")
        .first()
    )


def uses_of(partnership: Partnership, indicator: str, *, by: Person) -> QuerySet[IndicatorUse]:
    """Give every use of an indicator in plans somebody may see."""
    return (
        IndicatorUse.objects.of(partnership)
        .filter(definition=indicator, strategy__in=plans(partnership, by=by))
        .select_related("strategy", "priority", "area", "owner")
    )


def amendments(strategy: Strategy, *, about: object | None = None) -> QuerySet[Amendment]:
    """Give what was changed in a plan, newest first; `about`: one statement of it only."""
    every = strategy.amendments.select_related("by")
    if about is None:
        return every
    meta = about._meta  # type: ignore[attr-defined]
    return every.filter(about_kind=meta.model_name, about_id=about.pk)  # type: ignore[attr-defined]
