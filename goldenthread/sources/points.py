"""Counts at map points: from the lake where street-level rows are loaded, else as shipped.

data.police.uk moves every place to the nearest of a set of map points. Here rows at one point,
of one kind and month, are one number; crimes are counted by Crime ID, ASB by rows.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import yaml
from django.conf import settings
from django.core.cache import cache

from csp_analytics.checks import Floats, Integers
from goldenthread.places import lookups
from goldenthread.places.grid import to_metres
from goldenthread.sources import expressions, lake
from goldenthread.sources.models import ReleaseFile

TABLE = "police_street_points"
VERSION = 1  # of what is remembered
COLUMNS = ("month", "longitude", "latitude", "location", "code", "crime_type", "number")


@dataclass(frozen=True)
class Points:
    """What was counted at map points of some districts.

    metres: of the National Grid, shape (n, 2). month, kind, location: positions in `months`,
    `kinds` (crime types as published) and `locations`. number: how many, 1 or more.
    mark: the same for the same content. source: where it comes from, in words.
    """

    metres: Floats
    month: Integers
    kind: Integers
    location: Integers
    number: Integers
    months: tuple[date, ...]
    kinds: tuple[str, ...]
    locations: tuple[str, ...]
    mark: str
    source: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.number.size


def points_of(files: Sequence[ReleaseFile], districts: Collection[str]) -> Points:
    """Give what was counted at map points of districts, remembered by content.

    files: of the lake (see `small_areas.files_of`); without any, the table that is shipped is
    read. Small areas say which district a point is in; a district counts its own force's rows.
    """
    content = [one.content_sha256 for one in files] or shipped()["sha256"]
    told = [VERSION, sorted(districts), content]
    mark = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    known: Points | None = cache.get(f"points-{mark}")
    if known is None:
        table = _of_lake(files) if files else pq.ParquetFile(_path("parquet")).read()
        releases = dict.fromkeys(one.release.title for one in files)
        source = "; ".join(releases) if files else shipped()["title"]
        known = _points(table, districts, mark, source)
        cache.set(f"points-{mark}", known)
    return known


@lru_cache(maxsize=1)
def shipped() -> dict[str, str]:
    """Give what is said of the table that is shipped: title, sha256, licence, files and more."""
    told: dict[str, str] = yaml.safe_load(_path("yaml").read_text(encoding="utf-8"))
    return told


def _path(ending: str) -> Path:
    folder: Path = settings.DEFINITIONS_DIR / "evidence" / "map_points"
    return folder / f"{TABLE}.{ending}"


def _of_lake(files: Sequence[ReleaseFile]) -> pa.Table:
    paths = []
    for one in files:
        folder = lake.folder_of(one.release)
        paths += [(one, path) for path in folder.glob(f"{one.number:05d}-*.parquet")]
    con = ibis.duckdb.connect()
    found = []
    for one, path in paths:  # file by file: the numbers of files begin anew in each release
        counted = expressions.point_counts(con.read_parquet(str(path))).to_pyarrow()
        month = pa.array([f"{one.month:%Y-%m}"] * len(counted), pa.string())
        found.append(counted.append_column("month", month).select(COLUMNS))
    return pa.concat_tables(found) if found else pq.read_schema(_path("parquet")).empty_table()


def _points(table: pa.Table, districts: Collection[str], mark: str, source: str) -> Points:
    kept = table.filter(pc.is_in(table.column("code"), pa.array(_codes_in(districts), pa.string())))
    degrees = np.stack([kept.column(one).to_numpy() for one in ("longitude", "latitude")], axis=1)
    months, month = _told_once(kept, "month")
    kinds, kind = _told_once(kept, "crime_type")
    locations, location = _told_once(kept, "location")
    return Points(
        metres=to_metres(degrees) if len(degrees) else np.empty((0, 2)),
        month=month,
        kind=kind,
        location=location,
        number=kept.column("number").to_numpy().astype(np.int64),
        months=tuple(date.fromisoformat(f"{one}-01") for one in months),
        kinds=kinds,
        locations=locations,
        mark=mark,
        source=source,
    )


def _codes_in(districts: Collection[str]) -> list[str]:
    """Give the codes of the small areas in districts."""
    wanted = frozenset(districts)
    found = [code for code, one in lookups.lsoa_districts().items() if one in wanted]
    return [*found, *(lookups.INVENTED_LSOAS if lookups.INVENTED_DISTRICT in wanted else ())]


def _told_once(table: pa.Table, column: str) -> tuple[tuple[str, ...], Integers]:
    """Give the different words of a column in order, and the position of each row's in them."""
    coded = pc.fill_null(table.column(column), "").combine_chunks().dictionary_encode()
    words = np.array(coded.dictionary.to_pylist(), dtype=str)
    order = np.argsort(words, kind="stable")
    rank = np.empty(len(words), dtype=np.int64)
    rank[order] = np.arange(len(words))
    return tuple(words[order].tolist()), rank[coded.indices.to_numpy()]
