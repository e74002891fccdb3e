"""XmR charts of many series: limits, screening, and all four rules of Making Data Count."""

import numpy as np
import pandas as pd

from benchmarks import Result
from benchmarks._race import Contestant, Race, run
from csp_analytics.spc import Panel, xmr_panel

MONTHS = 24
SIZES = (24_000, 480_000, 3_840_000)


def measure() -> list[Result]:
    """Race them on series of 24 months, some of which step up half way."""
    race = Race(
        name="spc",
        what="XmR charts of 24 months: limits and every point's special cause",
        make=make,
        ours=xmr_panel,
        peers=[
            Contestant(
                "pandas, rolling windows over all series at once", together, agree, (), 48e4
            ),
            Contestant("pandas, series by series", one_by_one, agree, (), 24e3),
        ],
        sizes=SIZES,
        unit="points/s",
        bar=10e6,
        agree="mean and limits to 1 in 10^9, the direction of every point exactly",
    )
    return [run(race)]


def make(points: int) -> np.ndarray:
    """Counts of each month for each place, shape (places, months)."""
    chance = np.random.default_rng(2)
    mean = chance.lognormal(3.5, 0.6, points // MONTHS)[:, None] * np.ones(MONTHS)
    mean[::5, MONTHS // 2 :] *= 1.5
    return chance.poisson(mean).astype(float)


def together(values: np.ndarray) -> tuple[np.ndarray, ...]:
    """A series to a column, so that each step works on all of them."""
    table = pd.DataFrame(values.T)
    mean, ranges = table.mean(), table.diff().abs()
    average = ranges.mean()
    reach = 2.66 * ranges[(ranges < 3.267 * average) | (ranges == 0)].mean().fillna(0)
    away = table - mean
    sides = pd.DataFrame(np.sign(away), table.index, table.columns)
    rises = pd.DataFrame(np.sign(table.diff()), table.index, table.columns)
    near = (away.abs() > reach * 2 / 3) & (away.abs() <= reach)
    window = (near.rolling(3).sum() >= 2) & (sides.rolling(3).sum().abs() == 3)
    held = window | window.shift(-1, fill_value=False) | window.shift(-2, fill_value=False)
    found = [
        sides.where(away.abs() > reach, 0),
        whole(rises.rolling(6).sum(), 6),
        sides.where(held & near, 0),
        whole(sides.rolling(7).sum(), 7),
    ]
    direction = found[0]
    for more in found[1:]:
        direction = direction.where(direction != 0, more)
    return (mean.to_numpy(), (mean - reach).to_numpy(), (mean + reach).to_numpy(),
            direction.to_numpy().T)  # fmt: skip


def whole(sums: pd.DataFrame, full: int) -> pd.DataFrame:
    """Mark the seven points of each run or trend whose signs sum to all of one kind."""
    turned = sums[::-1]
    up = (turned == full).astype(float).rolling(7, min_periods=1).max()[::-1]
    down = (turned == -full).astype(float).rolling(7, min_periods=1).max()[::-1]
    return up - down.where(up == 0, 0)


def one_by_one(values: np.ndarray) -> tuple[np.ndarray, ...]:
    """Each series as a table of its own, as a chart at a time is made."""
    parts = [together(row[None]) for row in values]
    return tuple(np.concatenate(each) for each in zip(*parts, strict=True))


def agree(ours: Panel, theirs: tuple) -> None:
    """Raise AssertionError where they differ."""
    mean, lower, upper, direction = theirs
    for one, other in ((ours.mean, mean), (ours.lower, lower), (ours.upper, upper)):
        np.testing.assert_allclose(one, other, rtol=1e-9)
    np.testing.assert_array_equal(ours.direction, direction)
