"""Kernel density of events on a grid, quartic and normal."""

from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.signal import fftconvolve

from benchmarks import Result
from benchmarks._race import Contestant, Race, run
from csp_analytics.density import Grid, density_grid, density_scale, kernel_sums, kernel_value

GRID = Grid(0.0, 0.0, 100.0, 200, 200)  # 20 km by 20 km in cells of 100 m
BANDWIDTH = 500.0
SIZES = (10_000, 400_000, 4_000_000)
CENTRES = (np.arange(200) + 0.5) * 100.0


class Smoothed(NamedTuple):
    """A density, and how far from ours it may be, as a share of its peak."""

    density: np.ndarray
    within: float


def measure() -> list[Result]:
    """Race both kernels."""
    about = "density of events on 200 by 200 cells, bandwidth 5 cells"
    shared = {"make": make, "sizes": SIZES, "unit": "points/s", "bar": 20e6}
    plain = "numpy.histogram2d, then scipy.ndimage.gaussian_filter"
    told = "counted into whole cells: 10% of the peak; exact sums: 2.5% of the peak"
    normal = Race(
        name="kde_normal",
        what=f"normal {about}",
        ours=lambda points: density_grid(points, GRID, BANDWIDTH, "normal"),
        peers=[
            Contestant(plain, filtered, agree),
            Contestant("sklearn KernelDensity, gaussian", by_tree, agree, ("sklearn",), 1e4),
        ],
        agree=told,
        note="The first peer puts each event in the middle of its cell; ours shares it out.",
        **shared,
    )
    quartic = Race(
        name="kde_quartic",
        what=f"quartic {about}",
        ours=lambda points: density_grid(points, GRID, BANDWIDTH, "quartic"),
        peers=[
            Contestant("numpy.histogram2d, then scipy.signal.fftconvolve", convolved, agree),
            Contestant("scipy cKDTree, each event near each cell", exact, agree, (), 1e4),
        ],
        agree=told,
        note="The first peer puts each event in the middle of its cell; ours shares it out.",
        **shared,
    )
    return [run(normal), run(quartic)]


def make(events: int) -> np.ndarray:
    """Events about fifty places, some of them near the edge of the grid."""
    chance = np.random.default_rng(5)
    middles = chance.uniform(0, 20_000, (50, 2))
    return middles[chance.integers(0, 50, events)] + chance.normal(0, 800, (events, 2))


def filtered(points: np.ndarray) -> Smoothed:
    """Counts by cell, and a filter over them, events about the edge left in."""
    rim = 45
    density = gaussian_filter(_counts(points, rim), 5, mode="constant", truncate=9)
    return Smoothed(density[rim:-rim, rim:-rim] / 1e4, 0.1)


def convolved(points: np.ndarray) -> Smoothed:
    """Counts by cell, and the quartic kernel over them."""
    steps = np.arange(-5, 6) * 100.0
    stamp = kernel_value(steps[None, :], steps[:, None], BANDWIDTH, "quartic")
    spread = fftconvolve(_counts(points, 5), stamp, mode="valid")
    return Smoothed(spread * density_scale(BANDWIDTH, "quartic"), 0.1)


def _counts(points: np.ndarray, rim: int) -> np.ndarray:
    reach = (-100.0 * rim, 20_000 + 100.0 * rim)
    cells = 200 + 2 * rim
    return np.histogram2d(points[:, 1], points[:, 0], bins=cells, range=(reach, reach))[0]


def by_tree(points: np.ndarray) -> Smoothed:
    """Every event's part in every cell, to 1 in 1,000."""
    from sklearn.neighbors import KernelDensity

    found = KernelDensity(bandwidth=BANDWIDTH, kernel="gaussian", rtol=1e-3).fit(points)
    east, north = np.meshgrid(CENTRES, CENTRES)
    logs = found.score_samples(np.column_stack([east.ravel(), north.ravel()]))
    return Smoothed(np.exp(logs).reshape(200, 200) * len(points), 0.025)


def exact(points: np.ndarray) -> Smoothed:
    """Every event within reach of every cell, by our own exact sums over scipy's tree."""
    east, north = np.meshgrid(CENTRES, CENTRES)
    places = np.column_stack([east.ravel(), north.ravel()])
    sums = kernel_sums(points, places, BANDWIDTH, "quartic").reshape(200, 200)
    return Smoothed(sums * density_scale(BANDWIDTH, "quartic"), 0.025)


def agree(ours: np.ndarray, theirs: Smoothed) -> None:
    """Raise AssertionError where they differ by more than the coarser of them may."""
    apart = np.abs(ours - theirs.density).max() / theirs.density.max()
    assert apart < theirs.within, f"They are {apart:.1%} of the peak apart."
