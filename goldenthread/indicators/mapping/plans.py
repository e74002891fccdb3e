"""The map that is asked for: its shapes and values, put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from django.urls import reverse

from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.indicators.mapping import counting
from goldenthread.indicators.mapping.asked import (
    OUTLINE,
    PEOPLE,
    Asked,
    files_asked,
    said_months,
    shows,
)
from goldenthread.indicators.mapping.profile import Profile
from goldenthread.indicators.mapping.values import Counted, Table
from goldenthread.places import postcode_points, postcodes
from goldenthread.places.maps import Cell, Plan, State
from goldenthread.places.maps.hexagons import Hexagons, hexagons
from goldenthread.places.models import Area, Boundary, BoundarySet
from goldenthread.sources import small_areas
from goldenthread.sources.reading import vintages
from goldenthread.sources.small_areas import SmallCounts

FITTED = "Each small area is counted into the ward that it lies in most. "
SNAPPED = (
    "Published places are moved to a nearby map point, so areas are counted by their code and "
    "say nothing of a street."
)


@dataclass(frozen=True)
class Made:
    """A map and what stands beside it. table: only of counts. missing: what to load, and why."""

    plan: Plan
    table: Table | None = None
    counts: SmallCounts | None = None
    missing: tuple[str, ...] = ()


def made(profile: Profile, wish: Asked) -> Made | None:
    """Make the map that is asked for; None where nothing at all can be shown of the area."""
    if wish.show == PEOPLE:
        return Made(_people(profile, wish))
    if wish.show == OUTLINE:
        return Made(_outline(profile))
    if wish.is_counts:
        return _counted(profile, wish)
    return None


def _people(profile: Profile, wish: Asked) -> Plan:
    """Hexagons over the postcodes of the area's districts."""
    found = _hexagons(profile.districts)
    cells: tuple[Cell, ...] = ()
    if found is None:
        shapes, width = np.empty(0, dtype=object), 0
    else:
        cells = tuple(
            Cell(str(n), f"{count:,} postcodes", float(count), f"{count:,}", State.KNOWN)
            for n, count in enumerate(found.counts.tolist(), start=1)
        )
        shapes, width = found.shapes, found.width
    return Plan(
        id="map",
        title=f"Where people live in {profile.area.name}",
        area=profile.area.name,
        unit=f"postcodes in a hexagon {_metres(width)} wide",
        of_what="hexagons",
        cells=cells,
        shapes=shapes,
        method=wish.classes or "quantile",
        source=postcodes.SOURCE,
        note="A postcode holds about 15 addresses, in the country often fewer. Hexagons "
        "stand in where no boundary is loaded; white is where no postcode lies.",
    )


def _hexagons(districts: Sequence[Area]) -> Hexagons | None:
    """Give hexagons over districts' postcodes, their owners numbered in that order."""
    points = [postcode_points.points_of(one.code) for one in districts]
    groups = [np.full(len(some), number) for number, some in enumerate(points)]
    every = np.concatenate(points) if points else np.empty((0, 2))
    return hexagons(every, np.concatenate(groups)) if len(every) else None


def _metres(width: int) -> str:
    return f"{width // 1000} km" if width >= 1000 else f"{width} m"


def _outline(profile: Profile) -> Plan:
    """The area's own boundary, in the newest layer that has it."""
    lines = list(
        Boundary.objects.filter(area=profile.area).select_related("set").order_by("-set__as_at")[:1]
    )
    return Plan(
        id="map",
        title=f"The boundary of {profile.area.name}",
        area=profile.area.name,
        unit="",
        of_what="areas",
        cells=tuple(Cell(profile.area.code, profile.area.name) for _ in lines),
        shapes=_shapes(lines),
        source=lines[0].set.attribution if lines else "",
        note=_precision(lines[0].set) if lines else "No boundary of this area is loaded.",
        has_values=False,
    )


def _shapes(lines: Sequence[Boundary]) -> np.ndarray:
    found = np.empty(len(lines), dtype=object)
    found[:] = shapely.from_wkb([bytes(one.shown) for one in lines])
    return found


def _precision(one: BoundarySet) -> str:
    return f"{one.name}, as at {one.as_at:%-d %B %Y}; {one.precision}."


def _counted(profile: Profile, wish: Asked) -> Made:
    """Counts by area, out of the lake."""
    codes = [one.code for one in profile.districts]
    files = files_asked(profile.files, wish.months)
    counts = small_areas.counts(files, districts=codes, category=wish.show)
    lines, layer = _lines(profile, wish.by, counts.vintage)
    areas, table, missing = counting.counted(profile, wish.by, [one.area for one in lines], counts)
    if not areas:
        lines, layer = [], None
    shapes, layer_note = _drawn(profile, areas, lines, layer, wish.by)
    if wish.scale != "count" and not table.has_rates:
        missing.append(_no_residents(profile.partnership, counts.vintage))
    plan = _plan(profile, wish, table, shapes, counts)
    fitted = FITTED if wish.by == "ward" and table.rows else ""
    note = f"{layer_note}{fitted}{SNAPPED}"
    return Made(replace(plan, note=note), table, counts, tuple(missing))


def _no_residents(partnership: Partnership, vintage: str) -> str:
    """Say why there is no rate: nobody's residents are held, or those of another census's areas."""
    held = small_areas.geography_of_residents(partnership) if vintage else ""
    try:
        if held:
            vintages.refuse_unlike(f"LSOA of {vintage}", held)
    except CannotDo as why:
        return f"Counts are shown as counts. {why}"
    return (
        "No residents of these areas are loaded, so counts are shown as counts. Load them with "
        "goldenthread places load-lookup."
    )


def _lines(profile: Profile, by: str, vintage: str) -> tuple[list[Boundary], BoundarySet | None]:
    """Give the boundaries inside the area's districts, in the layer that fits the codes."""
    by_census = vintage if by in ("lsoa", "msoa") else ""  # wards have years of their own
    sets = profile.layers(by, by_census)
    if not sets or by == "district":
        return [], None
    found = Boundary.objects.filter(layer=sets[0].layer, area__wholes__in=profile.districts)
    return list(found.select_related("area").order_by("area__name", "area__code")), sets[0]


def _drawn(
    profile: Profile, areas: list[Area], lines: list[Boundary], layer: BoundarySet | None, by: str
) -> tuple[np.ndarray, str]:
    """Give a shape for each area and a sentence on what it is."""
    if layer is not None and lines:
        return _shapes(lines), f"{_precision(layer)} "
    empty = np.full(len(areas), None, dtype=object)
    if by != "district":
        return empty, ""
    sets = profile.layers("district")
    found = (
        {one.area_id: one for one in Boundary.objects.filter(layer=sets[0].layer, area__in=areas)}
        if sets
        else {}
    )
    if len(found) == len(areas):
        return _shapes([found[one.pk] for one in areas]), f"{_precision(sets[0])} "
    grid = None if profile.area.is_invented else _hexagons(areas)
    if grid is None:
        return empty, ""
    for number in range(len(areas)):
        own = grid.shapes[grid.owners == number]
        empty[number] = shapely.multipolygons(own) if len(own) else None
    return empty, (
        f"Hexagons {_metres(grid.width)} wide over real postcodes stand in for boundaries, of "
        "which none are loaded. "
    )


def _plan(
    profile: Profile, wish: Asked, table: Table, shapes: np.ndarray, counts: SmallCounts
) -> Plan:
    scale = wish.scale if table.has_rates else "count"
    label = dict(shows(profile))[wish.show]
    plan = Plan(
        id="map",
        title=f"{label} in {profile.area.name}, {said_months(counts.months)}",
        area=profile.area.name,
        unit=_unit(wish.show, scale),
        of_what=counting.OF_WHAT[wish.by],
        cells=tuple(_cell(one, scale, table.overall) for one in table.rows),
        shapes=shapes,
        method=wish.classes or "quantile",
        digits={"count": 0, "rate": 1, "relative": 0}[scale],
        source=_sources(profile, table),
        hidden="not shown because a number below 5 could be worked out",
    )
    return replace(plan, middle=100.0) if scale == "relative" and plan.known else plan


def _unit(show: str, scale: str) -> str:
    what = "incidents" if show == "anti-social-behaviour" else "crimes"
    return {
        "count": what,
        "rate": f"{what} per 1,000 residents over these months",
        "relative": "rate as a percentage of the rate of the whole area (100: the same)",
    }[scale]


def _cell(one: Counted, scale: str, overall: float | None) -> Cell:
    kept: dict[str, Any] = {"code": one.code, "name": one.name}
    if one.is_hidden:
        return Cell(**kept, printed="not shown", state=State.HIDDEN)
    if scale == "count":
        return Cell(**kept, value=float(one.count or 0), printed=f"{one.count:,}",
                    state=State.KNOWN)  # fmt: skip
    if one.rate is None:
        return Cell(**kept, printed="no residents", state=State.MISSING)
    value = one.rate if scale == "rate" or not overall else one.rate / overall * 100
    digits = 1 if scale == "rate" else 0
    return Cell(**kept, value=round(value, digits), printed=f"{value:,.{digits}f}",
                state=State.KNOWN)  # fmt: skip


def _sources(profile: Profile, table: Table) -> str:
    source = profile.files[-1].release.source
    said = [source.attribution]
    said += list(dict.fromkeys(one.attribution for one in profile.sets))[:1]
    if table.residents_on:
        said.append(f"Residents: {table.residents_from}, {table.residents_on:%-d %B %Y}.")
    return " ".join(said)


def area_url(code: str) -> str:
    """Give the address of an area's page."""
    return reverse("place_profile", args=[code])
