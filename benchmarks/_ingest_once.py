"""Read one archive into checked Parquet, as a load does; print time and memory as JSON.

A program of its own (`python -m benchmarks._ingest_once ZIP PASSES`), so that the memory is
its own.
"""

import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import django


def once(archive: Path, passes: int) -> dict:
    """Give rows, seconds of each pass by the clock and by the processor, and the memory in MB.

    before_mb, peak_mb: at its highest, before and after.
    """
    from goldenthread.sources import declaring, inputs, receiving

    source = declaring.source("police_street")
    before, took, work, rows = _most_memory(), [], [], 0
    for _ in range(passes):
        with TemporaryDirectory() as folder:
            began, busy = time.perf_counter(), time.process_time()
            files = inputs.find([archive])
            read = receiving.read_all(
                files, into=Path(folder), source=source, today=date(2026, 1, 1)
            )
            took.append(time.perf_counter() - began)
            work.append(time.process_time() - busy)
            rows = sum(one.rows for one in read)
    memory = {"before_mb": before, "peak_mb": _most_memory()}
    return {"rows": rows, "seconds": took, "work": work} | memory


def _most_memory() -> float:
    """The most this program held at once; what its parent held does not count."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(held.split()[1]) / 1024


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(once(Path(sys.argv[1]), int(sys.argv[2]))))
