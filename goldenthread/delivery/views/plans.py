"""Pages of delivery plans: all of them, one, a new one, and how all its actions stand at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.delivery import changes, queries, rules
from goldenthread.delivery.editing import PlanForm
from goldenthread.delivery.forms import BulkForm
from goldenthread.delivery.measuring import measured
from goldenthread.delivery.models import Action, DeliveryPlan
from goldenthread.delivery.showing import actions_table, count_items, plan_thread, worst_item
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import crumb, done, holds, or_404


@needs("delivery.read")
def plans(request: Request) -> HttpResponse:
    """Every delivery plan, by counts and its worst action."""
    found = queries.plans_of(request.partnership, by=request.user)
    shown = [
        {"one": one, "counts": count_items(one.counts), "worst": worst_item(one.worst)}
        for one in found
    ]
    context = {
        "plans": shown,
        "statuses": rules.STATUSES,
        "may_add": holds(request, "strategy.edit"),
    }
    return render(request, "delivery/plans.html", context)


@needs("delivery.read")
def plan(request: Request, key: str) -> HttpResponse:
    """One delivery plan with its actions, worst first."""
    found = plan_or_404(request, key)
    chosen = request.GET.get("status", "")
    shown = [one for one in found.standings if not chosen or one.status.key == chosen]
    actions = [one.action for one in shown]
    context = {
        "found": found,
        "counts": count_items(found.counts, of_plan=found.plan.get_absolute_url()),
        "worst": worst_item(found.worst),
        "table": actions_table(
            shown,
            csv_url=f"{reverse('actions_csv')}?plan={key}",
            measures=measured(actions, request.partnership, by=request.user),
        ),
        "chosen": rules.STATUSES.get(chosen),
        "steps": plan_thread(found.plan),
        "places": say_places(found.plan.places, request.partnership),
        "may_edit": may(request.user, "delivery.edit", on=found.plan),
        "breadcrumbs": [crumb("Delivery plans", "delivery_plans")],
    }
    return render(request, "delivery/plan.html", context)


@needs("strategy.edit")
def add_plan(request: Request) -> HttpResponse:
    """Begin a delivery plan."""
    made: list[DeliveryPlan] = []
    form = PlanForm(
        request.POST or None,
        instance=DeliveryPlan(partnership=request.partnership),
        partnership=request.partnership,
    )
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.add_plan(partnership=request.partnership, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, "The plan is begun. Add what is to be done.")
        return redirect(made[0])
    context = {
        "form": form,
        "title": "Begin a delivery plan",
        "back_url": reverse("delivery_plans"),
        "breadcrumbs": [crumb("Delivery plans", "delivery_plans")],
    }
    return render(request, "delivery/form.html", context)


@needs("delivery.edit")
def edit_plan(request: Request, key: str) -> HttpResponse:
    """Change what a plan is for, and who keeps it."""
    found = plan_or_404(request, key).plan
    title = f"Change: {found.title}"
    form = PlanForm(request.POST or None, instance=found, partnership=request.partnership)
    if form.is_valid():
        fresh = plan_or_404(request, key).plan
        changes.edit_plan(plan=fresh, by=request.user, **form.cleaned_data)
        messages.success(request, "The plan is changed.")
        return redirect(fresh)
    return render(request, "delivery/form.html", {"form": form, "title": title, "back": found})


@needs("delivery.edit")
def update_plan(request: Request, key: str) -> HttpResponse:
    """Say how all open actions of a plan stand at once: for the chair of its group."""
    found = plan_or_404(request, key)
    open_ones = [one for one in found.standings if one.action.is_open]
    data = request.POST if request.method == "POST" else None
    rows = [(one, BulkForm(data, prefix=f"action-{one.action.number}")) for one in open_ones]
    problem = ""
    valid = [form.is_valid() for _, form in rows]
    if data is not None and all(valid):
        said: list[tuple[Action, str, str]] = [
            (one.action, form.cleaned_data["said"], form.cleaned_data["text"])
            for one, form in rows
            if form.cleaned_data["said"]
        ]
        try:
            given = changes.give_updates(plan=found.plan, by=request.user, said=said)
        except RuleBroken as broken:
            problem = str(broken)
        else:
            number = len(given)
            messages.success(request, f"{number} update{'' if number == 1 else 's'} saved.")
            return redirect(found.plan)
    context = {
        "plan": found.plan,
        "rows": rows,
        "problem": problem,
        "breadcrumbs": [
            crumb("Delivery plans", "delivery_plans"),
            {"label": found.plan.title, "url": found.plan.get_absolute_url()},
        ],
    }
    return render(request, "delivery/update_plan.html", context)


def plan_or_404(request: Request, key: str) -> queries.PlanStanding:
    """Give the plan at an address, or answer "not found"."""
    found: queries.PlanStanding = or_404(queries.plan_at(request.partnership, key, by=request.user))
    found.plan.partnership = request.partnership  # known: not asked again
    return found
