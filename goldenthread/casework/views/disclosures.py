"""Disclosures: asked for, disclosed under a gateway or refused, and the register of all."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework import changes
from goldenthread.casework.forms.disclosures import (
    DiscloseForm,
    DisclosureFilter,
    ReceiptForm,
    RefuseForm,
)
from goldenthread.casework.models import CaseDisclosure
from goldenthread.casework.queries import disclosures as queries
from goldenthread.casework.rules.disclosing import GATEWAY_NAMES, REGIME_NAMES
from goldenthread.casework.views.asking import ask, shown
from goldenthread.casework.views.case import confidential, sent, whole_or_404
from goldenthread.partnership.showing import crumb, or_404, with_query
from goldenthread.tables import as_csv

MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"
HEAD = ("reference", "day", "answer", "from", "to", "gateway", "regime", "agreement", "warnings",
        "received_on")  # fmt: skip


def _crumbs(reference: str) -> tuple[dict[str, str], ...]:
    return (crumb("Disclosures", "case_disclosures", reference),)


def _list(reference: str) -> str:
    return reverse("case_disclosures", args=[reference])


@needs("casework.read")
def disclosures(request: Request, reference: str) -> HttpResponse:
    """What of a case was disclosed to whom, and what was refused."""
    seen = whole_or_404(request, reference)
    rows = [
        {
            "one": one,
            "gateway": GATEWAY_NAMES.get(one.gateway, ""),
            "regime": REGIME_NAMES.get(one.regime, ""),
        }
        for one in queries.disclosures_of(seen.case)
    ]
    context = {"disclosures": rows}
    return shown(request, seen, "casework/working/disclosures.html", context)


@needs("casework.work")
def disclose(request: Request, reference: str) -> HttpResponse:
    """Record a disclosure; one that no gateway allows is refused in a sentence."""
    seen = whole_or_404(request, reference)
    return ask(
        request, seen, DiscloseForm(sent(request), partnership=request.partnership),
        lambda given: changes.disclose(case=seen.case, by=request.user, **given),
        title="Record a disclosure", said="The disclosure is recorded.",
        to=_list(seen.case.reference), crumbs=_crumbs(seen.case.reference),
        lede="Disclose what is necessary and no more. What no gateway allows is refused here.",
    )  # fmt: skip


@needs("casework.work")
def refuse(request: Request, reference: str) -> HttpResponse:
    """Record that information was asked for and not given."""
    seen = whole_or_404(request, reference)
    return ask(
        request, seen, RefuseForm(sent(request), partnership=request.partnership),
        lambda given: changes.refuse_disclosure(case=seen.case, by=request.user, **given),
        title="Record a refusal", said="The refusal is recorded.",
        to=_list(seen.case.reference), crumbs=_crumbs(seen.case.reference),
    )  # fmt: skip


@needs("casework.work")
def receipt(request: Request, reference: str, number: int) -> HttpResponse:
    """Confirm that what was disclosed has arrived."""
    seen = whole_or_404(request, reference)
    rows = CaseDisclosure.objects.of(request.partnership).select_related("case__partnership")
    waiting = rows.filter(case=seen.case, pk=number, is_refused=False, received_on=None)
    found = or_404(waiting.first())
    return ask(
        request, seen, ReceiptForm(sent(request)),
        lambda given: changes.confirm_receipt(disclosure=found, by=request.user, **given),
        title="Confirm that it arrived", said="Confirmed.",
        to=_list(seen.case.reference), crumbs=_crumbs(seen.case.reference),
    )  # fmt: skip


def _register(request: Request) -> tuple[DisclosureFilter, list[CaseDisclosure]]:
    form = DisclosureFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, queries.disclosure_register(request.partnership, by=request.user, **chosen)


@needs("casework.lead")
def register(request: Request) -> HttpResponse:
    """What was disclosed across the cases that this person sees, the newest first."""
    form, rows = _register(request)
    table = {
        "id": "disclosures",
        "caption": "Disclosures",
        "note": "Newest first",
        "columns": [{"label": one} for one in ("Case", "Day", "Answer", "From", "To", "Gateway",
                                               "Agreement", "Arrived")],
        "rows": [_row(one) for one in rows],
        "csv_url": with_query(request, "disclosure_register_csv"),
    }  # fmt: skip
    context = {
        "form": form,
        "table": table,
        "found": f"{len(rows)} disclosure{'' if len(rows) == 1 else 's'}",
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return confidential(request, "casework/working/disclosure_register.html", context)


def _row(one: CaseDisclosure) -> list[Any]:
    answer = ("Refused", "bad") if one.is_refused else ("Disclosed", "done")
    if one.warnings:
        answer = ("Disclosed, with warnings", "watch")
    return [
        {"url": _list(one.case.reference), "text": one.case.reference},
        f"{timezone.localtime(one.at):%-d %B %Y}",
        {"status": answer[0], "tone": answer[1]},
        str(one.sender or ""),
        str(one.receiver),
        GATEWAY_NAMES.get(one.gateway, ""),
        str(one.agreement or "None"),
        f"{one.received_on:%-d %B %Y}" if one.received_on else "Not confirmed",
    ]


@needs("casework.lead")
def register_csv(request: Request) -> HttpResponse:
    """The same as a table to download: no name of a person and nothing that was said."""
    rows = [
        (one.case.reference, timezone.localtime(one.at).date(),
         "refused" if one.is_refused else "disclosed", one.sender or "", one.receiver, one.gateway,
         one.regime, one.agreement or "", len(one.warnings), one.received_on or "")
        for one in _register(request)[1]
    ]  # fmt: skip
    return as_csv("disclosures", HEAD, rows)
