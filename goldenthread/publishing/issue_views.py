"""From draft to publication on the web: preview, numbers, readers, publishing, comparing."""

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
from goldenthread.publishing import changes, page, queries
from goldenthread.publishing.assessing import publishing as layers
from goldenthread.publishing.composing.whole import Composed
from goldenthread.publishing.document import HOW, Printed
from goldenthread.publishing.forms import AskForm, PreviewForm, PublishForm, ReviewForm
from goldenthread.publishing.models import Publication, Report, ReportFigure
from goldenthread.publishing.showing import crumbs, report_or_404
from goldenthread.publishing.written.whole import unbound
from goldenthread.tables import Column, arranged, as_csv


@needs("publishing.build")
def preview(request: Request) -> HttpResponse:
    """A report as it would be built today, each number marked; nothing is kept."""
    form = PreviewForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "breadcrumbs": crumbs()}
    if form.is_valid():
        try:
            layers.allow(form.cleaned_data["declared"], by=request.user, on=request.partnership)
            composed = form.composed(request.partnership)
            context |= _previewed(form, composed)
        except (RuleBroken, CannotDo) as why:
            form.add_error(None, str(why))
    if "body" not in context:
        context["subjects"] = queries.subjects(request.partnership, by=request.user)
    return render(request, "publishing/preview.html", context)


def _previewed(form: PreviewForm, composed: Composed) -> dict[str, Any]:
    body = page.as_part(composed.document)
    return {
        "body": mark_safe(body),  # noqa: S308 - drawn by page.as_part
        "typed": unbound(form.cleaned_data["declared"].read_parts()),
        "document": composed.document,
        "table": {
            "id": "numbers",
            "caption": "Every number in it",
            "columns": [{"label": one} for one in ("Number", "What it is", "Where it stands")],
            "rows": [_number(one, place) for one, place in composed.document.printed()],
        },
    }


def _number(one: Printed, place: str) -> list[Any]:
    shown: Any = {"url": one.url, "text": one.text} if one.url else one.text
    return [shown, HOW.get(one.how, one.how), place]


FIGURES: list[Column[ReportFigure]] = [
    Column("number", "Number", lambda one: one.number),
    Column("how", "What it is", lambda one: one.how),
    Column("place", "Where it stands", lambda one: one.place.casefold()),
    Column("from", "Made from"),
]


@needs("public.read")
def figures(request: Request, pk: int) -> HttpResponse:
    """Every number a report prints, with what it was made from."""
    found = report_or_404(request, pk)
    shown = arranged(request, queries.figures_of(found), FIGURES, first="number")
    rows = [
        [
            {"url": one.url, "text": one.text} if one.url else one.text,
            HOW.get(one.how, one.how),
            one.place,
            ", ".join(row.title for row in one.releases.all()) or "Counted in the report or plan",
        ]
        for one in shown.page.object_list
    ]
    table = {
        "id": "figures", "caption": "Every number", "columns": shown.columns, "rows": rows,
        "csv_url": reverse("report_figures", args=[found.pk]),
    }  # fmt: skip
    context = {
        "report": found, "table": table, "page": shown.page, "marking": found.marking,
        "breadcrumbs": crumbs(found),
    }  # fmt: skip
    return render(request, "publishing/figures.html", context)


@needs("publishing.build")
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask somebody by name to read a draft."""
    found = report_or_404(request, pk)
    assert isinstance(request.user, User)
    readers = queries.readers_to_choose(found, by=request.user)
    form = AskForm(_posted(request), readers=readers)
    if form.is_valid():
        try:
            changes.ask_for_review(report=found, of=form.cleaned_data["of"], by=request.user)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Asked. The report waits for an answer.")
            return redirect("report", pk=found.pk)
    return _asking(request, found, form, "Ask somebody to read it", "Ask")


@needs("publishing.approve")
def review(request: Request, pk: int) -> HttpResponse:
    """Say that a draft may be published, or what must change."""
    found = report_or_404(request, pk)
    form = ReviewForm(_posted(request))
    if form.is_valid() and isinstance(request.user, User):
        try:
            changes.review(report=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Your answer is kept with the report.")
            return redirect("report", pk=found.pk)
    return _asking(request, found, form, "Answer as its reader", "Answer")


@needs("publishing.publish")
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish an approved report."""
    found = report_or_404(request, pk)
    form = PublishForm(_posted(request))
    if form.is_valid() and isinstance(request.user, User):
        try:
            made = changes.publish(report=found, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Published, and frozen as it stands.")
            return redirect("publication", address=made.address)
    return _asking(request, found, form, "Publish it", "Publish")


def _posted(request: Request) -> Any:
    """What was sent, even where nothing was filled in; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def _asking(request: Request, found: Report, form: Any, title: str, submit: str) -> HttpResponse:
    context = {
        "report": found, "form": form, "title": title, "submit": submit,
        "breadcrumbs": crumbs(found), "marking": found.marking,
    }  # fmt: skip
    return render(request, "publishing/ask.html", context)


@needs("public.read")
def publication(request: Request, address: str) -> HttpResponse:
    """What was published at an address, as it was; with what was put right since."""
    found = queries.publication_at(request.partnership, address, by=request.user)
    if found is None:
        raise Http404
    later: Publication | None = getattr(found, "corrected_by", None)
    context: dict[str, Any] = {
        "publication": found,
        "report": found.report,
        "body": mark_safe(found.report.body),  # noqa: S308 - drawn by page.as_part when built
        "files": list(queries.files_of(found.report)),
        "corrected_by": later,
        "marking": found.report.marking,
        "breadcrumbs": crumbs(),
    }
    if later is not None or found.corrects_id:
        context["table"] = _corrections(later or found)
    return render(request, "publishing/publication.html", context)


def _corrections(one: Publication) -> dict[str, Any]:
    return _compared(one.corrections, "What was put right", "Before", "Now")


def _compared(found: list[dict[str, Any]], caption: str, before: str, after: str) -> dict[str, Any]:
    heads = [{"label": "Where it stands"}, {"label": before, "numeric": True},
             {"label": after, "numeric": True}]  # fmt: skip
    rows = [
        [one["place"], {"text": one["before"] or "None", "numeric": True},
         {"text": one["after"] or "None", "numeric": True}]
        for one in found
    ]  # fmt: skip
    return {"id": "differences", "caption": caption, "columns": heads, "rows": rows}


@needs("public.read")
def compare(request: Request, pk: int) -> HttpResponse:
    """A report beside the issue before it, number by number."""
    found = report_or_404(request, pk)
    earlier = queries.issue_before(found)
    context: dict[str, Any] = {
        "report": found, "earlier": earlier, "breadcrumbs": crumbs(found),
        "marking": found.marking,
    }  # fmt: skip
    if earlier is not None:
        differences = [vars(one) for one in queries.compared(earlier.report, found)]
        names = str(earlier.report.period), str(found.period)
        context["table"] = _compared(differences, "What is printed differently", *names)
        context["table"]["csv_url"] = reverse("report_compare_csv", args=[found.pk])
    return render(request, "publishing/compare.html", context)


@needs("public.read")
def compare_csv(request: Request, pk: int) -> HttpResponse:
    """The same as a table to download."""
    found = report_or_404(request, pk)
    earlier = queries.issue_before(found)
    every = queries.compared(earlier.report, found) if earlier else []
    rows = [[one.key, one.place, one.before, one.after] for one in every]
    return as_csv(f"{found.file_name}-compared", ("key", "place", "before", "after"), rows)


def standing(request: Request, found: Report) -> dict[str, Any]:
    """What may be done with a report, for its page: who was asked, and what comes next."""
    published = queries.publication_of(found)
    reviews = queries.reviews_of(found)
    mine = any(one.of_id == request.user.pk and not one.verdict for one in reviews)
    draft = published is None
    asked = {
        "may_ask": draft and may(request.user, "publishing.build", on=found),
        "may_review": draft and mine,
        "may_publish": draft and may(request.user, "publishing.publish", on=found),
    }
    return {"publication": published, "reviews": reviews, **asked}
