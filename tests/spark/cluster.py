"""A Spark cluster on this machine's loopback: a master and two workers, each a program of its own.

Standalone, as a small national cluster would be; only the machines are missing.
"""

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyspark

HERE = "127.0.0.1"
WORKERS = 2
PATIENCE = 90  # seconds for master and workers to find each other
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"


@dataclass(frozen=True)
class Cluster:
    """Where a master listens, and where it tells of itself."""

    port: int
    page: int

    @property
    def address(self) -> str:
        """What a program asks."""
        return f"spark://{HERE}:{self.port}"

    def told(self) -> dict:
        """Give what the master says of its workers and of who works with them."""
        with urllib.request.urlopen(f"http://{HERE}:{self.page}/json/", timeout=5) as answer:
            return json.load(answer)

    def at_work(self) -> int:
        """How many workers have given a core to somebody."""
        return sum(one["coresused"] > 0 for one in self.told()["workers"])


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    """Start a master and its workers; all are gone when the block ends.

    folder: for logs and what workers lay down.
    """
    cluster = Cluster(*_free_ports(2))
    programs = []
    with (folder / "cluster.log").open("w") as log:
        try:
            own = ["--port", str(cluster.port), "--webui-port", str(cluster.page)]
            programs.append(_start(folder, log, MASTER, *own))
            for _ in range(WORKERS):
                own = ["--webui-port", "0", "--cores", "1", "--memory", "1g"]
                programs.append(_start(folder, log, WORKER, *own, cluster.address))
            _wait(cluster, folder / "cluster.log", programs)
            yield cluster
        finally:
            for one in reversed(programs):
                one.terminate()
            for one in programs:
                one.wait(timeout=30)


def _start(folder: Path, log: IO[str], *command: str) -> subprocess.Popen:
    home = Path(pyspark.__file__).parent
    own = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": HERE,
        "SPARK_WORKER_DIR": str(folder),
        "SPARK_DAEMON_MEMORY": "256m",
    }
    return subprocess.Popen(
        [home / "bin" / "spark-class", command[0], "--host", HERE, *command[1:]],
        env={**os.environ, **own},
        stdout=log,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
    )


def _wait(cluster: Cluster, log: Path, programs: list[subprocess.Popen]) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and all(one.poll() is None for one in programs):
        try:
            if cluster.told()["aliveworkers"] == WORKERS:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise RuntimeError(f"The cluster did not come up. It said:\n{log.read_text()[-3000:]}")


def _free_ports(number: int) -> list[int]:
    probes = [socket.socket() for _ in range(number)]
    try:
        for one in probes:
            one.bind((HERE, 0))
        return [int(one.getsockname()[1]) for one in probes]
    finally:
        for one in probes:
            one.close()
