"""Pages of the reports that were built, and the form that builds one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import User
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.publishing import changes, queries, rules
from goldenthread.publishing.forms import BuildForm
from goldenthread.publishing.issue_views import standing
from goldenthread.publishing.models import Report
from goldenthread.publishing.showing import crumbs, report_or_404
from goldenthread.tables import Column, arranged, as_csv

COLUMNS: list[Column[Report]] = [
    Column("title", "Report", lambda one: one.title.casefold()),
    Column("period", "Period", lambda one: (one.period_start, one.period_end)),
    Column("as_of", "As known on", lambda one: one.as_of),
    Column("built", "Built", lambda one: one.built_at),
    Column("stands", "Stands as", lambda one: one.is_published),
    Column("numbers", "Numbers", lambda one: vars(one)["figure_count"], numeric=True),
]
FIGURES = ("number", "key", "text", "how", "place", "observations", "releases")


@needs("public.read")
def reports(request: Request) -> HttpResponse:
    """Every report that was built, newest first."""
    shown = arranged(
        request, queries.reports(request.partnership, by=request.user), COLUMNS, first="-built"
    )
    context = {
        "page": shown.page,
        "table": _table(shown.page.object_list, shown.columns),
        "may_build": may(request.user, "publishing.build", on=request.partnership),
    }
    return render(request, "publishing/reports.html", context)


def _table(found: Any, columns: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "reports",
        "caption": "Reports",
        "columns": columns,
        "rows": [
            [
                {"url": reverse("report", args=[one.pk]), "text": one.title},
                str(one.period),
                f"{one.as_of:%-d %B %Y}",
                f"{one.built_at:%-d %B %Y} by {one.built_by_name}",
                "Published" if one.is_published else "Draft",
                {"text": str(vars(one)["figure_count"]), "numeric": True},
            ]
            for one in found
        ],
        "csv_url": reverse("reports_csv"),
    }


@needs("public.read")
def reports_csv(request: Request) -> HttpResponse:
    """Every report as a table to download."""
    head = ("report", "title", "period", "as_of", "built_at", "built_by", "numbers", "worst")
    rows = [
        [
            one.pk, one.title, one.period, one.as_of, one.built_at.isoformat(),
            one.built_by_name, vars(one)["figure_count"], one.worst,
        ]
        for one in queries.reports(request.partnership, by=request.user)
    ]  # fmt: skip
    return as_csv("reports", head, rows)


@needs("public.read")
def report(request: Request, pk: int) -> HttpResponse:
    """One report, to be read here, with its files to download."""
    found = report_or_404(request, pk)
    context = {
        "report": found,
        "body": mark_safe(found.body),  # noqa: S308 - drawn by page.as_part when it was built
        "files": list(queries.files_of(found)),
        "marking": found.marking,
        "breadcrumbs": crumbs(),
        **standing(request, found),
    }
    return render(request, "publishing/report.html", context)


@needs("public.read")
def report_file(request: Request, pk: int, format: str) -> HttpResponse:
    """One file of a report, byte for byte as it was built."""
    found = report_or_404(request, pk)
    file = queries.file_of(found, format)
    if file is None or format not in rules.FORMATS:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=rules.FORMATS[format].content_type)
    name = found.file_named(format)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs("public.read")
def report_figures(request: Request, pk: int) -> HttpResponse:
    """Every number that a report prints, with what it was made from."""
    found = report_or_404(request, pk)
    rows = [
        [
            one.number, one.key, one.text, one.how, one.place,
            " ".join(str(row.pk) for row in one.observations.all()),
            " ".join(row.key for row in one.releases.all()),
        ]
        for one in queries.figures_of(found)
    ]  # fmt: skip
    return as_csv(f"{found.file_name}-figures", FIGURES, rows)


@needs("publishing.build")
def build(request: Request) -> HttpResponse:
    """Build a report."""
    form = BuildForm(request.POST or None)
    if form.is_valid() and isinstance(request.user, User):
        chosen = form.cleaned_data
        try:
            made = changes.build_report(
                chosen["declared"],
                partnership=request.partnership,
                period=chosen["read"],
                formats=chosen["formats"],
                by=request.user,
                as_of=chosen["as_of"],
                subject=chosen["about"],
                meets_on=chosen["meets_on"],
            )
        except (RuleBroken, CannotDo) as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "The report is built as a draft.")
            return redirect("report", pk=made.pk)
    named = queries.subjects(request.partnership, by=request.user)
    context = {"form": form, "subjects": named, "breadcrumbs": crumbs()}
    return render(request, "publishing/build.html", context)
