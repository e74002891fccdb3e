"""The register of information-sharing agreements: who signed, and when review is due."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.partnership import changes, queries
from goldenthread.partnership.forms import AgreementForm, ReviewForm, SignForm
from goldenthread.partnership.models import InformationSharingAgreement
from goldenthread.partnership.showing import crumb, done, history_items, holds, or_404
from goldenthread.tables import as_csv


@needs("partnership.read")
def agreements(request: Request) -> HttpResponse:
    """Every agreement: who has signed, who has not, and when it is reviewed."""
    every = queries.agreements(request.partnership, by=request.user)
    context = {
        "rows": [_row(one) for one in every],
        "may_edit": holds(request, "partnership.edit"),
    }
    return render(request, "partnership/agreements.html", context)


def _row(one: InformationSharingAgreement) -> dict[str, Any]:
    signed = {signature.organisation_id for signature in one.signatures.all()}
    return {
        "agreement": one,
        "signed": list(one.signatures.all()),
        "waiting": [body for body in one.parties.all() if body.pk not in signed],
        "overdue": one.review_on < timezone.localdate(),
    }


@needs("partnership.read")
def agreements_csv(request: Request) -> HttpResponse:
    """The register as a table to download, one row for each party."""
    every = queries.agreements(request.partnership, by=request.user)
    head = ("agreement", "purpose", "agreed_on", "review_due", "party", "signed_by", "signed_on")
    rows = []
    for one in every:
        signed = {signature.organisation_id: signature for signature in one.signatures.all()}
        for body in one.parties.all():
            by = signed.get(body.pk)
            rows.append(
                (
                    one.title,
                    one.purpose,
                    one.agreed_on,
                    one.review_on,
                    body.name,
                    by.signed_by if by else None,
                    by.signed_on if by else None,
                )
            )
    return as_csv("agreements", head, rows)


@needs("partnership.read")
def agreement(request: Request, key: str) -> HttpResponse:
    """One agreement with its parties and their signatures."""
    one = _agreement(request, key)
    edits = holds(request, "partnership.edit")
    context = {
        **_row(one),
        "may_edit": edits,
        "history": history_items(history_of(one)) if edits else [],
        "breadcrumbs": [crumb("Agreements", "agreements")],
    }
    return render(request, "partnership/agreement.html", context)


@needs("partnership.edit")
def make(request: Request) -> HttpResponse:
    """Write down an agreement."""
    form = AgreementForm(request.POST or None, partnership=request.partnership)
    if form.is_valid() and done(
        form,
        lambda: changes.make_agreement(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "The agreement is written down. Each party now signs.")
        return redirect("agreements")
    return _form(request, form, "Write down an agreement", reverse("agreements"))


@needs("partnership.edit")
def sign(request: Request, key: str) -> HttpResponse:
    """Record that a party signed."""
    one = _agreement(request, key)
    form = SignForm(request.POST or None, agreement=one)
    if form.is_valid() and done(
        form, lambda: changes.sign_agreement(agreement=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{form.cleaned_data['organisation']} has signed.")
        return redirect("agreement", key)
    return _form(request, form, f"Sign: {one.title}", reverse("agreement", args=[key]))


@needs("partnership.edit")
def review(request: Request, key: str) -> HttpResponse:
    """Record a review; the next falls due as many months later as the agreement says."""
    one = _agreement(request, key)
    form = ReviewForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.review_agreement(agreement=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The review is recorded.")
        return redirect("agreement", key)
    about = f"The next review falls due {one.review_months} months later."
    return _form(request, form, f"Review: {one.title}", reverse("agreement", args=[key]), about)


def _agreement(request: Request, key: str) -> InformationSharingAgreement:
    every = queries.agreements(request.partnership, by=request.user)
    one: InformationSharingAgreement = or_404(every.filter(key=key).first())
    return one


def _form(
    request: Request, form: Any, title: str, cancel_url: str, about: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": about,
        "cancel_url": cancel_url,
        "breadcrumbs": [crumb("Agreements", "agreements")],
    }
    return render(request, "partnership/form.html", context)
