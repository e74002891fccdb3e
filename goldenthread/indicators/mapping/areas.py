"""A map of an indicator's figures over some areas, for a report."""

from collections.abc import Sequence

import numpy as np
import shapely

from goldenthread.indicators.figures import Figure
from goldenthread.places import postcode_points
from goldenthread.places.maps import Cell, Plan, State
from goldenthread.places.maps.hexagons import hexagons
from goldenthread.places.models import Area, Boundary

STAND_IN = "Hexagons over real postcodes stand in for boundaries, of which none are loaded."
NOT_DRAWN = "Neither boundaries nor postcodes of these areas are loaded, so there is no map."


def map_of(id: str, title: str, figures: Sequence[Figure]) -> Plan:
    """A map with one figure for each area. id: unique in the report, of letters and digits."""
    shapes, note = shapes_of([one.area for one in figures])
    known = [one for one in figures if one.value is not None and one.is_known]
    digits = max((len(one.text.rstrip("%").partition(".")[2]) for one in known), default=0)
    return Plan(
        id=id,
        title=title,
        area=", ".join(one.area.name for one in figures),
        unit=next((one.unit for one in figures if one.unit), ""),
        of_what="areas",
        cells=tuple(_cell(one) for one in figures),
        shapes=shapes,
        digits=digits,
        note=note,
    )


def _cell(figure: Figure) -> Cell:
    if figure.suppressed:
        return Cell(figure.area.code, figure.area.name, printed="not shown", state=State.HIDDEN)
    if not figure.is_known or figure.value is None:
        return Cell(figure.area.code, figure.area.name)
    return Cell(figure.area.code, figure.area.name, float(figure.value), figure.text, State.KNOWN)


def shapes_of(areas: Sequence[Area]) -> tuple[np.ndarray, str]:
    """A shape for each area, with a sentence on what it is: boundaries, hexagons or nothing."""
    shapes = np.full(len(areas), None, dtype=object)
    lines: dict[int, Boundary] = {}
    wanted = Boundary.objects.filter(area__in=[one.pk for one in areas]).select_related("set")
    for line in wanted.order_by("set__as_at"):
        lines[line.area_id] = line
    if all(one.pk in lines for one in areas):
        shapes[:] = shapely.from_wkb([bytes(lines[one.pk].shown) for one in areas])
        return shapes, lines[areas[0].pk].set.attribution
    points = [postcode_points.points_of(one.code) for one in areas]
    if not all(len(some) for some in points):
        return shapes, NOT_DRAWN
    owners = np.concatenate([np.full(len(some), at) for at, some in enumerate(points)])
    grid = hexagons(np.concatenate(points), owners)
    for at in range(len(areas)):
        own = grid.shapes[grid.owners == at]
        shapes[at] = shapely.multipolygons(own) if len(own) else None
    return shapes, STAND_IN
