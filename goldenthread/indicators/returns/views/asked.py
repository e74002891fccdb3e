"""Pages of requests: one with its periods, a new one, and changes of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.indicators.returns import changes, queries, showing
from goldenthread.indicators.returns.forms import AskForm, EditForm, EndForm
from goldenthread.indicators.returns.views.owed import request_or_404
from goldenthread.partnership.showing import crumb, done, history_items, holds
from goldenthread.tables import arranged

ASK = "indicators.ask_return"


@needs("indicators.read_returns")
def return_request(request: Request, key: str) -> HttpResponse:
    """One request: who owes what by when, and how every period of it stands."""
    asked = request_or_404(request, key)
    every = queries.standings([asked])
    shown = arranged(request, every, showing.COLUMNS, first="-period", on_a_page=24)
    asks = holds(request, ASK)
    context = {
        "asked": asked,
        "page": shown.page,
        "table": showing.owed_table(shown, csv_url=""),
        "complete": next(iter(queries.completeness(every, "owner")), None),
        "asks": asks,
        "history": history_items(history_of(asked), showing.WHAT) if asks else [],
        "breadcrumbs": [crumb("Returns", "returns")],
    }
    return render(request, "indicators/returns/request.html", context)


@needs(ASK)
def ask_return(request: Request) -> HttpResponse:
    """Ask for a figure."""
    form = AskForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        made = []
        if done(
            form,
            lambda: made.append(
                changes.ask(partnership=request.partnership, by=request.user, **form.cleaned_data)
            ),
        ):
            messages.success(request, f"{made[0].owner} is asked for it.")
            return redirect("return_request", made[0].key)
    context = {
        "form": form,
        "title": "Ask for a figure",
        "lede": "Who owes which figure, how often, by when, and who approves it. Reminders go "
        "out by themselves.",
        "submit": "Ask for it",
        "back": reverse("returns"),
    }
    return render(request, "indicators/returns/form.html", context)


@needs(ASK)
def edit_return_request(request: Request, key: str) -> HttpResponse:
    """Change who owes a figure, who approves it, or when it is due."""
    asked = request_or_404(request, key)
    form = EditForm(request.POST or None, instance=asked, partnership=request.partnership)
    if form.is_valid():
        fresh = request_or_404(request, key)
        fields = form.cleaned_data
        if done(form, lambda: changes.edit_request(request=fresh, by=request.user, **fields)):
            messages.success(request, "The request is changed.")
            return redirect("return_request", key)
    title = f"Change the request: {request_or_404(request, key)}"
    back = reverse("return_request", args=[key])
    context = {"form": form, "title": title, "submit": "Save", "back": back}
    return render(request, "indicators/returns/form.html", context)


@needs(ASK)
def end_return_request(request: Request, key: str) -> HttpResponse:
    """Ask no longer for a figure."""
    asked = request_or_404(request, key)
    form = EndForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.end_request(request=asked, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "The request ends on that day. What was sent stays.")
        return redirect("return_request", key)
    back = reverse("return_request", args=[key])
    context = {
        "form": form,
        "title": f"Ask no longer: {asked}",
        "submit": "End the request",
        "back": back,
    }
    return render(request, "indicators/returns/form.html", context)
