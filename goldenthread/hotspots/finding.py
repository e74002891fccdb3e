"""Hotspots found in what was counted at map points: squares, chances, months, concentration."""

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from django.core.cache import cache

from csp_analytics import grids
from csp_analytics.checks import Flags, Floats, Integers
from csp_analytics.density import Grid
from csp_analytics.hot_cells import HotCells, hot_cells
from goldenthread.hotspots import rules
from goldenthread.hotspots.rules import Gaps
from goldenthread.sources import rules as sources
from goldenthread.sources.points import Points

NAMED, REPEATED = 2, 10  # streets that name a square; map points that are listed
VERSION = 2  # of what is remembered


@dataclass(frozen=True)
class Square:
    """A square with enough in it to be shown.

    reference: of its south-west corner on the National Grid. name: the streets most on record.
    share: of all that was counted. z: of Gi*. chance: exact, corrected for every square;
    None where it cannot be told. is_cluster: see `csp_analytics.hot_cells`. is_high: among the
    fewest that hold a quarter of all. months: how many of the months it was among as many
    highest. west, south: its corner in metres.
    """

    reference: str
    name: str
    count: int
    share: float
    z: float | None
    chance: float | None
    is_cluster: bool
    is_high: bool
    months: int
    west: int
    south: int


@dataclass(frozen=True)
class Repeated:
    """A map point to which many were moved."""

    name: str
    reference: str
    count: int


@dataclass(frozen=True)
class Found:
    """What was found of one kind of thing in some months.

    studied: squares looked at. hidden: those that hold something and are not shown. rest: the
    outline of all squares that are not shown, as one shape. curve: share of all in each share
    of squares. repeats: map points with the most; at_points: how many map points hold half.
    """

    width: int
    months: tuple[date, ...]
    total: int
    studied: int
    hidden: int
    squares: tuple[Square, ...]
    rest: shapely.Geometry
    gaps: Gaps | None
    curve: tuple[tuple[float, float], ...]
    repeats: tuple[Repeated, ...]
    at_points: int
    points: int
    mark: str

    @property
    def unshown(self) -> int:
        """How many of the squares looked at are not shown."""
        return self.studied - len(self.squares)

    @property
    def high(self) -> int:
        """How many of the highest squares hold a quarter of all."""
        return sum(one.is_high for one in self.squares)

    @property
    def clusters(self) -> int:
        """How many squares lie among high ones further than chance would bring about."""
        return sum(one.is_cluster for one in self.squares)

    @property
    def total_shown(self) -> int | None:
        """All that was counted; None where it would give away what is not shown."""
        counts = [one.count for one in self.squares]
        return self.total if rules.may_say_total(self.total, counts, self.hidden) else None


def gaps_in(points: Points) -> Gaps | None:
    """Sum up how close map points lie, remembered by content; None where there are not two."""
    name = f"gaps-{points.mark}"
    known: tuple[Gaps | None] | None = cache.get(name)
    if known is None:
        several = len(np.unique(points.metres, axis=0)) > 1
        known = (rules.gaps_of(grids.gaps_between(points.metres)) if several else None,)
        cache.set(name, known)
    return known[0]


def of_kinds(points: Points, kinds: list[str] | None) -> Flags:
    """Say which counts are of some crime types as published; None for every crime."""
    wanted = [kind != sources.ASB if kinds is None else kind in kinds for kind in points.kinds]
    return np.asarray(np.array(wanted, dtype=bool)[points.kind])


def found(
    points: Points, homes: Floats, *, kinds: list[str] | None, months: tuple[date, ...], width: int
) -> Found:
    """Find hotspots, remembered by content.

    homes: postcodes of the area in metres, shape (n, 2): squares with one are looked at too.
    kinds: crime types as published; None for every crime. width: of a square, in metres.
    """
    told = f"{VERSION} {points.mark} {len(homes)} {kinds} {[f'{m:%Y-%m}' for m in months]} {width}"
    mark = hashlib.sha256(told.encode()).hexdigest()
    known: Found | None = cache.get(f"hotspots-{mark}")
    if known is None:
        known = _find(points, homes, kinds, months, width, mark)
        cache.set(f"hotspots-{mark}", known)
    return known


@dataclass(frozen=True)
class _Counted:
    """Squares that were looked at, with what each holds. of: the square of each count, or -1."""

    grid: Grid
    cells: Integers
    counts: Integers
    kept: Flags
    of: Integers


def _find(
    points: Points, homes: Floats, kinds: list[str] | None, months: tuple[date, ...], width: int,
    mark: str,
) -> Found:  # fmt: skip
    grid = grids.grid_over(np.concatenate([points.metres, homes]), width)
    there = grids.counts_on([(points.metres, None), (homes, None)], grid)
    kept = of_kinds(points, kinds) & np.isin(points.month, _numbers(points, months))
    cells = np.flatnonzero(there)
    every = grids.counts_on([(points.metres[kept], points.number[kept])], grid)
    counted = _Counted(grid, cells, every[cells], kept, grids.cells_of(points.metres, grid))
    shown = np.flatnonzero(counted.counts >= rules.FEWEST)
    shown = shown[np.lexsort((cells[shown], -counted.counts[shown]))]
    in_order = np.sort(counted.counts)[::-1]
    at_points, repeats = _repeats(points, kept)
    return Found(
        width=width,
        months=months,
        total=int(counted.counts.sum()),
        studied=cells.size,
        hidden=int((counted.counts > 0).sum()) - shown.size,
        squares=_squares(points, counted, shown, months),
        rest=_outline(_corners(np.delete(cells, shown), grid), width),
        gaps=gaps_in(points),
        curve=_curve(in_order),
        repeats=repeats,
        at_points=at_points,
        points=len(np.unique(points.metres[kept], axis=0)),
        mark=mark,
    )


def _numbers(points: Points, months: tuple[date, ...]) -> list[int]:
    return [points.months.index(one) for one in months]


def _squares(
    points: Points, counted: _Counted, shown: Integers, months: tuple[date, ...]
) -> tuple[Square, ...]:
    hot, total = _chances(counted), int(counted.counts.sum())
    high = rules.highest(counted.counts[shown].tolist(), total)
    often = _months_high(points, counted, months, max(high, 1))
    corners = _corners(counted.cells[shown], counted.grid)
    return tuple(
        Square(
            reference=grids.grid_reference(west, south),
            name=_streets(points, counted, int(counted.cells[at])),
            count=int(counted.counts[at]),
            share=float(counted.counts[at] / total),
            z=None if hot is None or np.isnan(hot.z[at]) else float(hot.z[at]),
            chance=None if hot is None else float(hot.corrected[at]),
            is_cluster=hot is not None and bool(hot.is_hot[at]),
            is_high=place < high,
            months=int(often[at]),
            west=west,
            south=south,
        )
        for place, (at, (west, south)) in enumerate(
            zip(shown.tolist(), corners.tolist(), strict=True)
        )
    )


def _chances(counted: _Counted) -> HotCells | None:
    """Give the chances of every square; None where all hold the same, so that none stands out."""
    if counted.cells.size < 2 or np.ptp(counted.counts) == 0:
        return None
    return hot_cells(counted.counts, grids.touching(counted.cells, counted.grid))


def _months_high(
    points: Points, counted: _Counted, months: tuple[date, ...], high: int
) -> Integers:
    """Count the months in which each square was among as many highest, with one event at least."""
    often = np.zeros(counted.cells.size, dtype=np.int64)
    for month in _numbers(points, months):
        kept = counted.kept & (points.month == month)
        of_grid = np.bincount(
            counted.of[kept], points.number[kept], counted.grid.columns * counted.grid.rows
        )
        here = of_grid[counted.cells]
        least = np.sort(here)[::-1][min(high, here.size) - 1]
        often += (here >= least) & (here > 0)
    return often


def _streets(points: Points, counted: _Counted, cell: int) -> str:
    """Name a square by the map points in it that hold the most."""
    here = np.flatnonzero(counted.kept & (counted.of == cell))
    sums = np.bincount(points.location[here], points.number[here], len(points.locations))
    best = np.argsort(-sums, kind="stable")[:NAMED]
    return "; ".join(plain_place(points.locations[one]) for one in best if sums[one] > 0)


def plain_place(location: str) -> str:
    """Give a place as published without the words that stand before each."""
    return location.removeprefix("On or near ").strip() or "place not named"


def _curve(in_order: Integers) -> tuple[tuple[float, float], ...]:
    """Give the share of all that the highest squares hold, for some shares of squares."""
    total = int(in_order.sum())
    if not total:
        return ()
    held = np.cumsum(in_order) / total
    return tuple(
        (share, float(held[max(round(share * in_order.size), 1) - 1])) for share in rules.CURVE
    )


def _repeats(points: Points, kept: Flags) -> tuple[int, tuple[Repeated, ...]]:
    """Give how many map points hold half of all, and those with the most."""
    if not kept.any():
        return 0, ()
    places, first, of = np.unique(
        points.metres[kept], axis=0, return_index=True, return_inverse=True
    )
    sums = np.bincount(of.ravel(), points.number[kept]).astype(np.int64)
    order = np.argsort(-sums, kind="stable")
    half = int(np.searchsorted(np.cumsum(sums[order]), sums.sum() / 2)) + 1
    locations = points.location[kept][first]
    return half, tuple(
        Repeated(
            plain_place(points.locations[locations[at]]),
            grids.grid_reference(*places[at].tolist()),
            int(sums[at]),
        )
        for at in order[:REPEATED].tolist()
        if sums[at] >= rules.FEWEST
    )


def _corners(cells: Integers, grid: Grid) -> Integers:
    return np.asarray(np.rint(grids.centres_of(cells, grid) - grid.cell / 2).astype(np.int64))


def _outline(corners: Integers, width: int) -> shapely.Geometry:
    """Give squares, by their south-west corners, as one shape."""
    west, south = corners[:, 0], corners[:, 1]
    return shapely.union_all(shapely.box(west, south, west + width, south + width))
