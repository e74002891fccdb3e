"""Pages on which an assessment is written: begun, statements added, edited, moved, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.showing import done, or_404
from goldenthread.strategy.assessment import changes, queries, rules, showing
from goldenthread.strategy.assessment.forms import (
    AddForm,
    BeginForm,
    EditForm,
    MoveForm,
    SureForm,
    WhyForm,
)
from goldenthread.strategy.assessment.previewing import previewed, previewed_with
from goldenthread.strategy.assessment.views.common import (
    assessment_or_404,
    confirm_page,
    form_page,
    statement_or_404,
)
from goldenthread.strategy.models import Assessment, AssessmentStatement

WRITE = "strategy.write_assessment"


@needs(WRITE)
def begin(request: Request) -> HttpResponse:
    """Begin the assessment of a year."""
    form = BeginForm(request.POST or None, initial={"year": timezone.localdate().year})
    made: list[Assessment] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.begin_assessment(
                partnership=request.partnership, by=request.user, **form.cleaned_data
            )
        ),
    ):
        messages.success(request, "The assessment is begun as a draft.")
        return redirect("assessment", made[0].year)
    back = reverse("assessments")
    return form_page(request, None, form, "Begin a strategic assessment", "Begin it", back)


def heading_or_404(one: Assessment, key: str) -> rules.Heading:
    """Give a heading that is asked for in this area."""
    asked = {each.key: each for each in rules.asked(two_tier=one.two_tier)}
    found: rules.Heading = or_404(asked.get(key))
    return found


@needs(WRITE)
def add(request: Request, year: int, heading: str, indicator: str) -> HttpResponse:
    """Write a statement about a figure that was chosen, with a preview of the sentence."""
    one = assessment_or_404(request, year)
    under = heading_or_404(one, heading)
    definition = or_404(IndicatorDefinition.objects.filter(pk=indicator).first())
    form = AddForm(
        request.POST or None,
        initial={"text": "In {{ period: 1 }} there were {{ figure: 1 }} in {{ area: 1 }}."},
        indicator=definition,
        areas=queries.areas_to_choose(request.partnership, definition, by=request.user),
        priorities=queries.priorities_to_choose(request.partnership),
    )
    preview = None
    if form.is_valid():
        preview = _preview(form, lambda: previewed(form.chosen, form.cleaned_data["text"], one))
        if request.POST.get("do") != "preview" and _changed(
            form,
            lambda: changes.add_statement(
                assessment=one, heading=heading, figure=form.chosen, by=request.user, **form.said
            ),
        ):
            messages.success(request, f"The statement stands under “{under.title}”.")
            return redirect("assessment", year)
    context = {
        "form": form, "one": one, "heading": under, "preview": preview,
        "title": f"Say something about “{definition.name}”",
        "references": showing.references([(1, definition.name, rules.BEFORE)]),
        "cancel_url": reverse("assessment", args=[year]),
    }  # fmt: skip
    return _statement_page(request, one, context)


def _preview(form: Any, make: Callable[[], Any]) -> Any:
    """The sentence with its values, or None with the sentence of the rule it breaks."""
    try:
        return showing.words(make())
    except RuleBroken as broken:
        form.add_error("text", str(broken))
        return None


def _statement_page(request: Request, one: Assessment, context: dict[str, Any]) -> HttpResponse:
    context |= {"breadcrumbs": showing.crumbs(one), "marking": rules.MARKING}
    return render(request, "strategy/assessment/statement_form.html", context)


@needs(WRITE)
def statement(request: Request, year: int, number: int) -> HttpResponse:
    """One statement with its figures, what may be done with it, and its history."""
    row = statement_or_404(request, year, number)
    (told,) = queries.told_of([row])
    context = {
        "one": row.assessment,
        "statement": showing.statement(told),
        "heading": rules.HEADINGS[row.heading],
        "history": showing.history(queries.versions(row)),
        "may_change": row.assessment.is_draft and row.withdrawn_at is None,
        "marking": rules.MARKING,
        "breadcrumbs": showing.crumbs(row.assessment),
    }
    return render(request, "strategy/assessment/statement.html", context)


@needs(WRITE)
def edit(request: Request, year: int, number: int) -> HttpResponse:
    """Change a statement, with a preview of the sentence."""
    row = statement_or_404(request, year, number)
    form = EditForm(
        request.POST or None,
        initial={"text": row.text, "layer": row.layer, "priorities": row.priorities.all()},
        priorities=queries.priorities_to_choose(request.partnership),
    )
    preview = None
    if form.is_valid():
        preview = _preview(form, lambda: previewed_with(row, form.cleaned_data["text"]))
        if request.POST.get("do") != "preview" and _changed(
            form, lambda: changes.edit_statement(
                statement=row, by=request.user, why=form.cleaned_data["why"], **form.said
            ),
        ):  # fmt: skip
            messages.success(request, "The statement is changed, with what stood there before.")
            return redirect("assessment_statement", year, number)
    figures = [(each.number, each.said, each.against) for each in row.figures.all()]
    context = {
        "form": form, "one": row.assessment, "heading": rules.HEADINGS[row.heading],
        "preview": preview, "title": f"Change statement {number} of {row.assessment}",
        "references": showing.references(figures),
        "cancel_url": reverse("assessment_statement", args=[year, number]),
    }  # fmt: skip
    return _statement_page(request, row.assessment, context)


def _changed(form: Any, change: Callable[[], Any]) -> bool:
    return not form.errors and done(form, change)


@needs(WRITE)
def move(request: Request, year: int, number: int) -> HttpResponse:
    """Put a statement elsewhere."""
    row = statement_or_404(request, year, number)
    form = MoveForm(
        request.POST or None,
        initial={"heading": row.heading},
        headings=rules.asked(two_tier=row.assessment.two_tier),
    )
    if form.is_valid() and done(
        form,
        lambda: changes.move_statement(statement=row, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "The statement is moved.")
        return redirect("assessment", year)
    back = _page_of(row)
    return form_page(request, row.assessment, form, "Move the statement", "Move it", back)


def _page_of(row: AssessmentStatement) -> str:
    return reverse("assessment_statement", args=[row.assessment.year, row.number])


@needs(WRITE)
def confirm(request: Request, year: int, number: int) -> HttpResponse:
    """Say that a statement taken over from the year before still holds."""
    row = statement_or_404(request, year, number)
    if row.looked_at and request.method != "POST":
        raise Http404
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: changes.confirm_statement(statement=row, by=request.user)
    ):
        messages.success(request, "The statement counts as read this year.")
        return redirect("assessment", year)
    told = ["Its wording stays, with the figures of this year.", "Your name stays beside it."]
    title = "Does this statement still hold?"
    return confirm_page(request, row.assessment, form, title, told, "It still holds", _page_of(row))


@needs(WRITE)
def withdraw(request: Request, year: int, number: int) -> HttpResponse:
    """Take a statement out, after asking."""
    row = statement_or_404(request, year, number)
    form = WhyForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.withdraw_statement(statement=row, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "The statement is withdrawn; its history stays.")
        return redirect("assessment", year)
    told = ["Nobody reads it in the assessment any more.", "Its history stays, with your reason."]
    title = "Withdraw this statement?"
    return confirm_page(request, row.assessment, form, title, told, "Withdraw it", _page_of(row))
