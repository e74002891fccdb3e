"""Where the lake's expressions run, and what is said where they cannot."""

import importlib.util
import shutil
import socket
from types import SimpleNamespace

import pytest

from goldenthread.commands import CannotDo
from goldenthread.sources import engines
from goldenthread.sources.street import Checked


@pytest.fixture
def listening():
    """A port at which somebody answers, Spark or not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"spark://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def _all_there(monkeypatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/java")


def test_nothing_set_is_duckdb_in_little_memory(settings) -> None:
    settings.SPARK = ""
    with engines.engine() as on:
        assert on.name == "duckdb"
        [(memory,)] = on.raw_sql("SELECT current_setting('memory_limit')").fetchall()
    assert memory == "953.6 MiB"


@pytest.mark.parametrize(
    ("rows", "shares"),
    [
        ([], []),
        ([600_000, 400_000, 1], [2, 1]),
        ([1, 2_000_000, 1], [1, 1, 1]),  # one file is never parted
    ],
)
def test_duckdb_counts_a_million_rows_at_a_time(rows, shares) -> None:
    files = [Checked(None, at, "", 0, many, None) for at, many in enumerate(rows)]
    duckdb, cluster = SimpleNamespace(name="duckdb"), SimpleNamespace(name="pyspark")
    found = [*engines.shares(duckdb, files)]
    assert [len(some) for some in found] == shares
    assert [one for some in found for one in some] == files
    assert [*engines.shares(cluster, files)] == [files]


@pytest.mark.parametrize("address", ["yarn", "local[2]", "spark://host", "spark://:7077"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(CannotDo, match=r"spark://host:7077"), engines.engine(address):
        pass


@pytest.mark.usefixtures("_all_there")
def test_a_cluster_that_does_not_answer_is_refused_at_once(settings, listening: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    settings.SPARK = f"spark://127.0.0.1:{closed}"
    with pytest.raises(CannotDo, match="nothing answers there"), engines.engine():
        pass
    engines.refuse_unready(listening)


def test_without_the_package_or_java_the_remedy_is_told(monkeypatch, listening: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CannotDo, match=r"pyspark is not here.*requirements-spark\.lock"):
        engines.refuse_unready(listening)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(CannotDo, match="Java 17 is not here"):
        engines.refuse_unready(listening)
