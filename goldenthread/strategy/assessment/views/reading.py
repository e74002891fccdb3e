"""Pages on which assessments are read: all of them, one, what is missing, beside last year's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import holds
from goldenthread.strategy.assessment import prose, queries, rules, showing
from goldenthread.strategy.assessment.views.common import assessment_or_404
from goldenthread.strategy.models import Assessment
from goldenthread.tables import Column, arranged, as_csv

COLUMNS: list[Column[Assessment]] = [
    Column("year", "Year", lambda one: one.year),
    Column("stands", "Stands as", lambda one: list(rules.STATUSES).index(one.status)),
    Column("filled", "Headings filled"),
    Column("signed", "Signed off by", lambda one: one.completed_by_name or None),
]
HEAD = ("year", "status", "headings_filled", "headings_asked", "signed_off_by", "on", "published")
STATEMENTS = (
    "number", "heading_number", "heading", "layer", "statement", "figures", "values",
    "supports", "written_by", "written_on",
)  # fmt: skip


@needs("public.read")
def assessments(request: Request) -> HttpResponse:
    """Every assessment by year, with how many of the seven headings are filled."""
    every = list(queries.assessments(request.partnership, by=request.user))
    shown = arranged(request, every, COLUMNS, first="-year")
    filled = queries.headings_filled(every, by=request.user)
    context = {
        "every": every,
        "may_write": holds(request, "strategy.write_assessment"),
        "headings": list(rules.HEADINGS.values()),
        "table": {
            "id": "assessments",
            "caption": "Strategic assessments",
            "columns": shown.columns,
            "rows": [_row(one, filled.get(one.pk, set())) for one in shown.page.object_list],
            "csv_url": reverse("assessments_csv"),
        },
        "page": shown.page,
    }
    return render(request, "strategy/assessment/assessments.html", context)


def _row(one: Assessment, headings: set[str]) -> list[Any]:
    signed = "Nobody yet"
    if one.completed_on:
        signed = f"{one.completed_by_name}, {one.completed_on:%-d %B %Y}"
    return [
        {"url": reverse("assessment", args=[one.year]), "text": one.said_year},
        {"status": one.get_status_display(), "tone": showing.TONES[one.status]},
        showing.said_filled(one, headings),
        signed,
    ]


@needs("public.read")
def assessments_csv(request: Request) -> HttpResponse:
    """The same as a table to download."""
    every = list(queries.assessments(request.partnership, by=request.user))
    filled = queries.headings_filled(every, by=request.user)
    rows = []
    for one in every:
        found, needed = rules.filled(filled.get(one.pk, set()), two_tier=one.two_tier)
        published = one.published_at.date() if one.published_at else None
        rows.append([one.said_year, one.status, found, needed, one.completed_by_name,
                     one.completed_on, published])  # fmt: skip
    return as_csv("strategic-assessments", HEAD, rows)


@needs("public.read")
def assessment(request: Request, year: int) -> HttpResponse:
    """The assessment of a year: its headings, what is asked under each, and what is said."""
    one = assessment_or_404(request, year)
    sees = queries.sees_restricted(request.user, request.partnership)
    layer = rules.PUBLIC if request.GET.get("layer") == rules.PUBLIC else ""
    said = queries.layer_told(one, by=request.user, layer=layer)
    shows_restricted = sees and not layer
    may_write = shows_restricted and holds(request, "strategy.write_assessment")
    context = {
        "one": one,
        "tone": showing.TONES[one.status],
        "headings": [showing.heading(under) for under in queries.under_headings(one, said)],
        "filled": showing.said_filled(one, {each.statement.heading for each in said}),
        "fed": showing.fed(said, queries.plan_priorities(one)),
        "sees_restricted": sees,
        "public_only": bool(layer),
        "restricted": sum(each.statement.layer == rules.RESTRICTED for each in said),
        "may_write": may_write and one.is_draft,
        "may_decide": shows_restricted and holds(request, "strategy.complete_assessment"),
        "may_print": shows_restricted and holds(request, "publishing.build"),
        "may_see_more": may_write,
        "marking": rules.MARKING if shows_restricted else "",
        "breadcrumbs": showing.crumbs(),
    }
    return render(request, "strategy/assessment/assessment.html", context)


@needs("public.read")
def statements_csv(request: Request, year: int) -> HttpResponse:
    """The statements that this person may read, as a table to download."""
    one = assessment_or_404(request, year)
    every = queries.layer_told(one, by=request.user, layer=request.GET.get("layer", ""))
    rows = []
    for under in queries.under_headings(one, every):
        for each in under.statements:
            row = each.statement
            rows.append([
                row.number, under.heading.number, under.heading.title, row.layer, each.text,
                "; ".join(bound.bound.said for bound in each.figures),
                "; ".join(bound.figure.said for bound in each.figures),
                "; ".join(str(priority) for priority in row.priorities.all()),
                row.written_by_name, row.written_at.date(),
            ])  # fmt: skip
    return as_csv(f"strategic-assessment-{year}", STATEMENTS, rows)


@needs("strategy.write_assessment")
def missing(request: Request, year: int) -> HttpResponse:
    """What is missing before an assessment can be completed."""
    one = assessment_or_404(request, year)
    lacks = queries.missing(one)
    context = {
        "one": one,
        "lacks": [
            {
                "lack": lack,
                "url": reverse("assessment_statement", args=[year, lack.number])
                if lack.number
                else reverse("choose_first_figure", args=[year, lack.heading.key]),
            }
            for lack in lacks
        ],
        "may_decide": holds(request, "strategy.complete_assessment"),
        "marking": rules.MARKING,
        "breadcrumbs": showing.crumbs(one),
    }
    return render(request, "strategy/assessment/missing.html", context)


@needs("public.read")
def compare(request: Request, year: int) -> HttpResponse:
    """An assessment beside the one before it: what is said, and the figures of both years."""
    one = assessment_or_404(request, year)
    earlier = queries.before(one, by=request.user)
    context: dict[str, Any] = {
        "one": one,
        "earlier": earlier,
        "marking": rules.MARKING if queries.sees_restricted(request.user, one.partnership) else "",
        "breadcrumbs": showing.crumbs(one),
    }
    if earlier is not None:
        earlier.partnership = request.partnership
        every = queries.layer_told(one, earlier, by=request.user)
        now = [each for each in every if each.statement.assessment_id == one.pk]
        then = [each for each in every if each.statement.assessment_id == earlier.pk]
        context["table"] = showing.beside_table(queries.beside(now, then), one, earlier)
        context["headings"] = [
            {"heading": new.heading, "now": _texts(new), "before": _texts(old)}
            for new, old in zip(
                queries.under_headings(one, now), queries.under_headings(earlier, then), strict=True
            )
        ]
    return render(request, "strategy/assessment/compare.html", context)


def _texts(under: Any) -> list[str]:
    return [prose.plain(one.words) for one in under.statements]
