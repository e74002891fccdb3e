"""Pages of actions: the list of all, one with its updates, a new one, changes of one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.queries import history_of
from goldenthread.delivery import changes, exports, queries, rules, showing
from goldenthread.delivery.editing import ActionForm
from goldenthread.delivery.forms import ActionFilter, UpdateForm
from goldenthread.delivery.measuring import measured
from goldenthread.delivery.models import Action
from goldenthread.delivery.views.plans import plan_or_404
from goldenthread.delivery.whole import ASKED, MOVED, dates_of, parts_of
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import (
    crumb,
    done,
    history_items,
    or_404,
    with_query,
)
from goldenthread.partnership.showing import found as how_many
from goldenthread.tables import arranged


@needs("delivery.read")
def actions(request: Request) -> HttpResponse:
    """Every action, narrowed, sorted and paged."""
    form = ActionFilter(request.GET or None, partnership=request.partnership)
    chosen = _chosen(request, form)
    every = queries.actions_of(request.partnership, by=request.user).count()
    shown = arranged(request, chosen, showing.COLUMNS, first="status")
    context = {
        "form": form,
        "found": how_many(len(chosen), every, "action", "actions"),
        "page": shown.page,
        "table": showing.list_table(shown, csv_url=with_query(request, "actions_csv")),
        "breadcrumbs": [crumb("Delivery plans", "delivery_plans")],
    }
    return render(request, "delivery/actions.html", context)


@needs("delivery.read")
def actions_csv(request: Request) -> HttpResponse:
    """The same actions as a table to download."""
    form = ActionFilter(request.GET or None, partnership=request.partnership)
    return exports.actions_as_csv(_chosen(request, form))


def _chosen(request: Request, form: ActionFilter) -> list[queries.Standing]:
    given = form.cleaned_data if form.is_valid() else {}
    return queries.chosen_actions(
        request.partnership,
        by=request.user,
        words=given.get("q", ""),
        plan=given.get("plan", ""),
        status=given.get("status", ""),
        owner=given.get("owner", ""),
    )


@needs("delivery.read")
def action(request: Request, key: str, number: int) -> HttpResponse:
    """One action: how it stands, what was said of it, and the form to say how it stands now."""
    found = action_or_404(request, key, number)
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
    today = timezone.localdate()
    dates = dates_of(found)
    moved = [one for one in dates if one.kind == MOVED]
    status, computed = found.status_on(today), rules.computed_status(found.facts, today=today)
    return {
        "action": found,
        "status": status,
        "computed": computed if status != computed else None,
        "updates": queries.updates_of(found),
        "moved": moved,
        "asked": [one for one in dates if one.waits],
        "refused": [one for one in dates if one.kind == ASKED and not one.waits],
        "first_due": moved[-1].was if moved else None,
        "parts": parts_of(found),
        "measured": measured([found], request.partnership, by=request.user).get(found.pk, []),
        "form": form,
        "may_edit": may(request.user, "delivery.edit", on=found.plan),
        "owns": found.is_for(request.user),
        "steps": showing.action_thread(found),
        "places": say_places(found.places, request.partnership),
        "breadcrumbs": showing.action_crumbs(found)[:-1],
    }


@needs("delivery.edit")
def action_history(request: Request, key: str, number: int) -> HttpResponse:
    """Everything that was done to an action, with who did it."""
    found = action_or_404(request, key, number)
    context = {
        "action": found,
        "history": history_items(history_of(found), showing.WHAT),
        "breadcrumbs": showing.action_crumbs(found),
    }
    return render(request, "delivery/history.html", context)


@needs("delivery.update_action")
@require_POST
def no_change(request: Request, key: str, number: int) -> HttpResponse:
    """Say in one tap that nothing has changed, and go back to where it was said."""
    found = action_or_404(request, key, number)
    try:
        changes.give_update(action=found, by=request.user, said=rules.NO_CHANGE)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(found)
    messages.success(request, f"Saved: no change in “{found.title}”.")
    return redirect("my_work" if request.POST.get("from") == "my_work" else found)


@needs("delivery.edit")
def add(request: Request, key: str) -> HttpResponse:
    """Add an action to a plan."""
    plan = plan_or_404(request, key).plan
    form = ActionForm(request.POST or None, plan=plan)
    made: list[Action] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(changes.add_action(plan=plan, by=request.user, **form.cleaned_data)),
    ):
        messages.success(request, "The action is added.")
        return redirect(made[0])
    context = {"form": form, "title": "Add an action", "back": plan}
    return render(request, "delivery/form.html", context)


@needs("delivery.edit")
def edit(request: Request, key: str, number: int) -> HttpResponse:
    """Change what an action says, who owns it, or what it waits for."""
    found = action_or_404(request, key, number)
    title = f"Change: {found.title}"
    form = ActionForm(request.POST or None, instance=found, plan=found.plan)
    if form.is_valid():
        fresh = action_or_404(request, key, number)
        if done(
            form, lambda: changes.edit_action(action=fresh, by=request.user, **form.cleaned_data)
        ):
            messages.success(request, "The action is changed.")
            return redirect(fresh)
    return render(request, "delivery/form.html", {"form": form, "title": title, "back": found})


def action_or_404(request: Request, key: str, number: int) -> Action:
    """Give the action at an address, or answer "not found"."""
    every = queries.actions_of(request.partnership, by=request.user)
    found: Action = or_404(every.filter(plan__key=key, number=number).first())
    found.partnership = found.plan.partnership = request.partnership  # known: not asked again
    return found
