"""Hotspots over a whole country: squares, exact Gi* corrected, kernel density, near repeats."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import HOME, Result, Size, _street_files, significant
from benchmarks._race import growth

MONTHS = (1, 8, 32)
BAR, MEMORY_TIMES = 10.0, 1.3  # seconds for a month; times the memory of one


def measure() -> Iterator[Result]:
    """Measure a month of every force, then eight, then 10 million points."""
    rows, degrees = published()
    sizes, seen = [], []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "points.npy"
        np.save(path, degrees)
        for months in MONTHS:
            one = program(path, months)
            per_row = 1e9 * one["clock"] / one["points"]
            sizes.append(Size(one["points"], significant(one["clock"]), significant(per_row)))
            seen.append(one)
    yield speed(rows, sizes, seen)
    yield memory(sizes, seen)


def published() -> tuple[int, np.ndarray]:
    """Give how many rows every force published in June 2025, and where those with a place are."""
    rows, places = 0, []
    for _, content in _street_files.forces():
        for one in csv.DictReader(io.StringIO(content.decode())):
            rows += 1
            if one["Longitude"]:
                places.append((float(one["Longitude"]), float(one["Latitude"])))
    return rows, np.array(places)


def speed(rows: int, sizes: list[Size], seen: list[dict]) -> Result:
    """Say how long a month of all forces takes, by the clock."""
    first = seen[0]
    return Result(
        name="hotspots",
        what="hotspots of all forces' June 2025: from degrees to squares of 250 m, exact Gi* with "
        "correction, kernel density over every square, pairs within 250 m",
        ours=first["clock"],
        peer=None,
        rows=rows,
        unit="s",
        higher_is_better=False,
        bar=BAR,
        growth=growth(sizes),
        sizes=tuple(sizes),
        note=f"{rows:,} rows, {first['points']:,} of them with a place, at {first['places']:,} map "
        f"points in {first['cells']:,} squares; {first['hot']:,} squares in hot clusters, "
        f"{first['near_pairs']:,} pairs. By the clock; the processor took "
        f"{first['processor']:.3g} s. "
        "Later months draw nine rows in ten of June. The month is all that is published of when, "
        "so near means within 250 m in the same months.",
    )


def memory(sizes: list[Size], seen: list[dict]) -> Result:
    """Say how much memory it takes at its highest."""
    pairs = zip(seen, sizes, strict=True)
    told = ", ".join(f"{one['peak_mb']:.0f} MB at {size.rows:,} points" for one, size in pairs)
    return Result(
        name="hotspots_memory",
        what="memory at its highest in the same runs",
        ours=max(one["peak_mb"] for one in seen),
        peer=None,
        rows=sizes[-1].rows,
        unit="MB",
        higher_is_better=False,
        bar=significant(seen[0]["peak_mb"] * MEMORY_TIMES),
        note=f"{told}. The bar is {MEMORY_TIMES} times the first. Points are taken a month at a "
        "time; the grid and the places in use stay.",
    )


def program(path: Path, months: int) -> dict:
    """Run it in a program of its own, so that the memory is its own."""
    command = [sys.executable, "-m", "benchmarks._hotspots_once", str(path), str(months)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Hotspots of a country failed:\n{done.stderr[-1500:]}")
    return json.loads(done.stdout)
