"""What a street-level file must look like."""

from datetime import date

import pytest

from goldenthread.sources import rules


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


def test_asb_is_no_crime() -> None:
    assert not rules.is_crime(rules.ASB)
    assert rules.is_crime("Burglary")
