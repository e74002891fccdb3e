"""Does it find where crime will be? Squares of January to April, tested on May to August.

Real rows of two forces in 2025. Each way of choosing gets the same number of squares; what is
counted is how much of what came afterwards lay in them.
"""

import csv
import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from benchmarks import DATA, HOME, Result
from csp_analytics import grids
from csp_analytics.density import Grid, density_of_counts
from csp_analytics.hot_cells import hot_cells
from csp_analytics.prediction import prediction_accuracy
from csp_analytics.proportions import wilson_limits

FORCES = {"durham": ("E06000047", "E06000005"),
          "cleveland": ("E06000001", "E06000002", "E06000003", "E06000004")}  # fmt: skip
KINDS = {
    "Anti-social behaviour": "Anti-social behaviour",
    "Violence and sexual offences": "Violence",
    "Criminal damage and arson": "Criminal damage",
    "Burglary": "Burglary",
    "Vehicle crime": "Vehicle crime",
    "Shoplifting": "Shoplifting",
}
WIDTHS, SHARE = (250, 500), 0.02  # metres; of all squares, that each way may choose
BANDWIDTH = 2.0  # squares, of the kernel: 1.5 finds more, the plain count still more than that
DRAWS, SEED = 999, 7
COUNTS, GI, KDE, LAST, RANDOM = (
    "count of January to April",
    "Gi* of January to April",
    "kernel density of January to April",
    "count of April alone",
    "squares drawn at random",
)
WAYS = (COUNTS, GI, KDE, LAST, RANDOM)
SHORT = {COUNTS: "counts", GI: "gi_star", KDE: "kernel", LAST: "last_month"}
PAGE = HOME / "docs" / "reference" / "hotspots-tested.md"


@dataclass(frozen=True)
class Trial:
    """How one way did. squares: that it chose, of `studied`. hits: of `came`, later events."""

    force: str
    kind: str
    width: int
    way: str
    squares: int
    studied: int
    hits: float
    came: int
    lower: float
    upper: float
    pai: float
    pei: float


@lru_cache(maxsize=1)
def tested() -> tuple[Trial, ...]:
    """Test every way on each force, kind and width."""
    return tuple(
        one
        for force in FORCES
        for months in [rows_of(force)]
        for width in WIDTHS
        for squares in [Squares(force, months, width)]
        for kind in KINDS
        for one in squares.tested(kind)
    )


def measure() -> Iterator[Result]:
    """Give the share of later events found by the product's way, with every other beside it."""
    found = tested()
    for way in SHORT:
        rivals = {one: pooled(found, one) for one in WAYS if one != way}
        told = "; ".join(
            f"{one} {value[0]:.1%}, PAI {value[1]:.2f}" for one, value in rivals.items()
        )
        yield Result(
            name=f"hotspots_tested_{SHORT[way]}",
            what=f"PAI of squares by {way}: share of May to August found over share of squares, "
            f"{SHARE:.0%} of squares chosen",
            ours=pooled(found, way)[1],
            peer=rivals[RANDOM][1],
            peer_name=RANDOM,
            rows=sum(one.came for one in found if one.way == way),
            unit="PAI",
            note=f"{pooled(found, way)[0]:.1%} found. Others: {told}.",
        )


def pooled(found: tuple[Trial, ...], way: str, **only: object) -> tuple[float, float]:
    """Give hit rate and PAI of a way over all tests, or those of one force, kind or width."""
    some = [
        one
        for one in found
        if one.way == way and all(getattr(one, key) == value for key, value in only.items())
    ]
    came, hits = sum(one.came for one in some), sum(one.hits for one in some)
    area = sum(one.came * one.squares / one.studied for one in some) / came
    return hits / came, hits / came / area


def rows_of(force: str) -> list[tuple[int, str, float, float]]:
    """Give month, kind, longitude and latitude of the rows in a force's own districts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from goldenthread.places import lookups

    of, found = lookups.lsoa_districts(), []
    for month in range(1, 9):
        path = DATA / "police_street" / f"2025-{month:02d}-{force}-street.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for one in csv.DictReader(file):
                if of.get(one["LSOA code"]) in FORCES[force]:
                    place = float(one["Longitude"]), float(one["Latitude"])
                    found.append((month, one["Crime type"], *place))
    return found


class Squares:
    """One force's rows in squares of one width, those of January to April apart from the rest."""

    def __init__(self, force: str, rows: list[tuple[int, str, float, float]], width: int) -> None:
        from goldenthread.places import postcode_points
        from goldenthread.places.grid import to_metres

        self.force, self.width = force, width
        self.month = np.array([one[0] for one in rows])
        self.kind = np.array([one[1] for one in rows])
        metres = to_metres(np.array([one[2:] for one in rows], dtype=float))
        homes = np.concatenate([postcode_points.points_of(one) for one in FORCES[force]])
        self.grid: Grid = grids.grid_over(np.concatenate([metres, homes]), width)
        self.of = grids.cells_of(metres, self.grid)
        # squares are chosen among those with a postcode or a map point in use by April
        known = self.month <= 4
        there = grids.counts_on([(homes, None), (metres[known], None)], self.grid)
        self.studied = np.flatnonzero(there)
        self.weights = grids.touching(self.studied, self.grid)

    def counts(self, kind: str, first: int, last: int) -> np.ndarray:
        """Count one kind in every square of the grid, over some months."""
        kept = (self.kind == kind) & (self.month >= first) & (self.month <= last)
        return np.bincount(self.of[kept], minlength=self.grid.columns * self.grid.rows)

    def tested(self, kind: str) -> Iterator[Trial]:
        """Test each way on one kind."""
        before, after = self.counts(kind, 1, 4), self.counts(kind, 5, 8)
        here = before[self.studied]
        density = density_of_counts(before, self.grid, BANDWIDTH * self.width)
        scores = {
            COUNTS: here,
            GI: hot_cells(here, self.weights).z,
            KDE: density.ravel()[self.studied],
            LAST: self.counts(kind, 4, 4)[self.studied],
        }
        many = max(round(SHARE * self.studied.size), 1)
        came, later = int(after.sum()), after[self.studied]
        for way, score in scores.items():
            ranks = np.unique(score, return_inverse=True)[1]
            found = prediction_accuracy(later, ranks, np.ones(later.size))
            hits = int(later[found.order[:many]].sum())
            low, high = (float(one) for one in wilson_limits(hits, came))
            pei = float(found.pei[many - 1])
            pai = hits / came / (many / later.size)
            yield Trial(self.force, kind, self.width, way, many, later.size, hits, came, low,
                         high, pai, pei)  # fmt: skip
        yield self.at_random(kind, later, came, many)

    def at_random(self, kind: str, later: np.ndarray, came: int, many: int) -> Trial:
        """Draw squares 999 times: the mean of what they find, and where 95 in 100 draws lie."""
        chance = np.random.default_rng(SEED)
        draws = [later[chance.choice(later.size, many, replace=False)].sum() for _ in range(DRAWS)]
        hits = float(np.mean(draws))
        low, high = (float(one) / came for one in np.quantile(draws, (0.025, 0.975)))
        best = float(np.sort(later)[::-1][:many].sum())
        pai = hits / came / (many / later.size)
        return Trial(self.force, kind, self.width, RANDOM, many, later.size, hits, came, low,
                      high, pai, hits / best)  # fmt: skip


def write_page() -> None:
    """Write the reference page of what was found."""
    PAGE.write_text("\n".join(_page(tested())).rstrip() + "\n")


def _page(found: tuple[Trial, ...]) -> Iterator[str]:
    yield (
        "<!-- Written by `python -m benchmarks --only hotspots_tested --record`. Run that again, "
        "do not change this page. -->\n\n# Hotspots put to the test\n"
    )
    yield (
        "Squares were chosen by what was on record from January to April 2025, and tested on May "
        f"to August. Every way chooses the same number: {SHARE:.0%} of the squares that hold a "
        f"postcode or a map point in use by April. The kernel is quartic, {BANDWIDTH:g} squares "
        "wide on each side. Rows are those that the forces of Durham and Cleveland "
        "published for their own districts. What came in squares where nothing was known by April "
        "counts as missed. Places are moved to map points before they are published, the same ones "
        "in both halves, which flatters every way alike.\n"
    )
    yield (
        "Hit rate is the share of May to August that lay in the chosen squares, with Wilson's 95% "
        "limits; those of random squares are where 95 of 100 draws lie. PAI is the hit rate over "
        "the share of squares chosen: 1 is no better than chance. PEI is the hit rate over that of "
        "the same number of squares chosen with hindsight: 1 is the best there could be.\n"
    )
    yield "## All together\n\n| way | hit rate | PAI |\n|---|---|---|"
    for way in WAYS:
        hit, pai = pooled(found, way)
        yield f"| {way} | {hit:.1%} | {pai:.2f} |"
    yield "\n" + " ".join(_sentences(found)) + "\n"
    for force in FORCES:
        for width in WIDTHS:
            yield f"## {force.title()}, squares of {width} metres\n"
            yield "| | " + " | ".join(WAYS) + " |\n|---|" + "---|" * len(WAYS)
            for kind, short in KINDS.items():
                some = {one.way: one for one in found
                        if (one.force, one.width, one.kind) == (force, width, kind)}  # fmt: skip
                one = some[COUNTS]
                head = f"{short} ({one.came:,} came, {one.squares:,} of {one.studied:,} squares)"
                yield f"| {head} | " + " | ".join(_cell(some[way]) for way in WAYS) + " |"
            yield ""


def _cell(one: Trial) -> str:
    rate = one.hits / one.came
    return f"{rate:.1%} ({one.lower:.1%} to {one.upper:.1%}), PAI {one.pai:.1f}, PEI {one.pei:.2f}"


def _sentences(found: tuple[Trial, ...]) -> Iterator[str]:
    by = {way: {(o.force, o.kind, o.width): o for o in found if o.way == way} for way in WAYS}
    tests = len(by[COUNTS])
    for way in (GI, KDE, LAST):
        ahead = sum(by[COUNTS][key].lower > one.upper for key, one in by[way].items())
        behind = sum(by[COUNTS][key].upper < one.lower for key, one in by[way].items())
        yield (
            f"Of {tests} tests, the plain count of four months found more than {way} in {ahead} by "
            f"more than the limits of both, and less in {behind}."
        )
    better = sum(one.lower > by[RANDOM][key].upper for key, one in by[COUNTS].items())
    yield f"It found more than random squares in {better}."
