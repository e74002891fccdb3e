"""Run hotspots over all forces' points, so many of them; print time, memory and answers as JSON.

A program of its own: `python -m benchmarks._hotspots_once FILE MONTHS`. FILE holds longitudes and
latitudes as NumPy saves them. The first month is as published; of every later one nine rows in
ten are drawn, so that no two months are the same.
"""

import json
import sys
import time
from collections.abc import Iterator

import numpy as np

from benchmarks._ingest_once import _most_memory
from csp_analytics import grids
from csp_analytics.density import Grid, density_of_counts
from csp_analytics.hot_cells import hot_cells
from goldenthread.places.grid import to_metres

GRID = Grid(0.0, 0.0, 250.0, 2_640, 2_640)  # England, Wales and Northern Ireland's south
BANDWIDTH, NEAR = 1_250.0, 250.0
SCALE = 1_000_000  # positions are published to a millionth of a degree


def months(degrees: np.ndarray, count: int) -> Iterator[np.ndarray]:
    """Give so many months of points, one after another."""
    for month in range(count):
        chance = np.random.default_rng(month)
        keep = chance.random(len(degrees)) < 0.9
        yield degrees if month == 0 else degrees[keep]


def run(degrees: np.ndarray, count: int) -> dict:
    """Count, find hot clusters with exact chances, spread a kernel, count near repeats."""
    counts = grids.counts_on(((to_metres(some), None) for some in months(degrees, count)), GRID)
    cells = np.flatnonzero(counts)
    hot = hot_cells(counts[cells], grids.touching(cells, GRID))
    density = density_of_counts(counts, GRID, BANDWIDTH)
    places, times = at_places(months(degrees, count))
    return {
        "points": int(counts.sum()),
        "cells": int(cells.size),
        "hot": int(hot.is_hot.sum()),
        "peak_per_km2": float(density.max() * 1e6),
        "places": len(places),
        "near_pairs": grids.pairs_within(to_metres(places), times, NEAR),
    }


def at_places(batches: Iterator[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give the different positions of all points, and how many lie at each."""
    known, times = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    for some in batches:
        steps = np.rint((some + 180) * SCALE).astype(np.int64)
        keys, number = np.unique((steps[:, 0] << 32) + steps[:, 1], return_counts=True)
        every = np.concatenate([known, keys])
        known, of = np.unique(every, return_inverse=True)
        both = np.concatenate([times, number])
        times = np.bincount(of, both, known.size).astype(np.int64)
    steps = np.stack([known >> 32, known & 0xFFFFFFFF], axis=1)
    return steps / SCALE - 180, times


def main(file: str, count: str) -> int:
    """Run and print."""
    degrees = np.load(file)
    began = time.process_time(), time.perf_counter()
    found = run(degrees, int(count))
    found |= {
        "processor": time.process_time() - began[0],
        "clock": time.perf_counter() - began[1],
        "peak_mb": _most_memory(),
    }
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
