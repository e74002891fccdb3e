"""Street-level files for tests: few rows, every one of them made up here."""

import csv
import gzip
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from goldenthread.sources.rules import COLUMNS

DURHAM, PETERLEE, DARLINGTON, COLCHESTER = "E01020634", "E01020759", "E01012319", "E01035158"
ASB = "Anti-social behaviour"


def crime_id(number: int) -> str:
    """Give a Crime ID: 64 characters, the same for the same number."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def row(
    crime_type: str = ASB,
    *,
    id: int | None = None,
    lsoa: str = DURHAM,
    month: str = "2025-01",
    outcome: str = "",
    **others: str,
) -> dict[str, str]:
    """Give one row; `others` by column name with _ for a space, such as Crime_type."""
    made = {
        "Crime ID": "" if id is None else crime_id(id),
        "Month": month,
        "Reported by": "Durham Constabulary",
        "Falls within": "Durham Constabulary",
        "Longitude": "-1.740027",
        "Latitude": "54.907060",
        "Location": "On or near The Copse",
        "LSOA code": lsoa,
        "LSOA name": "Somewhere 001A" if lsoa else "",
        "Crime type": crime_type,
        "Last outcome category": outcome,
        "Context": "",
    }
    return made | {name.replace("_", " "): value for name, value in others.items()}


def text(rows: Sequence[dict[str, str]], *, columns: Sequence[str] = COLUMNS) -> str:
    """Give a file's text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, content: str | bytes | Sequence[dict[str, str]], *,
          month: str = "2025-01", force: str = "durham", packed: bool = False) -> Path:  # fmt: skip
    """Write a file as data.police.uk names it; rows are of any month that they say."""
    if not isinstance(content, str | bytes):
        content = text(content)
    raw = content.encode() if isinstance(content, str) else content
    path = folder / f"{month}-{force}-street.csv{'.gz' if packed else ''}"
    path.write_bytes(gzip.compress(raw, mtime=0) if packed else raw)
    return path


def archive(folder: Path, files: dict[str, str | bytes], name: str = "archive.zip") -> Path:
    """Write a zip archive of files by the names inside it."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for member, content in files.items():
            made.writestr(member, content)
    return path
