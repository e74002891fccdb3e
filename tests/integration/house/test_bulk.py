"""After many rows at once PostgreSQL plans for the rows that are there."""

import pytest
from django.db import connection

from config import example


def _rows_expected() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'strategy_commitment'")
        return float(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_planner_knows_what_was_loaded() -> None:
    example.load()
    if connection.vendor == "postgresql":
        assert _rows_expected() >= 115
    else:
        # SQLite plans by its indexes: nothing was asked of it
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
            assert cursor.fetchone()[0] == 0
