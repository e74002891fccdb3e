"""Pages of patrols: one form to log, hours and outcomes by area and month."""

import uuid
from collections import defaultdict
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.hotspots import changes, patrolling, queries
from goldenthread.hotspots.choosing_views import AREAS, HOTSPOTS
from goldenthread.hotspots.forms import PatrolForm
from goldenthread.hotspots.models import Patrol
from goldenthread.hotspots.patrolling import Sums
from goldenthread.partnership.forms import choice
from goldenthread.partnership.showing import crumb, done, or_404, with_query
from goldenthread.tables import as_csv

HEAD = ("month", "area", "body", "patrols", "patrol_hours", "person_hours", "extra_patrol_hours")


class MonthFilter(forms.Form):
    """Which month?"""

    def __init__(self, *args: Any, months: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(month, f"{_first(month):%B %Y}") for month in months]
        self.fields["month"] = choice("Month", [("", "All months"), *told], required=False)


@needs("hotspots.log_patrol")
def log(request: Request, number: int) -> HttpResponse:
    """Log a patrol that is over. Sent again, it is still one."""
    one = or_404(queries.area_at(request.partnership, number, by=request.user))
    now = timezone.localtime().replace(second=0, microsecond=0)
    form = PatrolForm(request.POST or None, initial={"sent_as": uuid.uuid4(), "stops": now})
    if form.is_valid() and done(
        form, lambda: changes.log_patrol(area=one.area, by=request.user, **form.said())
    ):
        messages.success(request, "The patrol is logged.")
        return redirect(one.area)
    context = {
        "form": form,
        "title": f"Log a patrol: {one.now.name}",
        "about": "Outcomes may stay empty where there were none.",
        "submit": "Log it",
        "back": one.area.get_absolute_url(),
        "breadcrumbs": [
            crumb(*HOTSPOTS),
            crumb(*AREAS),
            {"label": one.now.name, "url": one.area.get_absolute_url()},
        ],
    }
    return render(request, "hotspots/form.html", context)


@needs("hotspots.read")
def patrols(request: Request) -> HttpResponse:
    """Hours and outcomes by area, of all months or of one."""
    every = list(queries.patrols_of(request.partnership, by=request.user))
    months = sorted({_month(one) for one in every}, reverse=True)
    form = MonthFilter(request.GET or None, months=months)
    some = _asked(form, every)
    names = {one.area.pk: f"{one.area.number}. {one.now.name}" for one in
             queries.areas_chosen(request.partnership, by=request.user)}  # fmt: skip
    sums: defaultdict[int, Sums] = defaultdict(Sums)
    for one in some:
        _count(sums[one.area_id], one)
    context = {
        "form": form,
        "is_empty": not every,
        "hours": _hours(names, sums) | {"csv_url": with_query(request, "hotspot_patrols_csv")},
        "outcomes": _outcomes(names, sums),
        "breadcrumbs": [crumb(*HOTSPOTS)],
    }
    return render(request, "hotspots/patrols.html", context)


def _asked(form: MonthFilter, every: list[Patrol]) -> list[Patrol]:
    month = form.cleaned_data["month"] if form.is_bound and form.is_valid() else ""
    return [one for one in every if month in ("", _month(one))]


def _month(one: Patrol) -> str:
    return f"{timezone.localtime(one.starts):%Y-%m}"


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _count(sums: Sums, one: Patrol) -> None:
    sums.add(one.hours, one.persons, {kept.kind: kept.count for kept in one.outcomes.all()})


def _hours(names: dict[int, str], sums: dict[int, Sums]) -> dict[str, Any]:
    labels = ("Patrols", "Patrol hours", "Person hours")
    return {
        "id": "hours",
        "caption": "Hours by area",
        "columns": [{"label": "Area"}, *({"label": one, "numeric": True} for one in labels)],
        "rows": [
            [names[area], _number(f"{one.patrols:,}"), _number(f"{one.hours:,.1f}"),
             _number(f"{one.person_hours:,.1f}")]
            for area, one in sorted(sums.items(), key=lambda pair: names[pair[0]])
        ],
    }  # fmt: skip


def _outcomes(names: dict[int, str], sums: dict[int, Sums]) -> dict[str, Any]:
    rows, totals = patrolling.shown(list(sums.values()))
    told = sorted(zip((names[area] for area in sums), rows, strict=True))
    every = [[name, *(_number(one) for one in row)] for name, row in told]
    return {
        "id": "outcomes",
        "caption": "Outcomes by area",
        "note": "Numbers below 5, and those that would give them away, are not shown.",
        "columns": [{"label": "Area"},
                    *({"label": one, "numeric": True} for one in patrolling.OUTCOMES.values())],
        "rows": every,
        "total": ["All areas", *(_number(one) for one in totals)] if every else None,
        "sticky": True,
    }  # fmt: skip


def _number(text: str) -> dict[str, Any]:
    return {"text": text, "numeric": True}


@needs("hotspots.read")
def patrols_csv(request: Request) -> HttpResponse:
    """Hours by month, area and body, as a table to download: what a funder is sent each month."""
    every = list(queries.patrols_of(request.partnership, by=request.user))
    form = MonthFilter(request.GET or None, months=sorted({_month(one) for one in every}))
    sums: defaultdict[tuple[str, int, str], Sums] = defaultdict(Sums)
    extra: defaultdict[tuple[str, int, str], float] = defaultdict(float)
    for one in _asked(form, every):
        key = _month(one), one.area.number, one.get_body_display()
        _count(sums[key], one)
        extra[key] += one.hours if one.is_extra else 0.0
    rows = [
        (*key, sums[key].patrols, f"{sums[key].hours:.2f}", f"{sums[key].person_hours:.2f}",
         f"{extra[key]:.2f}")
        for key in sorted(sums)
    ]  # fmt: skip
    return as_csv("hotspot-patrols", HEAD, rows)
