"""Loading, merging and withdrawing boundaries."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from django.db import transaction
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.places import grid
from goldenthread.places.changes.naming import BATCH, end_areas, make_areas, settle_vintages
from goldenthread.places.layers import DeclaredLayer
from goldenthread.places.models import Area, Boundary, BoundarySet, PartOf
from goldenthread.places.queries import today_of
from goldenthread.places.shapes import Shape, Shapes


@dataclass(frozen=True)
class Loaded:
    """What a load did. was_held: the very same boundaries stood already; nothing changed."""

    set: BoundarySet
    was_held: bool
    new_areas: int = 0
    replaced: int = 0


@transaction.atomic
def load_boundaries(shapes: Shapes, layer: DeclaredLayer) -> Loaded:
    """Keep the boundaries of one layer; areas that were not known are made.

    A boundary of the same area and layer that came before is replaced. A name that is known
    stays. Raises CannotDo where a code is known as another kind of area; then nothing is saved.
    """
    held = BoundarySet.objects.filter(layer=layer.id, sha256=shapes.sha256).first()
    if held and held.boundaries.count() == held.boundaries_in:
        return Loaded(held, was_held=True)
    if held:  # some of it was replaced since, so it is loaded anew
        held.delete()
    areas, made = make_areas(
        {one.code: one.name for one in shapes.every},
        kind=layer.kind,
        starts=layer.starts,
        vintage=layer.vintage if layer.kind in {"lsoa", "msoa"} else "",
        also=layer.also,
    )
    end_areas(areas, layer.ended)
    _lie_within(shapes.every, areas)
    kept = _keep(shapes, layer, areas)
    settle_vintages(layer.kind, areas.values())
    record(
        "places.boundaries_loaded",
        by=None,
        about=kept.set,
        layer=layer.id,
        boundaries=kept.set.boundaries_in,
        sha256=shapes.sha256,
    )
    return Loaded(kept.set, was_held=False, new_areas=made, replaced=kept.replaced)


def _lie_within(every: Iterable[Shape], areas: dict[str, Area]) -> None:
    """Write down which district each area lies in, where its file says so."""
    districts = {code: today_of(code) for code in {one.within for one in every if one.within}}
    pairs = [
        PartOf(part=areas[one.code], whole=whole)
        for one in every
        if one.within and (whole := districts[one.within]) and whole != areas[one.code]
    ]
    PartOf.objects.bulk_create(pairs, ignore_conflicts=True, batch_size=BATCH)


def _keep(shapes: Shapes, layer: DeclaredLayer, areas: dict[str, Area], how: str = "") -> Loaded:
    """Write the set and its boundaries in place of what they replace."""
    kept = BoundarySet.objects.create(
        layer=layer.id,
        name=layer.name,
        kind=layer.kind,
        vintage=layer.vintage,
        as_at=layer.as_at,
        licence=layer.licence,
        attribution=layer.attribution,
        precision=layer.precision,
        files=how or "\n".join(shapes.files),
        sha256=shapes.sha256,
        boundaries_in=len(shapes.every),
        mended=sum(one.was_mended for one in shapes.every),
        loaded_at=timezone.now(),
    )
    ids = [area.pk for area in areas.values()]
    older = Boundary.objects.filter(layer=layer.id)
    replaced = sum(
        older.filter(area__in=ids[at : at + BATCH]).delete()[0] for at in range(0, len(ids), BATCH)
    )
    polygons = np.array([one.polygon for one in shapes.every], dtype=object)
    shown = simplified(polygons, metres=layer.shown_metres)
    exact, drawn = shapely.to_wkb(polygons), shapely.to_wkb(shown)
    Boundary.objects.bulk_create(
        (
            Boundary(set=kept, area=areas[one.code], layer=layer.id, exact=line, shown=seen)
            for one, line, seen in zip(shapes.every, exact, drawn, strict=True)
        ),
        batch_size=BATCH,
    )
    return Loaded(kept, was_held=False, replaced=replaced)


def simplified(polygons: np.ndarray, *, metres: float) -> np.ndarray:
    """Give boundaries for drawing, in whole metres of the National Grid.

    A line that neighbours share is simplified once, so that no gap or sliver opens between
    them. metres: about how far a line may stray.
    """
    on_grid = shapely.transform(polygons, grid.to_metres)
    drawn = shapely.coverage_simplify(on_grid, metres)
    lost = shapely.is_empty(drawn)
    drawn[lost] = on_grid[lost]
    return shapely.transform(drawn, np.rint)


@transaction.atomic
def merge_boundaries(layer: DeclaredLayer) -> Loaded:
    """Make the boundaries of a layer out of those of the districts that are part of its areas.

    Only an area all of whose parts have a boundary is made. Raises RuleBroken where none is.
    """
    parts = _parts_of(layer)
    shapes = []
    for area, lines in sorted(parts.items(), key=lambda pair: pair[0].code):
        merged = shapely.coverage_union_all(lines)
        is_valid = bool(shapely.is_valid(merged))
        whole: BaseGeometry = merged if is_valid else shapely.union_all(shapely.make_valid(lines))
        shapes.append(Shape(area.code, area.name, "", whole, not is_valid))
    if not shapes:
        raise RuleBroken(
            f"No area of {layer.name} can be merged. Load the boundaries of {layer.merged_from} "
            "and the lookup that says which districts each area is made of."
        )
    total = hashlib.sha256(b"".join(shapely.to_wkb(one.polygon) for one in shapes)).hexdigest()
    made = Shapes((), total, tuple(shapes))
    held = BoundarySet.objects.filter(layer=layer.id, sha256=total).first()
    if held:
        return Loaded(held, was_held=True)
    BoundarySet.objects.filter(layer=layer.id).delete()
    kept = _keep(made, layer, {a.code: a for a in parts}, how=f"merged from {layer.merged_from}")
    record("places.boundaries_merged", by=None, about=kept.set, layer=layer.id, areas=len(shapes))
    return kept


def _parts_of(layer: DeclaredLayer) -> dict[Area, list[BaseGeometry]]:
    """Give areas all of whose parts have a boundary in the layer they are merged from."""
    pairs = PartOf.objects.filter(whole__kind=layer.kind).select_related("whole")
    parts: dict[Area, set[int]] = defaultdict(set)
    for pair in pairs:
        parts[pair.whole].add(pair.part_id)
    lines = {
        one.area_id: shapely.from_wkb(bytes(one.exact))
        for one in Boundary.objects.filter(layer=layer.merged_from)
    }
    return {
        area: [lines[one] for one in sorted(some)]
        for area, some in parts.items()
        if some <= set(lines)
    }


@transaction.atomic
def withdraw_boundaries(kept: BoundarySet, *, why: str) -> int:
    """Take a load of boundaries away; give how many lines went. The areas themselves stay.

    Raises RuleBroken where no reason is given; then nothing is changed.
    """
    if not why.strip():
        raise RuleBroken("Say why the boundaries are withdrawn.")
    gone = kept.boundaries.count()
    record(
        "places.boundaries_withdrawn",
        by=None,
        about=kept,
        layer=kept.layer,
        boundaries=gone,
        why=why.strip(),
    )
    kept.delete()
    return gone
