"""Write definitions/places/*.csv anew from public lookups of the Office for National Statistics.

    .venv/bin/python scripts/declare_places.py FOLDER

FOLDER holds the files named in definitions/places/README.md. Runs of consecutive codes of one
district are written as one line, so that both vintages of 69,000 codes stay under 500 kB.
"""

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PLACES = Path(__file__).resolve().parent.parent / "definitions" / "places"
OTHERWISE_NAMED = {"The Vale of Glamorgan": "Vale of Glamorgan"}


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a CSV, compressed or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))


def main(folder: Path) -> None:
    """Write the districts and the runs of codes."""
    lookups = folder / "lookups"
    authorities = list(rows(lookups / "la_all_codes.csv"))
    active = {row["LADCD"]: row["LADCD_ACTIVE"] for row in authorities}
    district_of = dict(census_2011(folder, authorities, active))
    district_of |= {
        row["lsoa_code"]: active[row["la_code"]]
        for row in rows(lookups / "oa21_lsoa21_msoa21_lad_pcon24_region_ew.csv.gz")
    }
    write("lsoa_districts.csv", ["first", "last", "district"], runs(district_of))
    force_of = {
        active.get(row["lad-code"], row["lad-code"]): row["PFA21CD"]
        for row in rows(lookups / "lad_csp_pfa_2021_ew.csv")
    }
    write(
        "districts.csv",
        ["code", "name", "region", "force", "earlier"],
        districts(authorities, active, set(district_of.values()), force_of),
    )


def census_2011(
    folder: Path, authorities: list[dict[str, str]], active: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Give the district of each 2011 code: England by table, Wales by the district in its name."""
    for row in rows(folder / "lookups" / "lsoa11_msoa11_lad_region_policeforce_ew.csv.gz"):
        yield row["LSOA Code"], active[row["Local authority code"]]
    by_name = {row["LADNM"]: row["LADCD_ACTIVE"] for row in authorities if row["Current"] == "TRUE"}
    for row in rows(folder / "population" / "lsoa11_mid2019_totals_ew.csv.gz"):
        if row["lsoa11_code"].startswith("W"):
            name = re.sub(r" \d{3}[A-Z]$", "", row["lsoa11_name"])
            yield row["lsoa11_code"], by_name[OTHERWISE_NAMED.get(name, name)]


def runs(district_of: dict[str, str]) -> Iterator[list[str]]:
    """Join codes that follow one another, as sorted, and lie in one district."""
    first = last = district = ""
    for code in sorted(district_of):
        follows = last and code[0] == last[0] and int(code[1:]) == int(last[1:]) + 1
        if follows and district_of[code] == district:
            last = code
            continue
        if first:
            yield [first, last, district]
        first = last = code
        district = district_of[code]
    yield [first, last, district]


def districts(
    authorities: list[dict[str, str]],
    active: dict[str, str],
    used: set[str],
    force_of: dict[str, str],
) -> Iterator[list[str]]:
    """Give every current district of England and Wales with its region and police force area."""
    details = {row["LADCD"]: row for row in authorities}
    for code in sorted(used):
        row = details[code]
        earlier = sorted(old for old, new in active.items() if new == code and old != code)
        whole = row["RGNCD"] if code.startswith("E") else "W92000004"
        yield [code, row["LADNM"], whole, force_of[code], " ".join(earlier)]


def write(name: str, header: list[str], lines: Iterable[list[str]]) -> None:
    """Write one CSV."""
    with (PLACES / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
