"""Pages of milestones and expected effects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.delivery import changes
from goldenthread.delivery.forms import EffectForm, MilestoneForm
from goldenthread.delivery.showing import action_crumbs
from goldenthread.delivery.views.actions import action_or_404
from goldenthread.partnership.showing import done


@needs("delivery.edit")
def add_milestone(request: Request, key: str, number: int) -> HttpResponse:
    """Add a step by which one sees that the action gets on."""
    found = action_or_404(request, key, number)
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        changes.add_milestone(action=found, by=request.user, **form.cleaned_data)
        messages.success(request, "The milestone is added.")
        return redirect(found)
    context = {
        "form": form,
        "title": "Add a milestone",
        "about": found.title,
        "back": found,
        "breadcrumbs": action_crumbs(found),
    }
    return render(request, "delivery/form.html", context)


@needs("delivery.update_action")
@require_POST
def reach_milestone(request: Request, key: str, number: int, pk: int) -> HttpResponse:
    """Say that a milestone is reached, or that it is not after all."""
    found = action_or_404(request, key, number)
    milestone = get_object_or_404(found.milestones, pk=pk)
    reached = milestone.done_on is None
    changes.reach_milestone(milestone=milestone, by=request.user, reached=reached)
    messages.success(request, "The milestone is reached." if reached else "It is open again.")
    return redirect(found)


@needs("delivery.edit")
@require_POST
def remove_milestone(request: Request, key: str, number: int, pk: int) -> HttpResponse:
    """Take a milestone out."""
    found = action_or_404(request, key, number)
    changes.remove_milestone(milestone=get_object_or_404(found.milestones, pk=pk), by=request.user)
    messages.success(request, "The milestone is taken out.")
    return redirect(found)


@needs("delivery.edit")
def add_effect(request: Request, key: str, number: int) -> HttpResponse:
    """Say which measure an action is to change, and on what ground."""
    found = action_or_404(request, key, number)
    form = EffectForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.expect_effect(action=found, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "The expected effect is saved.")
        return redirect(found)
    context = {
        "form": form,
        "title": "Say what this action is to change",
        "about": found.title,
        "back": found,
        "breadcrumbs": action_crumbs(found),
    }
    return render(request, "delivery/form.html", context)


@needs("delivery.edit")
@require_POST
def remove_effect(request: Request, key: str, number: int, pk: int) -> HttpResponse:
    """Expect no effect on a measure any more."""
    found = action_or_404(request, key, number)
    changes.remove_effect(effect=get_object_or_404(found.effects, pk=pk), by=request.user)
    messages.success(request, "The expected effect is taken out.")
    return redirect(found)
