"""Pages on which schemes are added, edited, ended and taken up again, with a reason to read."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import crumb, done, or_404
from goldenthread.strategy import changes, queries
from goldenthread.strategy.forms import EndForm, ReasonForm
from goldenthread.strategy.models import Scheme
from goldenthread.strategy.register_forms import SchemeForm


def _scheme(request: Request, key: str) -> Scheme:
    one: Scheme = or_404(queries.scheme_to_edit(request.partnership, key, by=request.user))
    return one


def _form(request: Request, one: Scheme | None = None) -> SchemeForm:
    plans = queries.plans(request.partnership, by=request.user)
    return SchemeForm(
        request.POST or None, instance=one, partnership=request.partnership, plans=plans
    )


@needs("strategy.edit")
def add_scheme(request: Request) -> HttpResponse:
    """Add a scheme to the register."""
    form = _form(request)
    if form.is_valid() and done(
        form,
        lambda: changes.add_scheme(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "The scheme is added.")
        return redirect("schemes")
    return _page(request, form, "Add a scheme", "Add it", reverse("schemes"))


@needs("strategy.edit")
def edit_scheme(request: Request, key: str) -> HttpResponse:
    """Change what is known of a scheme."""
    one = _scheme(request, key)
    title, form = f"Change: {one}", _form(request, one)
    # the form writes into the row it was given, so the change is made on a fresh one
    if form.is_valid() and done(
        form,
        lambda: changes.edit_scheme(
            scheme=_scheme(request, key), by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "The scheme is changed, with what stood there before.")
        return redirect("scheme", key)
    return _page(request, form, title, "Save", reverse("scheme", args=[key]))


def _page(
    request: Request, form: forms.ModelForm, title: str, submit: str, back: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "cancel_url": back,
        "breadcrumbs": [crumb("Schemes", "schemes")],
    }
    return render(request, "strategy/form.html", context)


@needs("strategy.edit")
def end_scheme(request: Request, key: str) -> HttpResponse:
    """Say on which day a scheme ended, after asking."""
    one = _scheme(request, key)
    form = EndForm(request.POST or None)
    return _decide(
        request,
        one,
        form,
        lambda said: changes.end_scheme(scheme=one, by=request.user, **said),
        title=f"End “{one}”?",
        told="It stays in the register, with its last day, your reason and your name.",
        submit="End it",
    )


@needs("strategy.edit")
def resume_scheme(request: Request, key: str) -> HttpResponse:
    """Take up again a scheme that had ended, after asking."""
    one = _scheme(request, key)
    form = ReasonForm(request.POST or None, public=False)
    return _decide(
        request,
        one,
        form,
        lambda said: changes.resume_scheme(scheme=one, by=request.user, **said),
        title=f"Take up “{one}” again?",
        told="It has no last day then; that it had ended stays in its history.",
        submit="Take it up again",
    )


def _decide(
    request: Request,
    one: Scheme,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    told: str,
    submit: str,
) -> HttpResponse:
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, "The scheme is changed, with what stood there before.")
        return redirect("scheme", one.key)
    context = {
        "form": form,
        "title": title,
        "consequences": [told],
        "submit": submit,
        "cancel_url": reverse("scheme", args=[one.key]),
        "breadcrumbs": [crumb("Schemes", "schemes"), crumb(one.name, "scheme", one.key)],
    }
    return render(request, "strategy/confirm.html", context)
