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
from goldenthread.indicators.charts import draw
from goldenthread.indicators.charts.drawing import as_png, picture_as_png
from goldenthread.indicators.charts.drawing import picture as drawn
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.pages import KINDS
from goldenthread.tables import arranged, as_csv

CSV = (
    "indicator", "period_start", "period_end", "area", "area_code", "figure", "lower", "upper",
    "unit", "counted", "out_of", "standing", "average",
)  # fmt: skip

CSV_SMALL = (
    "indicator", "of", "period", "period_start", "period_end", "figure", "lower", "upper", "status"
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
    found = _multiples(request, indicator, wish, of_parts=request.GET.get("by") == "part")
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
        "charts": showing.small(found, request),
        "breadcrumbs": _around(indicator),
    }
    return render(request, "indicators/multiples.html", context)


def _multiples(
    request: Request, indicator: IndicatorDefinition, wish: Asked, *, of_parts: bool
) -> queries.Multiples:
    return queries.multiples(
        request.partnership,
        indicator,
        by=request.user,
        kind=wish.kind,
        of_parts=of_parts,
        as_of=wish.as_of,
    )


@needs("public.read")
def small_chart(request: Request, id: str, part: str, ending: str) -> HttpResponse:
    """One small chart, of an area or a part, as SVG, PNG or CSV."""
    indicator, wish = _indicator(id), asked(request, KINDS)
    of_parts = part.islower()  # codes of areas are in capitals
    found = _multiples(request, indicator, wish, of_parts=of_parts)
    one = next((one for one in found.charts if one.key == part), None)
    if one is None or ending not in ("svg", "png", "csv"):
        raise Http404
    name = f"{id}-{part}"
    if ending == "csv":
        rows = [
            [id, one.name, p.period, p.period.start, p.period.end, p.printed, p.lower, p.upper,
             p.status]
            for p in one.chart.points
        ]  # fmt: skip
        return as_csv(name, CSV_SMALL, rows)
    kind, draw_it = {"svg": ("image/svg+xml", draw), "png": ("image/png", as_png)}[ending]
    answer = HttpResponse(draw_it(one.chart), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


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
