"""What goes next, lists that are checked and approved, certificates, holds."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework.keeping import changes, queries
from goldenthread.casework.keeping.changes.disposing import hash_of
from goldenthread.casework.keeping.forms import CertainForm, LongerForm
from goldenthread.casework.keeping.views.showing import (
    MARKING,
    ON_A_PAGE,
    asked,
    listed,
    on,
    table,
    to,
    under,
)
from goldenthread.casework.models import Case, Disposal
from goldenthread.casework.rules.references import tidy
from goldenthread.casework.views.case import confidential, sent
from goldenthread.partnership import queries as partnerships
from goldenthread.partnership.showing import crumb, done, holds, or_404, page_of
from goldenthread.tables import as_csv

THEN = {
    "delete": "Deleted, but for what is counted",
    "anonymise": "Made anonymous",
    "review": "Somebody decides",
    "transfer": "Handed to an archive: somebody decides",
}
STATES = {
    "made": "To be checked", "checked": "To be approved", "approved": "Goes tonight",
    "carried_out": "Gone", "dropped": "Given up",
}  # fmt: skip
FOR_GOOD = "What goes cannot be brought back, by nobody and from nowhere but your back-ups."


@needs("casework.approve_disposal")
def records(request: Request) -> HttpResponse:
    """The front page of those who look after what is kept."""
    governs = holds(request, queries.GOVERN)
    context = {
        "waiting": queries.waiting(request.partnership, by=request.user) if governs else None,
        "agreements": _agreements(request) if governs else [],
        "marking": MARKING,
    }
    return confidential(request, "casework/keeping/records.html", context)


def _agreements(request: Request) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {
            "key": one.key,
            "title": one.title,
            "review_on": one.review_on,
            "ends": one.ends,
            "over": one.ends is not None and one.ends < today,
            "late": one.review_on < today,
        }
        for one in partnerships.agreements(request.partnership, by=request.user)
    ]


@needs("casework.approve_disposal")
def going(request: Request) -> HttpResponse:
    """Which closed cases go next, and when."""
    cases = queries.going_next(request.partnership, by=request.user)
    page = page_of(request, cases, ON_A_PAGE)
    governs = holds(request, queries.GOVERN)
    rows = [
        [one.case.reference, one.case.type.name, on(one.case.closed_at), on(one.going.after),
         THEN[one.going.then], one.held or "Nothing",
         to("keep_longer", "Keep it longer", one.case.reference) if governs else ""]
        for one in queries.with_reasons(page, timezone.localdate())
    ]  # fmt: skip
    heads = ("Reference", "Kind", "Closed", "Kept until", "What then", "What keeps it", "Decide")
    found = table("going", "Closed cases, the next to go first", heads, rows,
                  csv_url=reverse("cases_going_csv"))  # fmt: skip
    lede = "Every closed case has a last day, from its kind and what is in it (rule RET-04)."
    return listed(
        request, "What goes next", lede, found, empty="No closed case is kept.", page=page
    )


@needs("casework.approve_disposal")
def going_csv(request: Request) -> HttpResponse:
    """What goes next, as a table to download: the first thousand."""
    cases = queries.going_next(request.partnership, by=request.user)[:1_000]
    rows = [
        (one.case.reference, one.case.type.key, one.going.after, one.going.then, one.held)
        for one in queries.with_reasons(cases, timezone.localdate())
    ]
    return as_csv("going-next", ("reference", "kind", "kept_until", "then", "kept_by"), rows)


@needs("casework.govern")
def keep_longer(request: Request, reference: str) -> HttpResponse:
    """Keep a closed case for longer than its class says."""
    rows = Case.objects.of(request.partnership).select_related("partnership", "type")
    case = or_404(rows.filter(reference=tidy(reference), closed_at__isnull=False).first())
    form = LongerForm(sent(request))
    if form.is_valid() and done(
        form, lambda: changes.keep_longer(case=case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "It is kept until that day.")
        return redirect("cases_going")
    lede = "Nothing is kept just in case: the reason stands in its list."
    crumbs = [crumb("What goes next", "cases_going")]
    return asked(request, "Keep it longer", form, kicker=case.reference, lede=lede,
                 back=reverse("cases_going"), crumbs=crumbs)  # fmt: skip


@needs("casework.approve_disposal")
def disposals(request: Request) -> HttpResponse:
    """Every list of cases to go, the newest first."""
    page = page_of(request, queries.disposals(request.partnership, by=request.user), ON_A_PAGE)
    rows = [
        [to("disposal", str(one), one.number), on(one.made_at), STATES[one.state],
         str(one.checked_by or "Not yet"), str(one.approved_by or "Not yet")]
        for one in page
    ]  # fmt: skip
    heads = ("List", "Made", "How it stands", "Checked by", "Approved by")
    lede = "The nightly job makes one of what is due. Nothing goes before two people have agreed."
    found = table("lists", "Lists of cases to go", heads, rows)
    more = {"make": True} if holds(request, queries.GOVERN) else {}
    return listed(request, "Lists of cases to go", lede, found, empty="There is no list yet.",
                  page=page, **more)  # fmt: skip


@needs("casework.govern")
@require_POST
def make_disposal(request: Request) -> HttpResponse:
    """Put what is due on a list, without waiting for the night."""
    made = changes.propose_disposal(partnership=request.partnership, by=request.user)
    if made is None:
        messages.info(request, "Nothing is due that is not on a list already.")
        return redirect("disposals")
    return redirect("disposal", number=made.number)


def _disposal_or_404(request: Request, number: int) -> Disposal:
    every = queries.disposals(request.partnership, by=request.user)
    found: Disposal = or_404(every.filter(number=number).select_related(
        "checked_by", "approved_by", "made_by", "certificate", "partnership").first())  # fmt: skip
    return found


@needs("casework.approve_disposal")
def disposal(request: Request, number: int) -> HttpResponse:
    """One list: what is on it, and who has agreed."""
    one = _disposal_or_404(request, number)
    return _disposal(request, one, CertainForm())


def _disposal(request: Request, one: Disposal, form: forms.Form) -> HttpResponse:
    cases = one.cases.select_related("case").order_by("after", "pk")
    page = page_of(request, cases, ON_A_PAGE)
    rows = [
        [row.case.reference, row.kind, row.what, on(row.after), THEN[row.then],
         row.left_out or ("Gone" if one.state == "carried_out" else "To go")]
        for row in page
    ]  # fmt: skip
    heads = ("Reference", "Kind", "Class", "Kept until", "What then", "How it stands")
    context = {
        "disposal": one,
        "lede": STATES[one.state],
        "table": table("on-it", "Cases on this list", heads, rows),
        "page": page,
        "form": form,
        "may_drop": one.state in ("made", "checked", "approved"),
        "marking": MARKING,
        "breadcrumbs": under(crumb("Lists of cases to go", "disposals")),
        **_next_act(request, one),
    }
    return confidential(request, "casework/keeping/disposal.html", context)


def _next_act(request: Request, one: Disposal) -> dict[str, Any]:
    """Give what whoever looks may do next with a list."""
    if one.state == "made" and holds(request, queries.GOVERN):
        return {
            "act": "All of it may go",
            "act_lede": "Look through the list first. Whatever should stay: keep it longer, or "
            "place a hold on it; it is then left out. Somebody else approves.",
            "act_url": reverse("check_disposal", args=[one.number]),
        }
    if one.state == "checked" and one.checked_by != request.user:
        return {
            "act": "Approve that it goes",
            "act_lede": f"The job lets it go tonight. {FOR_GOOD}",
            "act_url": reverse("approve_disposal", args=[one.number]),
            "act_warning": True,
        }
    return {}


@needs("casework.govern")
@require_POST
def check_disposal(request: Request, number: int) -> HttpResponse:
    """Say that all of a list may go."""
    one, form = _disposal_or_404(request, number), CertainForm(request.POST)
    if form.is_valid() and done(
        form, lambda: changes.check_disposal(disposal=one, by=request.user)
    ):
        messages.success(request, "It is checked. Somebody else approves it now.")
        return redirect("disposal", number=number)
    return _disposal(request, one, form)


@needs("casework.approve_disposal")
@require_POST
def approve_disposal(request: Request, number: int) -> HttpResponse:
    """Approve a list that somebody else has checked."""
    one, form = _disposal_or_404(request, number), CertainForm(request.POST)
    if form.is_valid() and done(
        form, lambda: changes.approve_disposal(disposal=one, by=request.user)
    ):
        messages.success(request, "It is approved. The nightly job lets it go.")
        return redirect("disposal", number=number)
    return _disposal(request, one, form)


@needs("casework.approve_disposal")
@require_POST
def drop_disposal(request: Request, number: int) -> HttpResponse:
    """Give a list up."""
    one, form = _disposal_or_404(request, number), forms.Form(request.POST)
    if form.is_valid() and done(form, lambda: changes.drop_disposal(disposal=one, by=request.user)):
        messages.success(request, "The list is given up. Nothing goes by it.")
        return redirect("disposal", number=number)
    return _disposal(request, one, form)


@needs("casework.approve_disposal")
def certificates(request: Request) -> HttpResponse:
    """Every certificate of what went."""
    page = page_of(request, queries.certificates(request.partnership, by=request.user), ON_A_PAGE)
    rows = [
        [to("certificate", str(one), one.number), on(one.at),
         sum(row["cases"] for row in one.contents["classes"]), one.approved_by_name]
        for one in page
    ]  # fmt: skip
    heads = ("Certificate", "When", "Cases", "Approved by")
    lede = "Kinds and numbers only. A certificate is never changed, and its hash is in the record."
    return listed(request, "Certificates of what went", lede,
                  table("certificates", "Certificates", heads, rows),
                  empty="Nothing has gone yet.", page=page)  # fmt: skip


@needs("casework.approve_disposal")
def certificate(request: Request, number: int) -> HttpResponse:
    """One certificate."""
    every = queries.certificates(request.partnership, by=request.user)
    one = or_404(every.filter(number=number).first())
    went = [
        [row["kind"], row["class"], THEN[row["then"]], row["cases"]]
        for row in one.contents["classes"]
    ]
    deleted = [[name.capitalize(), number] for name, number in one.contents["rows"].items()]
    context = {
        "certificate": one,
        "whole": hash_of(one) == one.hash,
        "table": table("classes", "Cases that went", ("Kind", "Class", "What then", "Cases"), went),
        "rows": table("rows", "Rows that were deleted", ("Kind of row", "Rows"), deleted),
        "marking": "OFFICIAL",
        "breadcrumbs": under(crumb("Certificates of what went", "certificates")),
    }
    return confidential(request, "casework/keeping/certificate.html", context)
