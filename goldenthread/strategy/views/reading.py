"""Pages on which plans are read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import holds, or_404, page_of
from goldenthread.partnership.told import page_at
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import Area, IndicatorUse, Priority, Strategy, WorkArea
from goldenthread.strategy.queries import whole
from goldenthread.strategy.showing import (
    DUTIES_IN_SHORT,
    TONES,
    aim_thread,
    amendment_items,
    area_thread,
    crumbs,
    number,
    plan_label,
    priority_label,
    priority_thread,
    step,
    strategy_thread,
    when,
)
from goldenthread.strategy.statements import is_words
from goldenthread.tables import as_csv

CHANGES_ON_A_PAGE = 25


def plan_or_404(request: Request, key: str) -> Strategy:
    """Give a plan that this person may see; a draft does not exist for those who may not."""
    found: Strategy = or_404(queries.plan(request.partnership, key, by=request.user))
    return found


@needs("public.read")
def plan_on_a_page(request: Request, key: str = "") -> HttpResponse:
    """A plan on one screen, or one sheet of A4; the current one unless one is named."""
    if key:
        strategy: Strategy | None = plan_or_404(request, key)
    else:
        strategy = queries.current_plan(request.partnership, by=request.user)
    if strategy is None:
        return render(
            request, "strategy/no_plan.html", {"may_edit": holds(request, "strategy.edit")}
        )
    sheet = whole.sheet(strategy)
    context = {
        "strategy": strategy,
        "sheet": sheet,
        "priorities": [_on_sheet(one, current=not key) for one in sheet.priorities],
        "across": [_use(use, current=not key) for use in sheet.across],
        "tone": TONES[strategy.status],
        "steps": [
            step(plan_label(strategy), strategy, reverse("strategy", args=[strategy.key])),
            step("Priorities", f"{len(sheet.priorities)}"),
            step("Areas and aims", "what each undertakes"),
            step("Indicators", "how we know", page_at("indicators")),
        ],
    }
    return render(request, "strategy/plan_on_a_page.html", context)


def _on_sheet(one: Priority, *, current: bool) -> dict[str, Any]:
    loaded = one._prefetched_objects_cache  # type: ignore[attr-defined]
    areas = list(one.areas.all()) if "areas" in loaded else []
    return {
        "priority": one,
        "label": priority_label(one),
        "focus": [_in_short(area) for area in areas if area.kind == rules.FOCUS],
        "assurance": [_in_short(area) for area in areas if area.kind == rules.ASSURANCE],
        "aims": list(one.aims.all()) if "aims" in loaded else [],
        "work_areas": list(one.work_areas.all()) if "work_areas" in loaded else [],
        "sub_themes": list(one.sub_themes.all()) if "sub_themes" in loaded else [],
        "uses": [_use(use, current=current) for use in one.uses],  # type: ignore[attr-defined]
    }


def _in_short(area: Area) -> dict[str, Any]:
    duties = [(DUTIES_IN_SHORT[duty.key], duty.met) for duty in area.duties]
    return {
        "area": area,
        "there": [name for name, met in duties if met],
        "missing": [name for name, met in duties if not met],
        "count": len(duties),
    }


def _use(use: IndicatorUse, *, current: bool = False) -> dict[str, Any]:
    """Give an indicator in use with its page: in the current plan, how it stands there."""
    return {
        "use": use,
        "url": (current and page_at("kpi", use.key)) or page_at("indicator", use.definition_id),
        "target": use.target_printed or " ".join([number(use.target), use.target_comparison]),
    }


@needs("public.read")
def strategies(request: Request) -> HttpResponse:
    """Every plan, one generation after another, and the police and crime plan beside them."""
    every = list(queries.plans(request.partnership, by=request.user))
    own = [one for one in every if one.kind == rules.PARTNERSHIP_PLAN]
    context = {
        "groups": [
            ("The partnership's own plans", own),
            ("Beside them", [one for one in every if one.kind == rules.POLICE_PLAN]),
        ],
        "tones": TONES,
        "may_edit": holds(request, "strategy.edit"),
    }
    return render(request, "strategy/strategies.html", context)


@needs("public.read")
def strategies_csv(request: Request) -> HttpResponse:
    """Every plan as a table to download."""
    head = ("plan", "kind", "status", "period", "starts", "ends", "adopted_on", "changes", "places")
    return as_csv(
        "plans",
        head,
        (
            (
                one.title,
                one.get_kind_display(),
                one.get_status_display(),
                one.period_printed,
                one.period_start,
                one.period_end,
                one.adopted_on,
                one.version - 1,
                "; ".join(say_places(one.places, request.partnership)),
            )
            for one in queries.plans(request.partnership, by=request.user)
        ),
    )


@needs("public.read")
def strategy(request: Request, key: str) -> HttpResponse:
    """A plan from its first page to its last, with its checks."""
    told = whole.with_parts_told(queries.plans(request.partnership, by=request.user))
    one = or_404(told.select_related("superseded_by").filter(key=key).first())
    found = whole.whole_plan(one)
    context = {
        "strategy": one,
        "found": found,
        "priorities": [(priority_label(p), p) for p in _of(one, found.priorities)],
        "duties": [
            (letter, what, [p for p in found.priorities if letter in p.duties])
            for letter, what in rules.DUTIES.items()
        ],
        "notes": [(NOTE_TITLES.get(kind, _plain(kind)), notes) for kind, notes in _notes(found)],
        "languages": [n.text for n in found.notes.get("language", [])],
        "formats": [n.text for n in found.notes.get("format", [])],
        "asked": queries.duties_on(one.period_start),
        "has_work": any(p.work_count for p in found.priorities),  # type: ignore[attr-defined]
        "tone": TONES[one.status],
        "steps": strategy_thread(one),
        "may_edit": holds(request, "strategy.edit"),
        "may_adopt": holds(request, "strategy.adopt"),
        "breadcrumbs": crumbs(one)[:1],
    }
    return render(request, "strategy/strategy.html", context)


NOTE_TITLES = {
    "definition": "What the plan means by its words",
    "assurance_function": "What assurance is for",
    "source": "Sources of its figures",
    "decision_date": "How it was decided",
    "success": "Successes told",
    "lesson": "Lessons",
    "consultation": "What people said when asked",
    "performance_framework": "How performance is managed",
    "vision_2035_ambition": "County Durham Vision 2035: ambitions",
    "vision_2035_objective": "County Durham Vision 2035: objectives",
    "public_concern": "What concerns the public",
    "action_ahead": "Actions ahead",
    "challenge": "Challenges",
    "achievement": "Achievements",
    "force_challenge": "The Chief Constable's challenges",
    "source_caveat": "Cautions about its figures",
}


def _notes(found: whole.WholePlan) -> list[tuple[str, list[Any]]]:
    """Give the plan's own statements by kind; those of a priority stand on its page."""
    own = {kind: [n for n in every if n.priority_id is None] for kind, every in found.notes.items()}
    for note in own.get("decision_date", []):
        vars(note)["when"] = when(note.starts, note.ends)
    return [(kind, own[kind]) for kind in own if own[kind] and kind not in ("language", "format")]


def _of(one: Strategy, priorities: list[Priority]) -> list[Priority]:
    for priority in priorities:
        priority.strategy = one
    return priorities


def _plain(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


@needs("public.read")
def plan_changes(request: Request, key: str) -> HttpResponse:
    """What was changed in a plan since it was adopted: by whom, when, before, after and why."""
    one = plan_or_404(request, key)
    page = page_of(request, whole.amendments_page(one), CHANGES_ON_A_PAGE)
    context = {
        "strategy": one,
        "page": page,
        "events": amendment_items(page),
        "undoable": [one_change for one_change in page if is_words(one_change)],
        "may_edit": holds(request, "strategy.edit"),
        "breadcrumbs": crumbs(one),
    }
    return render(request, "strategy/plan_changes.html", context)


@needs("public.read")
def plan_changes_csv(request: Request, key: str) -> HttpResponse:
    """Every change to a plan's wording as a table to download."""
    one = plan_or_404(request, key)
    head = ("when", "who", "what", "field", "before", "after", "why")
    rows = (
        (f"{a.at:%Y-%m-%d %H:%M}", a.by_name, a.about_name, a.field, a.before, a.after, a.reason)
        for a in whole.amendments_page(one)
    )
    return as_csv(f"changes-{key}", head, rows)


@needs("public.read")
def priority(request: Request, plan: str, key: str) -> HttpResponse:
    """One priority: why, what it undertakes, and how it is judged."""
    one = or_404(queries.priority(request.partnership, plan, key, by=request.user))
    one.partnership = request.partnership
    areas = list(queries.areas(one)) if one.has_areas else []
    studies = queries.case_studies(one, by=request.user).prefetch_related(None)
    context = {
        "priority": one,
        "strategy": one.strategy,
        "label": priority_label(one),
        "duties": [rules.DUTIES[letter] for letter in one.duties],
        "areas": areas,
        "aims": list(one.aims.all()) if one.has_aims else [],
        "uses": [_use(u) for u in whole.uses_under(one)] if one.has_indicator_uses else [],
        "work_areas": _listed(queries.work_areas(one)) if one.has_work_areas else [],
        "studies": list(studies) if one.has_case_studies else [],
        "notes": [
            (NOTE_TITLES.get(kind, _plain(kind)), every)
            for kind, every in (queries.notes(one) if one.has_notes else {}).items()
        ],
        "regards": list(queries.regards(one)) if one.has_regards else [],
        "sub_themes": list(one.sub_themes.all()) if one.has_sub_themes else [],
        "steps": priority_thread(one),
        "may_edit": holds(request, "strategy.edit"),
        "may_target": holds(request, "indicators.edit"),
        "reads": holds(request, "partnership.read"),
        "breadcrumbs": crumbs(one.strategy),
    }
    return render(request, "strategy/priority.html", context)


@needs("public.read")
def indicators_csv(request: Request, key: str) -> HttpResponse:
    """Every indicator by which a plan is judged, as a table to download."""
    one = plan_or_404(request, key)
    head = ("indicator", "role", "priority", "area", "better", "why", "target", "target_set_by",
            "places")  # fmt: skip
    return as_csv(
        f"indicators-{key}",
        head,
        (
            (
                str(use),
                use.get_role_display(),
                use.priority.title if use.priority else None,
                use.area.title if use.area else None,
                use.get_better_display(),
                use.better_why,
                _use(use)["target"].strip(),
                use.target_set_by,
                "; ".join(say_places(use.places, request.partnership)),
            )
            for use in queries.indicator_uses(one)
        ),
    )


@needs("public.read")
def area(request: Request, plan: str, key: str) -> HttpResponse:
    """An area of focus or assurance: what its kind owes, and which parts are missing."""
    one: Area = or_404(queries.area(request.partnership, plan, key, by=request.user))
    uses = list(one.indicator_uses.select_related("definition"))
    context = {
        "area": one,
        "strategy": one.strategy,
        "owed": [(duty, _owed(one, duty.key)) for duty in one.duties],
        "missing": [duty for duty in one.duties if not duty.met],
        "uses": [_use(use) for use in uses],
        "steps": area_thread(one, uses),
        "may_edit": holds(request, "strategy.edit"),
        "amendments": amendment_items(queries.amendments(one.strategy, about=one)),
        "breadcrumbs": crumbs(one.strategy, _priority_crumb(one.priority)),
    }
    return render(request, "strategy/area.html", context)


def _owed(one: Area, key: str) -> str:
    """Say what is recorded of one thing that an area owes."""
    said = {
        "champion": one.champion,
        "delivery_plan": one.delivery_plan,
        "themed_meeting": f"{one.themed_meeting_on:%-d %B %Y}" if one.themed_meeting_on else "",
        "reporting_group": str(one.reporting_group or ""),
        "cycle": f"Every {one.cycle_months} months" if one.cycle_months else "",
        "escalation_route": one.escalation_route,
    }
    return said[key]


@needs("public.read")
def aim(request: Request, plan: str, key: str) -> HttpResponse:
    """An aim: as adopted, as drafted, and what was changed in it since."""
    one = or_404(queries.aim(request.partnership, plan, key, by=request.user))
    uses = list(whole.uses_under(one.priority))
    context = {
        "aim": one,
        "strategy": one.strategy,
        "uses": [_use(use) for use in uses],
        "steps": aim_thread(one, [use for use in uses if use.role == rules.FOCUS]),
        "delivery_url": page_at("delivery_plans"),
        "may_edit": holds(request, "strategy.edit"),
        "amendments": amendment_items(queries.amendments(one.strategy, about=one)),
        "breadcrumbs": crumbs(one.strategy, _priority_crumb(one.priority)),
    }
    return render(request, "strategy/aim.html", context)


def _priority_crumb(one: Priority) -> tuple[str, str]:
    return one.title, reverse("priority", args=[one.strategy.key, one.key])


@needs("public.read")
def work(request: Request, key: str) -> HttpResponse:
    """What a plan is to bring about: work areas, deliverables, and plans that carry them."""
    one = plan_or_404(request, key)
    context = {
        "strategy": one,
        "areas": _listed(_work_of(one)),
        "mechanisms": list(
            one.mechanisms.select_related("owner_group").prefetch_related("work_areas")
        ),
        "steps": [
            step(plan_label(one), one, reverse("strategy", args=[one.key])),
            step("Work", "Work areas and deliverables", current=True),
        ],
        "may_edit": holds(request, "strategy.edit"),
        "breadcrumbs": crumbs(one),
    }
    return render(request, "strategy/work.html", context)


def _listed(areas: Iterable[WorkArea]) -> list[tuple[WorkArea, list[dict[str, Any]]]]:
    """Give work areas with their deliverables, each with the items that belong to it."""
    given = []
    for area in areas:
        listed: dict[int, dict[str, Any]] = {
            item.pk: {"item": item, "items": []}
            for item in area.deliverables.all()
            if not item.parent_id
        }
        for item in area.deliverables.all():
            if item.parent_id in listed:
                listed[item.parent_id]["items"].append(item)
        given.append((area, list(listed.values())))
    return given


def _work_of(one: Strategy) -> QuerySet[WorkArea]:
    return (
        WorkArea.objects.of(one.partnership_id)
        .filter(priority__strategy=one)
        .select_related("priority")
        .prefetch_related("deliverables")
        .order_by("priority__number", "order")
    )


@needs("public.read")
def work_csv(request: Request, key: str) -> HttpResponse:
    """Every deliverable of a plan as a table to download."""
    one = plan_or_404(request, key)
    head = ("priority", "work_area", "deliverable", "belongs_to", "heading", "flag", "places")
    rows = []
    for area in _work_of(one):
        titles = {item.pk: item.title for item in area.deliverables.all()}
        rows += [
            (
                area.priority.title,
                area.title,
                item.title,
                titles.get(item.parent_id or 0, ""),
                item.heading,
                item.flag,
                "; ".join(say_places(item.places, request.partnership)),
            )
            for item in area.deliverables.all()
        ]
    return as_csv(f"deliverables-{key}", head, rows)


@needs("public.read")
def mechanisms_csv(request: Request, key: str) -> HttpResponse:
    """The plans that carry out a plan's work, as a table to download."""
    one = plan_or_404(request, key)
    head = ("plan", "carries", "owner", "status_as_printed", "note", "flag", "places")
    every = one.mechanisms.select_related("owner_group").prefetch_related("work_areas")
    return as_csv(
        f"mechanisms-{key}",
        head,
        (
            (
                mechanism.title,
                "; ".join(area.title for area in mechanism.work_areas.all()),
                str(mechanism.owner_group or ""),
                mechanism.status,
                mechanism.note,
                mechanism.flag,
                "; ".join(say_places(mechanism.places, request.partnership)),
            )
            for mechanism in every
        ),
    )
