"""Pages of organisations, what they are to the partnership, and their liaison officers."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.partnership import changes, queries, rules
from goldenthread.partnership.forms import (
    LastDayForm,
    LiaisonForm,
    MembershipForm,
)
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.showing import (
    crumb,
    done,
    history_items,
    holds,
    or_404,
)
from goldenthread.tables import as_csv


@needs("public.read")
def organisation(request: Request, key: str) -> HttpResponse:
    """One body: its names, its memberships over time, and for officers who its people are."""
    body = _body(request, key)
    reads, edits = holds(request, "partnership.read"), holds(request, "partnership.edit")
    today = timezone.localdate()
    responsible = any(
        one.pk == body.pk for one in queries.responsible_on(request.partnership, today)
    )
    officers = queries.liaison_officers(request.partnership, by=request.user) if reads else None
    context = {
        "body": body,
        "memberships": queries.membership_history(body),
        "responsible": responsible,
        "reads": reads,
        "may_edit": edits,
        "liaison": list(officers.filter(organisation=body)) if officers is not None else [],
        "people": list(body.officers.all()) if reads else [],
        "history": history_items(history_of(body)) if edits else [],
        "breadcrumbs": [crumb("Organisations", "organisations")],
    }
    return render(request, "partnership/organisation.html", context)


@needs("partnership.edit")
def add_membership(request: Request, key: str) -> HttpResponse:
    """Make a body a member of a class."""
    body = _body(request, key)
    form = MembershipForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.add_membership(organisation=body, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{body} is a member from then on.")
        return redirect("organisation", key)
    return _form(request, form, f"Make {body} a member", body)


@needs("partnership.edit")
def end_membership(request: Request, key: str, number: int) -> HttpResponse:
    """End a membership, after asking."""
    body = _body(request, key)
    held = or_404(queries.membership_history(body).filter(pk=number).first())
    form = LastDayForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.end_membership(membership=held, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The membership has its last day.")
        return redirect("organisation", key)
    told = ["The body stays in the list of organisations, as a former member."]
    if held.membership_class == rules.RESPONSIBLE:
        told.append("Whether it is a responsible authority is set by law, not by the partnership.")
    return _confirm(request, form, f"End this membership of {rules.the(body.name)}?", told, body)


@needs("partnership.read")
def liaison_officers(request: Request) -> HttpResponse:
    """The designated liaison officer of each responsible authority, and where there is none."""
    today = timezone.localdate()
    every = list(queries.liaison_officers(request.partnership, by=request.user))
    now = {one.organisation_id: one for one in every if queries.holds_on(one, today)}
    spans = defaultdict(list)
    for one in every:
        spans[one.organisation_id].append(rules.Span(one.starts, one.ends))
    bodies = queries.responsible_on(request.partnership, today)
    context = {
        "rows": [
            {
                "body": body,
                "officer": now.get(body.pk),
                "vacant_since": rules.vacant_since(spans[body.pk], today),
            }
            for body in bodies
        ],
        "vacant": sum(body.pk not in now for body in bodies),
        "former": [one for one in every if one.ends and one.ends < today],
        "may_edit": holds(request, "partnership.edit"),
        "breadcrumbs": [crumb("Organisations", "organisations")],
    }
    return render(request, "partnership/liaison_officers.html", context)


@needs("partnership.read")
def liaison_officers_csv(request: Request) -> HttpResponse:
    """Every liaison officer, present and past, as a table to download."""
    every = queries.liaison_officers(request.partnership, by=request.user)
    head = ("organisation", "officer", "role", "deputy", "first_day", "last_day")
    return as_csv(
        "liaison-officers",
        head,
        ((str(o.organisation), o.name, o.role, o.deputy, o.starts, o.ends) for o in every),
    )


@needs("partnership.edit")
def appoint(request: Request, key: str) -> HttpResponse:
    """Record whom a responsible authority designates."""
    body = _body(request, key)
    form = LiaisonForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.appoint_liaison_officer(
            organisation=body, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, f"{form.cleaned_data['name']} is recorded for {body}.")
        return redirect("liaison_officers")
    about = "Whoever is designated now ends on the day before the new one starts."
    return _form(request, form, f"Liaison officer of {rules.the(body.name)}", body, about)


@needs("partnership.edit")
def end_liaison(request: Request, number: int) -> HttpResponse:
    """End a liaison officer's time, after asking."""
    every = queries.liaison_officers(request.partnership, by=request.user)
    officer = or_404(every.filter(pk=number).first())
    form = LastDayForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.end_liaison_officer(officer=officer, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{officer.name} has a last day. The place is then vacant.")
        return redirect("liaison_officers")
    told = ["The place is shown as vacant from the next day, until somebody is designated."]
    title = f"End the time of {officer.name} as liaison officer?"
    return _confirm(request, form, title, told, officer.organisation)


@needs("partnership.read")
def alerts(request: Request) -> HttpResponse:
    """What is vacant or overdue in the partnership itself."""
    every = queries.alerts(request.partnership, on=timezone.localdate())
    context = {"alerts": [_alert(one) for one in every]}
    return render(request, "partnership/alerts.html", context)


def _alert(one: rules.Alert) -> dict[str, str]:
    where = {
        "liaison_officer": reverse("liaison_officers"),
        "agreement": reverse("agreements"),
        "strategy_group": reverse("groups"),
        "chair": reverse("groups"),
    }
    kind, _, key = one.about.partition(":")
    url = reverse(kind, args=[key]) if kind in ("group", "agreement") and key else where[one.kind]
    return {"sentence": one.sentence, "rule": one.rule, "url": url}


def _body(request: Request, key: str) -> Organisation:
    body: Organisation = or_404(queries.organisations(request.partnership).filter(key=key).first())
    return body


def _trail(body: Organisation) -> list[dict[str, str]]:
    return [
        crumb("Organisations", "organisations"),
        crumb(body.name, "organisation", body.key),
    ]


def _form(
    request: Request, form: Any, title: str, body: Organisation, about: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": about,
        "cancel_url": reverse("organisation", args=[body.key]),
        "breadcrumbs": _trail(body),
    }
    return render(request, "partnership/form.html", context)


def _confirm(
    request: Request, form: Any, title: str, consequences: list[str], body: Organisation
) -> HttpResponse:
    context = {
        "title": title,
        "question": "On which day does it end?",
        "consequences": consequences,
        "form": form,
        "submit": "End it",
        "cancel_url": reverse("organisation", args=[body.key]),
        "breadcrumbs": _trail(body),
    }
    return render(request, "partnership/confirm.html", context)
