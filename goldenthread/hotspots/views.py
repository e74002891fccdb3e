"""The page that finds hotspots, its map and its table."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.hotspots import queries, rules, showing
from goldenthread.hotspots.asked import FindForm
from goldenthread.hotspots.finding import Found
from goldenthread.hotspots.queries import Asking
from goldenthread.partnership.showing import holds
from goldenthread.places.maps import component, draw
from goldenthread.tables import arranged, as_csv

ON_A_PAGE = 25
NOTE = (
    "A square is named by its south-west corner on the National Grid. Months high: in how many it "
    "was among as many highest. Chance: of such neighbours, corrected for every square looked at."
)
PUT = " Follow a square to put it forward."
HEAD = ("square", "west", "south", "width", "most_on_record_at", "count", "share", "months_high",
        "months", "gi_star_z", "chance_corrected", "is_highest", "is_hot_cluster")  # fmt: skip


@needs("hotspots.read")
def find(request: Request) -> HttpResponse:
    """Where something gathers: squares on a map and in a table, with what that can say."""
    asking = queries.find(request.partnership, request.GET, by=request.user)
    found = asking.found
    context: dict[str, Any] = {
        "asking": asking,
        "form": _form(request, asking),
        "snap": showing.snap(asking),
        "can": rules.CAN,
        "cannot": rules.CANNOT,
    }
    if found is not None:
        context |= {
            "said": showing.sentences(asking, found),
            "map": _map(request, asking, found) if found.squares else None,
            "squares": _squares(request, asking, found),
            "curve": showing.curve_table(found),
            "repeats": showing.repeats_table(found),
        }
    return render(request, "hotspots/find.html", context)


def _form(request: Request, asking: Asking) -> FindForm:
    wish = asking.wish
    first = {
        "area": asking.area[0],
        "show": wish.show,
        "width": str(wish.width),
        "months": asking.span,
    }
    return FindForm(initial=first, choices=asking.choices)


def _map(request: Request, asking: Asking, found: Found) -> dict[str, Any]:
    asked = request.GET.urlencode()
    return component(
        showing.plan_of(asking, found),
        svg_url=f"{reverse('hotspots_svg')}?{asked}",
        csv_url=f"{reverse('hotspots_csv')}?{asked}",
    )


def _squares(request: Request, asking: Asking, found: Found) -> dict[str, Any]:
    wish, forward = asking.wish, ""
    if holds(request, "hotspots.nominate"):
        asked = {"area": asking.area[0], "show": wish.show, "months": asking.span,
                 "width": wish.width}  # fmt: skip
        forward = f"{reverse('nominate_hotspot')}?{urlencode(asked)}"
    shown = arranged(request, found.squares, showing.COLUMNS, first="-count", on_a_page=ON_A_PAGE)
    return {
        "page": shown.page,
        "table": {
            "id": "squares",
            "caption": f"Squares with 5 or more: {showing.what(asking)}",
            "note": NOTE + (PUT if forward else ""),
            "columns": shown.columns,
            "rows": [showing.row_of(one, found, forward=forward) for one in shown.page.object_list],
            "csv_url": f"{reverse('hotspots_csv')}?{request.GET.urlencode()}",
            "source": asking.attribution,
            "sticky": True,
        },
    }


@needs("hotspots.read")
def find_svg(request: Request) -> HttpResponse:
    """The map as a picture that stands by itself."""
    asking = queries.find(request.partnership, request.GET, by=request.user)
    if asking.found is None or not asking.found.squares:
        raise Http404
    picture = draw(showing.plan_of(asking, asking.found), alone=True)
    answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["Content-Disposition"] = 'attachment; filename="hotspots.svg"'
    return answer


@needs("hotspots.read")
def find_csv(request: Request) -> HttpResponse:
    """The squares that may be shown, as a table to download."""
    asking = queries.find(request.partnership, request.GET, by=request.user)
    found = asking.found
    rows = [
        (one.reference, one.west, one.south, found.width, one.name, one.count, f"{one.share:.5f}",
         one.months, len(found.months), None if one.z is None else f"{one.z:.3f}",
         None if one.chance is None else f"{one.chance:.6f}", one.is_high, one.is_cluster)
        for one in found.squares
    ] if found else []  # fmt: skip
    return as_csv("hotspots", HEAD, rows)
