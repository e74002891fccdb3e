"""What is asked of every file, and what a street-level file is named and counts."""

import re
from datetime import date

COLUMNS = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude",
    "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
ASB = "Anti-social behaviour"  # rows of this type are incidents, not crimes
ALL_CRIME = "all-crime"
LONGEST_LINE = 4_000  # bytes; real lines stay under 400
LARGEST_FILE = 600_000_000  # bytes once unpacked; the largest force publishes 25 MB a month
MOST_FILES = 20_000  # in one archive or folder: 45 forces for 37 years

_NAME = re.compile(r"(\d{4})-(\d{2})-([a-z0-9-]+)-street\.csv(?:\.gz)?", re.IGNORECASE)


def month_and_force(name: str) -> tuple[date, str] | None:
    """Read "2025-01-durham-street.csv" into its month's first day and its force, else None."""
    found = _NAME.fullmatch(name)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return date(int(found[1]), int(found[2]), 1), found[3].lower()


def is_crime(category: str) -> bool:
    """Whether rows of this crime type, as published, are crimes: all but ASB."""
    return category != ASB
