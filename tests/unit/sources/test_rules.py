"""What a street-level file must look like."""

from datetime import date

import pytest

from goldenthread.sources import rules
from goldenthread.sources.rules import COLUMNS

GOOD = ["", "2025-01", "F", "F", "-1.7", "54.9", "On or near", "E01020634", "D", rules.ASB, "", ""]
TYPES = {rules.ASB: "anti-social-behaviour", "Burglary": "burglary"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025-01-durham-street.csv", (date(2025, 1, 1), "durham")),
        ("2025-01-durham-street.csv.gz", (date(2025, 1, 1), "durham")),
        ("2018-10-Devon-and-Cornwall-street.CSV", (date(2018, 10, 1), "devon-and-cornwall")),
        ("2025-13-durham-street.csv", None),
        ("2025-00-durham-street.csv", None),
        ("2025-01-durham-outcomes.csv", None),
        ("durham-street.csv", None),
    ],
)
def test_month_and_force_are_read_from_the_name(name: str, told: object) -> None:
    assert rules.month_and_force(name) == told


def test_the_right_header_has_no_fault() -> None:
    assert rules.header_fault(COLUMNS) is None


@pytest.mark.parametrize(
    ("given", "column", "what"),
    [
        (COLUMNS[:-1], "Context", "is missing"),
        ((*COLUMNS, "Extra"), "Extra", "does not belong here"),
        ((*COLUMNS, "Context"), "Context", "stands more than once"),
        (("Crime ID", "Crime ID", *COLUMNS[1:]), "Crime ID", "stands more than once"),
        ((COLUMNS[0], COLUMNS[2], COLUMNS[1], *COLUMNS[3:]), "Reported by", "should be"),
        (("x", *COLUMNS[1:]), "Crime ID", '"x" is not known'),
        ((), "Crime ID", "this is not the header"),
    ],
)
def test_a_wrong_header_names_the_column(given: tuple, column: str, what: str) -> None:
    fault = rules.header_fault(given)
    assert fault is not None
    assert (fault.column, what in fault.what) == (column, True), fault


def test_a_right_row_has_no_fault_with_or_without_a_place() -> None:
    assert rules.row_fault(GOOD, month="2025-01", categories=TYPES) is None
    unplaced = [*GOOD[:4], "", "", "No Location", "", "", *GOOD[9:]]
    assert rules.row_fault(unplaced, month="2025-01", categories=TYPES) is None


@pytest.mark.parametrize(
    ("at", "value", "column"),
    [
        (0, "short", "Crime ID"),
        (1, "2025-02", "Month"),
        (4, "", "Longitude"),
        (5, "north", "Latitude"),
        (5, "99", "Latitude"),
        (6, "x" * 501, "Location"),
        (7, "E0102063", "LSOA code"),
        (9, "Murder", "Crime type"),
    ],
)
def test_a_wrong_row_names_the_column(at: int, value: str, column: str) -> None:
    row = [*GOOD[:at], value, *GOOD[at + 1 :]]
    fault = rules.row_fault(row, month="2025-01", categories=TYPES)
    assert fault is not None
    assert fault.column == column


@pytest.mark.parametrize("length", [0, 11, 13])
def test_a_row_of_another_length_is_refused(length: int) -> None:
    fault = rules.row_fault([*GOOD, "more"][:length], month="2025-01", categories=TYPES)
    assert fault is not None
    assert fault.what == f"the row has {length} values where there should be 12"


def test_asb_is_no_crime() -> None:
    assert not rules.is_crime(rules.ASB)
    assert rules.is_crime("Burglary")
