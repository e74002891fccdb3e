"""A country's street-level rows counted for every district and force: how time grows with rows.

The product's own expressions and engine (goldenthread/sources/expressions.py, engines.py) on
Parquet as a load leaves it in the lake: real rows of every force, grown to many months.
"""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import HOME, Result, Size, _street_files, significant
from benchmarks._race import growth

SIZES = (1_000_000, 5_000_000, 20_000_000)
PASSES = 2
BAR = 1.1  # the power that time may grow with
MEMORY_BAR = 1_000.0  # MB at any size


def measure() -> Iterator[Result]:
    """Measure the rate, its growth, and the memory against size."""
    sizes, walls, peaks = [], [], []
    with TemporaryDirectory() as folder:
        month = Path(folder) / "month"
        month.mkdir()
        program("read", month, archive_of_a_month(Path(folder)))
        files = sorted(month.glob("*.parquet"))
        for wanted in SIZES:
            lake = Path(folder) / "lake"
            rows = grow(files, lake, wanted)
            seen = program("count", lake, PASSES)
            seconds = statistics.median(seen["processor"])
            sizes.append(Size(rows, significant(seconds), significant(1e9 * seconds / rows)))
            walls.append(statistics.median(seen["clock"]))
            peaks.append(seen["peak_mb"])
            shutil.rmtree(lake)
    yield rate(sizes, walls)
    yield power(sizes)
    yield memory(sizes, peaks)


def archive_of_a_month(folder: Path) -> Path:
    """Give a zip of one month of every force there is."""
    path = folder / "month.zip"
    _street_files.archive(path, 1)
    return path


def grow(files: list[Path], lake: Path, wanted: int) -> int:
    """Write so many rows or a few more, month by month; give how many.

    Each month holds every force's real rows, with Crime IDs of its own: the same crime in two
    months would be too easy to count.
    """
    lake.mkdir()
    rows = month = 0
    while rows < wanted:
        for number, path in enumerate(files, start=1):
            table = pq.read_table(path)
            at = month * len(files) + number
            pq.write_table(of_month(table, month, at), lake / f"{at:05d}-0.parquet")
            rows += table.num_rows
            if rows >= wanted:
                break
        month += 1
    return rows


def of_month(table: pa.Table, month: int, number: int) -> pa.Table:
    """Give rows another file number, and Crime IDs that begin with their month."""
    ids = pc.binary_join_element_wise(
        f"{month:04x}", pc.utf8_slice_codeunits(table["crime_id"], 4), ""
    )
    file = pa.array([number], pa.int32()).take(pa.array([0] * table.num_rows, pa.int32()))
    at = table.schema.get_field_index
    return table.set_column(at("crime_id"), "crime_id", ids).set_column(at("file"), "file", file)


def rate(sizes: list[Size], walls: list[float]) -> Result:
    """Say how fast rows are counted."""
    rows, clock = sizes[-1].rows, ", ".join(f"{significant(one):g} s" for one in walls)
    return Result(
        name="scale",
        what="street-level rows of all forces counted by month, area and crime type on DuckDB",
        ours=significant(rows / sizes[-1].seconds),
        peer=None,
        rows=rows,
        growth=growth(sizes),
        sizes=tuple(sizes),
        note=f"Two threads, the processor's time of both together; by the clock {clock}. The rows "
        "of June 2025, month after month, with Crime IDs of each month's own.",
    )


def power(sizes: list[Size]) -> Result:
    """Say with which power of the rows time grows."""
    return Result(
        name="scale_growth",
        what="the power of the number of rows that the same time grows with",
        ours=growth(sizes) or 0.0,
        peer=None,
        rows=sizes[-1].rows,
        unit="power of rows",
        higher_is_better=False,
        bar=BAR,
        note="1 is in proportion.",
    )


def memory(sizes: list[Size], peaks: list[float]) -> Result:
    """Say how much memory counting takes at its highest."""
    pairs = zip(peaks, sizes, strict=True)
    return Result(
        name="scale_memory",
        what="memory at its highest while the same rows are counted",
        ours=max(peaks),
        peer=None,
        rows=sizes[-1].rows,
        unit="MB",
        higher_is_better=False,
        bar=MEMORY_BAR,
        note=", ".join(f"{peak:.0f} MB at {size.rows:,} rows" for peak, size in pairs)
        + ". The counts themselves, held to be written as observations, are what grows.",
    )


def program(do: str, folder: Path, argument: object) -> dict:
    """Read or count in a program of its own, so that the memory is its own."""
    command = [sys.executable, "-m", "benchmarks._scale_once", do, str(folder), str(argument)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Counting a country failed:\n{done.stderr[-1500:]}")
    return json.loads(done.stdout)
