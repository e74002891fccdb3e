"""Counts by small area, read from the lake: for maps, and never for a printed figure.

The same rules as for districts: rows of a district's own force only, counted by the LSOA code
in the row and never by the point; ASB by rows, identical ones included; crimes by Crime ID.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import ibis
from django.core.cache import cache
from django.db.models import QuerySet

from goldenthread.accounts.models import Partnership
from goldenthread.places import lookups
from goldenthread.sources import expressions, lake
from goldenthread.sources.models import Release, ReleaseFile
from goldenthread.sources.reading import vintages
from goldenthread.sources.tracing import types_of

STREET, RESIDENTS = "police_street", "population_small_areas"


@dataclass(frozen=True)
class SmallCounts:
    """Counts of one kind in the small areas of some districts over some months.

    counts: by LSOA code; an area without a row is not in it. months: those that were counted.
    vintage: "2011" or "2021"; "" where the codes at hand are the same in both.
    unlike: months left out because their codes are of the other census.
    """

    counts: dict[str, int]
    months: tuple[date, ...]
    vintage: str
    unlike: tuple[date, ...]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.counts.values())


def files_of(partnership: Partnership, districts: Iterable[str]) -> list[ReleaseFile]:
    """Give the files in the lake that tell of districts' own forces, oldest month first."""
    forces = _forces(districts)
    return list(
        ReleaseFile.objects.of(partnership)
        .filter(
            release__source=STREET,
            release__is_in_lake=True,
            release__marking="",
            force__in=forces,
            month__isnull=False,
            superseded_by=None,
        )
        .exclude(release__status=Release.Status.WITHDRAWN)
        .select_related("release__source")
        .order_by("month", "force")
    )


def _forces(districts: Iterable[str]) -> set[str]:
    """Give the names, as in the files, of the forces in whose areas districts lie."""
    codes = {one["code"]: one["force"] for one in lookups.districts()}
    codes[lookups.INVENTED_DISTRICT] = lookups.INVENTED["code"]
    wanted = {codes[one] for one in districts if one in codes}
    return {slug for slug, one in lookups.police_forces().items() if one["code"] in wanted}


def counts(files: Sequence[ReleaseFile], *, districts: Iterable[str], category: str) -> SmallCounts:
    """Count one kind of thing by LSOA in the files of some months.

    files: as `files_of` gives them, those of the months wanted. category: our short name of a
    crime type, or "all-crime". Where the months are of both censuses, those of the other one
    than the last month's are left out and named.
    """
    inside = _inside(districts)
    by_file = _by_file(files, category, inside)
    years = _years(by_file, files)
    wanted = next((years[one.month] for one in reversed(files) if years[one.month]), "")
    total: Counter[str] = Counter()
    kept, unlike = set(), set()
    for one in files:
        if years[one.month] not in ("", wanted):
            unlike.add(one.month)
            continue
        kept.add(one.month)
        total.update(by_file.get(one.pk, {}))
    return SmallCounts(dict(total), _sorted(kept), wanted, _sorted(unlike))


@dataclass(frozen=True)
class LakePeople:
    """Residents by LSOA code as one release has them, the day they are of, and who says so."""

    by_code: dict[str, int]
    on: date
    source: str


def residents(partnership: Partnership, vintage: str) -> LakePeople | None:
    """Give the latest residents by small area in the lake; None where none are loaded.

    vintage: of the codes, "2011" or "2021"; those of another census are never taken.
    """
    release = _with_residents(partnership).filter(geography=f"LSOA of {vintage}").first()
    if release is None or release.period_end is None:
        return None
    key = f"small-areas-people-{release.pk}"
    people: dict[str, int] | None = cache.get(key)
    if people is None:
        paths = [str(path) for path in sorted(lake.folder_of(release).glob("*.parquet"))]
        if not paths:
            return None
        rows = ibis.duckdb.connect().read_parquet(paths)
        wanted = rows.select(code=rows.area_code.cast("string"), people=rows.total_population)
        people = {one["code"]: one["people"] for one in wanted.to_pyarrow().to_pylist()}
        cache.set(key, people)
    return LakePeople(people, release.period_end, release.title)


def geography_of_residents(partnership: Partnership) -> str:
    """Say by which small areas the latest residents in the lake are; "" where none are loaded."""
    return _with_residents(partnership).values_list("geography", flat=True).first() or ""


def _with_residents(partnership: Partnership) -> QuerySet[Release]:
    """Give the releases with residents by small area, the latest first."""
    return (
        Release.objects.of(partnership)
        .filter(source=RESIDENTS, is_in_lake=True, status=Release.Status.LOADED, marking="")
        .filter(period_end__isnull=False)
        .order_by("-period_end", "-received_at")
    )


def _sorted(months: set[date | None]) -> tuple[date, ...]:
    return tuple(sorted(one for one in months if one))


def _inside(districts: Iterable[str]) -> frozenset[str]:
    wanted = set(districts)
    codes = {lsoa for lsoa, one in lookups.lsoa_districts().items() if one in wanted}
    if lookups.INVENTED_DISTRICT in wanted:
        codes.update(lookups.INVENTED_LSOAS)
    return frozenset(codes)


def _years(
    by_file: dict[int, dict[str, int]], files: Sequence[ReleaseFile]
) -> dict[date | None, str]:
    """Give the census of each month's codes; "" where those at hand are the same in both."""
    only = vintages.only_in()
    found: dict[date | None, set[str]] = defaultdict(set)
    for one in files:
        codes = by_file.get(one.pk, {}).keys()
        found[one.month] |= {year for year, some in only.items() if some & codes}
    # A month with codes of both holds a few of another force's making: the later one counts.
    return {month: max(years, default="") for month, years in found.items()}


def _by_file(
    files: Sequence[ReleaseFile], category: str, inside: frozenset[str]
) -> dict[int, dict[str, int]]:
    """Give counts by file and LSOA code, remembered: a file never changes."""
    mark = ",".join(sorted(str(one.pk) for one in files)) + category + ",".join(sorted(inside))
    key = f"small-areas-{hashlib.sha256(mark.encode()).hexdigest()}"
    known: dict[int, dict[str, int]] | None = cache.get(key)
    if known is None:
        known = _counted(files, category, inside)
        cache.set(key, known)
    return known


def _counted(
    files: Sequence[ReleaseFile], category: str, inside: frozenset[str]
) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    releases: dict[int, list[ReleaseFile]] = defaultdict(list)
    for one in files:
        releases[one.release_id].append(one)
    con = ibis.duckdb.connect()
    for some in releases.values():
        folder = lake.folder_of(some[0].release)
        paths = {one.number: next(folder.glob(f"{one.number:05d}-*.parquet"), None) for one in some}
        there = [str(path) for path in paths.values() if path]
        if not there:
            continue
        pks = {one.number: one.pk for one in some}
        types = types_of(some[0].release.source, category)
        counted = expressions.small_area_counts(con.read_parquet(there), types=types)
        for row in counted.to_pyarrow().to_pylist():
            if row["code"] in inside:
                found.setdefault(pks[row["file"]], {})[row["code"]] = int(row["number"])
    return found
