"""Where the lake's expressions run: DuckDB in this process, or a Spark cluster that is set.

Which of the two changes how long it takes and how much it can hold, and no number:
tests/spark runs both on the same files.
"""

import importlib.util
import os
import shutil
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import ibis
from django.conf import settings
from ibis.backends import BaseBackend
from ibis.expr.types import Table

from goldenthread.commands import CannotDo
from goldenthread.sources.street import Checked

MEMORY = "1GB"  # of DuckDB; what does not fit it lays down beside, and takes up again
TOGETHER = 1_000_000  # rows that DuckDB counts at once, or those of one file
INSTALL = (
    ".venv/bin/uv pip install --python .venv/bin/python --no-build-isolation --require-hashes "
    "-r requirements-spark.lock"
)
JAVA = "On Debian or Ubuntu: apt-get install openjdk-17-jre-headless"
PATIENCE = 5.0  # seconds for a cluster to answer at all


@contextmanager
def engine(spark: str | None = None) -> Iterator[BaseBackend]:
    """Give an engine for as long as the block runs.

    spark: address of a cluster such as "spark://host:7077"; "" for DuckDB, and None for what
    the installation has set (GOLDENTHREAD_SPARK).
    Raises CannotDo where a cluster is set and cannot be reached from here.
    """
    address = settings.SPARK if spark is None else spark
    if address:
        with _spark(address) as found:
            yield found
    else:
        yield _duckdb()


def rows_in(on: BaseBackend, files: Sequence[Path]) -> Table:
    """Give the rows of Parquet files. Every machine of a cluster must see them."""
    if on.name == "duckdb":
        return on.read_parquet([str(path) for path in files])
    from pyspark.sql import SparkSession

    name = f"rows_{uuid.uuid4().hex}"  # Ibis itself reads one path at a time on Spark
    found = SparkSession.active().read.parquet(*(path.as_uri() for path in files))
    found.createOrReplaceTempView(name)
    return on.table(name)


def shares(on: BaseBackend, files: Sequence[Checked]) -> Iterator[Sequence[Checked]]:
    """Give the files that an engine counts together: a cluster all of them, DuckDB a few.

    What is counted is counted within each file, so it is the same in any shares; in shares its
    memory stays flat however many files there are.
    """
    if on.name != "duckdb":
        yield files
        return
    some: list[Checked] = []
    for one in files:
        if some and sum(each.rows for each in some) + one.rows > TOGETHER:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _duckdb() -> BaseBackend:
    con = ibis.duckdb.connect()
    con.raw_sql(f"SET threads = 2; SET memory_limit = '{MEMORY}'; SET enable_progress_bar = false;")
    return con


@contextmanager
def _spark(address: str) -> Iterator[BaseBackend]:
    refuse_unready(address)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(address)
        .appName("goldenthread")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .getOrCreate()
    )
    try:
        yield ibis.pyspark.connect(session)
    except (PySparkException, Py4JError) as why:
        said = str(why).strip().partition("\n")[0]
        raise CannotDo(
            f"The Spark cluster {address} could not count: {said} Nothing has changed."
        ) from why
    finally:
        session.stop()


def refuse_unready(address: str) -> None:
    """Refuse at once, with a sentence, what Spark would refuse after minutes with a page."""
    told = f"The Spark cluster {address} cannot be asked"
    where = urlsplit(address)
    if where.scheme != "spark" or not where.hostname or not where.port:
        raise CannotDo(f"{told}: write its address as spark://host:7077.")
    if importlib.util.find_spec("pyspark") is None:
        raise CannotDo(f"{told}: the package pyspark is not here. Install it: {INSTALL}")
    home = os.environ.get("JAVA_HOME")  # where Spark looks first
    if shutil.which(Path(home, "bin", "java") if home else "java") is None:
        raise CannotDo(f"{told}: Java 17 is not here. {JAVA}")
    try:
        socket.create_connection((where.hostname, where.port), PATIENCE).close()
    except OSError as why:
        raise CannotDo(
            f"{told}: nothing answers there ({why}). Start it, or leave GOLDENTHREAD_SPARK "
            "empty to count on this machine."
        ) from None
