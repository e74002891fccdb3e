"""Pages on which something is decided of an action: its date, its end, its status by hand."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.delivery import changes
from goldenthread.delivery.forms import AnswerForm, MoveDateForm, OverrideForm, ReasonForm
from goldenthread.delivery.models import Action
from goldenthread.delivery.showing import action_crumbs, long_day
from goldenthread.delivery.views.actions import action_or_404
from goldenthread.partnership.showing import done, or_404


@needs("delivery.edit")
def move_date(request: Request, key: str, number: int) -> HttpResponse:
    """Approve another due date, with the reason."""
    found = action_or_404(request, key, number)
    return _decide(request, found, MoveDateForm, changes.move_date, "Move the due date")


@needs("delivery.update_action")
def ask_for_date(request: Request, key: str, number: int) -> HttpResponse:
    """Ask for another due date; a second person decides."""
    found = action_or_404(request, key, number)
    return _decide(request, found, MoveDateForm, changes.ask_for_date, "Ask for another due date")


@needs("delivery.edit")
def decide_date(request: Request, key: str, number: int) -> HttpResponse:
    """Approve or refuse the date that was asked for."""
    found = action_or_404(request, key, number)
    asked = or_404(found.date_requests.filter(approved=None).select_related("asked_by").first())
    about = (
        f"{found.title}. {asked.asked_by} asks for {long_day(asked.wanted)} in place of "
        f"{long_day(found.due) if found.due else 'no date'}: {asked.reason}"
    )

    def change(*, action: Action, **decided: Any) -> None:
        changes.decide_date(asked=asked, **decided)

    return _decide(request, found, AnswerForm, change, "Decide on another due date", about)


@needs("delivery.edit")
def defer(request: Request, key: str, number: int) -> HttpResponse:
    """Put an action off by decision."""
    found = action_or_404(request, key, number)
    return _decide(request, found, ReasonForm, changes.defer, "Put this action off")


@needs("delivery.edit")
def give_up(request: Request, key: str, number: int) -> HttpResponse:
    """Close an action undone; it counts as missed."""
    found = action_or_404(request, key, number)
    return _decide(request, found, ReasonForm, changes.give_up, "Give this action up undone")


@needs("delivery.edit")
def reopen(request: Request, key: str, number: int) -> HttpResponse:
    """Take up an action again that was achieved, put off or given up."""
    found = action_or_404(request, key, number)
    return _decide(request, found, ReasonForm, changes.reopen, "Take this action up again")


@needs("delivery.edit")
def override(request: Request, key: str, number: int) -> HttpResponse:
    """Set how an action stands by hand, with the reason."""
    found = action_or_404(request, key, number)
    return _decide(request, found, OverrideForm, changes.override, "Set how it stands by hand")


@needs("delivery.edit")
@require_POST
def drop_override(request: Request, key: str, number: int) -> HttpResponse:
    """Let it stand again as its facts say."""
    found = action_or_404(request, key, number)
    changes.drop_override(action=found, by=request.user)
    messages.success(request, "It stands again as its dates and updates say.")
    return redirect(found)


def _decide(
    request: Request,
    found: Action,
    kind: type[forms.Form],
    change: Callable[..., Any],
    title: str,
    about: str = "",
) -> HttpResponse:
    form = kind(request.POST or None)
    if form.is_valid() and done(
        form, lambda: change(action=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{title}: done.")
        return redirect(found)
    context = {
        "form": form,
        "title": title,
        "about": about or found.title,
        "back": found,
        "breadcrumbs": action_crumbs(found),
    }
    return render(request, "delivery/form.html", context)
