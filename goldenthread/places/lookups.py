"""Which district a lower layer super output area (LSOA) lies in, for both census vintages."""

import csv
from functools import lru_cache

import yaml
from django.conf import settings


@lru_cache(maxsize=1)
def lsoa_districts() -> dict[str, str]:
    """Give the district code of every LSOA code of 2011 and 2021 in England and Wales.

    About 37,000 codes, read from runs of consecutive ones. A code of both vintages lies in
    the same district in both.
    """
    path = settings.DEFINITIONS_DIR / "places" / "lsoa_districts.csv"
    district_of = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = row["first"], row["last"]
            for number in range(int(first[1:]), int(last[1:]) + 1):
                district_of[f"{first[0]}{number:08d}"] = row["district"]
    return district_of


@lru_cache(maxsize=1)
def districts() -> tuple[dict[str, str], ...]:
    """Give every district of England and Wales: code, name, region, force, earlier codes."""
    path = settings.DEFINITIONS_DIR / "places" / "districts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def police_forces() -> dict[str, dict[str, str]]:
    """Give police forces by their name in data.police.uk file names: code, name, force."""
    path = settings.DEFINITIONS_DIR / "places" / "police_forces.yaml"
    declared = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {one["slug"]: one for one in declared["police_forces"]} | {INVENTED["slug"]: INVENTED}


# The force of the invented partnership; its codes begin with X, as no real one does.
INVENTED = {
    "code": "X23000001",
    "slug": "exampleshire-invented",
    "name": "Exampleshire police force area (invented)",
    "force": "Exampleshire Police (invented)",
}


INVENTED_DISTRICT = "X06000001"
INVENTED_LSOAS = tuple(f"X{number:08d}" for number in range(1, 13))


def districts_of_force(code: str) -> frozenset[str]:
    """Give the codes of the districts in a police force area."""
    if code == INVENTED["code"]:
        return frozenset({INVENTED_DISTRICT})
    return frozenset(one["code"] for one in districts() if one["force"] == code)
