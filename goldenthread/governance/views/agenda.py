"""Pages on which an agenda is put together."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.governance import changes
from goldenthread.governance.forms import ItemForm, ProposalsForm
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.queries import agenda as queries
from goldenthread.governance.queries.meetings import items_of, sources_of
from goldenthread.governance.views.meetings import crumbs, meeting_or_404, show_form
from goldenthread.partnership.showing import done, or_404


@needs("governance.edit")
def build(request: Request, group: str, on: date) -> HttpResponse:
    """Choose among what is due, overdue, escalated or late, each with its reason."""
    one = meeting_or_404(request, group, on)
    there = sources_of(one)
    offered = [each for each in queries.proposals(one, by=request.user) if each.source not in there]
    form = ProposalsForm(request.POST or None, proposals=offered)
    if form.is_valid():
        chosen = [each for each in offered if each.source in form.cleaned_data["chosen"]]
        if done(
            form,
            lambda: changes.add_proposed(meeting=one, proposals=chosen, by=request.user),
        ):
            messages.success(request, "The agenda is put together.")
            return redirect(one)
    context = {"meeting": one, "offered": offered, "form": form, "breadcrumbs": crumbs(one)}
    return render(request, "governance/build_agenda.html", context)


@needs("governance.edit")
def add(request: Request, group: str, on: date) -> HttpResponse:
    """Put something on the agenda because somebody asks for it."""
    one = meeting_or_404(request, group, on)
    form = ItemForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.add_item(meeting=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "It stands on the agenda.")
        return redirect(one)
    title = f"Put something on the agenda: {one}"
    return show_form(request, form, title, one.get_absolute_url(), crumbs(one))


@needs("governance.edit")
def edit(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Change what an item says, or whether it is private."""
    item = item_or_404(request, group, on, number)
    form = ItemForm.of(item, request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.edit_item(item=item, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The item is changed.")
        return redirect(item.meeting)
    back = item.meeting.get_absolute_url()
    return show_form(request, form, f"Change item {item}", back, crumbs(item.meeting))


@needs("governance.edit")
@require_POST
def remove(request: Request, group: str, on: date, number: int) -> HttpResponse:
    """Take an item off the agenda."""
    item = item_or_404(request, group, on, number)
    try:
        changes.remove_item(item=item, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, "The item is off the agenda.")
    return redirect(item.meeting)


def item_or_404(request: Request, group: str, on: date, number: int) -> AgendaItem:
    """Give the item at an address, as far as whoever asks may see it."""
    one = meeting_or_404(request, group, on)
    found = [item for item in items_of(one, by=request.user) if item.number == number]
    item: AgendaItem = or_404(found[0] if found else None)
    item.meeting = one
    item.partnership = one.partnership
    return item
