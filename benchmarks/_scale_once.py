"""Read a month into a folder, or count the rows in one; print time and memory as JSON.

A program of its own: `python -m benchmarks._scale_once read FOLDER ZIP`, or `count FOLDER PASSES`.
"""

import json
import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from goldenthread.sources.street import Checked


def read(folder: Path, archive: str) -> dict:
    """Check every file of an archive and leave its rows as Parquet."""
    from goldenthread.sources import declaring, inputs, receiving

    source, files = declaring.source("police_street"), inputs.find([Path(archive)])
    done = receiving.read_all(files, into=folder, source=source, today=date(2026, 1, 1))
    return {"rows": sum(one.rows for one in done)}


def count(folder: Path, passes: str) -> dict:
    """Count as a load does, several times over."""
    from benchmarks._ingest_once import _most_memory
    from goldenthread.sources import counting, declaring

    source, files = declaring.source("police_street"), _files(folder)
    processor, clock, counts = [], [], 0
    for _ in range(int(passes)):
        began = time.process_time(), time.perf_counter()
        found, _aside = counting.count(files, source)
        processor.append(time.process_time() - began[0])
        clock.append(time.perf_counter() - began[1])
        counts = len(found)
    return {"counts": counts, "processor": processor, "clock": clock, "peak_mb": _most_memory()}


def _files(folder: Path) -> "list[Checked]":
    """Say of each Parquet file whose rows of which month it holds: see scale.grow."""
    from benchmarks import _street_files
    from goldenthread.sources.inputs import StreetFile
    from goldenthread.sources.street import Checked

    forces, files = sorted(force for force, _ in _street_files.forces()), []
    for path in sorted(folder.glob("*.parquet")):
        number = int(path.name.partition("-")[0])
        back, force = divmod(number - 1, len(forces))
        month = date(2025 - (back + 6) // 12, 12 - (back + 6) % 12, 1)
        file = StreetFile(path, "", month, forces[force])
        files.append(Checked(file, number, "", 0, pq.read_metadata(path).num_rows, path))
    return files


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    does = {"read": read, "count": count}
    print(json.dumps(does[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])))
