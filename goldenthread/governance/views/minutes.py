"""Pages of minutes: what was said, decided and given to do; and the registers of both."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.governance import changes, showing
from goldenthread.governance.forms import DecisionForm, GivenForm, MinuteForm, RecusalForm
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.queries import meetings as queries
from goldenthread.governance.views.agenda import item_or_404
from goldenthread.governance.views.meetings import crumbs, show_form
from goldenthread.partnership.showing import crumb, done, holds, with_query
from goldenthread.tables import arranged, as_csv


@needs("governance.edit")
def minute(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Write what the minutes say of an item."""
    item = item_or_404(request, group, on, number)
    form = MinuteForm(request.POST or None, initial={"text": item.minute})
    return _about(request, item, form, changes.write_minute, "Minutes", "It stands in the minutes.")


@needs("governance.edit")
def recuse(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Note that somebody takes no part in an item."""
    item = item_or_404(request, group, on, number)
    form = RecusalForm(request.POST or None, meeting=item.meeting)
    said = "It is noted. They do not count for the quorum on this item."
    return _about(request, item, form, changes.recuse, "Who takes no part", said)


@needs("governance.edit")
def decide(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Record a decision with its reasons."""
    item = item_or_404(request, group, on, number)
    form = DecisionForm(request.POST or None)
    return _about(request, item, form, changes.decide, "Decision", "The decision is recorded.")


@needs("governance.edit")
def give(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Give somebody something to do."""
    item = item_or_404(request, group, on, number)
    form = GivenForm(request.POST or None, partnership=request.partnership)
    said = "The action is given. Its owner finds it in their work."
    return _about(request, item, form, changes.give_action, "Action", said)


def _about(
    request: Request,
    item: AgendaItem,
    form: forms.Form,
    change: Callable[..., Any],
    what: str,
    said: str,
) -> HttpResponse:
    if form.is_valid() and done(
        form, lambda: change(item=item, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, said)
        return redirect(f"{item.meeting.get_absolute_url()}#item-{item.number}")
    title = f"{what}: item {item}"
    return show_form(request, form, title, item.meeting.get_absolute_url(), crumbs(item.meeting))


@needs("public.read")
def decisions(request: Request) -> HttpResponse:
    """Every decision with its reasons: for visitors those that are published."""
    every = queries.decisions_of(request.partnership, by=request.user)
    shown = arranged(request, every, showing.DECISIONS, first="-day")
    context = {
        "table": showing.decisions_table(shown, csv_url=with_query(request, "decisions_csv")),
        "page": shown.page,
        "reads": holds(request, "governance.read"),
        "breadcrumbs": [crumb("Meetings", "meetings")],
    }
    return render(request, "governance/decisions.html", context)


@needs("public.read")
def decisions_csv(request: Request) -> HttpResponse:
    """The same decisions as a table to download."""
    rows = [
        (one.item.meeting.group.name, one.item.meeting.said_day, one.item.title, one.text,
         one.reasons, one.quorum)
        for one in queries.decisions_of(request.partnership, by=request.user)
    ]  # fmt: skip
    head = ("group", "day", "item", "decision", "reasons", "quorum")
    return as_csv("decisions", head, rows)


@needs("governance.read")
def given(request: Request) -> HttpResponse:
    """What meetings gave people to do, and how each stands today."""
    every = queries.action_log(request.partnership, by=request.user)
    shown = arranged(request, every, showing.GIVEN, first="status")
    context = {
        "table": showing.given_table(shown, csv_url=with_query(request, "meeting_actions_csv")),
        "page": shown.page,
        "breadcrumbs": [crumb("Meetings", "meetings")],
    }
    return render(request, "governance/given.html", context)


@needs("governance.read")
def given_csv(request: Request) -> HttpResponse:
    """The same actions as a table to download."""
    rows = [
        (one.item.meeting.group.name, one.item.meeting.said_day, one.item.title, one.action.title,
         one.action.accountable, one.action.due, one.status.label, one.action.plan.title)
        for one in queries.action_log(request.partnership, by=request.user)
    ]  # fmt: skip
    head = ("group", "day", "item", "action", "owner", "due", "status", "delivery_plan")
    return as_csv("meeting-actions", head, rows)
