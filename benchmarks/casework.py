"""How long a list, a search, a case and "what waits" take among a hundred thousand cases.

`python -m benchmarks.casework` fills a database of its own, asks each page as a caseworker would,
and prints its 95th percentile. The cases are made by copying rows, not by working them.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Result
from tests.walk.served import HOME, environment

BAR = 150.0  # milliseconds, 95th percentile
CASES, TIMES, WARM = 100_000, 20, 3
EVENTS = 10  # of each case: a million


def measure() -> Iterator[Result]:
    """Give the 95th percentile of each page, in a process with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [sys.executable, "-m", "benchmarks._casework_once", str(CASES), str(EVENTS)],
            cwd=HOME, env=environment(Path(folder)), capture_output=True, text=True, check=True,
        )  # fmt: skip
    for line in said.stdout.splitlines():
        page, milliseconds, queries = line.split("\t")
        yield Result(
            name=f"casework_{page}",
            what=f"95th percentile of {page.replace('_', ' ')} among {CASES:,} cases",
            ours=float(milliseconds),
            unit="ms",
            higher_is_better=False,
            peer=None,
            rows=CASES,
            bar=BAR,
            note=f"{queries} queries; {CASES * EVENTS:,} events. Asked within one process.",
        )


def percentile_95(times: list[float]) -> float:
    """Give the 95th percentile in milliseconds."""
    return statistics.quantiles(times, n=20)[-1] * 1_000


def timed(ask: object) -> list[float]:
    """Give how long each of some askings took, in seconds, the first ones left out."""
    times = []
    for _ in range(WARM + TIMES):
        begun = time.perf_counter()
        ask()  # type: ignore[operator]
        times.append(time.perf_counter() - begun)
    return times[WARM:]


if __name__ == "__main__":
    for result in measure():
        print(result)
