"""Pages of the most similar group: the list that holds, those before, and entering a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.comparators import changes, queries
from goldenthread.indicators.comparators.forms import SimilarGroupForm
from goldenthread.indicators.comparators.models import SimilarGroup
from goldenthread.tables import as_csv

COLUMNS = ("group", "from", "to", "area", "area_code", "source")


@needs("public.read")
def similar_groups(request: Request) -> HttpResponse:
    """The areas that the partnership is compared with, and every list before."""
    held = list(queries.groups(request.partnership))
    context = {
        "tables": [_table(one) for one in held],
        "may_edit": may(request.user, "indicators.edit", on=request.partnership),
        "breadcrumbs": [{"label": "Indicators", "url": reverse("indicators")}],
    }
    return render(request, "indicators/similar_groups.html", context)


@needs("public.read")
def similar_groups_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    rows = [
        [group.name, group.starts, group.ends, one.area.name, one.area.code, group.source]
        for group in queries.groups(request.partnership)
        for one in group.members.all()
    ]
    return as_csv("similar-areas", COLUMNS, rows)


@needs("indicators.edit")
def enter_similar_group(request: Request) -> HttpResponse:
    """Enter a new list of similar areas."""
    form = SimilarGroupForm(request.POST or None)
    if form.is_valid():
        try:
            changes.enter_similar_group(
                partnership=request.partnership, by=request.user, **form.cleaned_data
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Entered. Figures are compared with these areas from then.")
            return redirect("similar_groups")
    context = {
        "form": form,
        "breadcrumbs": [
            {"label": "Indicators", "url": reverse("indicators")},
            {"label": "Similar areas", "url": reverse("similar_groups")},
        ],
    }
    return render(request, "indicators/enter_similar_group.html", context)


def _table(group: SimilarGroup) -> dict[str, Any]:
    until = f"to {group.ends:%-d %B %Y}" if group.ends else "on"
    return {
        "id": f"group-{group.pk}",
        "caption": f"{group.name}, from {group.starts:%-d %B %Y} {until}",
        "note": f"{group.source}. Entered {group.recorded_at:%-d %B %Y} by {group.recorded_by}.",
        "columns": [{"label": "Area"}, {"label": "Code"}],
        "rows": [[one.area.name, one.area.code] for one in group.members.all()],
    }
