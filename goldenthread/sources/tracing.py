"""The rows behind a count, read from the lake."""

from dataclasses import dataclass
from typing import Any

import ibis

from goldenthread.places import lookups
from goldenthread.sources import expressions, lake, rules
from goldenthread.sources.models import ReleaseFile, Source

SHOWN = ("line", "month", "location", "lsoa_code", "lsoa_name", "crime_type",
         "last_outcome_category")  # fmt: skip


@dataclass(frozen=True)
class RowsBehind:
    """The rows that were counted, or the sentence why they cannot be shown.

    total: how many there are. rows: the first of them, each with its line in the file.
    """

    total: int
    rows: tuple[dict[str, Any], ...]
    why_none: str = ""


def rows_behind(file: ReleaseFile, *, area: str, category: str, most: int = 20) -> RowsBehind:
    """Give the rows of a published file behind a count of an area and category.

    area: code of a district or of the force's area. category: our short name, or "all-crime".
    """
    release = file.release
    if not release.is_in_lake:
        return RowsBehind(
            0, (), "This came as a table of counts. Load the published file to see its rows."
        )
    path = next(lake.folder_of(release).glob(f"{file.number:05d}-*.parquet"), None)
    if path is None:
        return RowsBehind(0, (), "The rows are no longer in the lake. Load the file again.")
    rows = ibis.duckdb.connect().read_parquet(str(path))
    rows = rows.filter(expressions.of_types(rows, types_of(release.source, category)))
    force = lookups.police_forces().get(file.force, {}).get("code")
    if area != force:
        codes = [lsoa for lsoa, district in lookups.lsoa_districts().items() if district == area]
        codes = list(lookups.INVENTED_LSOAS) if area == lookups.INVENTED_DISTRICT else codes
        rows = rows.filter(rows.lsoa_code.cast("string").isin(codes))
    first = rows.order_by("line").select(*SHOWN).limit(most).to_pyarrow().to_pylist()
    return RowsBehind(int(rows.count().to_pyarrow().as_py()), tuple(first))


def types_of(source: Source, category: str) -> list[str] | None:
    """Give the crime types, as published, behind our short name; None for every crime."""
    if category == rules.ALL_CRIME:
        return None
    return [name for name, short in source.categories.items() if short == category]
