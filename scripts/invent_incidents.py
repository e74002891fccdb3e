"""Write the invented street-level file anew from its fixed seed: the same bytes every time.

.venv/bin/python scripts/invent_incidents.py

It serves to try the import with. Exampleshire, its police and all its incidents are invented.
"""

import csv
import hashlib
import io
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "definitions" / "evidence" / "invented"
SEED, ROWS, MONTH = 2026, 300, "2025-01"
COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
    "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
FORCE = "Exampleshire Police (invented)"
STREETS = ("Invented Street", "Pretend Lane", "Sample Square", "Practice Road", "Trial Terrace")
TYPES = {
    "Anti-social behaviour": 60, "Bicycle theft": 3, "Burglary": 14,
    "Criminal damage and arson": 34, "Drugs": 8, "Other crime": 6, "Other theft": 20,
    "Possession of weapons": 4, "Public order": 22, "Robbery": 3, "Shoplifting": 28,
    "Theft from the person": 2, "Vehicle crime": 16, "Violence and sexual offences": 80,
}  # fmt: skip
OUTCOMES = (
    "Under investigation",
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
)


def incidents() -> str:
    """Give the file's text."""
    draw = random.Random(SEED)  # noqa: S311 - invented rows need no secrecy
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number in range(ROWS):
        crime_type = draw.choices(list(TYPES), weights=list(TYPES.values()))[0]
        is_asb = crime_type == "Anti-social behaviour"
        area = draw.randint(1, 12)
        placed = number % 60 != 59  # a few rows have no place, as in real files
        writer.writerow(
            (
                "" if is_asb else hashlib.sha256(f"invented {number}".encode()).hexdigest(),
                MONTH,
                FORCE,
                FORCE,
                f"{-2 + area / 1000:.6f}" if placed else "",
                f"{52 + area / 1000:.6f}" if placed else "",
                f"On or near {draw.choice(STREETS)}" if placed else "No Location",
                f"X{area:08d}" if placed else "",
                f"Exampleshire {area:03d}A" if placed else "",
                crime_type,
                "" if is_asb else draw.choice(OUTCOMES),
                "",
            )
        )
    return text.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{MONTH}-exampleshire-invented-street.csv").write_text(incidents(), encoding="utf-8")
