"""Declared areas into rows. Loading again changes nothing."""

from typing import Literal

from django.conf import settings
from django.db import transaction

from goldenthread import declared
from goldenthread.declared import DeclaredItem, FirstDay, LastDay
from goldenthread.places import lookups
from goldenthread.places.models import Area, PartOf

Kind = Literal[
    "district", "police_force", "fire", "region", "country", "countries",
    "most_similar_group", "named_place", "unstated",
]  # fmt: skip


class DeclaredArea(DeclaredItem):
    """One area of areas.yaml."""

    code: str
    name: str
    kind: Kind
    aliases: list[str] = []
    within: list[str] = []
    parts: list[str] = []
    valid_from: FirstDay = None
    valid_to: LastDay = None
    invented: bool = False


class AreasFile(DeclaredItem):
    """definitions/places/areas.yaml."""

    areas: list[DeclaredArea]
    also_known_as: dict[str, list[str]] = {}


class DeclaredForce(DeclaredItem):
    """One police force of police_forces.yaml."""

    code: str
    slug: str
    name: str
    force: str


class ForcesFile(DeclaredItem):
    """definitions/places/police_forces.yaml."""

    police_forces: list[DeclaredForce]


@transaction.atomic
def load() -> int:
    """Load every declared area and what it is part of; give how many areas there are.

    Raises CannotDo with file and line where a file is wrong; nothing is then loaded.
    """
    folder = settings.DEFINITIONS_DIR / "places"
    file = declared.read(folder / "areas.yaml", AreasFile)
    forces = declared.read(folder / "police_forces.yaml", ForcesFile).police_forces
    areas, part_of = _rows(file, forces)
    Area.objects.bulk_create(
        areas.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "aliases", "valid_from", "valid_to", "is_invented"],
    )
    ids = dict(Area.objects.filter(code__in=areas).values_list("code", "pk"))
    PartOf.objects.bulk_create(
        (PartOf(part_id=ids[part], whole_id=ids[whole]) for part, whole in sorted(part_of)),
        ignore_conflicts=True,
    )
    return len(areas)


def _rows(
    file: AreasFile, forces: list[DeclaredForce]
) -> tuple[dict[str, Area], set[tuple[str, str]]]:
    """Give the areas by code, and the pairs of a part and its whole."""
    areas, part_of = {}, set()
    for one in file.areas:
        areas[one.code] = Area(
            code=one.code,
            name=one.name,
            kind=one.kind,
            aliases=one.aliases,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            is_invented=one.invented,
        )
        part_of |= {(one.code, whole) for whole in one.within}
        part_of |= {(part, one.code) for part in one.parts}
    for force in forces:
        areas[force.code] = Area(
            code=force.code, name=force.name, kind=Area.Kind.POLICE_FORCE, aliases=[force.force]
        )
    for row in lookups.districts():
        areas[row["code"]] = Area(
            code=row["code"],
            name=row["name"],
            kind=Area.Kind.DISTRICT,
            aliases=row["earlier"].split(),
        )
        part_of |= {(row["code"], row["force"])}
        part_of |= {(row["code"], whole) for whole in _wholes(row["region"], file)}
    for code, names in file.also_known_as.items():
        areas[code].aliases = [*areas[code].aliases, *names]
    return areas, part_of


def _wholes(region: str, file: AreasFile) -> set[str]:
    """Give a region and all that it lies in."""
    above = {one.code: one.within for one in file.areas}
    found, waiting = set(), [region]
    while waiting:
        code = waiting.pop()
        found.add(code)
        waiting += [whole for whole in above[code] if whole not in found]
    return found
