"""What may be asked. Each operation reads as a visitor would, by the queries of the pages."""

from http import HTTPStatus

from django.http import HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from goldenthread.accounts.asking import Request
from goldenthread.accounts.models import Partnership
from goldenthread.indicators import queries as indicator_queries
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.publishing import queries
from goldenthread.publishing.api import answers, asking, schemas, telling
from goldenthread.publishing.api.answers import Refused, not_found
from goldenthread.publishing.api.paging import (
    Wanted,
    names_on_page,
    next_of,
    observations_on_page,
)
from goldenthread.publishing.models import Publication
from goldenthread.publishing.open_data import datasets
from goldenthread.publishing.open_data.datasets import ANYBODY
from goldenthread.strategy import queries as plan_queries
from goldenthread.strategy.exchange import telling as outlines

VERSION = "1.0.0"
api = NinjaAPI(
    title="Open data, to be read by software",
    version=VERSION,
    urls_namespace="api-v1",
    openapi_url=None,
    docs_url=None,
    renderer=answers.Renderer(),
)
api.add_exception_handler(Refused, answers.refused)
api.add_exception_handler(ValidationError, answers.unreadable)


@api.get(
    "/plans", response=schemas.Plans, operation_id="listPlans", url_name="api_plans",
    summary="Plans", tags=["Plans"],
)  # fmt: skip
def list_plans(request: Request, response: HttpResponse, asked: Query[asking.Paging]):
    """Every plan that is adopted or was, newest first."""
    every = plan_queries.plans(request.partnership, by=ANYBODY)
    keys = list(every.values_list("key", flat=True))
    names, cursor = names_on_page(keys, cursor=asked.cursor, limit=asked.limit)
    found = {one.key: one for one in every.filter(key__in=names)}
    whole = request.build_absolute_uri
    return schemas.Plans(
        items=[schemas.PlanListed(**telling.plan_listed(found[key], whole)) for key in names],
        next=next_of(request, response, cursor),
    )


@api.get(
    "/plans/{key}", response=schemas.Plan, operation_id="getPlan", url_name="api_plan",
    summary="A plan", tags=["Plans"],
)  # fmt: skip
def get_plan(request: Request, key: Path[str]):
    """A whole plan: its priorities with aims, areas, work and commitments, and its indicators."""
    every = plan_queries.plans(request.partnership, by=ANYBODY)
    keys = list(every.values_list("key", flat=True))
    if key not in keys:
        raise not_found("public plan", key, keys)
    plan = every.select_related("partnership").get(key=key)
    uses = plan_queries.indicator_uses(plan)
    return telling.plan(plan, outlines.outline(plan), uses, request.build_absolute_uri)


@api.get(
    "/indicators", response=schemas.Indicators, operation_id="listIndicators",
    url_name="api_indicators", summary="Indicators", tags=["Indicators"],
)  # fmt: skip
def list_indicators(request: Request, response: HttpResponse, asked: Query[asking.Paging]):
    """Every indicator with figures that anybody may read, by name."""
    found = {one.pk: one for one in datasets.indicators(request.partnership)}
    names, cursor = names_on_page(list(found), cursor=asked.cursor, limit=asked.limit)
    whole = request.build_absolute_uri
    return schemas.Indicators(
        items=[
            schemas.IndicatorListed(**telling.indicator_listed(found[name], whole))
            for name in names
        ],
        next=next_of(request, response, cursor),
    )


@api.get(
    "/indicators/{id}", response=schemas.Indicator, operation_id="getIndicator",
    url_name="api_indicator", summary="An indicator", tags=["Indicators"],
)  # fmt: skip
def get_indicator(request: Request, id: Path[str]):
    """What an indicator counts, out of what and why, and the areas with figures of it."""
    found = _indicator(request.partnership, id)
    areas = indicator_queries.areas_with_data(request.partnership, found, by=ANYBODY)
    return telling.indicator(found, areas, request.build_absolute_uri)


@api.get(
    "/indicators/{id}/observations", response=schemas.Observations,
    operation_id="listObservations", url_name="api_observations",
    summary="Observations of an indicator", tags=["Observations"],
)  # fmt: skip
def list_observations(
    request: Request, response: HttpResponse, id: Path[str], asked: Query[asking.Observed]
):
    """Figures with their limits by area and period; those that are missing say why."""
    found = _indicator(request.partnership, id)
    if asked.since and asked.until and asked.since > asked.until:
        why = f"No day lies from {asked.since} to {asked.until}: the first is after the last."
        raise Refused(HTTPStatus.NOT_FOUND, why)
    wanted = Wanted(
        request.partnership, found, _areas(request.partnership, found, asked),
        kind=asked.period_kind, since=asked.since, until=asked.until, as_of=asked.as_of,
    )  # fmt: skip
    rows, cursor = observations_on_page(wanted, cursor=asked.cursor, limit=asked.limit)
    whole = request.build_absolute_uri
    return schemas.Observations(
        items=[telling.observation(figure, period, whole) for figure, period in rows],
        next=next_of(request, response, cursor),
    )


@api.get(
    "/publications", response=schemas.Publications, operation_id="listPublications",
    url_name="api_publications", summary="Publications", tags=["Publications"],
)  # fmt: skip
def list_publications(request: Request, response: HttpResponse, asked: Query[asking.Paging]):
    """Every report that was published for everybody, newest first."""
    issued = _Issued(request.partnership)
    names, cursor = names_on_page(issued.names, cursor=asked.cursor, limit=asked.limit)
    found = {one.address: one for one in issued.every.filter(address__in=names)}
    whole = request.build_absolute_uri
    return schemas.Publications(
        items=[schemas.PublicationListed(**issued.told(found[name], whole)) for name in names],
        next=next_of(request, response, cursor),
    )


@api.get(
    "/publications/{address}", response=schemas.Publication, operation_id="getPublication",
    url_name="api_publication", summary="A publication", tags=["Publications"],
)  # fmt: skip
def get_publication(request: Request, address: Path[str]):
    """A publication with its hashes, its files, and what it put right."""
    issued = _Issued(request.partnership)
    found, whole = issued.one(address), request.build_absolute_uri
    return telling.publication(found, issued.told(found, whole), whole)


@api.get(
    "/publications/{address}/figures", response=schemas.PrintedNumbers,
    operation_id="listPublicationFigures", url_name="api_publication_figures",
    summary="The numbers of a publication", tags=["Publications"],
)  # fmt: skip
def list_publication_figures(
    request: Request, response: HttpResponse, address: Path[str], asked: Query[asking.Paging]
):
    """Every number that a publication prints, in reading order, with what it was made from."""
    every = queries.figures_of(_Issued(request.partnership).one(address).report)
    numbers = [str(one) for one in every.values_list("number", flat=True)]
    names, cursor = names_on_page(numbers, cursor=asked.cursor, limit=asked.limit)
    return schemas.PrintedNumbers(
        items=[
            telling.printed(one, request.build_absolute_uri)
            for one in every.filter(number__in=names)
        ],
        next=next_of(request, response, cursor),
    )


def _indicator(partnership: Partnership, id: str) -> IndicatorDefinition:
    found = {one.pk: one for one in datasets.indicators(partnership)}
    if id not in found:
        raise not_found("indicator with public figures", id, found)
    return found[id]


def _areas(
    partnership: Partnership, indicator: IndicatorDefinition, asked: asking.Observed
) -> tuple[Area, ...]:
    """Give the areas asked for: none where nothing was known of one yet on the day asked for."""
    known = indicator_queries.areas_with_data(partnership, indicator, by=ANYBODY, as_of=asked.as_of)
    if asked.area is None:
        return known
    now = known
    if asked.as_of and asked.area not in {one.code for one in known}:
        now = indicator_queries.areas_with_data(partnership, indicator, by=ANYBODY)
    if asked.area not in (codes := [one.code for one in now]):
        raise not_found("area with public figures of this indicator", asked.area, codes)
    return tuple(one for one in known if one.code == asked.area)


class _Issued:
    """What is published for everybody, newest first, and what puts what right."""

    def __init__(self, partnership: Partnership) -> None:
        self.every = queries.publications(partnership, by=ANYBODY)
        rows = list(self.every.values_list("pk", "address", "corrects"))
        self.addresses = {pk: address for pk, address, _ in rows}
        self.names = list(self.addresses.values())
        self.corrected = {corrects: address for _, address, corrects in rows if corrects}

    def one(self, address: str) -> Publication:
        if address not in self.names:
            raise not_found("publication", address, self.names)
        return self.every.get(address=address)

    def told(self, one: Publication, whole: telling.Whole) -> dict:
        return telling.publication_listed(one, self.addresses, self.corrected, whole)
