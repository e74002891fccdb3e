"""Recording money: funders, funds, awards and what happens to them."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.funding import changes, forms, queries
from goldenthread.funding.models import Award
from goldenthread.funding.rules import pounds
from goldenthread.partnership.showing import crumb, done, or_404


@needs("funding.edit")
def add_funder(request: Request) -> HttpResponse:
    """Record somebody who gives money."""
    form = forms.FunderForm(request.POST or None)
    if form.is_valid():
        made = changes.add_funder(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        )
        messages.success(request, "The funder is recorded.")
        return redirect(made)
    return _shown(request, form, "Record a funder", reverse("funders"))


@needs("funding.edit")
def add_fund(request: Request) -> HttpResponse:
    """Record a fund or a round of one."""
    form = forms.FundForm(request.POST or None, partnership=request.partnership)
    if form.is_valid() and done(
        form,
        lambda: changes.add_fund(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "The fund is recorded.")
        return redirect("funders")
    return _shown(request, form, "Record a fund or round", reverse("funders"))


@needs("funding.edit")
def add_award(request: Request) -> HttpResponse:
    """Record an award."""
    form = forms.AwardForm(request.POST or None, partnership=request.partnership)
    made: list[Award] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.add_award(partnership=request.partnership, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, "The award is recorded.")
        return redirect(made[0])
    return _shown(request, form, "Record an award", reverse("awards"))


@needs("funding.edit")
def edit_award(request: Request, key: str) -> HttpResponse:
    """Change what an award says; its sum and last day are varied on their own page."""
    one = _award(request, key)
    form = forms.AwardForm(request.POST or None, partnership=request.partnership, award=one)
    return _decide(request, one, form, changes.edit_award, "Change an award")


@needs("funding.edit")
def vary_award(request: Request, key: str) -> HttpResponse:
    """Change an award's sum or last day, with the reason."""
    one = _award(request, key)
    first = {"amount": one.amount, "ends": one.ends}
    form = forms.VariationForm(request.POST or None, initial=first)
    return _decide(request, one, form, changes.vary_award, "Vary the sum or last day")


@needs("funding.edit")
def profile(request: Request, key: str) -> HttpResponse:
    """Say how much of an award is meant to be spent in which quarter."""
    one = _award(request, key)
    lines = queries.kept_of(one).profile
    if request.method == "POST" and ("spread" in request.POST or not lines):
        spread = django_forms.Form(request.POST)
        if spread.is_valid() and done(
            spread, lambda: changes.spread_profile(award=one, by=request.user)
        ):
            messages.success(request, "The award is spread evenly over its quarters.")
            return redirect("award_profile", key)
        return _profile_shown(request, one, spread, bool(lines))
    form = forms.ProfileForm(request.POST or None, lines=lines)
    if form.is_valid() and done(
        form, lambda: changes.set_profile(award=one, amounts=form.amounts, by=request.user)
    ):
        messages.success(request, "The profile is kept.")
        return redirect("award_spending", key)
    return _profile_shown(request, one, form, bool(lines))


def _profile_shown(
    request: Request, one: Award, form: django_forms.Form, has_lines: bool
) -> HttpResponse:
    context = {
        "form": form,
        "one": one,
        "has_lines": has_lines and bool(form.fields),
        "whole": pounds(one.amount) if one.amount is not None else "",
        "breadcrumbs": _above(one),
    }
    return render(request, "funding/profile.html", context)


@needs("funding.edit")
def record_claim(request: Request, key: str) -> HttpResponse:
    """Record what a recipient claims."""
    one = _award(request, key)
    form = forms.ClaimForm(request.POST or None)
    return _decide(request, one, form, changes.record_claim, "Record a claim")


@needs("funding.agree_claim")
def decide_claim(request: Request, key: str, number: int) -> HttpResponse:
    """Agree a claim that somebody else recorded, or refuse it."""
    one = _award(request, key)
    claim = or_404(next((c for c in queries.kept_of(one).claims if c.number == number), None))
    claim.award = one
    form = forms.DecisionForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.decide_claim(
            claim=claim,
            agreed=form.cleaned_data["decision"] == "agree",
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    ):
        messages.success(request, "Your decision is recorded.")
        return redirect("award_spending", key)
    context = {"claim": claim, "sum": pounds(claim.amount), "form": form, "one": one,
               "breadcrumbs": _above(one)}  # fmt: skip
    return render(request, "funding/decide_claim.html", context)


@needs("funding.edit")
def record_payment(request: Request, key: str) -> HttpResponse:
    """Record money that was paid."""
    one = _award(request, key)
    form = forms.PaymentForm(request.POST or None)
    return _decide(request, one, form, changes.record_payment, "Record a payment")


@needs("funding.edit")
def review_value(request: Request, key: str) -> HttpResponse:
    """Say whether an award was worth its money."""
    one = _award(request, key)
    form = forms.ReviewForm(request.POST or None)
    return _decide(request, one, form, changes.review_value, "Review value for money")


@needs("funding.edit")
def close_award(request: Request, key: str) -> HttpResponse:
    """Close an award with a note on what came of it."""
    one = _award(request, key)
    form = forms.ClosingForm(request.POST or None)
    return _decide(request, one, form, changes.close_award, "Close an award")


def _award(request: Request, key: str) -> Award:
    one: Award = or_404(queries.award_seen(request.partnership, key, by=request.user))
    one.partnership = request.partnership
    return one


def _decide(
    request: Request, one: Award, form: django_forms.Form, change: Callable[..., Any], title: str
) -> HttpResponse:
    """Show a form about an award, or make its change and go back to the award."""
    if form.is_valid() and done(
        form, lambda: change(award=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{title}: done.")
        return redirect("award_spending", one.key)
    return _shown(request, form, title, reverse("award_spending", args=[one.key]), about=one)


def _shown(
    request: Request, form: django_forms.Form, title: str, back: str, about: Award | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": about,
        "back": back,
        "breadcrumbs": _above(about) if about else [crumb("Money", "money")],
    }
    return render(request, "funding/form.html", context)


def _above(one: Award) -> list[dict[str, str]]:
    return [
        crumb("Money", "money"),
        crumb("Awards", "awards"),
        {"label": one.title, "url": one.get_absolute_url()},
    ]
