"""Street-level files from a zip to checked Parquet, beside unpacking the same zip and no more."""

import json
import os
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import HOME, Peer, Result, Size, _street_files, significant
from benchmarks._race import growth

MONTHS = (1, 2, 4)
PASSES = 4  # the first warms and does not count
SHARE = 0.8  # of the rate of unpacking alone
FLAT = 1.15  # so much more memory at most, for four times the rows


@dataclass(frozen=True)
class Unpacked:
    """Seconds to unpack an archive: on one core, on every core, and of the processor's time."""

    alone: float
    together: float
    work: float


def measure() -> Iterator[Result]:
    """Measure the rate against the machine's inflate rate, and the memory against size."""
    sizes, peaks, seen = [], [], {}
    with TemporaryDirectory() as folder:
        for months in MONTHS:
            archive = Path(folder) / f"{months}.zip"
            _street_files.archive(archive, months)
            unpacked_in = unpacking(archive)
            seen = child(archive, PASSES)
            seconds = statistics.median(seen["seconds"][1:])
            size = unpacked(archive)
            sizes.append(Size(seen["rows"], significant(seconds), 1e9 * seconds / seen["rows"]))
            peaks.append(child(archive, 1)["peak_mb"])
    yield rate(sizes, size, unpacked_in, statistics.median(seen["work"][1:]))
    yield memory(sizes, peaks)


def rate(sizes: list[Size], size: int, unpacked_in: Unpacked, work: float) -> Result:
    """Say how near to the machine's inflate rate we come.

    size: bytes of the largest. work: seconds of the processor that we took for it.
    """
    ours = significant(size / 1e6 / sizes[-1].seconds)
    theirs = significant(size / 1e6 / unpacked_in.alone)
    name = "zlib: the same zip unpacked and thrown away, one core"
    both = significant(size / 1e6 / unpacked_in.together)
    rows, cores = sizes[-1].rows, os.cpu_count() or 1
    idle = significant(cores * unpacked_in.work / work, 2)
    return Result(
        name="ingest",
        what="street-level files of all forces from one zip to Parquet, every row checked",
        ours=ours,
        peer=theirs,
        peer_name=name,
        rows=rows,
        unit="MB/s",
        bar=significant(SHARE * theirs),
        growth=growth(sizes),
        sizes=tuple(sizes),
        peers=(Peer(name, theirs, rows, significant(ours / theirs), PASSES - 1),),
        note=f"{significant(rows / sizes[-1].seconds):,.0f} rows/s. The ratio is our share of the "
        f"inflate rate. Unpacked on every core at once the zip gives {both:g} MB/s. By the "
        f"processor's time, which other programs disturb less, we take {significant(work):g} s "
        f"and unpacking alone {significant(unpacked_in.work):g} s: with {cores} cores to "
        f"ourselves, a ratio of {idle:g}.",
    )


def memory(sizes: list[Size], peaks: list[float]) -> Result:
    """Say whether memory stays flat as files grow."""
    told = ", ".join(
        f"{peak:.0f} MB at {size.rows:,} rows" for peak, size in zip(peaks, sizes, strict=True)
    )
    return Result(
        name="ingest_memory",
        what="memory at its highest while the same files are read",
        ours=peaks[-1],
        peer=None,
        rows=sizes[-1].rows,
        unit="MB",
        higher_is_better=False,
        bar=significant(FLAT * peaks[0]),
        note=f"{told}. The bar is {FLAT} times the first.",
    )


def child(archive: Path, passes: int) -> dict:
    """Read an archive in a program of its own."""
    program = [sys.executable, "-m", "benchmarks._ingest_once", str(archive), str(passes)]
    done = subprocess.run(program, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Reading street-level files failed:\n{done.stderr[-1500:]}")
    return json.loads(done.stdout)


def unpacking(archive: Path) -> Unpacked:
    """Unpack an archive and throw it away."""
    with zipfile.ZipFile(archive) as packed:
        members = packed.namelist()

    def unpack(name: str) -> None:
        with zipfile.ZipFile(archive) as packed, packed.open(name) as stream:
            while stream.read(1 << 22):
                pass

    alone, together, work = [], [], []
    for _ in range(PASSES - 1):
        began, busy = time.perf_counter(), time.process_time()
        for name in members:
            unpack(name)
        alone.append(time.perf_counter() - began)
        work.append(time.process_time() - busy)
        began = time.perf_counter()
        with ThreadPoolExecutor() as pool:
            list(pool.map(unpack, members))
        together.append(time.perf_counter() - began)
    return Unpacked(*map(statistics.median, (alone, together, work)))


def unpacked(archive: Path) -> int:
    """Give how many bytes an archive unpacks to."""
    with zipfile.ZipFile(archive) as packed:
        return sum(member.file_size for member in packed.infolist())
