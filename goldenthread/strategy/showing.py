"""How plans and what stands in them are handed to the page's components."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse

from goldenthread.partnership.told import page_at
from goldenthread.strategy import rules
from goldenthread.strategy.models import (
    Aim,
    Amendment,
    Area,
    IndicatorUse,
    Priority,
    Strategy,
    WorkArea,
)

TONES = {rules.DRAFT: "waiting", rules.ADOPTED: "good", rules.SUPERSEDED: "paused"}
DUTIES_IN_SHORT = {
    "champion": "Champion",
    "delivery_plan": "Delivery plan",
    "themed_meeting": "Themed meeting",
    "reporting_group": "Reporting group",
    "cycle": "Reporting cycle",
    "escalation_route": "Way to escalate",
}
KINDS = {
    "strategy": "Plan",
    "priority": "Priority",
    "area": "Area",
    "aim": "Aim",
    "wayofworking": "Way of working",
    "workarea": "Work area",
    "deliverable": "Deliverable",
    "mechanism": "Delivery plan",
    "plannote": "Statement",
    "policydriver": "Driver",
    "enablingfactor": "Enabling factor",
    "enablingpoint": "Enabling point",
    "evidenceitem": "Evidence",
    "casestudy": "Case study",
    "commitment": "Commitment",
    "subtheme": "Sub-theme",
    "achievement": "Achievement",
    "indicatoruse": "Indicator in this plan",
}
STORY = "casestudy"
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


def step(label: str, thing: Any, url: str = "", *, current: bool = False) -> dict[str, Any]:
    """Give one step of components/thread.html."""
    return {"label": label, "title": str(thing), "url": url, "current": current}


def plan_label(strategy: Strategy) -> str:
    """Say what kind of plan it is, as a step of the thread."""
    return "Plan" if strategy.kind == rules.POLICE_PLAN else "Strategy"


def priority_label(one: Priority) -> str:
    """Name a priority by what its plan calls such a thing."""
    return f"{'Theme' if one.strategy.kind == rules.POLICE_PLAN else 'Priority'} {one.number}"


def strategy_thread(strategy: Strategy) -> list[dict[str, Any]]:
    """Give the thread that begins at a plan."""
    return [step(plan_label(strategy), strategy, current=True)]


def priority_thread(one: Priority) -> list[dict[str, Any]]:
    """Give the thread down to a priority."""
    plan = one.strategy
    return [
        step(plan_label(plan), plan, reverse("strategy", args=[plan.key])),
        step(priority_label(one), one, current=True),
    ]


def _above(one: Priority) -> list[dict[str, Any]]:
    steps = priority_thread(one)
    url = reverse("priority", args=[one.strategy.key, one.key])
    steps[-1] = step(priority_label(one), one, url)
    return steps


def area_thread(
    area: Area, uses: Iterable[IndicatorUse], *, current: bool = False
) -> list[dict[str, Any]]:
    """Give the thread through an area to the indicators it is judged by."""
    steps = [
        *_above(area.priority),
        step(area.get_kind_display(), _upper(area.title), current=True),
    ]
    return [*steps, *(_use_step(use, current=current) for use in uses)]


def aim_thread(
    aim: Aim, uses: Iterable[IndicatorUse], *, current: bool = False
) -> list[dict[str, Any]]:
    """Give the thread through an aim to the indicators of its priority."""
    steps = [*_above(aim.priority), step("Aim", aim, current=True)]
    return [*steps, *(_use_step(use, current=current) for use in uses)]


def _use_step(use: IndicatorUse, *, current: bool) -> dict[str, Any]:
    return step("Measure" if current else "Indicator", use, _use_url(use, current=current))


def _use_url(use: IndicatorUse, *, current: bool) -> str:
    """Give the page of its use in the current plan; of any other plan, the indicator's own."""
    return (current and page_at("kpi", use.key)) or page_at("indicator", use.definition_id)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def crumbs(strategy: Strategy, *more: tuple[str, str]) -> list[dict[str, str]]:
    """Give the way to a page of a plan: all plans, this plan, and what stands between."""
    way = [
        {"label": "Plans", "url": reverse("strategies")},
        {"label": strategy.title, "url": reverse("strategy", args=[strategy.key])},
    ]
    return [*way, *({"label": label, "url": url} for label, url in more)]


def amendment_items(
    amendments: Iterable[Amendment], *, stories: bool = False
) -> list[dict[str, Any]]:
    """Give changes of wording for components/history.html, with what can be put back.

    stories: whether the wordings of case studies are shown too, see `readable`.
    """
    return [
        {
            "what": _what(one),
            "who": one.by_name,
            "when": one.at,
            "why": one.reason,
            "changes": [
                {
                    "field": (one.field or "wording").replace("_", " ").capitalize(),
                    "before": one.before,
                    "after": one.after,
                }
            ]
            if one.field and one.about_name
            else [],
        }
        for one in readable(amendments, stories=stories)
    ]


def readable(amendments: Iterable[Amendment], *, stories: bool) -> Iterator[Amendment]:
    """Give changes of wording as somebody may read them.

    A case study that is not shown, or an earlier wording of one that is, may point to a person:
    of those everybody reads that something was changed, by whom and why, but not the words.
    """
    for one in amendments:
        if one.about_kind == STORY and not stories:
            one.about_name = one.before = one.after = ""
        yield one


def _what(one: Amendment) -> str:
    kind = KINDS.get(one.about_kind, one.about_kind.capitalize())
    done = "changed" if one.field else "added"
    if one.field == "ended_on":
        done = "ended" if one.after else "taken up again"
    return f"{kind} {done}: {one.about_name}" if one.about_name else f"{kind} {done}"


def number(value: Decimal | None) -> str:
    """Print a number as people read it: 12,017; 40.7; nothing for none."""
    return "" if value is None else str(intcomma(f"{value.normalize():f}"))


def when(starts: date | None, ends: date | None) -> str:
    """Say a day or span as people do: "July 2023", "18 March to 14 April 2024", "2024 to 2029"."""
    if starts is None:
        return ""
    last = ends or starts
    whole_months = starts.day == 1 and (last + timedelta(days=1)).day == 1
    if starts == last:
        return f"{starts:%-d %B %Y}"
    if whole_months and (starts.month, last.month) == (1, 12):
        return f"{starts:%Y}" if starts.year == last.year else f"{starts:%Y} to {last:%Y}"
    if whole_months:
        first, end = f"{starts:%B %Y}", f"{last:%B %Y}"
        return first if first == end else f"{first} to {end}"
    same_year = starts.year == last.year
    return f"{starts:{'%-d %B' if same_year else '%-d %B %Y'}} to {last:%-d %B %Y}"


def note_title(kind: str) -> str:
    """Name a kind of statement, as the heading over those of its kind."""
    return NOTE_TITLES.get(kind, kind.replace("_", " ").capitalize())


def use_item(use: IndicatorUse, *, current: bool = False) -> dict[str, Any]:
    """Give an indicator in use with its page: in the current plan, how it stands there."""
    return {
        "use": use,
        "url": _use_url(use, current=current),
        "target": use.target_printed or " ".join([number(use.target), use.target_comparison]),
    }


def work_items(areas: Iterable[WorkArea]) -> list[tuple[WorkArea, list[dict[str, Any]]]]:
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
