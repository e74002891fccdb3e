"""Counting checked street-level rows by month, district and crime type.

What is counted stands in `expressions`, where it runs in `engines`; here the answers become
counts, with 0 where there was none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from goldenthread.places import lookups
from goldenthread.sources import engines, expressions, rules
from goldenthread.sources.asides import SetAside
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import StreetFile
from goldenthread.sources.street import Checked


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


def count(files: Sequence[Checked], source: DeclaredSource) -> tuple[list[Count], list[SetAside]]:
    """Count the rows of checked files, in the order of file, area, category.

    A month in which a district has no crime of a type gives 0 for it: the file is there, so
    nothing is missing. Forces without an area of their own (btp) give no counts.
    """
    found, aside = {}, []
    with engines.engine() as on:
        places = _places()
        for some in engines.shares(on, files):
            rows = engines.rows_in(on, [one.parquet for one in some])
            placed = expressions.placed(rows, _files(some), places)
            for one in on.to_pyarrow(expressions.counts(placed)).to_pylist():
                found[one["file"], one["area"], one["crime_type"]] = one
            aside += on.to_pyarrow(expressions.set_aside(placed)).to_pylist()
    return _all(found, files, source), [_aside(one) for one in aside]


def _aside(one: dict[str, Any]) -> SetAside:
    return SetAside(
        one["file"], one["reason"], one["count"], one["first_line"], one["sample"] or ""
    )


def _files(files: Sequence[Checked]) -> Table:
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


def _places() -> Table:
    """Give a table of LSOA codes, each with its district and that district's force."""
    district_of = lookups.lsoa_districts()
    force_of = {one["code"]: one["force"] for one in lookups.districts()}
    invented = lookups.INVENTED
    return ibis.memtable(
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
                        number=sum(cell["number"] for cell in cells),
                        rows=sum(cell["rows"] for cell in cells),
                    )
                )
    return counts
