"""Published tables for tests: few rows, every one of them made up here."""

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

AGES = [str(age) for age in range(90)] + ["90+"]
LSOA_AGES = ["lsoa11_name", "lsoa11_code", "total_population", *AGES]
DISTRICT_AGES = ["ltla19_code", "ltla19_name", "total_population", *AGES]
COLLISIONS = [
    "accident_index",
    "accident_year",
    "accident_reference",
    "location_easting_osgr",
    "location_northing_osgr",
    "longitude",
    "latitude",
    "police_force",
    "accident_severity",
    "number_of_vehicles",
    "number_of_casualties",
    "date",
    "day_of_week",
    "time",
    "local_authority_district",
    "local_authority_ons_district",
    "local_authority_highway",
    "first_road_class",
    "first_road_number",
    "road_type",
    "speed_limit",
    "junction_detail",
    "junction_control",
    "second_road_class",
    "second_road_number",
    "pedestrian_crossing_human_control",
    "pedestrian_crossing_physical_facilities",
    "light_conditions",
    "weather_conditions",
    "road_surface_conditions",
    "special_conditions_at_site",
    "carriageway_hazards",
    "urban_or_rural_area",
    "did_police_officer_attend_scene_of_accident",
    "trunk_road_flag",
    "lsoa_of_accident_location",
]
OUTCOMES = ["Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
            "Location", "LSOA code", "LSOA name", "Outcome type"]  # fmt: skip
SEARCHES = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude",
    "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation",
    "Object of search", "Outcome", "Outcome linked to object of search",
    "Removal of more than just outer clothing",
]  # fmt: skip


def text(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Give a file's text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([header, *rows])
    return out.getvalue()


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write a table, packed where its name ends so."""
    content = text(header, rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def people(code: str, name: str, each: int = 10, **others: object) -> list[object]:
    """Give a row of a population by age: as many people of every age."""
    ages = dict.fromkeys(AGES, each) | others
    return [code, name, sum(n for n in ages.values() if isinstance(n, int)), *ages.values()]


def collision(number: int, day: str, *, severity: int = 3, district: str = "E06000047",
              **others: object) -> list[object]:  # fmt: skip
    """Give a row of a collision."""
    year = day[-4:]
    row = dict.fromkeys(COLLISIONS, "-1") | {
        "accident_index": f"{year}{number:09d}",
        "accident_year": year,
        "accident_reference": f"{number:09d}",
        "police_force": 11,
        "accident_severity": severity,
        "number_of_vehicles": 1,
        "number_of_casualties": 1,
        "date": day,
        "day_of_week": 3,
        "time": "16:40",
        "local_authority_ons_district": district,
        "local_authority_highway": district,
        "lsoa_of_accident_location": "E01020634",
    }
    return [*(row | others).values()]


def search(moment: str = "2024-06-01T01:13:00+00:00", **others: str) -> list[str]:
    """Give a row of a search; others by column with _ for a space."""
    row = dict.fromkeys(SEARCHES, "") | {
        "Type": "Person search",
        "Date": moment,
        "Latitude": "54.52",
        "Longitude": "-1.55",
        "Outcome linked to object of search": "False",
    }
    return [*(row | {name.replace("_", " "): value for name, value in others.items()}).values()]
