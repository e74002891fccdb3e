"""Pages of what is owed: the list, and the one figure that a person sends from a phone."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from csp_analytics.period import Period
from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.indicators.returns import changes, queries, reading, rows, showing
from goldenthread.indicators.returns.forms import FAR, FigureForm, FileForm, ReturnsFilter, WhyForm
from goldenthread.indicators.returns.models import ReturnRequest
from goldenthread.indicators.returns.queries import Beside, Standing
from goldenthread.partnership.showing import crumb, done, holds, with_query
from goldenthread.tables import arranged, as_csv

SEND = "indicators.send_return"


@needs("indicators.read_returns")
def returns(request: Request) -> HttpResponse:
    """What is owed, what is late and what waits, the most urgent first."""
    every = queries.standings(queries.requests_of(request.partnership, by=request.user))
    form = ReturnsFilter(request.GET or None, partnership=request.partnership)
    chosen = _chosen(form, every)
    shown = arranged(request, chosen, showing.COLUMNS, first="state", on_a_page=25)
    context = {
        "form": form,
        "page": shown.page,
        "counts": showing.counts(every),
        "table": showing.owed_table(shown, csv_url=with_query(request, "returns_csv")),
        "owners": showing.complete_table(queries.completeness(every, "owner"), "owner"),
        "bodies": showing.complete_table(queries.completeness(every, "organisation"), "body"),
        "requests": showing.requests_of(every),
        "found": f"{len(chosen)} of {len(every)}",
        "asks": holds(request, "indicators.ask_return"),
        "loads": holds(request, "sources.ingest"),
    }
    return render(request, "indicators/returns/returns.html", context)


def _chosen(form: ReturnsFilter, every: list[Standing]) -> list[Standing]:
    if not form.is_bound or not form.is_valid():
        return every
    state, body = form.cleaned_data["state"], form.cleaned_data["organisation"]
    return [
        one
        for one in every
        if (not state or one.state == state)
        and (body is None or one.request.organisation_id == body.pk)
    ]


@needs("indicators.read_returns")
def returns_csv(request: Request) -> HttpResponse:
    """What is owed as a table to download."""
    every = queries.standings(queries.requests_of(request.partnership, by=request.user))
    form = ReturnsFilter(request.GET or None, partnership=request.partnership)
    return as_csv("returns", showing.HEAD, map(showing.csv_row, _chosen(form, every)))


def request_or_404(request: Request, key: str) -> ReturnRequest:
    """Give the request of this partnership that an address names."""
    found = queries.requests_of(request.partnership, by=request.user).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _owed_or_404(request: Request, key: str, start: str) -> tuple[ReturnRequest, Period]:
    asked = request_or_404(request, key)
    period = queries.period_of(asked, start)
    if period is None:
        raise Http404
    return asked, period


@needs("indicators.read_returns")
def due_return(request: Request, key: str, start: str) -> HttpResponse:
    """One figure that is owed: the form to send it, with the last values beside it."""
    asked, period = _owed_or_404(request, key, start)
    standing = next(one for one in queries.standings([asked]) if one.period == period)
    seen = queries.beside(asked, period)
    sends = may(request.user, SEND, on=asked)
    form = None
    if sends:
        wants = reading.wanted(asked.definition)
        assert wants is not None  # nobody can ask for what cannot be sent
        form = FigureForm(request.POST or None, asked=wants, request=asked)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("Only whoever owes this figure sends it.")
        if form.is_valid() and _settled(form, seen) and _send(request, form, asked, period):
            return redirect("due_return", key, start)
    context = _due_context(request, standing, seen, form)
    return render(request, "indicators/returns/due.html", context)


def _settled(form: FigureForm, seen: Beside) -> bool:
    """Ask once about a figure that is far from the last ones; it is a question, not a refusal."""
    if form.cleaned_data.get("right") or not seen.is_far(_size(form.cleaned_data)):
        return True
    form.ask_whether_right()
    form.add_error(None, FAR)
    return False


def _size(typed: dict[str, Any]) -> Decimal | None:
    """Give the number that was typed as it is compared over time; None where it is no number."""
    read: dict[str, Decimal | None] = {}
    for name in ("count", "denominator", "value"):
        try:
            read[name] = rows.number(typed[name].strip()) if typed.get(name) else None
        except ValueError:
            return None
    return queries.size_of(read["count"], read["denominator"], read["value"])


def _send(request: Request, form: FigureForm, asked: ReturnRequest, period: Period) -> bool:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "right"}
    answer = changes.Answer(**typed)
    sent = done(
        form,
        lambda: changes.send_figure(request=asked, period=period, by=request.user, answer=answer),
    )
    if sent:
        messages.success(request, f"Sent. {asked.approver} is asked to approve it.")
    return sent


def _due_context(
    request: Request, standing: Standing, seen: Beside, form: FigureForm | None
) -> dict[str, Any]:
    asked, period = standing.request, standing.period
    wants = reading.wanted(asked.definition)
    return {
        "standing": standing,
        "asked": asked,
        "period": period,
        "start": period.start.isoformat(),
        "form": form if standing.waiting is None else None,
        "far": form is not None and "right" in form.fields,
        "nil": form is not None and wants is not None and wants.nil,
        "beside": showing.beside_table(seen),
        "limits": showing.limits_words(seen),
        "sent": showing.sent_table(standing.returns),
        "may_approve": standing.waiting is not None
        and holds(request, "indicators.approve_return")
        and standing.waiting.sent_by_id != request.user.pk,
        "breadcrumbs": [
            crumb("Returns", "returns"),
            {"label": str(asked), "url": reverse("return_request", args=[asked.key])},
        ],
    }


@needs(SEND)
@require_POST
def nil_return(request: Request, key: str, start: str) -> HttpResponse:
    """Say in one tap that there were none."""
    asked, period = _owed_or_404(request, key, start)
    try:
        changes.send_nil(request=asked, period=period, by=request.user)
        messages.success(request, f"Nil is sent: a count of 0. {asked.approver} approves it.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("due_return", key, start)


@needs(SEND)
def not_available_return(request: Request, key: str, start: str) -> HttpResponse:
    """Say that a figure cannot be had, and why."""
    asked, period = _owed_or_404(request, key, start)
    form = WhyForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.say_not_available(
            request=asked, period=period, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, "Sent: not available, with your reason.")
        return redirect("due_return", key, start)
    context = {
        "form": form,
        "title": f"Not available: {asked}, {period}",
        "lede": "Nothing is not 0. If there were none, go back and send nil.",
        "back": reverse("due_return", args=[key, start]),
    }
    return render(request, "indicators/returns/form.html", context)


@needs(SEND)
def upload_return(request: Request, key: str, start: str) -> HttpResponse:
    """Answer a request with a file."""
    asked, period = _owed_or_404(request, key, start)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = kept(
            form,
            lambda name, content: changes.upload(
                partnership=request.partnership, by=request.user, name=name, content=content,
                request=asked, period=period,
            ),
        )  # fmt: skip
        if sent is not None:
            return redirect("one_return", sent.pk)
    context = {
        "form": form,
        "title": f"Send a file: {asked}, {period}",
        "template": {
            "indicator": asked.definition_id, "area": asked.area.code, "period": str(period),
        },
        "back": reverse("due_return", args=[key, start]),
    }  # fmt: skip
    return render(request, "indicators/returns/file.html", context)


def kept(form: FileForm, keep: Any) -> Any:
    """Keep an uploaded file, or put every mistake in it on the form."""
    file = form.cleaned_data["file"]
    try:
        return keep(file.name, file.read(reading.MOST_BYTES + 1))
    except CannotDo as why:
        for line in str(why).splitlines():
            form.add_error(None, line)
    except RuleBroken as why:
        form.add_error(None, str(why))
    return None
