"""A cluster for all tests here, and every force's rows of June 2025 once, checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from goldenthread.accounts.models import Partnership
from goldenthread.sources import declaring, inputs, receiving
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.street import Checked
from tests.factories.evidence import ready_partnership
from tests.spark.cluster import Cluster, started


@dataclass(frozen=True)
class Country:
    """Every force's rows of one month, file by file, and what is declared of them."""

    files: list[Checked]
    source: DeclaredSource


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with started(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture(scope="session")
def country(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Country:
    folder, source = tmp_path_factory.mktemp("rows"), declaring.source("police_street")
    files = inputs.find([shared / "data" / "police_street_all_forces"])
    read = receiving.read_all(files, into=folder, source=source, today=date(2026, 1, 1))
    return Country(read, source)


@pytest.fixture(autouse=True)
def _own_lake(settings, tmp_path: Path) -> None:
    settings.LAKE_DIR = tmp_path / "lake"


@pytest.fixture
def durham(db) -> Partnership:
    """A partnership for County Durham, with places, sources and indicators loaded."""
    return ready_partnership()
