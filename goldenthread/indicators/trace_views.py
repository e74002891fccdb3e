"""The page of how we know a figure: from it down to the rows it rests on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.commands import CannotDo
from goldenthread.indicators import showing, tracing
from goldenthread.indicators.arithmetic import steps_of
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings


@needs("public.read")
def trace(request: Request, id: str, area: str, period: str) -> HttpResponse:
    """One figure, followed down to its observations, releases, files and checksums."""
    figure = _figure(request, id, area, period)
    found = tracing.trace(figure)
    may_see = may(request.user, "sources.read", on=request.partnership)
    context = {
        "figure": figure,
        "found": found,
        "sums": steps_of(figure),
        "places": showing.places_of(figure, request.partnership),
        "earlier": _earlier(request, figure),
        "steps": _steps(found, may_see),
        "may_see_releases": may_see,
        "breadcrumbs": [
            {"label": "Indicators", "url": reverse("indicators")},
            {"label": figure.indicator.name, "url": reverse("indicator", args=[id])},
        ],
    }
    return render(request, "indicators/trace.html", context)


def _figure(request: Request, id: str, area: str, period: str) -> Figure:
    """Give the figure of an address, or "not found" where it names none."""
    breakdown, series = request.GET.get("breakdown", ""), request.GET.get("series", "")
    try:
        readings = Readings.load(
            request.partnership,
            by=request.user,
            indicators=[id],
            areas=[area],
            as_of=_day(request.GET.get("as_of", "")),
        )
        wanted = None if period == "undated" else Period.from_key(period)
        if series or wanted is None:
            figure = _printed(readings, id, area, wanted, breakdown, series)
        else:
            figure = readings.figure(id, area, wanted, breakdown)
    except (CannotDo, PeriodError, ValueError):
        raise Http404 from None
    if not figure.observations:
        raise Http404
    return figure


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _printed(
    readings: Readings, id: str, area: str, period: Period | None, breakdown: str, series: str
) -> Figure:
    fits: Callable[[Figure], bool] = lambda one: (  # noqa: E731 - named for what it does
        one.period == period and one.breakdown == breakdown and series in ("", one.series_key)
    )
    if id not in readings.definitions:
        raise CannotDo(f"No indicator is declared as {id}.")
    found = next((one for one in readings.printed(id, area) if fits(one)), None)
    if found is None:
        raise CannotDo("No document prints this.")
    return found


def _earlier(request: Request, figure: Figure) -> list[Any]:
    """What was said before, where one observation was revised; asked only where it was."""
    revised = [one for one in figure.observations if one.version > 1]
    return [
        version
        for one in revised[:3]
        for version in tracing.history(one, by=request.user)
        if version.pk != one.pk
    ]


def _steps(found: tracing.Trace, may_see: bool) -> list[dict[str, Any]]:
    figure = found.figure
    of = reverse("indicator", args=[figure.indicator.pk])
    steps: list[dict[str, Any]] = [
        {"label": "Indicator", "title": figure.indicator.name, "url": of},
        {
            "label": "Figure",
            "title": f"{figure.said}, {figure.area.name}, {figure.period or 'period not stated'}",
            "current": True,
        },
        {"label": "Observations", "title": _how_many(len(found.steps), "number")},
    ]
    for one in found.releases:
        url = reverse("release", args=[one.key]) if may_see else ""
        steps.append({"label": "Release", "title": one.title, "url": url})
    sources = {one.source.name for one in found.releases}
    return [*steps, *({"label": "Source", "title": name} for name in sorted(sources))]


def _how_many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
