"""Which census an area code belongs to. Codes of 2011 and of 2021 stand under one column name.

The lower layer super output areas (LSOA) of 2011 and 2021 share most codes, with one boundary.
Those of one census only are listed in definitions/places/lsoa_vintages.csv.
"""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from goldenthread.commands import CannotDo
from goldenthread.places import lookups

Kind = Literal[
    "LSOA 2011", "LSOA 2021", "LSOA 2011 or 2021", "MSOA", "output area 2021", "ward", "district",
    "upper tier", "combined authority", "region", "country", "community safety partnership",
    "police force", "constituency",
]  # fmt: skip
MIXED = "LSOA of 2011 and of 2021 together"
EITHER = "LSOA of 2011 or 2021 (the codes at hand are the same in both)"
_FORM = re.compile(r"[EWSNKX][0-9]{8}")


@lru_cache(maxsize=1)
def only_in() -> dict[str, frozenset[str]]:
    """Give the LSOA codes that exist in one census alone: by "2011" and "2021"."""
    path = settings.DEFINITIONS_DIR / "places" / "lsoa_vintages.csv"
    codes: dict[str, set[str]] = {"2011": set(), "2021": set()}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = row["first"], row["last"]
            for number in range(int(first[1:]), int(last[1:]) + 1):
                codes[row["only_in"]].add(f"{first[0]}{number:08d}")
    return {year: frozenset(found) for year, found in codes.items()}


def fault(code: str, kind: Kind) -> str:
    """Say what is wrong with an area code of a kind; "" where it may stand."""
    if not _FORM.fullmatch(code):
        return f'"{code[:40]}" is not a letter and eight digits'
    if kind not in ("LSOA 2011", "LSOA 2021"):
        return ""
    year = kind[-4:]
    other = "2021" if year == "2011" else "2011"
    if code in only_in()[other]:
        return (
            f"{code} is an LSOA of {other}, and this column is declared with those of {year}: the "
            "two must not be joined by code"
        )
    if code[0] in "EW" and code not in lookups.lsoa_districts():
        return f"{code} is no LSOA of {year} that we know"
    return ""


def surely(codes: pa.StringArray, kind: Kind) -> Any:
    """Say of each of many codes whether it surely may stand; `fault` knows of the others."""
    if kind in ("LSOA 2011", "LSOA 2021"):
        return pc.is_in(codes, _known(kind))
    return pc.match_substring_regex(codes, f"^{_FORM.pattern}$")


@lru_cache(maxsize=2)
def _known(kind: Kind) -> pa.StringArray:
    """Give the LSOA codes of England and Wales in one census."""
    other = "2021" if kind.endswith("2011") else "2011"
    return pa.array(sorted(lookups.lsoa_districts().keys() - only_in()[other]))


def told_of(codes: Iterable[str]) -> str:
    """Say which census the LSOA codes of a file belong to; "" where there is none."""
    found = {code for code in codes if code}
    if not found:
        return ""
    years = [year for year, only in only_in().items() if found & only]
    if len(years) == 2:
        return MIXED
    return f"LSOA of {years[0]}" if years else EITHER


def refuse_unlike(counts: str, people: str) -> None:
    """Refuse counts by the LSOAs of one census over the people of another's.

    counts, people: the geography recorded with the two releases. Raises CannotDo.
    """
    years = [set(re.findall(r"2011|2021", told)) for told in (counts, people)]
    if not years[0] & years[1] or MIXED in (counts, people):
        raise CannotDo(
            f"The counts are by {counts}, the population by {people}. Areas that exist in one "
            "census only would lose their people or their counts. Load a population by the same "
            "areas, or bring one to the other with a lookup."
        )
