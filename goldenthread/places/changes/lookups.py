"""Loading lookups: areas, what is part of what, and residents."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from goldenthread.audit.changes import record
from goldenthread.commands import CannotDo
from goldenthread.places.changes.naming import BATCH, end_areas, make_areas, settle_vintages
from goldenthread.places.layers import DeclaredLookup, OfKind
from goldenthread.places.models import Area, Overlap, PartOf, Residents
from goldenthread.places.queries import districts_today
from goldenthread.places.tables import Gathered, Pair

ByColumn = dict[str, dict[str, Area]]


@dataclass(frozen=True)
class LookedUp:
    """What a load did: how many areas and relations are new, how many residents were kept."""

    areas: int
    relations: int
    residents: int


@transaction.atomic
def load_lookup(found: Gathered, lookup: DeclaredLookup) -> LookedUp:
    """Keep what a lookup says. Loading again changes nothing.

    Raises CannotDo where an area must be known and is not; then nothing is saved.
    """
    areas: ByColumn = {}
    made = 0
    for one in lookup.areas:
        areas[one.code], new = _areas(found, one, lookup)
        made += new
    before = PartOf.objects.count() + Overlap.objects.count()
    _part(found, lookup, areas)
    relations = PartOf.objects.count() + Overlap.objects.count() - before
    residents = _residents(found, lookup, areas)
    for one in lookup.areas:
        settle_vintages(one.kind, areas[one.code].values())
    if made or relations or residents:
        record(
            "places.lookup_loaded",
            by=None,
            lookup=lookup.id,
            file=found.file,
            sha256=found.sha256,
            areas=made,
            relations=relations,
            residents=residents,
        )
    return LookedUp(made, relations, residents)


def _areas(found: Gathered, one: OfKind, lookup: DeclaredLookup) -> tuple[dict[str, Area], int]:
    """Give the areas of a column: those known, or made where the lookup may make them."""
    names = found.names[one.code]
    if not one.known:
        areas, made = make_areas(
            names,
            kind=one.kind,
            starts=one.starts,
            vintage=lookup.vintage if one.kind in {"lsoa", "msoa"} else "",
        )
        end_areas(areas, lookup.ended)
        return areas, made
    today = districts_today() if one.kind == Area.Kind.DISTRICT else {}
    known = Area.objects.in_bulk({today.get(code, code) for code in names}, field_name="code")
    missing = sorted(code for code in names if today.get(code, code) not in known)
    if missing:
        raise CannotDo(
            f'{found.file}: {len(missing)} codes in column "{one.code}" are not known, the first '
            f"is {missing[0]}. Load what they are first, or check the file."
        )
    return {code: known[today.get(code, code)] for code in names}, 0


def _part(found: Gathered, lookup: DeclaredLookup, areas: ByColumn) -> None:
    """Write down what is part of what, and what only shares ground."""
    wholly: set[tuple[Area, Area]] = set()
    for first, second in lookup.part_of:
        wholly |= {(areas[first][a], areas[second][b]) for a, b in found.pairs[first, second]}
    shared: set[tuple[Area, Area]] = set()
    for first, second in lookup.share:
        inside, around, beside = sorted_out(found.pairs[first, second])
        wholly |= {(areas[first][a], areas[second][b]) for a, b in inside}
        wholly |= {(areas[second][b], areas[first][a]) for a, b in around}
        shared |= {(areas[first][a], areas[second][b]) for a, b in beside}
    PartOf.objects.bulk_create(
        (PartOf(part=a, whole=b) for a, b in _ordered(wholly)),
        ignore_conflicts=True, batch_size=BATCH,
    )  # fmt: skip
    Overlap.objects.bulk_create(
        (Overlap(one=a, other=b) for a, b in _ordered(shared)),
        ignore_conflicts=True, batch_size=BATCH,
    )  # fmt: skip


def _ordered(pairs: Iterable[tuple[Area, Area]]) -> list[tuple[Area, Area]]:
    return sorted(
        ((a, b) for a, b in pairs if a != b), key=lambda pair: (pair[0].code, pair[1].code)
    )


def sorted_out(pairs: Iterable[Pair]) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Part pairs of areas that share ground: first in second, second in first, neither.

    A first area with one partner lies wholly in it; else a second with one partner lies wholly
    in that. Where both have several, neither lies in the other.
    """
    every = set(pairs)
    of_first, of_second = defaultdict(set), defaultdict(set)
    for first, second in every:
        of_first[first].add(second)
        of_second[second].add(first)
    inside = {pair for pair in every if len(of_first[pair[0]]) == 1}
    around = {pair for pair in every - inside if len(of_second[pair[1]]) == 1}
    return inside, around, every - inside - around


def _residents(found: Gathered, lookup: DeclaredLookup, areas: ByColumn) -> int:
    """Keep residents by area and day; give how many are new or differ."""
    told = lookup.residents
    if told is None:
        return 0
    of = {areas[told.of][code]: count for code, count in found.residents.items()}
    held = dict(Residents.objects.filter(on=told.on).values_list("area", "count"))
    new = [
        Residents(area=area, on=told.on, count=count, source=told.source[:200])
        for area, count in of.items()
        if held.get(area.pk) != count
    ]
    Residents.objects.bulk_create(
        new, batch_size=BATCH, update_conflicts=True, unique_fields=["area", "on"],
        update_fields=["count", "source"],
    )  # fmt: skip
    return len(new)
