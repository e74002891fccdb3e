"""Pages on which figures are chosen: from a list that can be searched, for a statement."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.showing import done, found, or_404
from goldenthread.strategy.assessment import changes, queries, rules, showing
from goldenthread.strategy.assessment.forms import ChooseForm, FigureForm, SureForm
from goldenthread.strategy.assessment.queries import Choice
from goldenthread.strategy.assessment.views.common import (
    assessment_or_404,
    confirm_page,
    form_page,
    statement_or_404,
)
from goldenthread.strategy.assessment.views.writing import WRITE, heading_or_404
from goldenthread.strategy.models import Assessment
from goldenthread.tables import Column, arranged

COLUMNS: list[Column[Choice]] = [
    Column("name", "Figure", lambda one: one.indicator.name.casefold()),
    Column("newest", "Newest in our area"),
    Column("period", "Of", lambda one: one.figure.period.end if one.figure and one.figure.period
           else None),
]  # fmt: skip


@needs(WRITE)
def choose_first(request: Request, year: int, heading: str) -> HttpResponse:
    """Choose the figure that a new statement is about."""
    one = assessment_or_404(request, year)
    under = heading_or_404(one, heading)
    return _choosing(
        request, one, f"{under.number}. {under.title}: which figure is it about?",
        lambda key: reverse("add_statement", args=[year, heading, key]), under.asks,
    )  # fmt: skip


@needs(WRITE)
def choose(request: Request, year: int, number: int) -> HttpResponse:
    """Choose one more figure for a statement."""
    row = statement_or_404(request, year, number)
    return _choosing(
        request, row.assessment, "One more figure for the statement",
        lambda key: reverse("bind_figure", args=[year, number, key]),
    )  # fmt: skip


def _choosing(
    request: Request, one: Assessment, title: str, url: Any, asks: str = ""
) -> HttpResponse:
    form = ChooseForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "every": False}
    every = queries.figures_to_choose(request.partnership, by=request.user)
    words = asked["q"].casefold().split()
    kept = [
        each
        for each in every
        if (asked["every"] or each.figure is not None)
        and all(word in each.indicator.name.casefold() for word in words)
    ]
    shown = arranged(request, kept, COLUMNS, first="name")
    context = {
        "form": form, "title": title, "one": one, "asks": asks,
        "found": found(len(kept), len(every), "figure", "figures"),
        "table": {
            "id": "figures", "caption": "Figures", "columns": shown.columns,
            "rows": [_row(each, url(each.indicator.pk)) for each in shown.page.object_list],
        },
        "page": shown.page, "here": request.path,
        "marking": rules.MARKING, "breadcrumbs": showing.crumbs(one),
    }  # fmt: skip
    return render(request, "strategy/assessment/choose.html", context)


def _row(one: Choice, url: str) -> list[Any]:
    figure = one.figure
    return [
        {"url": url, "text": one.indicator.name},
        {"figure": figure} if figure and figure.is_known else "No data here",
        str(figure.period or "Period not stated") if figure else "Nothing",
    ]


@needs(WRITE)
def bind(request: Request, year: int, number: int, indicator: str) -> HttpResponse:
    """Let a statement rest on one more figure."""
    row = statement_or_404(request, year, number)
    definition = or_404(IndicatorDefinition.objects.filter(pk=indicator).first())
    form = FigureForm(
        request.POST or None,
        indicator=definition,
        areas=queries.areas_to_choose(request.partnership, definition, by=request.user),
    )
    if form.is_valid() and done(
        form, lambda: changes.bind_figure(statement=row, chosen=form.chosen, by=request.user)
    ):
        messages.success(request, "The statement rests on that figure too.")
        return redirect("assessment_statement", year, number)
    back = reverse("choose_figure", args=[year, number])
    title = f"Add “{definition.name}”"
    return form_page(request, row.assessment, form, title, "Add the figure", back)


@needs(WRITE)
def take_out(request: Request, year: int, number: int, figure: int) -> HttpResponse:
    """Take a figure out of a statement, after asking."""
    row = statement_or_404(request, year, number)
    bound = or_404(next((each for each in row.figures.all() if each.number == figure), None))
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: changes.take_out_figure(statement=row, number=figure, by=request.user)
    ):
        messages.success(request, "The figure is taken out.")
        return redirect("assessment_statement", year, number)
    told = [f"The statement rests no more on: {bound.said}.", "Its history tells of it."]
    back = reverse("assessment_statement", args=[year, number])
    title = f"Take out figure {figure}?"
    return confirm_page(request, row.assessment, form, title, told, "Take it out", back)
