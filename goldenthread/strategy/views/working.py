"""Pages on which what stands under a priority is added, ended and taken up again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.models import Stated
from goldenthread.partnership.showing import done, or_404
from goldenthread.strategy import changes, queries
from goldenthread.strategy.changes.statements import plan_of
from goldenthread.strategy.forms import (
    AreaForm,
    CaseStudyForm,
    DeliverableForm,
    EndForm,
    ReasonForm,
    WorkAreaForm,
)
from goldenthread.strategy.models import Area, CaseStudy, Deliverable, Strategy, WorkArea
from goldenthread.strategy.views.common import confirm_page, form_page, plan_or_404, tell_check
from goldenthread.strategy.views.statements import page_of_item

KINDS: dict[str, type[Stated]] = {"workarea": WorkArea, "deliverable": Deliverable}


@needs("strategy.edit")
def add_work_area(request: Request, plan: str, priority: str) -> HttpResponse:
    """Add a work area to a priority."""
    one = or_404(queries.priority(request.partnership, plan, priority, by=request.user))
    form = WorkAreaForm(request.POST or None, published=not one.strategy.is_draft)
    return _add(
        request,
        one.strategy,
        form,
        lambda said: changes.add_statement(
            WorkArea, under=one, by=request.user, order=_next(one.work_areas), **said
        ),
        title=f"Add a work area to: {one.title}",
        back=f"{reverse('priority', args=[plan, priority])}#work",
    )


@needs("strategy.edit")
def add_deliverable(request: Request, plan: str, number: int) -> HttpResponse:
    """Add a deliverable to a work area."""
    strategy = plan_or_404(request, plan)
    area: Any = _item(request, strategy, "workarea", number)
    form = DeliverableForm(request.POST or None, published=not strategy.is_draft)
    return _add(
        request,
        strategy,
        form,
        lambda said: changes.add_statement(
            Deliverable, under=area, by=request.user, order=_next(area.deliverables, 100), **said
        ),
        title=f"Add a deliverable to: {area}",
        back=page_of_item(area),
    )


@needs("strategy.edit")
def add_part(request: Request, plan: str, number: int) -> HttpResponse:
    """Add a part to a deliverable."""
    strategy = plan_or_404(request, plan)
    whole: Any = _item(request, strategy, "deliverable", number)
    form = DeliverableForm(request.POST or None, published=not strategy.is_draft)
    del form.fields["heading"]
    order = max([whole.order, *whole.items.values_list("order", flat=True)]) + 1
    return _add(
        request,
        strategy,
        form,
        lambda said: changes.add_statement(
            Deliverable,
            under=whole.work_area,
            parent=whole,
            by=request.user,
            order=order,
            **said,
        ),
        title=f"Add a part to: {whole}",
        back=page_of_item(whole),
    )


@needs("strategy.edit")
def add_area(request: Request, plan: str, priority: str) -> HttpResponse:
    """Add an area of focus or assurance to a priority."""
    one = or_404(queries.priority(request.partnership, plan, priority, by=request.user))
    form = AreaForm(request.POST or None, published=not one.strategy.is_draft)
    return _add(
        request,
        one.strategy,
        form,
        lambda said: changes.add_statement(
            Area, under=one, by=request.user, order=_next(one.areas), **said
        ),
        title=f"Add an area to: {one.title}",
        back=f"{reverse('priority', args=[plan, priority])}#areas",
        said="The area is added. What it owes is missing still: open it to record that.",
    )


@needs("strategy.edit")
def add_study(request: Request, plan: str, priority: str) -> HttpResponse:
    """Add a case study to a priority; it is checked at once, and shown to nobody else yet."""
    one = or_404(queries.priority(request.partnership, plan, priority, by=request.user))
    form = CaseStudyForm(request.POST or None, published=not one.strategy.is_draft)
    return _add(
        request,
        one.strategy,
        form,
        lambda said: tell_check(
            request,
            changes.add_statement(
                CaseStudy, under=one, by=request.user, order=_next(one.case_studies), **said
            ),
        ),
        title=f"Add a case study to: {one.title}",
        back=f"{reverse('priority', args=[plan, priority])}#studies",
        said="The case study is kept. Nobody but those who write plans sees it until you show it.",
    )


def _next(rows: Any, step: int = 1) -> int:
    last = max(rows.values_list("order", flat=True), default=0)
    return int(last // step * step + step)


def _add(
    request: Request,
    strategy: Strategy,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    back: str,
    said: str = "It is added.",
) -> HttpResponse:
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, said)
        return redirect(back)
    return form_page(request, strategy, form, title, back, "Add it")


@needs("strategy.edit")
def end(request: Request, plan: str, kind: str, number: int) -> HttpResponse:
    """Say that a work area or deliverable is no longer pursued, after asking."""
    strategy = plan_or_404(request, plan)
    item = _item(request, strategy, kind, number)
    form = EndForm(request.POST or None)
    told = ["It stays in the plan, marked as ended, with your reason and your name."]
    if isinstance(item, WorkArea):
        told.append("What stands under it is no longer pursued either.")
    return _decide(
        request,
        item,
        form,
        lambda said: changes.end_statement(item=item, by=request.user, **said),
        title=f"End “{item}”?",
        told=told,
        submit="End it",
        said="It is marked as ended.",
    )


@needs("strategy.edit")
def resume(request: Request, plan: str, kind: str, number: int) -> HttpResponse:
    """Take up again what had ended, after asking."""
    strategy = plan_or_404(request, plan)
    item = _item(request, strategy, kind, number)
    form = ReasonForm(request.POST or None)
    return _decide(
        request,
        item,
        form,
        lambda said: changes.resume_statement(item=item, by=request.user, **said),
        title=f"Take up “{item}” again?",
        told=["It is pursued again; that it had ended stays in the history."],
        submit="Take it up again",
        said="It is taken up again.",
    )


def _decide(
    request: Request,
    item: Stated,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    told: list[str],
    submit: str,
    said: str,
) -> HttpResponse:
    back = page_of_item(item)
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, said)
        return redirect(back)
    return confirm_page(request, plan_of(item), form, title, told, submit, back)


def _item(request: Request, plan: Strategy, kind: str, number: int) -> Stated:
    """Give a work area or deliverable of a plan; "not found" where it is of another."""
    if kind not in KINDS:
        raise Http404
    within = "priority__strategy" if kind == "workarea" else "work_area__priority__strategy"
    every = KINDS[kind].objects.of(request.partnership).filter(**{within: plan})
    item: Stated = or_404(every.select_related(within).filter(pk=number).first())
    return item
