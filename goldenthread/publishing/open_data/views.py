"""Open data: a page for people, and the same for their software."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.publishing import queries
from goldenthread.publishing.open_data import datasets, describing
from goldenthread.tables import as_csv

IN_FEED = 50


@needs("public.read")
def open_data(request: Request) -> HttpResponse:
    """Every table that anybody may take away, and how."""
    found = datasets.indicators(request.partnership)
    context = {
        "indicators": found,
        "columns": datasets.COLUMNS,
        "licence": describing.LICENCE,
        "breadcrumbs": [],
    }
    return render(request, "publishing/open_data.html", context)


@needs("public.read")
@conditional_page
def csv_of(request: Request, id: str) -> HttpResponse:
    """Every public figure of an indicator as a table; `?as_of=2026-03-31` as known on a day."""
    indicator, as_of = _indicator(request, id), _day(request.GET.get("as_of", ""))
    rows = (
        datasets.row(one) for one in datasets.figures(request.partnership, indicator, as_of=as_of)
    )
    answer = as_csv(id, [column.name for column in datasets.COLUMNS], rows)
    answer["Link"] = f'<{reverse("open_csvw", args=[id])}>; rel="describedby"'
    return _for_all(answer)


@needs("public.read")
@conditional_page
def csvw_of(request: Request, id: str) -> HttpResponse:
    """The description of an indicator's table, as CSV on the Web asks for it."""
    found = describing.csvw(
        request.partnership, _indicator(request, id), request.build_absolute_uri
    )
    return _for_all(_json(found, "application/csvm+json"))


@needs("public.read")
@conditional_page
def catalogue(request: Request) -> HttpResponse:
    """Every table with its licence, as a DCAT catalogue."""
    found = datasets.indicators(request.partnership)
    told = describing.catalogue(request.partnership, found, request.build_absolute_uri)
    return _for_all(_json(told, "application/ld+json"))


@needs("public.read")
@conditional_page
def feed(request: Request) -> HttpResponse:
    """The newest publications as an Atom feed."""
    whole = request.build_absolute_uri
    made = Atom1Feed(
        title=f"Publications of the {request.partnership}",
        link=whole(reverse("reports")),
        description="Reports as they were published.",
        feed_url=whole(reverse("publications_feed")),
        language="en-GB",
    )
    for one in queries.publications(request.partnership, by=datasets.ANYBODY)[:IN_FEED]:
        address = whole(reverse("publication", args=[one.address]))
        told = f"Corrects an earlier issue: {one.reason}" if one.corrects_id else ""
        made.add_item(
            title=str(one.report),
            link=address,
            description=told or f"{one.report.title}, {one.report.period}",
            unique_id=address,
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    text = made.writeString("utf-8")
    return _for_all(HttpResponse(text, content_type="application/atom+xml; charset=utf-8"))


def _indicator(request: Request, id: str) -> IndicatorDefinition:
    """Give an indicator with public figures; any other is not there."""
    found = {one.pk: one for one in datasets.indicators(request.partnership)}
    if id not in found:
        raise Http404
    return found[id]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404(f'"{text[:40]}" is no day. Write it like 2026-03-31.') from None


def _json(told: dict[str, Any], kind: str) -> HttpResponse:
    return JsonResponse(told, content_type=kind, json_dumps_params={"indent": 2})


def _for_all(answer: HttpResponse) -> HttpResponse:
    """Let any site's scripts read it: it is the same for everybody."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
