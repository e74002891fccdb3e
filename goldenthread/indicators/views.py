"""Pages of indicators, and of the way from a figure down to the rows it rests on."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.commands import CannotDo
from goldenthread.indicators import exports, queries, showing
from goldenthread.indicators.asking import Asked, asked
from goldenthread.indicators.charts import draw, specification
from goldenthread.indicators.charts.drawing import as_png
from goldenthread.indicators.comparators import showing as comparators
from goldenthread.indicators.control import showing as control
from goldenthread.indicators.forms import IndicatorFilter, ShownForm
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.indicators.pages import KINDS, IndicatorPage, gathered
from goldenthread.indicators.queries import Listed
from goldenthread.indicators.readings import Readings
from goldenthread.tables import Column, arranged

ON_A_PAGE = 25
COLUMNS: list[Column[Listed]] = [
    Column("name", "Indicator", lambda one: one.indicator.name.casefold()),
    Column("latest", "Latest figure", lambda one: (not one.has_series, not one.has_data)),
    Column("course", "Last 24 months"),
    Column("publisher", "Publisher", lambda one: one.indicator.publisher.casefold() or None),
]


@needs("public.read")
def indicators(request: Request) -> HttpResponse:
    """Every indicator with its latest figure, or the words that there is none yet."""
    every = queries.listed(request.partnership, by=request.user)
    publishers = sorted({one.indicator.publisher for one in every if one.indicator.publisher})
    form = IndicatorFilter(request.GET or None, publishers=publishers)
    shown = arranged(request, _chosen(form, every), COLUMNS, first="latest", on_a_page=ON_A_PAGE)
    rows = _rows(request, [one.indicator for one in shown.page.object_list])
    context = {
        "form": form,
        "page": shown.page,
        "columns": shown.columns,
        "rows": rows,
        "found": f"{len(shown.rows)} of {len(every)} indicators",
        "csv_url": f"{reverse('indicators_csv')}?{request.GET.urlencode()}",
    }
    return render(request, "indicators/indicators.html", context)


def _chosen(form: IndicatorFilter, every: list[Listed]) -> list[Listed]:
    if not form.is_bound or not form.is_valid():
        return every
    words = form.cleaned_data["q"].casefold().split()
    data, publisher = form.cleaned_data["known"], form.cleaned_data["publisher"]
    return [
        one
        for one in every
        if all(word in _words(one.indicator) for word in words)
        and (not data or one.has_data == (data == "yes"))
        and (not publisher or one.indicator.publisher == publisher)
    ]


def _words(one: IndicatorDefinition) -> str:
    return f"{one.name} {one.counts} {one.pk}".casefold()


def _rows(
    request: Request, shown: list[IndicatorDefinition], *, drawn: bool = True
) -> list[dict[str, Any]]:
    """Give a row for each indicator; drawn: with its small line, which takes longest."""
    own, today = request.partnership.area_code, timezone.localdate()
    readings = Readings.load(
        request.partnership,
        by=request.user,
        indicators=shown,
        areas=[own],
        plain=True,
        printed_of=[one.pk for one in shown],
    )
    return [showing.listed_row(one, readings, own, today, drawn=drawn) for one in shown]


@needs("public.read")
def indicators_csv(request: Request) -> HttpResponse:
    """Every indicator that fits what was asked, with its latest figure."""
    every = queries.listed(request.partnership, by=request.user)
    publishers = sorted({one.indicator.publisher for one in every if one.indicator.publisher})
    chosen = _chosen(IndicatorFilter(request.GET or None, publishers=publishers), every)
    return exports.indicators_as_csv(_rows(request, [one.indicator for one in chosen], drawn=False))


@needs("public.read")
def indicator(request: Request, id: str) -> HttpResponse:
    """One indicator: what it is, how it stands, how it went, and how we know."""
    page, wish = _page(request, id)
    context = {
        **body_of(request, page, wish, better=page.indicator.better),
        "better": showing.BETTER.get(page.indicator.better, ""),
        "all_url": with_query(request, "indicator", id, all="1"),
        "breadcrumbs": [{"label": "Indicators", "url": reverse("indicators")}],
    }
    return render(request, "indicators/indicator.html", context)


def _page(request: Request, id: str) -> tuple[IndicatorPage, Asked]:
    try:
        definition = queries.definition(id)
    except CannotDo:
        raise Http404 from None
    wish = asked(request, KINDS)
    return gathered(request.partnership, definition, by=request.user, **wish.shown), wish


def body_of(
    request: Request,
    page: IndicatorPage,
    wish: Asked,
    *,
    better: str,
    target: Decimal | None = None,
) -> dict[str, Any]:
    """Give what indicators/_body.html and _how.html need.

    better: the way held to be better. target: what a plan holds it against, where it sets one.
    """
    id = page.indicator.pk
    return {
        "page": page,
        "form": shown_form(page, wish),
        "mistake": wish.mistake,
        "kind_name": KINDS[page.kind],
        "chart": showing.chart(page.chart),
        "changes": showing.changes(page.changes, better=better),
        "to_date": showing.to_date(page.to_date, better=better),
        "compared": comparators.table(page.compared, better),
        "standing": comparators.sentence(page.compared),
        "control": control.told(page.control, better, target),
        "recording_url": recording_url(request, id),
        "table": showing.series_table(
            page, csv_url=with_query(request, "indicator_csv", id), better=better
        ),
        "printed": showing.printed_table(page, request.partnership),
        "svg_url": with_query(request, "indicator_svg", id),
        "png_url": with_query(request, "indicator_png", id),
        "spec_url": with_query(request, "indicator_spec", id),
        "across_url": with_query(request, "indicator_across", id),
        "now_url": _now_url(request),
        "sources": sources_of(page),
        "may_see_releases": may(request.user, "sources.read", on=request.partnership),
    }


def shown_form(page: IndicatorPage, wish: Asked) -> ShownForm:
    """The form that chooses area, periods and day, filled with what is shown."""
    chosen = {"area": page.area.code, "period": str(page.kind), "as_of": wish.as_of or ""}
    return ShownForm(chosen, areas=page.areas or [page.area])


def recording_url(request: Request, id: str) -> str:
    """Address of the changes of recording of an indicator; "" for whoever may not enter one."""
    may_edit = may(request.user, "indicators.edit", on=request.partnership)
    return reverse("recording_changes", args=[id]) if may_edit else ""


def _now_url(request: Request) -> str:
    query = request.GET.copy()
    query.pop("as_of", None)
    return f"{request.path}?{query.urlencode()}"


def with_query(request: Request, name: str, id: str, **more: str) -> str:
    """Give another address of the same indicator that keeps area and periods."""
    asked = request.GET.copy()
    asked.update(more)
    query = asked.urlencode()
    return f"{reverse(name, args=[id])}{'?' if query else ''}{query}"


def sources_of(page: IndicatorPage) -> list[dict[str, str]]:
    """The sources of a page with licence and the words that must stand with their figures."""
    found = {one.source_id: one.source for one in page.releases}
    return [
        {"name": one.name, "licence": one.licence, "url": one.homepage, "words": one.attribution}
        for one in found.values()
    ]


@needs("public.read")
def indicator_csv(request: Request, id: str) -> HttpResponse:
    """The series that the page shows, as a table to download."""
    page, _ = _page(request, id)
    return exports.series_as_csv(page)


@needs("public.read")
def indicator_svg(request: Request, id: str) -> HttpResponse:
    """The chart that the page shows, as a picture to download."""
    page, _ = _page(request, id)
    if page.chart is None:
        raise Http404
    answer = HttpResponse(draw(page.chart), content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="{id}.svg"'
    return answer


@needs("public.read")
def indicator_png(request: Request, id: str) -> HttpResponse:
    """The chart that the page shows, as a picture for documents that hold no SVG."""
    page, _ = _page(request, id)
    if page.chart is None:
        raise Http404
    answer = HttpResponse(as_png(page.chart), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{id}.png"'
    return answer


@needs("public.read")
def indicator_spec(request: Request, id: str) -> HttpResponse:
    """The chart as a Vega-Lite specification, for whoever draws it anew."""
    page, _ = _page(request, id)
    if page.chart is None:
        raise Http404
    return JsonResponse(specification(page.chart))
