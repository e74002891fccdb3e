"""Pages of the work of a plan: work areas, deliverables, and the plans that carry them."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import holds
from goldenthread.strategy.models import Strategy, WorkArea
from goldenthread.strategy.showing import crumbs, plan_label, step, work_items
from goldenthread.strategy.views.common import plan_or_404
from goldenthread.tables import as_csv


@needs("public.read")
def work(request: Request, key: str) -> HttpResponse:
    """What a plan is to bring about: work areas, deliverables, and plans that carry them."""
    one = plan_or_404(request, key)
    context = {
        "strategy": one,
        "areas": work_items(_work_of(one)),
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
    head = ("priority", "work_area", "deliverable", "belongs_to", "heading", "ended_on", "flag",
            "places")  # fmt: skip
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
                item.ended_on or area.ended_on,
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
