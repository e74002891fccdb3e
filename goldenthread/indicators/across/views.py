"""Pages that set one indicator beside itself: across areas, and in small multiples."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.commands import CannotDo
from goldenthread.indicators import queries as indicators
from goldenthread.indicators.across import drawing, queries, showing
from goldenthread.indicators.across.forms import AcrossForm, MultiplesForm
from goldenthread.indicators.across.queries import Across
from goldenthread.indicators.asking import Asked, asked
from goldenthread.indicators.charts.drawing import picture as drawn
from goldenthread.indicators.charts.drawing import picture_as_png
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.pages import KINDS
from goldenthread.tables import arranged, as_csv

CSV = (
    "indicator", "period_start", "period_end", "area", "area_code", "figure", "lower", "upper",
    "unit", "counted", "out_of", "standing", "average",
)  # fmt: skip


@needs("public.read")
def across(request: Request, id: str) -> HttpResponse:
    """One indicator in every area over one period: funnel, ranked bars, table."""
    found, wish = _found(request, id)
    shown = arranged(request, found.places, showing.COLUMNS, first="-figure")
    query = request.GET.urlencode()
    context = {
        "found": found,
        "wish": wish,
        "mistake": wish.mistake,
        "form": AcrossForm(
            {"of": found.area_kind, "period": str(wish.kind), "as_of": wish.as_of or ""},
            kinds=found.area_kinds,
        ),
        "pictures": showing.pictures(found, request),
        "table": showing.table(
            found, shown, csv_url=f"{reverse('across_csv', args=[id])}{'?' if query else ''}{query}"
        ),
        "page": shown.page,
        "absent": showing.absent(found.absent),
        "breadcrumbs": _around(found.indicator),
    }
    return render(request, "indicators/across.html", context)


@needs("public.read")
def across_csv(request: Request, id: str) -> HttpResponse:
    """The same as a table."""
    found, _ = _found(request, id)
    if found.period is None:
        raise Http404
    average = drawing.average_text(found)
    rows = [
        [
            id, found.period.start, found.period.end, one.area.name, one.area.code,
            one.figure.text, one.figure.lower, one.figure.upper, one.figure.unit,
            one.figure.count, one.figure.denominator, one.standing, average,
        ]
        for one in found.places
    ]  # fmt: skip
    return as_csv(f"{id}-across-areas", CSV, rows)


@needs("public.read")
def picture(request: Request, id: str, form: str, ending: str) -> HttpResponse:
    """The funnel or the bars, as SVG or PNG."""
    found, _ = _found(request, id)
    fits = {drawing.FUNNEL: found.has_funnel, drawing.BARS: bool(found.places)}
    if not fits.get(form) or ending not in ("svg", "png"):
        raise Http404
    specified = drawing.specification(found, form)
    if ending == "svg":
        body: Any = drawn(specified, drawing.titled(found, form), drawing.described(found, form))
        answer = HttpResponse(body, content_type="image/svg+xml")
    else:
        answer = HttpResponse(picture_as_png(specified), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{id}-{form}.{ending}"'
    return answer


@needs("public.read")
def multiples(request: Request, id: str) -> HttpResponse:
    """Small charts of one indicator on one scale: of its parts, or of areas."""
    indicator, wish = _indicator(id), asked(request, KINDS)
    found = queries.multiples(
        request.partnership,
        indicator,
        by=request.user,
        kind=wish.kind,
        of_parts=request.GET.get("by") == "part",
        as_of=wish.as_of,
    )
    context = {
        "found": found,
        "wish": wish,
        "mistake": wish.mistake,
        "form": MultiplesForm(
            {
                "by": "part" if found.of_parts else "area",
                "period": str(wish.kind),
                "as_of": wish.as_of or "",
            },
            has_parts=found.has_parts,
        ),
        "charts": showing.small(found),
        "breadcrumbs": _around(indicator),
    }
    return render(request, "indicators/multiples.html", context)


def _found(request: Request, id: str) -> tuple[Across, Asked]:
    wish = asked(request, KINDS)
    found = queries.across(
        request.partnership,
        _indicator(id),
        by=request.user,
        kind=wish.kind,
        area_kind=request.GET.get("of", ""),
        as_of=wish.as_of,
    )
    return found, wish


def _indicator(id: str) -> IndicatorDefinition:
    try:
        return indicators.definition(id)
    except CannotDo:
        raise Http404 from None


def _around(indicator: IndicatorDefinition) -> list[dict[str, Any]]:
    return [
        {"label": "Indicators", "url": reverse("indicators")},
        {"label": indicator.name, "url": reverse("indicator", args=[indicator.pk])},
    ]
