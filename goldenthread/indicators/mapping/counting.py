"""Counts by small area added up for the areas of a map, and what is missing for it, in words."""

from collections import Counter
from collections.abc import Callable, Sequence

from goldenthread.indicators.mapping import hiding, values
from goldenthread.indicators.mapping.hiding import Wholes
from goldenthread.indicators.mapping.profile import Profile
from goldenthread.indicators.mapping.values import Table
from goldenthread.places import lookups
from goldenthread.places.models import Area
from goldenthread.sources.small_areas import SmallCounts

OF_WHAT = {
    "lsoa": "small areas",
    "msoa": "neighbourhoods",
    "ward": "wards",
    "district": "districts",
}
ONE = {"msoa": "neighbourhood", "ward": "ward"}
FIND = {
    "msoa": "Load which one each small area lies in with goldenthread places load-lookup.",
    "ward": "Find the one that each small area lies in most with goldenthread places best-fit.",
}
WARDS_OF = "2025"
Into = Callable[[str], str]


def counted(
    profile: Profile, by: str, areas: list[Area], counts: SmallCounts
) -> tuple[list[Area], Table, list[str]]:
    """Give the areas of a map, the table of their counts, and in sentences what is missing.

    by: "lsoa", "msoa", "ward" or "district". areas: those whose boundaries are loaded.
    """
    missing = []
    if by == "district":
        areas = list(profile.districts)
    elif not areas:
        missing.append(_what_to_load(by, counts.vintage))
        areas = _by_code(counts) if by == "lsoa" else []
    wholes = hiding.wholes_of(profile.districts, counts.vintage)
    into = _into(by, wholes)
    added = Counter[str]()
    for code, count in counts.counts.items():
        added[into(code)] += count
    lost = sum(added.values()) - sum(added[one.code] for one in areas)
    if by in ONE and (lost or not areas):
        if areas:
            missing.append(f"{_roughly(lost, counts.total)} cannot be put into a {ONE[by]}, "
                           f"so none is shown. {FIND[by]}")  # fmt: skip
        return [], values.tabulated([], {}), missing
    small = areas if by == "lsoa" else _small(profile.districts, counts.vintage)
    hidden = hiding.hidden(counts.counts, wholes)
    table = values.tabulated(areas, added, hidden, _people(profile, small, into, counts))
    if lost and areas:
        where = "lie in areas that are not loaded, and are in neither map nor table."
        missing.append(f"{_roughly(lost, table.total)} {where}")
    return areas, table, missing


def _into(by: str, wholes: Wholes) -> Into:
    """Give what tells the code of the area of the map that a small area is counted into."""
    if by == "lsoa":
        return str
    if by == "district":
        district_of = lookups.lsoa_districts()
        return lambda code: district_of.get(code, lookups.INVENTED_DISTRICT)
    inside = wholes.msoas if by == "msoa" else wholes.wards
    return lambda code: inside.get(code, "")


def _people(
    profile: Profile, small: Sequence[Area], into: Into, counts: SmallCounts
) -> values.People:
    """Give the residents of the map's areas; nobody's where areas are known by their codes only."""
    if any(one.pk is None for one in small):
        return values.NOBODY
    return values.people_of(
        small, {one.code: into(one.code) for one in small},
        partnership=profile.partnership, vintage=counts.vintage,
    )  # fmt: skip


def _roughly(some: int, total: int | None) -> str:
    """Say how many of all, to the nearest ten: the exact number could give away a hidden one."""
    about = f"About {round(some, -1):,}" if round(some, -1) else "A few"
    return about if total is None else f"{about} of {total:,}"


def _what_to_load(by: str, vintage: str) -> str:
    year = WARDS_OF if by == "ward" else vintage or "2021"
    return (
        f"No boundaries of {OF_WHAT[by]} are loaded, so there is a table and no map. Load them "
        f"with goldenthread places load-boundaries --layer {by}-{year}."
    )


def _small(areas: Sequence[Area], vintage: str) -> list[Area]:
    """Give the small areas inside others, those of one census."""
    found = Area.objects.filter(kind=Area.Kind.LSOA, wholes__in=areas).distinct().order_by("code")
    return [one for one in found if vintage in ("", *one.vintages)]


def _by_code(counts: SmallCounts) -> list[Area]:
    """Give areas for codes that nothing was loaded for: unsaved, named by their code."""
    codes = sorted(counts.counts)
    known = Area.objects.in_bulk(codes, field_name="code")
    return [known.get(code) or Area(code=code, name=code, kind=Area.Kind.LSOA) for code in codes]
