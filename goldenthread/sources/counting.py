"""Counting checked street-level rows by month, district and crime type, with Ibis on DuckDB.

Source of the rules: what data.police.uk says of its columns, and the notes declared with the
source (definitions/sources/police_street.yaml).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from goldenthread.places import lookups
from goldenthread.sources import rules
from goldenthread.sources.asides import SetAside
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import StreetFile
from goldenthread.sources.street import Checked

NO_PLACE = "no LSOA code: counted for the whole force only"
UNKNOWN = "LSOA code not known: counted for the whole force only"
ELSEWHERE = "lies in another force's area: counted for the whole force only"


@dataclass(frozen=True)
class Count:
    """How many incidents or crimes of one kind one file holds for one area.

    file: number of the file. area: code of a district, or of the police force area.
    category: our short name of a crime type, or "all-crime". number: crimes are counted by
    Crime ID, so a crime in two rows is one; ASB incidents by rows. rows: how many stand behind it.
    """

    file: int
    month: date
    area: str
    category: str
    number: int
    rows: int


def count(
    folder: Path, files: Sequence[Checked], source: DeclaredSource
) -> tuple[list[Count], list[SetAside]]:
    """Count the rows in a folder of Parquet files, in the order of file, area, category.

    A month in which a district has no crime of a type gives 0 for it: the file is there, so
    nothing is missing. Forces without an area of their own (btp) give no counts.
    """
    con = ibis.duckdb.connect()
    con.raw_sql("SET threads = 2; SET memory_limit = '1GB'; SET enable_progress_bar = false;")
    rows = con.read_parquet(str(folder / "*.parquet"), table_name="rows")
    placed = _placed(rows, _files(files))
    found = {
        (one["file"], one["area"], one["crime_type"]): one
        for query in _queries(placed)
        for one in query.to_pyarrow().to_pylist()
    }
    return _all(found, files, source), _set_aside(placed)


def _files(files: Sequence[Checked]) -> Any:
    """Give a table of files with the code of their force."""
    forces = lookups.police_forces()
    return ibis.memtable(
        pa.table(
            {
                "file": pa.array([one.number for one in files], pa.int32()),
                "force": [_area(one.file, forces) for one in files],
            }
        )
    )


def _area(file: StreetFile, forces: dict[str, dict[str, str]]) -> str:
    return forces[file.force]["code"] if file.force in forces else ""


def _placed(rows: Any, files: Any) -> Any:
    """Give each row its force, its district, and whether the district is its force's own."""
    district_of = lookups.lsoa_districts()
    force_of = {one["code"]: one["force"] for one in lookups.districts()}
    invented = lookups.INVENTED
    codes = ibis.memtable(
        pa.table(
            {
                "lsoa_code": [*district_of, *lookups.INVENTED_LSOAS],
                "district": [
                    *district_of.values(),
                    *(lookups.INVENTED_DISTRICT for _ in lookups.INVENTED_LSOAS),
                ],
                "home": [
                    *(force_of[one] for one in district_of.values()),
                    *(invented["code"] for _ in lookups.INVENTED_LSOAS),
                ],
            }
        )
    )
    return rows.join(files, "file").left_join(codes, "lsoa_code")


def _queries(placed: Any) -> Iterable[Any]:
    """Count for districts and for forces, by crime type and all crimes together."""
    at_home = placed.filter(placed.home == placed.force).mutate(area=placed.district)
    of_force = placed.filter(placed.force != "").mutate(area=placed.force)
    for rows in (at_home, of_force):
        yield rows.group_by(["file", "area", "crime_type"]).aggregate(**_counted(rows))
        crimes = rows.filter(rows.crime_type != rules.ASB)
        yield (
            crimes.group_by(["file", "area"])
            .aggregate(**_counted(crimes))
            .mutate(crime_type=ibis.literal(rules.ALL_CRIME))
        )


def _counted(rows: Any) -> dict[str, Any]:
    """Count rows, different Crime IDs, and rows without one."""
    return {
        "rows": rows.count(),
        "different": rows.crime_id.nunique(),
        "without_id": rows.crime_id.isnull().sum(),
    }


def _all(
    found: dict[tuple[int, str, str], dict[str, Any]],
    files: Sequence[Checked],
    source: DeclaredSource,
) -> list[Count]:
    """Give a count for every file, area and category published then, 0 where there was none."""
    published: dict[str, list[str]] = {rules.ALL_CRIME: [rules.ALL_CRIME]}
    for name, short in source.categories.items():
        published.setdefault(short, []).append(name)
    forces = lookups.police_forces()
    counts = []
    for one in files:
        force = _area(one.file, forces)
        areas = [*sorted(lookups.districts_of_force(force)), force] if force else []
        for area in areas:
            for short, names in sorted(published.items()):
                if not source.published(short, one.file.month):
                    continue
                cells = [found[key] for name in names if (key := (one.number, area, name)) in found]
                counts.append(
                    Count(
                        file=one.number,
                        month=one.file.month,
                        area=area,
                        category=short,
                        number=sum(_number(cell) for cell in cells),
                        rows=sum(cell["rows"] for cell in cells),
                    )
                )
    return counts


def _number(cell: dict[str, Any]) -> int:
    if not rules.is_crime(cell["crime_type"]):
        return int(cell["rows"])
    return int(cell["different"] + cell["without_id"])


def _set_aside(placed: Any) -> list[SetAside]:
    reason = ibis.cases(
        (placed.lsoa_code.isnull(), NO_PLACE),
        (placed.district.isnull(), UNKNOWN),
        (placed.home != placed.force, ELSEWHERE),
    )
    rows = placed.filter(placed.force != "").mutate(reason=reason)
    rows = rows.filter(rows.reason.notnull())
    found = (
        rows.group_by(["file", "reason"])
        .aggregate(
            count=rows.count(),
            first_line=rows.line.min(),
            sample=rows.lsoa_code.cast("string").argmin(rows.line),
        )
        .order_by(["file", "reason"])
    )
    return [
        SetAside(one["file"], one["reason"], one["count"], one["first_line"], one["sample"] or "")
        for one in found.to_pyarrow().to_pylist()
    ]
