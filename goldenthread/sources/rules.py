"""What a street-level file must look like, said once in plain Python."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
    "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
ASB = "Anti-social behaviour"  # rows of this type are incidents, not crimes
ALL_CRIME = "all-crime"
LONGEST_LINE = 4_000  # bytes; real lines stay under 400
LONGEST_VALUE = 500  # characters; real values stay under 80
LARGEST_FILE = 600_000_000  # bytes once unpacked; the largest force publishes 25 MB a month
MOST_FILES = 20_000  # in one archive or folder: 45 forces for 37 years
WEST, EAST, SOUTH, NORTH = -9.5, 3.0, 49.0, 62.0  # degrees; the United Kingdom lies within

_NAME = re.compile(r"(\d{4})-(\d{2})-([a-z0-9-]+)-street\.csv(?:\.gz)?", re.IGNORECASE)
_LSOA = re.compile(r"[A-Z][0-9]{8}")
_COORDINATE = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: in which column, and what to do about it."""

    column: str
    what: str


def month_and_force(name: str) -> tuple[date, str] | None:
    """Read "2025-01-durham-street.csv" into its month's first day and its force, else None."""
    found = _NAME.fullmatch(name)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return date(int(found[1]), int(found[2]), 1), found[3].lower()


def header_fault(given: Sequence[str]) -> Fault | None:
    """Say what is wrong with a header, naming the column; None where it is right."""
    if tuple(given) == COLUMNS:
        return None
    missing = [name for name in COLUMNS if name not in given]
    extra = [name for name in given if name not in COLUMNS]
    if len(missing) == len(COLUMNS):
        return Fault(COLUMNS[0], "this is not the header of a street-level file")
    if missing and extra:
        return Fault(missing[0], f'column "{missing[0]}" is missing, and "{extra[0]}" is not known')
    if missing:
        return Fault(missing[0], f'column "{missing[0]}" is missing')
    if extra:
        return Fault(extra[0], f'column "{extra[0]}" does not belong here')
    at = next((n for n, pair in enumerate(zip(given, COLUMNS, strict=False))
               if pair[0] != pair[1]), len(COLUMNS))  # fmt: skip
    if len(given) != len(COLUMNS):
        return Fault(given[at], f'column "{given[at]}" stands more than once')
    return Fault(given[at], f'column {at + 1} is "{given[at]}" and should be "{COLUMNS[at]}"')


def row_fault(row: Sequence[str], *, month: str, categories: Mapping[str, str]) -> Fault | None:
    """Say what is wrong with a row; None where it may be counted.

    row: the 12 values as text. month: "2025-01", as the file's name says.
    categories: the crime types that are published.
    """
    if len(row) != len(COLUMNS):
        return Fault(
            COLUMNS[min(len(row), len(COLUMNS)) - 1],
            f"the row has {len(row)} values where there should be {len(COLUMNS)}",
        )
    value = dict(zip(COLUMNS, row, strict=True))
    for name, said in value.items():
        if len(said) > LONGEST_VALUE:
            return Fault(name, f"the value is longer than {LONGEST_VALUE} characters")
    if value["Month"] != month:
        said = value["Month"][:30]
        return Fault("Month", f'the month is "{said}" and the file is named for {month}')
    if value["Crime type"] not in categories:
        return Fault("Crime type", f'"{value["Crime type"][:40]}" is not a crime type we know')
    if value["Crime ID"] and len(value["Crime ID"]) != 64:
        return Fault("Crime ID", f'"{value["Crime ID"][:20]}" is not 64 characters long')
    if value["LSOA code"] and not is_lsoa(value["LSOA code"]):
        return Fault("LSOA code", f'"{value["LSOA code"][:20]}" is not a letter and eight digits')
    return _place_fault(value["Longitude"], value["Latitude"])


def _place_fault(longitude: str, latitude: str) -> Fault | None:
    if not longitude and not latitude:
        return None
    for name, text, low, high in (
        ("Longitude", longitude, WEST, EAST),
        ("Latitude", latitude, SOUTH, NORTH),
    ):
        if not _COORDINATE.fullmatch(text):
            return Fault(name, f'"{text[:20]}" is not a number of degrees')
        if not low <= float(text) <= high:
            return Fault(name, f"{text[:20]} lies outside the United Kingdom")
    return None


def is_lsoa(code: str) -> bool:
    """Whether a code has the form of a lower layer super output area: E01020634."""
    return _LSOA.fullmatch(code) is not None


def is_crime(category: str) -> bool:
    """Whether rows of this crime type, as published, are crimes: all but ASB."""
    return category != ASB
