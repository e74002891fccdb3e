"""Best fits: which whole a part lies in most, where it need not lie in one alone."""

import numpy as np
import shapely
from django.db import transaction

from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.places import postcode_points
from goldenthread.places.changes.naming import BATCH
from goldenthread.places.layers import DeclaredLayer
from goldenthread.places.models import BestFit, Boundary
from goldenthread.places.queries import on_grid

BY_AREA = "by area of ground"
BY_POSTCODES = "by number of postcodes, which stands for people; by ground where there is none"
METHODS = {"area": BY_AREA, "postcodes": BY_POSTCODES}


@transaction.atomic
def fit(parts: DeclaredLayer, wholes: DeclaredLayer, *, by: str) -> int:
    """Find for each boundary of one layer the one of another that it lies in most; give how many.

    by: "area" or "postcodes". What was found before for these parts is replaced. A part that
    meets no whole gets none. Raises RuleBroken where a layer has no boundary.
    """
    inner, outer = (
        list(Boundary.objects.filter(layer=one.id).select_related("area"))
        for one in (parts, wholes)
    )
    for lines, layer in ((inner, parts), (outer, wholes)):
        if not lines:
            raise RuleBroken(f"No boundary of {layer.id} is loaded. Load them first.")
    small, large = on_grid(inner), on_grid(outer)
    shares = shared_ground(small, large)
    if by == "postcodes":
        shares = {**shares, **shared_points(small, large, _points(outer))}
    kept = [
        BestFit(part=inner[at].area, whole=outer[best].area, layer=wholes.id,
                share=min(share, 1.0), method=METHODS[by])
        for at, (best, share) in shares.items()
    ]  # fmt: skip
    older = BestFit.objects.filter(layer=wholes.id, part__kind=parts.kind)
    older.filter(part__boundaries__layer=parts.id).delete()
    BestFit.objects.bulk_create(kept, batch_size=BATCH)
    record("places.best_fits_found", by=None, parts=parts.id, wholes=wholes.id, by_what=by,
           count=len(kept))  # fmt: skip
    return len(kept)


def shared_ground(small: np.ndarray, large: np.ndarray) -> dict[int, tuple[int, float]]:
    """Give for each small polygon the large one it shares most ground with, and the share."""
    part, whole = shapely.STRtree(large).query(small, predicate="intersects")
    shares = shapely.area(shapely.intersection(small[part], large[whole])) / shapely.area(
        small[part]
    )
    return _most(part, whole, shares)


def shared_points(
    small: np.ndarray, large: np.ndarray, points: np.ndarray
) -> dict[int, tuple[int, float]]:
    """Give for each small polygon the large one that most of its points lie in, and the share.

    points: shape (n, 2), in metres. A small polygon without a point in any large one is not in
    the answer.
    """
    places = shapely.points(points)
    owner = {}
    for name, polygons in (("small", small), ("large", large)):
        found = np.full(len(points), -1)
        point, polygon = shapely.STRtree(polygons).query(places, predicate="intersects")
        found[point[::-1]] = polygon[::-1]  # on a shared line: the first in order
        owner[name] = found
    in_small = owner["small"] >= 0
    totals = np.bincount(owner["small"][in_small], minlength=len(small))
    both = in_small & (owner["large"] >= 0)
    pairs, counts = np.unique(
        np.stack([owner["small"][both], owner["large"][both]]), axis=1, return_counts=True
    )
    return _most(pairs[0], pairs[1], counts / totals[pairs[0]])


def _most(part: np.ndarray, whole: np.ndarray, shares: np.ndarray) -> dict[int, tuple[int, float]]:
    best: dict[int, tuple[int, float]] = {}
    for one, other, share in zip(part.tolist(), whole.tolist(), shares.tolist(), strict=True):
        if share > best.get(one, (0, 0.0))[1]:
            best[one] = (other, share)
    return best


def _points(outer: list[Boundary]) -> np.ndarray:
    """Give the postcodes of the districts that the wholes lie in."""
    districts = Boundary.objects.filter(layer=outer[0].layer, area__wholes__kind="district")
    codes = set(districts.values_list("area__wholes__code", flat=True))
    some = [postcode_points.points_of(code) for code in sorted(codes)]
    return np.concatenate(some) if some else np.empty((0, 2))
