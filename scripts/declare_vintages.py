"""Write which LSOA codes exist in the Census of 2011 or of 2021 alone, as runs of codes.

python scripts/declare_vintages.py ../shared/data
"""

import csv
import gzip
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def codes(path: Path, column: str) -> set[str]:
    """Give the codes in a column of a packed table."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


def runs(found: set[str]) -> list[tuple[str, str]]:
    """Give consecutive codes as first and last."""
    made: list[tuple[str, str]] = []
    for code in sorted(found):
        if made and made[-1][1] == f"{code[0]}{int(code[1:]) - 1:08d}":
            made[-1] = (made[-1][0], code)
        else:
            made.append((code, code))
    return made


def main() -> None:
    """Write definitions/places/lsoa_vintages.csv."""
    data = Path(sys.argv[1])
    old = codes(data / "population" / "lsoa11_mid2019_totals_ew.csv.gz", "lsoa11_code")
    new = codes(data / "population" / "lsoa21_census2021_population_ew.csv.gz", "lsoa_code")
    path = HOME / "definitions" / "places" / "lsoa_vintages.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("first", "last", "only_in"))
        for year, only in (("2011", old - new), ("2021", new - old)):
            writer.writerows((*run, year) for run in runs(only))


if __name__ == "__main__":
    main()
