"""Pages of assurance and of what is put before a group."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.governance import changes, rules, showing_assurance
from goldenthread.governance.forms_assurance import AnswerForm, AssuranceForm, EscalationForm
from goldenthread.governance.models import Escalation
from goldenthread.governance.queries import assurance as queries
from goldenthread.governance.views.meetings import show_form
from goldenthread.partnership.showing import crumb, done, holds, or_404
from goldenthread.strategy.models import Area
from goldenthread.tables import arranged, as_csv


@needs("governance.read")
def assurance(request: Request) -> HttpResponse:
    """What are we assured of, since when, by whom?"""
    every = queries.assured(request.partnership, by=request.user)
    context = {
        "table": showing_assurance.assured_table(every, csv_url=reverse("assurance_csv")),
        "levels": rules.LEVELS.values(),
        "never": sum(one.report is None for one in every),
        "every": len(every),
        "overdue": sum(one.is_overdue for one in every),
    }
    return render(request, "governance/assurance.html", context)


@needs("governance.read")
def assurance_csv(request: Request) -> HttpResponse:
    """The same as a table to download."""
    rows: list[list[Any]] = []
    for one in queries.assured(request.partnership, by=request.user):
        report = one.report
        told = [report.get_level_display(), report.on, str(report.group or ""), report.says,
                report.basis, report.gaps, report.return_on] if report else []  # fmt: skip
        rows.append([one.area.title, str(one.area.priority), *told])
    head = ("area", "priority", "level", "since", "by", "says", "basis", "gaps", "comes_back")
    return as_csv("assurance", head, rows)


@needs("governance.read")
def area(request: Request, pk: int) -> HttpResponse:
    """One area of assurance: every report on it, the latest first."""
    one = _area(request, pk)
    context = {
        "area": one,
        "reports": [
            {"report": each, "level": rules.LEVELS[each.level]} for each in queries.reports_on(one)
        ],
        "may_report": holds(request, "governance.assure"),
        "breadcrumbs": [crumb("Assurance", "assurance")],
    }
    return render(request, "governance/area.html", context)


def _area(request: Request, pk: int) -> Area:
    one: Area = or_404(queries.areas_of(request.partnership, by=request.user).filter(pk=pk).first())
    return one


@needs("governance.assure")
def report(request: Request, pk: int) -> HttpResponse:
    """Report how sure the board may be of an area."""
    one = _area(request, pk)
    form = AssuranceForm(request.POST or None, area=one)
    if form.is_valid() and done(
        form, lambda: changes.report_assurance(area=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The report is kept.")
        return redirect("assurance_area", pk)
    trail = [crumb("Assurance", "assurance"), crumb(one.title.capitalize(), "assurance_area", pk)]
    back = reverse("assurance_area", args=[pk])
    return show_form(request, form, f"Report on {one.title}", back, trail)


@needs("governance.read")
def escalations(request: Request) -> HttpResponse:
    """Everything that was put before a group, and what came of it."""
    every = queries.escalations_of(request.partnership, by=request.user)
    shown = arranged(request, every, showing_assurance.ESCALATIONS, first="state")
    context = {
        "table": showing_assurance.escalations_table(shown, csv_url=reverse("escalations_csv")),
        "page": shown.page,
        "may_escalate": holds(request, "governance.assure"),
    }
    return render(request, "governance/escalations.html", context)


@needs("governance.read")
def escalations_csv(request: Request) -> HttpResponse:
    """The same as a table to download."""
    rows = [
        (one.number, one.title, one.get_source_display(), one.count, str(one.from_group or ""),
         str(one.to_group), one.raised_on, one.asked, one.return_on, one.answered_on, one.answer,
         one.decision.text if one.decision else "")
        for one in queries.escalations_of(request.partnership, by=request.user)
    ]  # fmt: skip
    head = ("number", "what", "source", "count", "from", "to", "raised_on", "asked", "comes_back",
            "answered_on", "answer", "decision")  # fmt: skip
    return as_csv("escalations", head, rows)


@needs("governance.read")
def escalation(request: Request, number: int) -> HttpResponse:
    """One thing put before a group: its trail from where it began to the decision."""
    one = _escalation(request, number)
    context = {
        "one": one,
        "steps": showing_assurance.trail(one),
        "may_answer": one.answered_on is None and holds(request, "governance.owe"),
        "breadcrumbs": [crumb("Escalations", "escalations")],
    }
    return render(request, "governance/escalation.html", context)


def _escalation(request: Request, number: int) -> Escalation:
    every = queries.escalations_of(request.partnership, by=request.user)
    one: Escalation = or_404(every.filter(number=number).first())
    return one


@needs("governance.assure")
def escalate(request: Request) -> HttpResponse:
    """Put something before a group."""
    form = EscalationForm(request.POST or None, partnership=request.partnership)
    made: list[Escalation] = []
    if form.is_valid() and done(
        form, lambda: made.append(changes.escalate(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, "It is offered for that group's next agenda.")
        return redirect(made[0])
    trail = [crumb("Escalations", "escalations")]
    return show_form(request, form, "Put something before a group", reverse("escalations"), trail)


@needs("governance.owe")
def answer(request: Request, number: int) -> HttpResponse:
    """Answer what was put before a group."""
    one = _escalation(request, number)
    form = AnswerForm(request.POST or None, group=one.to_group)
    if form.is_valid() and done(
        form,
        lambda: changes.answer_escalation(escalation=one, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "It is answered.")
        return redirect(one)
    trail = [crumb("Escalations", "escalations")]
    return show_form(request, form, f"Answer: {one.title}", one.get_absolute_url(), trail)
