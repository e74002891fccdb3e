"""Pages of what is owed by when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.audit.queries import history_of
from goldenthread.governance import changes, rules, showing
from goldenthread.governance.declarations import duties
from goldenthread.governance.forms import MetForm, ObligationForm, ProgrammeFilter
from goldenthread.governance.models import Obligation
from goldenthread.governance.queries import programme as queries
from goldenthread.governance.views.meetings import show_form
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import (
    crumb,
    done,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.tables import arranged, as_csv


@needs("governance.read")
def programme(request: Request) -> HttpResponse:
    """Everything that is owed: duties in law, assurance reports, themed meetings, updates."""
    every = queries.programme_of(request.partnership, by=request.user)
    form, chosen = _chosen(request, every)
    shown = arranged(request, chosen, showing.PROGRAMME, first="standing")
    undone = {one.obligation.key for one in every}
    context = {
        "form": form,
        "found": found(len(chosen), len(every), "obligation", "obligations"),
        "counts": showing.programme_counts(every),
        "page": shown.page,
        "table": showing.programme_table(shown, csv_url=with_query(request, "programme_csv")),
        "may_edit": holds(request, "governance.owe"),
        "not_taken_up": [one for one in duties() if one.key not in undone],
        "breadcrumbs": [crumb("Meetings", "meetings")],
    }
    return render(request, "governance/programme.html", context)


def _chosen(
    request: Request, every: list[queries.Owed]
) -> tuple[ProgrammeFilter, list[queries.Owed]]:
    form = ProgrammeFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    kind, standing = given.get("kind", ""), given.get("standing", "")
    return form, [
        one
        for one in every
        if (not kind or one.obligation.kind == kind)
        and (not standing or one.standing.key == standing)
    ]


@needs("governance.read")
def programme_csv(request: Request) -> HttpResponse:
    """The same as a table to download."""
    every = queries.programme_of(request.partnership, by=request.user)
    rows = [
        (one.obligation.title, one.obligation.get_kind_display(), one.obligation.rule,
         one.standing.label, one.obligation.due, one.obligation.every or None,
         one.obligation.accountable, str(one.obligation.group or ""), one.last)
        for one in _chosen(request, every)[1]
    ]  # fmt: skip
    head = ("what", "kind", "rule", "stands", "due", "every_months", "owner", "group", "last_done")
    return as_csv("programme", head, rows)


@needs("governance.read")
def obligation(request: Request, key: str) -> HttpResponse:
    """One thing that is owed: by whom, by when, and when it was done."""
    one = _or_404(request, key)
    met = list(queries.met_of(one))
    edits = may(request.user, "governance.owe", on=one)
    context = {
        "owed": one,
        "standing": rules.standing_of(
            due=one.due, every=one.every, met=bool(met), today=timezone.localdate()
        ),
        "met": met,
        "places": say_places(one.places, request.partnership),
        "may_edit": edits,
        "may_report": may(request.user, "governance.report", on=one),
        "history": history_items(history_of(one), showing.WHAT) if edits else [],
        "breadcrumbs": [crumb("Meetings", "meetings"), crumb("What is owed", "programme")],
    }
    return render(request, "governance/obligation.html", context)


def _or_404(request: Request, key: str) -> Obligation:
    every = queries.obligations_of(request.partnership, by=request.user)
    one: Obligation = or_404(every.filter(key=key).first())
    one.partnership = request.partnership  # known: not asked again
    return one


@needs("governance.owe")
def add(request: Request) -> HttpResponse:
    """Write down something that is owed."""
    new = Obligation(partnership=request.partnership, kind="other")
    form = ObligationForm(request.POST or None, instance=new, partnership=request.partnership)
    made: list[Obligation] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.owe(partnership=request.partnership, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, "It stands in the programme.")
        return redirect(made[0])
    trail = [crumb("Meetings", "meetings"), crumb("What is owed", "programme")]
    return show_form(request, form, "Write down what is owed", reverse("programme"), trail)


@needs("governance.owe")
def edit(request: Request, key: str) -> HttpResponse:
    """Date it, say who answers for it, or change what it says."""
    one = _or_404(request, key)
    title, back = f"Change: {one.title}", one.get_absolute_url()
    form = ObligationForm(request.POST or None, instance=one, partnership=request.partnership)
    if form.is_valid():
        fresh = _or_404(request, key)
        if done(
            form,
            lambda: changes.edit_obligation(obligation=fresh, by=request.user, **form.cleaned_data),
        ):
            messages.success(request, "It is changed.")
            return redirect(fresh)
    return show_form(request, form, title, back, _trail(one))


@needs("governance.report")
def met(request: Request, key: str) -> HttpResponse:
    """Note that it was done, with what shows it."""
    one = _or_404(request, key)
    form = MetForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and done(
        form,
        lambda: changes.meet_obligation(obligation=one, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "It is noted as done.")
        return redirect(one)
    return show_form(request, form, f"Done: {one.title}", one.get_absolute_url(), _trail(one))


@needs("governance.owe")
@require_POST
def take_up(request: Request) -> HttpResponse:
    """Write down every duty in law that is not written down yet."""
    number = changes.take_up_duties(partnership=request.partnership, by=request.user)
    said = f"{number} duties are written down. Give each a day and somebody who answers for it."
    messages.success(request, said if number else "Every duty is written down already.")
    return redirect("programme")


def _trail(one: Obligation) -> list[dict[str, str]]:
    return [
        crumb("What is owed", "programme"),
        {"label": one.title, "url": one.get_absolute_url()},
    ]
