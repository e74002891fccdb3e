"""Pages of what was sent: the list, one return with what it would change, and decisions on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.queries import history_of
from goldenthread.commands import CannotDo
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.returns import (
    changes,
    comparing,
    keeping,
    queries,
    reading,
    schema,
    showing,
)
from goldenthread.indicators.returns.forms import FileForm, WhyForm
from goldenthread.indicators.returns.models import Return
from goldenthread.indicators.returns.rules import Sent
from goldenthread.indicators.returns.views.owed import kept
from goldenthread.partnership.showing import crumb, done, history_items, holds

READ, SEND, APPROVE = (
    f"indicators.{one}" for one in ("read_returns", "send_return", "approve_return")
)
ON_A_PAGE = 30
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(READ)
def sent_returns(request: Request) -> HttpResponse:
    """Everything that was sent, newest first."""
    every = queries.returns_of(request.partnership, by=request.user)
    page = Paginator(every, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "table": showing.all_sent_table(page),
        "breadcrumbs": [crumb("Returns", "returns")],
    }
    return render(request, "indicators/returns/sent.html", context)


def _return_or_404(request: Request, pk: int) -> Return:
    found = queries.returns_of(request.partnership, by=request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@needs(READ)
def one_return(request: Request, pk: int) -> HttpResponse:
    """One return: its figures beside what is held, and what can be done with it."""
    sent = _return_or_404(request, pk)
    compared = comparing.compare(queries.rows_of(sent), request.partnership)
    open_still = sent.state in {Sent.DRAFT, Sent.WAITING}
    page = Paginator(compared, ON_A_PAGE).get_page(request.GET.get("page"))
    own = sent.sent_by_id == request.user.pk
    context = {
        "sent": sent,
        "page": page,
        "state": showing.SENT[Sent(sent.state)],
        "counts": showing.change_counts(compared) if open_still else [],
        "table": showing.rows_table(page, sent, open_still=open_still),
        "sends": sent.state == Sent.DRAFT and may(request.user, SEND, on=sent),
        "decides": sent.state == Sent.WAITING and holds(request, APPROVE) and not own,
        "own": own,
        "history": history_items(history_of(sent), showing.WHAT),
        "breadcrumbs": [crumb("Returns", "returns"), crumb("What was sent", "sent_returns")],
    }
    return render(request, "indicators/returns/one.html", context)


@needs(READ)
def one_return_csv(request: Request, pk: int) -> HttpResponse:
    """The figures of a return as a file: the bytes of which its release has the checksum."""
    sent = _return_or_404(request, pk)
    answer = HttpResponse(keeping.as_csv(queries.rows_of(sent)), content_type=TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="return-{sent.pk}.csv"'
    return answer


@needs(SEND)
@require_POST
def send_return(request: Request, pk: int) -> HttpResponse:
    """Send a draft."""
    return _do(request, pk, changes.send_draft, "Sent. A second person is asked to approve it.")


@needs(SEND)
@require_POST
def discard_return(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    return _do(request, pk, changes.discard, "The draft is thrown away.")


@needs(APPROVE)
@require_POST
def approve_return(request: Request, pk: int) -> HttpResponse:
    """Approve what somebody else has sent."""
    return _do(request, pk, changes.approve, "Approved. Its figures are taken over.")


def _do(request: Request, pk: int, change: Callable[..., Any], said: str) -> HttpResponse:
    try:
        change(sent=_return_or_404(request, pk), by=request.user)
        messages.success(request, said)
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("one_return", pk)


@needs(APPROVE)
def send_back_return(request: Request, pk: int) -> HttpResponse:
    """Send a return back, with the reason."""
    sent = _return_or_404(request, pk)
    form = WhyForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.send_back(sent=sent, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"Sent back to {sent.sent_by} with your reason.")
        return redirect("one_return", pk)
    context = {
        "form": form,
        "title": f"Send back: {sent}",
        "submit": "Send back",
        "back": reverse("one_return", args=[pk]),
    }
    return render(request, "indicators/returns/form.html", context)


@needs("sources.ingest")
def send_file(request: Request) -> HttpResponse:
    """Hand in a file of figures of any indicators."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = kept(
            form,
            lambda name, content: changes.upload(
                partnership=request.partnership, by=request.user, name=name, content=content
            ),
        )
        if sent is not None:
            return redirect("one_return", sent.pk)
    context = {
        "form": form,
        "title": "Send a file of figures",
        "columns": showing.columns_table(schema.declared_file()),
        "template": {},
        "back": reverse("returns"),
    }
    return render(request, "indicators/returns/file.html", context)


@needs(READ)
def returns_template(request: Request, ending: str) -> HttpResponse:
    """The file to fill in, with the indicator, area and period that are asked for."""
    if ending not in TYPES:
        raise Http404
    try:
        asked = [indicators.definition(one) for one in request.GET.getlist("indicator")[:200]]
    except CannotDo:
        raise Http404 from None
    fit = [one for one in asked if not reading.why_not(one)]
    rows = schema.rows_to_fill(
        fit, request.GET.get("area", "")[:60], request.GET.get("period", "")[:60]
    )
    made = schema.template_csv(rows) if ending == "csv" else schema.template_xlsx(rows)
    answer = HttpResponse(made, content_type=TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="figures.{ending}"'
    return answer
