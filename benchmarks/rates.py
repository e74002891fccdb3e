"""Crude rates with exact limits below 10 events and Byar's from 10."""

import math

import numpy as np
from scipy.stats import chi2, norm

from benchmarks import Result
from benchmarks._race import Contestant, Race, run
from csp_analytics.rates import rates

SIZES = (300_000, 1_000_000, 3_000_000)
Given = tuple[np.ndarray, np.ndarray]


def measure() -> list[Result]:
    """Race them on counts of 0 to a few hundred, a third of them below 10."""
    race = Race(
        name="rates",
        what="rates per 1,000 with exact (below 10 events) and Byar limits",
        make=make,
        ours=lambda given: rates(*given),
        peers=[
            Contestant("scipy, vectorised: chi2.ppf and Byar in numpy", vectorised, agree),
            Contestant(
                "a Python loop, row by row, as an R suite works", one_by_one, agree, (), 3e5
            ),
        ],
        sizes=SIZES,
        bar=15e6,
        agree="value and both limits, to 1 in 10^9",
    )
    return [run(race)]


def make(rows: int) -> Given:
    """Counts of very different places, and their residents."""
    chance = np.random.default_rng(1)
    people = chance.integers(1_000, 60_000, rows)
    return chance.poisson(chance.lognormal(2.8, 1.2, rows)), people


def vectorised(given: Given) -> tuple[np.ndarray, ...]:
    """The plain best way in numpy and scipy."""
    events, people = given
    lower, upper = np.empty(events.size), np.empty(events.size)
    few = events < 10
    small, many = events[few], events[~few].astype(float)
    lower[few] = np.where(small > 0, chi2.ppf(0.025, 2 * small) / 2, 0)
    upper[few] = chi2.ppf(0.975, 2 * (small + 1)) / 2
    z = norm.ppf(0.975)
    lower[~few] = many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3
    more = many + 1
    upper[~few] = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return events / people * 1_000, lower / people * 1_000, upper / people * 1_000


def one_by_one(given: Given) -> tuple[np.ndarray, ...]:
    """Row by row; what scipy knows of chi-square is asked once for each count below 10."""
    exact = [(chi2.ppf(0.025, 2 * n) / 2 if n else 0.0, chi2.ppf(0.975, 2 * n + 2) / 2)
             for n in range(10)]  # fmt: skip
    z = float(norm.ppf(0.975))
    answer = []
    for events, people in zip(*(side.tolist() for side in given), strict=True):
        if events < 10:
            lower, upper = exact[events]
        else:
            lower = events * (1 - 1 / (9 * events) - z / (3 * math.sqrt(events))) ** 3
            more = events + 1
            upper = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
        answer.append((events / people * 1_000, lower / people * 1_000, upper / people * 1_000))
    return tuple(np.array(answer).T)


def agree(ours: tuple, theirs: tuple) -> None:
    """Raise AssertionError where they differ."""
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9)
