"""The same expressions on DuckDB and on a Spark cluster give the same numbers, every one.

All forces' June 2025 files. DuckDB's numbers are held against pandas elsewhere
(tests/integration); here nothing is asked but that the engine changes no number.
"""

from pathlib import Path

import pytest

from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.indicators import ingesting
from goldenthread.indicators.models import Observation
from goldenthread.sources import changes, counting, engines, expressions, rules
from tests.spark.cluster import WORKERS, Cluster
from tests.spark.conftest import Country

FORCES, ROWS = 39, 345_810  # as the files' README states
NORTHERN_IRELAND = 11_536  # rows: published, and no force area of ours is theirs
DURHAM = "2025-06-durham-street.csv.gz"


def test_districts_and_forces_are_counted_alike(
    country: Country, cluster: Cluster, settings
) -> None:
    ours = counting.count(country.files, country.source)
    settings.SPARK = cluster.address
    theirs = counting.count(country.files, country.source)
    assert theirs == ours
    counts, set_aside = ours
    assert len(counts) > 4_000
    assert {one.reason for one in set_aside} == {expressions.NO_PLACE, expressions.ELSEWHERE}
    forces = [one for one in counts if one.area.startswith(("E23", "W15"))]
    whole = {rules.ALL_CRIME, "anti-social-behaviour"}
    assert len({one.area for one in forces}) == FORCES - 1
    assert sum(one.rows for one in forces if one.category in whole) == ROWS - NORTHERN_IRELAND


def test_small_areas_are_counted_alike_by_every_crime_type(
    country: Country, cluster: Cluster
) -> None:
    kinds: list[list[str] | None] = [[one] for one in sorted(country.source.categories)]
    with engines.engine("") as duckdb, engines.engine(cluster.address) as spark:
        theirs = small_areas(spark, country, [*kinds, None])
        assert cluster.at_work() == WORKERS  # nobody counted alone
        ours = small_areas(duckdb, country, [*kinds, None])
    assert theirs == ours
    rows = [sum(one["rows"] for one in some) for some in ours]
    assert sum(rows[:-1]) == ROWS
    assert rows[-1] == ROWS - rows[kinds.index([rules.ASB])]
    assert len({one["code"] for one in ours[-1]}) > 24_000


def small_areas(on, country: Country, kinds: list[list[str] | None]) -> list[list[dict]]:  # type: ignore[no-untyped-def]
    """Count every kind by file and LSOA code, in an order of its own."""
    rows = engines.rows_in(on, [one.parquet for one in country.files])
    found = [
        on.to_pyarrow(expressions.small_area_counts(rows, types=types)).to_pylist()
        for types in kinds
    ]
    return [sorted(one, key=lambda row: (row["file"], row["code"] or "")) for one in found]


def test_what_the_cluster_cannot_do_is_told_in_a_sentence(cluster: Cluster) -> None:
    told = pytest.raises(CannotDo, match=r"could not count: .* Nothing has changed\.$")
    with told, engines.engine(cluster.address) as on:
        on.raw_sql("SELECT nothing FROM nowhere")


@pytest.mark.django_db
def test_a_load_counted_by_the_cluster_makes_the_same_observations(
    cluster: Cluster, shared: Path, durham: Partnership, settings
) -> None:
    path = shared / "data" / "police_street_all_forces" / DURHAM

    def load() -> list[tuple]:
        done = ingesting.police_street([path], partnership=durham, by=None)
        found = Observation.objects.of(durham).filter(release=done.release)
        fields = "series__definition", "area__code", "period_start", "breakdown", "count"
        changes.withdraw(done.release, why="Counted again elsewhere", by=None)
        return sorted(found.values_list(*fields))

    ours = load()
    settings.SPARK = cluster.address
    assert load() == ours
    assert {area for _, area, *_ in ours} == {"E06000005", "E06000047", "E23000008"}
