"""People who sign in and the roles they hold."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import RoleGrant
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import ROLES
from goldenthread.partnership import changes, queries
from goldenthread.partnership.forms import LastDayForm, RoleForm, SignInForm
from goldenthread.partnership.showing import crumb, done, or_404
from goldenthread.tables import as_csv


@needs("accounts.manage")
def people(request: Request) -> HttpResponse:
    """Who signs in, and which roles they hold or held."""
    grants = queries.role_grants(request.partnership, by=request.user)
    today = timezone.localdate()
    context = {
        "people": [
            {"user": user, "grants": [_shown(one, today) for one in held]}
            for user, held in groupby(grants, key=lambda one: one.user)
        ]
    }
    return render(request, "partnership/people.html", context)


def _shown(one: RoleGrant, today: Any) -> dict[str, Any]:
    state = "Held now"
    if one.ends and one.ends < today:
        state = "Ended"
    elif one.starts > today:
        state = "Yet to start"
    return {"grant": one, "state": state, "who": ROLES[one.role].who_may_hold_it}


@needs("accounts.manage")
def people_csv(request: Request) -> HttpResponse:
    """Who holds which role, as a table to download."""
    grants = queries.role_grants(request.partnership, by=request.user)
    head = ("name", "email", "role", "first_day", "last_day")
    return as_csv(
        "people",
        head,
        ((str(g.user), g.user.email, g.get_role_display(), g.starts, g.ends) for g in grants),
    )


@needs("accounts.manage")
def add_person(request: Request) -> HttpResponse:
    """Give a person a sign-in with a first role."""
    form = SignInForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.give_sign_in(request.partnership, by=request.user, **form.cleaned_data),
    ):
        messages.success(
            request,
            f"{form.cleaned_data['name']} can sign in. They choose a password by "
            "“Forgotten your password?” on the sign-in page.",
        )
        return redirect("people")
    return _form(request, form, "Give a person a sign-in")


@needs("accounts.manage")
def give_role(request: Request, number: int) -> HttpResponse:
    """Give a person a further role."""
    grants = queries.role_grants(request.partnership, by=request.user)
    known = or_404(grants.filter(user=number).first())
    form = RoleForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.give_role(
            request.partnership, user=known.user, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, f"{known.user} has the role.")
        return redirect("people")
    return _form(request, form, f"Give {known.user} a role")


@needs("accounts.manage")
def end_role(request: Request, number: int) -> HttpResponse:
    """End a role, after asking."""
    grants = queries.role_grants(request.partnership, by=request.user)
    grant = or_404(grants.filter(pk=number).first())
    form = LastDayForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.end_role(grant=grant, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{grant.user}: the role has a last day.")
        return redirect("people")
    told = [
        "From the next day they can no longer do what this role allows.",
        "A role can be given again at any time.",
    ]
    if grant.user == request.user:
        told.append("This is a role of your own.")
    context = {
        "title": f"End the role “{grant.get_role_display()}” of {grant.user}?",
        "question": "On which day does it end?",
        "consequences": told,
        "form": form,
        "submit": "End the role",
        "danger": True,
        "cancel_url": reverse("people"),
        "breadcrumbs": [crumb("People who sign in", "people")],
    }
    return render(request, "partnership/confirm.html", context)


def _form(request: Request, form: Any, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "cancel_url": reverse("people"),
        "roles": [role for role in ROLES.values() if role.key != "public"],
        "breadcrumbs": [crumb("People who sign in", "people")],
    }
    return render(request, "partnership/form.html", context)
