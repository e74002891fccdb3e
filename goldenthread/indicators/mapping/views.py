"""Pages of places: all of them, and one with its map."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.commands import CannotDo
from goldenthread.indicators.mapping import plans, showing
from goldenthread.indicators.mapping.asked import MapForm, asked
from goldenthread.indicators.mapping.forms import AreaFilter
from goldenthread.indicators.mapping.plans import Made
from goldenthread.indicators.mapping.profile import Profile, indicators_of, profile
from goldenthread.partnership.showing import holds
from goldenthread.places.maps import component, draw
from goldenthread.places.models import Area
from goldenthread.places.queries import SMALL
from goldenthread.tables import arranged, as_csv

ON_A_PAGE = 25


@needs("public.read")
def areas(request: Request) -> HttpResponse:
    """Every area but the small ones, which stand on the pages of their districts."""
    form = AreaFilter(request.GET or None)
    found = _chosen(form)
    shown = arranged(request, found, showing.AREA_COLUMNS, first="name")
    own = Area.objects.filter(code=request.partnership.area_code).first()
    context = {
        "form": form,
        "own": own,
        "page": shown.page,
        "table": {
            "id": "areas",
            "caption": "Areas",
            "columns": shown.columns,
            "rows": [
                (
                    {"url": reverse("place_profile", args=[one.code]), "text": one.name},
                    one.get_kind_display().capitalize(),
                    one.code,
                    showing.valid(one),
                )
                for one in shown.page.object_list
            ],
            "csv_url": f"{reverse('places_csv')}?{request.GET.urlencode()}",
        },
        "found": f"{len(shown.rows):,} area{'' if len(shown.rows) == 1 else 's'}",
    }
    return render(request, "indicators/areas.html", context)


def _chosen(form: AreaFilter) -> QuerySet[Area]:
    every = Area.objects.exclude(kind__in=[Area.Kind.UNSTATED, *SMALL])
    if not form.is_bound or not form.is_valid():
        return every
    if form.cleaned_data["kind"]:
        every = Area.objects.filter(kind=form.cleaned_data["kind"])
    if form.cleaned_data["q"]:
        every = every.filter(name__icontains=form.cleaned_data["q"])
    return every


@needs("public.read")
def areas_csv(request: Request) -> HttpResponse:
    """The areas that fit what was asked, as a table to download."""
    rows = [
        [one.code, one.name, one.kind, one.valid_from, one.valid_to, " ".join(one.vintages)]
        for one in _chosen(AreaFilter(request.GET or None)).order_by("name", "code")
    ]
    head = ("code", "name", "kind", "valid_from", "valid_to", "censuses")
    return as_csv("areas", head, rows)


@needs("public.read")
def area(request: Request, code: str) -> HttpResponse:
    """One area: what it is, its map, and what is known of it."""
    found, form, made = _asked(request, code)
    context = {
        "area": found.area,
        "form": form,
        "map": _map(request, found, made) if made else None,
        "counts": _table(request, made) if made and made.table and made.table.rows else None,
        "made": made,
        "facts": showing.facts(found),
        "parts": showing.parts(found),
        "held": showing.held(found) if holds(request, "sources.ingest") else [],
        "known": indicators_of(request.partnership, found.area, by=request.user),
        "breadcrumbs": [{"label": "Places", "url": reverse("places")}],
    }
    return render(request, "indicators/area.html", context)


def _asked(request: Request, code: str) -> tuple[Profile, MapForm, Made | None]:
    try:
        found = profile(request.partnership, code)
    except CannotDo:
        raise Http404 from None
    form = MapForm(request.GET or None, profile=found)
    wish = asked(form)
    if not form.is_bound:
        form.initial = vars(wish)
    return found, form, plans.made(found, wish)


def _map(request: Request, found: Profile, made: Made) -> dict[str, Any]:
    code, asked_for = found.area.code, request.GET.urlencode()
    return component(
        made.plan,
        svg_url=f"{reverse('place_map_svg', args=[code])}?{asked_for}",
        csv_url=f"{reverse('place_map_csv', args=[code])}?{asked_for}",
    )


def _table(request: Request, made: Made) -> dict[str, Any]:
    assert made.table is not None
    columns = showing.columns_of(made)
    shown = arranged(request, made.table.rows, columns, first="-count", on_a_page=ON_A_PAGE)
    has_rates = made.table.has_rates
    return {
        "columns": shown.columns,
        "page": shown.page,
        "caption": f"{made.plan.title}: every one of the {made.plan.of_what}",
        "rows": [showing.row_of(one, has_rates=has_rates) for one in shown.page.object_list],
        "has_rates": has_rates,
        "total": "Fewer than 5" if made.table.total is None else f"{made.table.total:,}",
    }


@needs("public.read")
def area_svg(request: Request, code: str) -> HttpResponse:
    """The map that is asked for, as a picture that stands by itself."""
    _, _, made = _asked(request, code)
    if made is None or not made.plan.is_drawn:
        raise Http404
    answer = HttpResponse(draw(made.plan, alone=True), content_type="image/svg+xml")
    answer["Content-Disposition"] = f'attachment; filename="map-{_plain(code)}.svg"'
    return answer


@needs("public.read")
def area_csv(request: Request, code: str) -> HttpResponse:
    """What the map shows, area by area, as a table to download."""
    _, _, made = _asked(request, code)
    if made is None:
        raise Http404
    if made.table is None:
        rows = [[one.code, one.name, one.value] for one in made.plan.cells]
        return as_csv(f"map-{_plain(code)}", ("code", "name", "value"), rows)
    head = ("code", "name", "count", "residents", "per_1000", "lower", "upper", "state")
    rows = [
        [one.code, one.name, one.count, one.residents, _short(one.rate), _short(one.low),
         _short(one.high), "not shown" if one.is_hidden else "shown"]
        for one in made.table.rows
    ]  # fmt: skip
    return as_csv(f"map-{_plain(code)}", head, rows)


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _plain(code: str) -> str:
    return "".join(one if one.isalnum() else "-" for one in code)
