"""What may not be shown of counts by small area, on any map that they are added up for.

The same counts are shown by small area, neighbourhood, ward and district. What is hidden on one
of these maps must not come out of another, so that all four are looked at together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import F, Value

from csp_analytics.suppression import THRESHOLD, suppress_crossed
from goldenthread.places import lookups
from goldenthread.places.models import Area, BestFit, PartOf

LSOA, MSOA, WARD = Area.Kind.LSOA, Area.Kind.MSOA, Area.Kind.WARD


@dataclass(frozen=True)
class Hidden:
    """Codes, of areas of any kind, whose counts must not be shown, and whether the sum must not."""

    codes: frozenset[str] = frozenset()
    total: bool = False

    def holds(self, code: str, count: int) -> bool:
        """Whether the count of an area must not be shown; a small one never is."""
        return code in self.codes or 0 < count < THRESHOLD


@dataclass(frozen=True)
class Wholes:
    """The neighbourhood and the ward that small areas are counted into, by code."""

    msoas: Mapping[str, str]
    wards: Mapping[str, str]


def wholes_of(districts: Sequence[Area], vintage: str) -> Wholes:
    """Give what small areas of districts lie in, as far as it is loaded. One query.

    vintage: of the small areas, "2011" or "2021"; "" where it does not matter. A ward is the
    one of the newest layer that a small area lies in most.
    """
    inside = {"part__kind": LSOA, "part__wholes__in": districts}
    names = ("part__code", "whole__code", "whole__kind", "whole__vintages", "in_layer")
    pairs = PartOf.objects.filter(whole__kind=MSOA, **inside).annotate(in_layer=Value(""))
    fits = BestFit.objects.filter(whole__kind=WARD, **inside).annotate(in_layer=F("layer"))
    rows = pairs.order_by().values_list(*names)
    found: dict[str, dict[str, str]] = {MSOA: {}, WARD: {}}
    for part, whole, kind, years, _ in sorted(
        rows.union(fits.order_by().values_list(*names), all=True),
        key=lambda row: (row[4], row[1]),
    ):
        if kind == WARD or vintage in ("", *years):
            found[kind][part] = whole
    return Wholes(found[MSOA], found[WARD])


def hidden(counts: Mapping[str, int], wholes: Wholes) -> Hidden:
    """Give what must not be shown of counts by code of small area, and of their sums.

    A small area whose neighbourhood or ward is not loaded counts towards the rest of its
    district, which whoever knows the others can work out.
    """
    codes = [code for code, count in counts.items() if count]
    if not codes:
        return Hidden()
    of = lookups.lsoa_districts()
    districts = [of.get(code, lookups.INVENTED_DISTRICT) for code in codes]
    sides = [
        _numbered(zip(districts, (into.get(code, "") for code in codes), strict=True))
        for into in (wholes.msoas, wholes.wards)
    ]
    names, within = _numbered((district, district) for district in districts)
    (msoas, rows), (wards, columns) = sides
    found = suppress_crossed([counts[code] for code in codes], rows, columns, within)
    flagged = [(codes, found.cells), (msoas, found.rows), (wards, found.columns),
               (names, found.wholes)]  # fmt: skip
    every = {code for some, flags in flagged for code, is_hidden in zip(some, flags, strict=True)
             if is_hidden}  # fmt: skip
    return Hidden(frozenset(every - {""}), found.total)


def _numbered(pairs: Iterable[tuple[str, str]]) -> tuple[list[str], np.ndarray]:
    """Number groups, each within its district; give their codes in order, and the numbers."""
    number: dict[tuple[str, str], int] = {}
    numbers = [number.setdefault(pair, len(number)) for pair in pairs]
    return [code for _, code in number], np.array(numbers)
