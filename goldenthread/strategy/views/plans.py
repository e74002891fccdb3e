"""Pages on which plans are read: on a page, listed, whole, and what was changed in them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import holds, or_404, page_of
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import Area, Priority, Strategy
from goldenthread.strategy.queries import whole
from goldenthread.strategy.showing import (
    DUTIES_IN_SHORT,
    TONES,
    amendment_items,
    crumbs,
    note_title,
    priority_label,
    readable,
    strategy_thread,
    use_item,
    when,
)
from goldenthread.strategy.statements import is_words
from goldenthread.strategy.views.common import is_current, plan_or_404
from goldenthread.tables import as_csv

CHANGES_ON_A_PAGE = 25


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
    current = not key or is_current(request, strategy)
    context = {
        "strategy": strategy,
        "sheet": sheet,
        "priorities": [_on_sheet(one, current=current) for one in sheet.priorities],
        "across": [use_item(use, current=current) for use in sheet.across],
        "tone": TONES[strategy.status],
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
        "uses": [use_item(use, current=current) for use in one.uses],  # type: ignore[attr-defined]
    }


def _in_short(area: Area) -> dict[str, Any]:
    duties = [(DUTIES_IN_SHORT[duty.key], duty.met) for duty in area.duties]
    return {
        "area": area,
        "there": [name for name, met in duties if met],
        "missing": [name for name, met in duties if not met],
        "count": len(duties),
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
        "notes": [(note_title(kind), notes) for kind, notes in _notes(found)],
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


@needs("public.read")
def plan_changes(request: Request, key: str) -> HttpResponse:
    """What was changed in a plan since it was adopted: by whom, when, before, after and why."""
    one = plan_or_404(request, key)
    page = page_of(request, whole.amendments_page(one), CHANGES_ON_A_PAGE)
    context = {
        "strategy": one,
        "page": page,
        "events": amendment_items(page, stories=holds(request, "strategy.edit")),
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
        for a in readable(whole.amendments_page(one), stories=holds(request, "strategy.edit"))
    )
    return as_csv(f"changes-{key}", head, rows)


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
                use_item(use)["target"].strip(),
                use.target_set_by,
                "; ".join(say_places(use.places, request.partnership)),
            )
            for use in queries.indicator_uses(one)
        ),
    )
