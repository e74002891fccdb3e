"""Pages of changes of recording: enter one, take one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.control import changes, queries
from goldenthread.indicators.control.forms import RecordingChangeForm, WhyForm
from goldenthread.indicators.control.models import RecordingChange
from goldenthread.indicators.models import IndicatorDefinition


@needs("indicators.edit")
def recording_changes(request: Request, id: str) -> HttpResponse:
    """Every change of recording entered for an indicator, and a form to enter one."""
    indicator = _indicator(id)
    form = RecordingChangeForm(request.POST or None)
    if form.is_valid():
        try:
            changes.enter_recording_change(
                partnership=request.partnership,
                indicator=indicator,
                by=request.user,
                **form.cleaned_data,
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Entered. Control limits begin anew on that day.")
            return redirect("recording_changes", id)
    rows = queries.entered(request.partnership, indicator)
    context = {"form": form, "indicator": indicator, "table": _table(rows), **_around(indicator)}
    return render(request, "indicators/recording_changes.html", context)


@needs("indicators.edit")
def withdraw_recording_change(request: Request, id: str, number: int) -> HttpResponse:
    """Take one back, with a reason."""
    indicator = _indicator(id)
    one = queries.entered(request.partnership, indicator).filter(pk=number).first()
    if one is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            changes.withdraw_recording_change(one, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, "Taken back. It stays here with your reason.")
            return redirect("recording_changes", id)
    context = {"form": form, "indicator": indicator, "one": one, **_around(indicator)}
    return render(request, "indicators/withdraw_recording_change.html", context)


def _indicator(id: str) -> IndicatorDefinition:
    try:
        return indicators.definition(id)
    except CannotDo:
        raise Http404 from None


def _around(indicator: IndicatorDefinition) -> dict[str, Any]:
    return {
        "breadcrumbs": [
            {"label": "Indicators", "url": reverse("indicators")},
            {"label": indicator.name, "url": reverse("indicator", args=[indicator.pk])},
        ]
    }


def _table(rows: Any) -> dict[str, Any]:
    return {
        "id": "recording",
        "caption": "Changes of recording, in order of time",
        "columns": [{"label": one} for one in ("From", "What changed", "Entered", "Stands")],
        "rows": [_row(one) for one in rows],
    }


def _row(one: RecordingChange) -> list[Any]:
    stands: Any = f"Taken back: {one.withdrawn_why}"
    if one.withdrawn_at is None:
        url = reverse("withdraw_recording_change", args=[one.definition_id, one.pk])
        stands = {"url": url, "text": f"Take back the change of {one.on:%-d %B %Y}"}
    entered = f"{one.recorded_at:%-d %B %Y}, by {one.recorded_by}"
    return [f"{one.on:%-d %B %Y}", one.what, entered, stands]
