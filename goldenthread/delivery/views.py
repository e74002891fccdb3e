"""Pages of delivery plans and their actions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.audit.queries import history_of
from goldenthread.delivery import changes, exports, queries, rules
from goldenthread.delivery.forms import ActionForm, MoveDateForm, ReasonForm, UpdateForm
from goldenthread.delivery.models import Action
from goldenthread.delivery.showing import (
    WHAT,
    action_thread,
    actions_table,
    count_items,
    plan_thread,
    worst_item,
)
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import crumb, done, history_items, or_404


@needs("delivery.read")
def plans(request: Request) -> HttpResponse:
    """Every delivery plan, by counts and its worst action."""
    found = queries.plans_of(request.partnership, by=request.user)
    shown = [
        {"one": one, "counts": count_items(one.counts), "worst": worst_item(one.worst)}
        for one in found
    ]
    return render(request, "delivery/plans.html", {"plans": shown, "statuses": rules.STATUSES})


@needs("delivery.read")
def plan(request: Request, key: str) -> HttpResponse:
    """One delivery plan with its actions, worst first."""
    found = _plan_or_404(request, key)
    chosen = request.GET.get("status", "")
    shown = [one for one in found.standings if not chosen or one.status.key == chosen]
    context = {
        "found": found,
        "counts": count_items(found.counts, of_plan=found.plan.get_absolute_url()),
        "worst": worst_item(found.worst),
        "table": actions_table(shown, csv_url=f"{reverse('actions_csv')}?plan={key}"),
        "chosen": rules.STATUSES.get(chosen),
        "steps": plan_thread(found.plan),
        "places": say_places(found.plan.places, request.partnership),
        "may_edit": may(request.user, "delivery.edit", on=request.partnership),
        "breadcrumbs": [crumb("Delivery plans", "delivery_plans")],
    }
    return render(request, "delivery/plan.html", context)


@needs("delivery.read")
def action(request: Request, key: str, number: int) -> HttpResponse:
    """One action: how it stands, what was said of it, and the form to say how it stands now."""
    found = _action_or_404(request, key, number)
    may_update = may(request.user, "delivery.update_action", on=found)
    form = UpdateForm(request.POST or None) if may_update else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("Only its owner or a chair says how an action stands.")
        if form.is_valid() and done(
            form, lambda: changes.give_update(action=found, by=request.user, **form.cleaned_data)
        ):
            messages.success(request, "Your update is saved.")
            return redirect(found)
    return render(request, "delivery/action.html", _action_context(request, found, form))


def _action_context(request: Request, found: Action, form: forms.Form | None) -> dict[str, Any]:
    moved = queries.moved_dates_of(found)
    may_edit = may(request.user, "delivery.edit", on=request.partnership)
    return {
        "action": found,
        "status": found.status_on(queries.timezone.localdate()),
        "updates": queries.updates_of(found),
        "moved": moved,
        "first_due": moved[-1].was if moved else None,
        "form": form,
        "may_edit": may_edit,
        "history": history_items(history_of(found), WHAT) if may_edit else [],
        "steps": action_thread(found),
        "places": say_places(found.places, request.partnership),
        "breadcrumbs": [
            crumb("Delivery plans", "delivery_plans"),
            {"label": found.plan.title, "url": found.plan.get_absolute_url()},
        ],
    }


@needs("delivery.edit")
def add(request: Request, key: str) -> HttpResponse:
    """Add an action to a plan."""
    found = _plan_or_404(request, key)
    form = ActionForm(request.POST or None, plan=found.plan)
    if form.is_valid():
        made = changes.add_action(plan=found.plan, by=request.user, **form.cleaned_data)
        messages.success(request, "The action is added.")
        return redirect(made)
    context = {"form": form, "title": "Add an action", "back": found.plan}
    return render(request, "delivery/form.html", context)


@needs("delivery.edit")
def edit(request: Request, key: str, number: int) -> HttpResponse:
    """Change what an action says, or who owns it."""
    found = _action_or_404(request, key, number)
    form = ActionForm(request.POST or None, instance=found, plan=found.plan)
    if form.is_valid():
        fresh = _action_or_404(request, key, number)
        changes.edit_action(action=fresh, by=request.user, **form.cleaned_data)
        messages.success(request, "The action is changed.")
        return redirect(fresh)
    context = {"form": form, "title": f"Change: {found.title}", "back": found}
    return render(request, "delivery/form.html", context)


@needs("delivery.edit")
def move_date(request: Request, key: str, number: int) -> HttpResponse:
    """Move a due date, with the reason."""
    found = _action_or_404(request, key, number)
    return _decide(request, found, MoveDateForm, changes.move_date, "Move the due date")


@needs("delivery.edit")
def defer(request: Request, key: str, number: int) -> HttpResponse:
    """Put an action off by decision."""
    found = _action_or_404(request, key, number)
    return _decide(request, found, ReasonForm, changes.defer, "Put this action off")


@needs("delivery.edit")
def reopen(request: Request, key: str, number: int) -> HttpResponse:
    """Take up an action again that was achieved or put off."""
    found = _action_or_404(request, key, number)
    return _decide(request, found, ReasonForm, changes.reopen, "Take this action up again")


@needs("delivery.read")
def actions_csv(request: Request) -> HttpResponse:
    """Every action as a table to download."""
    return exports.actions_as_csv(
        request.partnership, by=request.user, plan=request.GET.get("plan") or ""
    )


def _decide(
    request: Request,
    found: Action,
    kind: type[forms.Form],
    change: Callable[..., Any],
    title: str,
) -> HttpResponse:
    form = kind(request.POST or None)
    if form.is_valid() and done(
        form, lambda: change(action=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{title}: done.")
        return redirect(found)
    context = {"form": form, "title": title, "about": found.title, "back": found}
    return render(request, "delivery/form.html", context)


def _plan_or_404(request: Request, key: str) -> queries.PlanStanding:
    return or_404(queries.plan_at(request.partnership, key, by=request.user))


def _action_or_404(request: Request, key: str, number: int) -> Action:
    found = queries.actions_of(request.partnership, by=request.user)
    return or_404(found.filter(plan__key=key, number=number).first())
