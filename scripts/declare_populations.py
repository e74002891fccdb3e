"""Write definitions/evidence/populations.yaml anew from the published tables it names.

.venv/bin/python scripts/declare_populations.py FOLDER

FOLDER holds the tables named in definitions/evidence/populations.yaml.
"""

import csv
import gzip
import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"
COUNTY, DARLINGTON, FORCE, REGION = "E06000047", "E06000005", "E23000008", "E12000001"
ENGLAND = "E92000001"
OVER = "Made before the Census of 2021, which counted about 11,000 fewer people in County Durham."
HOW = (
    "Read by scripts/declare_populations.py from the tables named here. The force area is County "
    "Durham and Darlington added; the region and England are their districts added."
)


def main(folder: Path) -> None:
    """Write the file."""
    told = {
        "source": "population",
        "title": "Residents of County Durham, Darlington, the force area, the region and England",
        "how": HOW,
        "populations": [
            *populations(folder),
        ],
    }
    path = DEFINITIONS / "evidence" / "populations.yaml"
    text = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110)
    path.write_text(text, encoding="utf-8")


def populations(folder: Path) -> Iterator[dict[str, Any]]:
    """Give the populations of each reference day, in order."""
    by_age = "lad_mid2019_single_year_of_age_ew.csv.gz"
    rows = [(one["ltla19_code"], one, "total_population") for one in table(folder / by_age)]
    yield dated(folder, "2019-06-30", "Mid-2019 estimate", by_age, districts(rows), note=OVER)
    by_age = "lsoa11_mid2020_single_year_of_age_north_east.csv.gz"
    names = {"County Durham": COUNTY, "Darlington": DARLINGTON}
    rows = [
        (names[name], one, "total_population")
        for one in table(folder / by_age)
        if (name := one["lsoa11_name"][:-5]) in names
    ]
    yield dated(folder, "2020-06-30", "Mid-2020 estimate", by_age, local(rows), note=OVER)
    census = "lad_census2021_population_by_sex_ew.csv"
    rows = [(one["ltla21_code"], one, "total_population") for one in table(folder / census)]
    yield dated(folder, "2021-03-21", "Census 2021", census, districts(rows), is_break=True)
    by_age = "lad_mid2023_single_year_of_age_uk.csv.gz"
    rows = [(one["code"], one, "all") for one in table(folder / by_age)]
    note = "Taken as the first release of the mid-2023 estimate: the published copy names no year."
    yield dated(folder, "2023-06-30", "Mid-2023 estimate", by_age, districts(rows), note=note)


Rows = list[tuple[str, dict[str, str], str]]


def dated(
    folder: Path, on: str, name: str, file: str, values: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """Give one reference day's entry with the checksum of its table."""
    sha256 = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    return {"on": on, "name": name, "file": file, "sha256": sha256, **more, "values": values}


def local(rows: Rows) -> list[dict[str, Any]]:
    """Give County Durham, Darlington and both together; all ages and, where given, 10 to 17."""
    return [
        entry
        for ages in ("", "10-17")
        for area, codes in ((COUNTY, {COUNTY}), (DARLINGTON, {DARLINGTON}),
                            (FORCE, {COUNTY, DARLINGTON}))
        for entry in added(rows, area, codes, ages)
    ]  # fmt: skip


def districts(rows: Rows) -> list[dict[str, Any]]:
    """Give the same, with the region and England."""
    with (DEFINITIONS / "places" / "districts.csv").open(encoding="utf-8", newline="") as file:
        region = {one["code"] for one in csv.DictReader(file) if one["region"] == REGION}

    england = {code for code, _, _ in rows if code.startswith("E")}
    wider = [
        entry
        for ages in ("", "10-17")
        for area, codes in ((REGION, region), (ENGLAND, england))
        for entry in added(rows, area, codes, ages)
    ]
    return [*local(rows), *wider]


def added(rows: Rows, area: str, codes: set[str], ages: str) -> Iterator[dict[str, Any]]:
    """Add the rows of some districts up, unless the table has no ages."""
    mine = [(row, total) for code, row, total in rows if code in codes]
    if not ages:
        yield {"area": area, "value": sum(round(float(row[total])) for row, total in mine)}
    elif "10" in mine[0][0]:
        first, last = map(int, ages.split("-"))
        wanted = [str(age) for age in range(first, last + 1)]
        number = sum(round(float(row[age])) for row, _ in mine for age in wanted)
        yield {"area": area, "ages": ages, "value": number}


def table(path: Path) -> list[dict[str, str]]:
    """Read a CSV, compressed or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
