"""Near repeats: Knox's count of close pairs and its p from 999 shuffles."""

import numpy as np

from benchmarks import Result
from benchmarks._race import Contestant, Race, run
from csp_analytics.near_repeat import bands, knox, knox_p

SHUFFLES = 999
METRES, DAYS = 200.0, 14.0
Given = tuple[np.ndarray, np.ndarray]


def measure() -> list[Result]:
    """Race them on up to 5,000 events of a year in a city."""
    race = Race(
        name="knox",
        what="Knox test of events in a year, within 200 m and 14 days, 999 shuffles",
        make=make,
        ours=ours,
        peers=[Contestant("pointpats.Knox, 999 permutations", theirs, agree, ("pointpats",))],
        sizes=(1_250, 2_500, 5_000),
        unit="s",
        bar=1.0,
        agree="pairs close in space, in time, and in both, exactly; p within 0.05",
        note="Pairs grow faster than events do, and time with pairs.",
    )
    return [run(race)]


def make(events: int) -> Given:
    """Places in metres about a hundred streets, and days; a tenth follow another event."""
    chance = np.random.default_rng(4)
    streets = chance.uniform(0, 8_000, (max(20, events // 10), 2))
    places = streets[chance.integers(0, len(streets), events)] + chance.normal(0, 150, (events, 2))
    days = chance.integers(0, 365, events).astype(float)
    late = np.arange(events // 10, events, 10)
    places[late], days[late] = places[late - 1] + 20, np.minimum(days[late - 1] + 3, 364)
    return places, days


def ours(given: Given) -> tuple:
    """The table, and p of its first cell."""
    near, soon = bands([0, METRES], "right"), bands([0, DAYS], "right")
    return knox(*given, near, soon), knox_p(*given, near, soon, shuffles=SHUFFLES, seed=1)


def theirs(given: Given) -> object:
    """As pointpats documents it."""
    from pointpats import Knox

    places, days = given
    return Knox(places, days[:, None], delta=METRES, tau=DAYS, permutations=SHUFFLES)


def agree(ours: tuple, theirs: object) -> None:
    """Raise AssertionError where they differ."""
    table, p = ours
    got = (int(table.in_space[0]), int(table.in_time[0]), int(table.observed[0, 0]))
    seen = np.asarray(theirs.observed)
    said = tuple(round(pairs) for pairs in (seen[0].sum(), seen[:, 0].sum(), seen[0, 0]))
    assert got == said, f"{got} pairs against {said}"
    assert abs(float(p[0, 0]) - theirs.p_sim) < 0.05, "p"
