"""Pages of a priority, and of the areas and aims that stand under it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import holds, or_404
from goldenthread.partnership.told import page_at
from goldenthread.strategy import queries, rules
from goldenthread.strategy.models import Area, Priority
from goldenthread.strategy.queries import under, whole
from goldenthread.strategy.showing import (
    aim_thread,
    amendment_items,
    area_thread,
    crumbs,
    note_title,
    priority_label,
    priority_thread,
    use_item,
    work_items,
)
from goldenthread.strategy.views.common import is_current


@needs("public.read")
def priority(request: Request, plan: str, key: str) -> HttpResponse:
    """One priority: why, what it undertakes, and how it is judged."""
    one = or_404(queries.priority(request.partnership, plan, key, by=request.user))
    one.partnership = request.partnership
    uses = list(whole.uses_under(one)) if one.has_indicator_uses else []
    short = under.lines(one)
    areas = list(queries.areas(one)) if one.has_areas else []
    studies = queries.case_studies(one, by=request.user).prefetch_related(None)
    context = {
        "priority": one,
        "strategy": one.strategy,
        "label": priority_label(one),
        "duties": [rules.DUTIES[letter] for letter in one.duties],
        "areas": areas,
        "aims": short[under.AIM],
        "uses": [use_item(use, current=under.is_current_plan(one)) for use in uses],
        "work_areas": work_items(
            under.with_carriers(one, short[under.CARRIES]) if one.has_work_areas else []
        ),
        "studies": list(studies) if one.has_case_studies else [],
        "notes": _by_kind(short[under.NOTE]),
        "regards": short[under.REGARD],
        "sub_themes": short[under.SUB_THEME],
        "steps": priority_thread(one),
        "may_edit": holds(request, "strategy.edit"),
        "may_target": holds(request, "indicators.edit"),
        "reads": holds(request, "partnership.read"),
        "breadcrumbs": crumbs(one.strategy),
    }
    return render(request, "strategy/priority.html", context)


def _by_kind(notes: list[under.Line]) -> list[tuple[str, list[under.Line]]]:
    """Give a priority's other statements under a heading for each kind."""
    kinds = sorted({note.under for note in notes})
    return [(note_title(kind), [note for note in notes if note.under == kind]) for kind in kinds]


@needs("public.read")
def area(request: Request, plan: str, priority: str, key: str) -> HttpResponse:
    """An area of focus or assurance: what its kind owes, and which parts are missing."""
    one: Area = or_404(queries.area(request.partnership, plan, priority, key, by=request.user))
    uses = list(one.indicator_uses.select_related("definition"))
    current = bool(uses) and is_current(request, one.strategy)
    context = {
        "area": one,
        "strategy": one.strategy,
        "owed": [(duty, _owed(one, duty.key)) for duty in one.duties],
        "missing": [duty for duty in one.duties if not duty.met],
        "uses": [use_item(use, current=current) for use in uses],
        "steps": area_thread(one, uses, current=current),
        "may_edit": holds(request, "strategy.edit"),
        "amendments": amendment_items(queries.amendments(one.strategy, about=one)),
        "breadcrumbs": crumbs(one.strategy, _priority_crumb(one.priority)),
    }
    return render(request, "strategy/area.html", context)


def _every(months: int | None) -> str:
    if not months:
        return ""
    return "Every month" if months == 1 else f"Every {months} months"


def _owed(one: Area, key: str) -> str:
    """Say what is recorded of one thing that an area owes."""
    said = {
        "champion": one.champion,
        "delivery_plan": one.delivery_plan,
        "themed_meeting": f"{one.themed_meeting_on:%-d %B %Y}" if one.themed_meeting_on else "",
        "reporting_group": str(one.reporting_group or ""),
        "cycle": _every(one.cycle_months),
        "escalation_route": one.escalation_route,
    }
    return said[key]


@needs("public.read")
def aim(request: Request, plan: str, priority: str, key: str) -> HttpResponse:
    """An aim: as adopted, as drafted, and what was changed in it since."""
    one = or_404(queries.aim(request.partnership, plan, priority, key, by=request.user))
    uses = list(whole.uses_under(one.priority))
    current = bool(uses) and is_current(request, one.strategy)
    context = {
        "aim": one,
        "strategy": one.strategy,
        "uses": [use_item(use, current=current) for use in uses],
        "steps": aim_thread(one, [use for use in uses if use.role == rules.FOCUS], current=current),
        "delivery_url": page_at("delivery_plans"),
        "may_edit": holds(request, "strategy.edit"),
        "amendments": amendment_items(queries.amendments(one.strategy, about=one)),
        "breadcrumbs": crumbs(one.strategy, _priority_crumb(one.priority)),
    }
    return render(request, "strategy/aim.html", context)


def _priority_crumb(one: Priority) -> tuple[str, str]:
    return one.title, reverse("priority", args=[one.strategy.key, one.key])
