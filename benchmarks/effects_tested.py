"""Do the limits hold what they promise? Made-up worlds with known effects, each judged by a design.

In every world something truly changed by a known share, or nothing did. Limits of 95% should hold
the truth in 95 of 100 worlds, and call a change where there is none in 5 of 100.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.random import Generator

from benchmarks import HOME, Result
from csp_analytics.effects.differences import difference_in_differences
from csp_analytics.effects.effect import Effect
from csp_analytics.effects.interrupted import interrupted_series
from csp_analytics.effects.steps import step_change
from csp_analytics.effects.synthetic import synthetic_control

SEED, WORLDS, FEW = 20_261_122, 10_000, 2_000
PAGE = HOME / "docs" / "reference" / "effects-tested.md"
LOW, HIGH = 0.93, 0.97  # how often limits of 95% should hold the truth
Judge = Callable[[Generator, float], tuple[float, float]]


@dataclass(frozen=True)
class World:
    """A kind of world and how it is judged. judge: draws one and gives the limits of the ratio.

    change: the true effect as a ratio. hard: a world beyond what the design takes for granted.
    """

    name: str
    design: str
    judge: Judge
    change: float
    worlds: int = WORLDS
    hard: bool = False


@dataclass(frozen=True)
class Held:
    """How often the limits held the truth, and how often they called a change with none there."""

    world: World
    covered: float
    flagged: float


def places(
    treated: int, comparison: int, *, noise: float, level: float = 40, apart: float = 0.5
) -> Judge:
    """Places at levels of their own that drift apart by `noise`; a season is shared."""

    def judge(random: Generator, change: float) -> tuple[float, float]:
        levels = level * np.exp(random.normal(0, apart, treated + comparison))
        later = levels * 0.9 * np.exp(random.normal(0, noise, levels.size))
        later[:treated] *= change
        counts = np.column_stack([random.poisson(levels), random.poisson(later)])
        return _limits(difference_in_differences(counts[:treated], counts[treated:]))

    return judge


def months(number: int, first: int, *, noise: float = 0.0, alike: float = 0.0) -> Judge:
    """Months with trend and season; neighbours go together by `alike`."""
    when = np.arange(number)
    course = 0.04 * when / 12 + 0.15 * np.sin(when * np.pi / 6) + 0.05 * np.cos(when * np.pi / 3)

    def judge(random: Generator, change: float) -> tuple[float, float]:
        drift, shocks = np.zeros(number), random.normal(0, noise, number)
        for month in range(number):
            before = drift[month - 1] if month else shocks[0]
            drift[month] = alike * before + (1 - alike**2) ** 0.5 * shocks[month]
        mean = 80 * np.exp(course + drift) * np.where(when >= first, change, 1)
        return _limits(interrupted_series(random.poisson(mean), first).effect)

    return judge


def step(before: int, after: int) -> Judge:
    """Months without trend or season, before and after a step."""

    def judge(random: Generator, change: float) -> tuple[float, float]:
        found = step_change(random.poisson(30, before), random.poisson(30 * change, after))
        return 1 + found.lower / 30, 1 + found.upper / 30

    return judge


def mixture(others: int) -> Judge:
    """Places that follow three courses, each by shares of its own."""

    def judge(random: Generator, change: float) -> tuple[float, float]:
        courses = random.normal(0, 0.1, (3, 24)).cumsum(axis=1)
        shares = random.dirichlet(np.ones(3), others + 1)
        mean = random.uniform(30, 80, others + 1)[:, None] * np.exp(shares @ courses)
        mean[0, 16:] *= change
        counts = random.poisson(mean)
        return _limits(synthetic_control(counts[0], counts[1:], 16).effect)

    return judge


def _limits(effect: Effect) -> tuple[float, float]:
    return effect.lower, effect.upper


DID, ITS, STEP, MIX = (
    "difference in differences",
    "interrupted series",
    "step of a control chart",
    "synthetic control",
)
KINDS = (
    World("10 places and 10, differing by chance alone", DID, places(10, 10, noise=0), 0.8),
    World("10 places and 10 that drift apart", DID, places(10, 10, noise=0.2), 0.8),
    World("30 places and 30 that drift apart more", DID, places(30, 30, noise=0.3), 0.9),
    World("5 places and 20 that drift apart", DID, places(5, 20, noise=0.2), 0.8),
    World("1 place and 20 that drift apart", DID, places(1, 20, noise=0.2, apart=0.2), 0.7),
    World("1 place and 20, few events", DID, places(1, 20, noise=0, level=30, apart=0.2), 0.6),
    World("36 months and 12", ITS, months(48, 36), 0.85),
    World("48 months and 12, varying more than chance", ITS, months(60, 48, noise=0.15), 0.8),
    World("48 months and 12 that go together (0.2)", ITS,
          months(60, 48, noise=0.2, alike=0.2), 0.8),
    World("48 months and 12 that go together more (0.3)", ITS,
          months(60, 48, noise=0.2, alike=0.3), 0.8, hard=True),
    World("48 months and 12 that go together much (0.6)", ITS,
          months(60, 48, noise=0.2, alike=0.6), 0.8, hard=True),
    World("12 months and 12", STEP, step(12, 12), 0.8),
    World("39 other places, three courses", MIX, mixture(39), 0.75, worlds=FEW),
)  # fmt: skip


def tried(world: World, number: int) -> Held:
    """Judge so many worlds with the effect, and as many without, from a fixed seed."""
    random = np.random.default_rng([SEED, KINDS.index(world)])
    covered = flagged = 0
    for _ in range(number):
        lower, upper = world.judge(random, world.change)
        covered += lower <= world.change <= upper
        lower, upper = world.judge(random, 1.0)
        flagged += not lower <= 1 <= upper
    return Held(world, covered / number, flagged / number)


@lru_cache(maxsize=1)
def tested() -> tuple[Held, ...]:
    """Try every kind of world."""
    return tuple(tried(one, one.worlds) for one in KINDS)


def measure() -> Iterator[Result]:
    """Give how often the limits of each kind of world hold the truth."""
    for held in tested():
        yield Result(
            name=f"effects_tested_{KINDS.index(held.world) + 1}",
            what=f"limits of 95% that hold the truth: {held.world.design}, {held.world.name}",
            ours=held.covered * 100,
            peer=None,
            unit="%",
            rows=held.world.worlds,
            higher_is_better=True,
            note=f"A change is called in {held.flagged:.1%} of worlds without one.",
        )


def write_page() -> None:
    """Write the reference page of what was found."""
    PAGE.write_text("\n".join(_page(tested())) + "\n", encoding="utf-8")


def _page(found: Iterable[Held]) -> Iterator[str]:
    yield (
        "<!-- Written by `python -m benchmarks --only effects_tested --record`. Run that again, do "
        "not change this page. -->\n\n# Designs put to the test\n"
    )
    yield (
        "Each line is a kind of made-up world, drawn again and again from a fixed seed. In one "
        "half of them something changed by a known share; limits of 95% should hold that share in "
        "95 of 100, and between 93 and 97 is called held. In the other half nothing changed; a "
        "change should be called in about 5 of 100.\n"
    )
    yield "| design | world | true change | worlds | hold the truth | called with none there | |"
    yield "|---|---|---|---|---|---|---|"
    for held in found:
        one = held.world
        word = "held" if LOW <= held.covered <= HIGH else "not held"
        yield (
            f"| {one.design} | {one.name} | {one.change - 1:+.0%} | {one.worlds:,} | "
            f"{held.covered:.1%} | {held.flagged:.1%} | {word} |"
        )
    yield (
        "\nWhere months go together, limits of an interrupted series are too narrow: such "
        "a dependence cannot be told from few months. A series is judged beside comparison places "
        "where there are any."
    )
