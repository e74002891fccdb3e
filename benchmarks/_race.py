"""Ours and its peers on the same input: first that they agree, then how long each takes.

Time is the processor's own, so that what else runs on the machine does not count. None of the
methods here or of their peers works on more than one core.
"""

import importlib.util
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks import Peer, Result, Size, significant

ENOUGH = 1.5  # seconds of one contestant at one size; then no more runs
MOST_RUNS = 7
TIMES = {"ms": 1e3, "s": 1.0}  # units that are times, in a second
INSTALL = "`make bench` installs it"


class Disagree(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Ours and a peer gave different answers, so nothing was timed."""


@dataclass(frozen=True)
class Contestant:
    """A peer: what it is, what it runs, the packages it needs.

    run: takes the input, as ours does. most: rows beyond which it would take too long.
    agree: takes our answer and its answer; raises AssertionError where they differ.
    """

    name: str
    run: Callable[[Any], Any]
    agree: Callable[[Any, Any], None]
    needs: Sequence[str] = ()
    most: float = math.inf

    @property
    def missing(self) -> list[str]:
        """Packages that are not installed here."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


@dataclass(frozen=True)
class Race:
    """What is raced: see `Result` for the words.

    make: gives the input for a number of rows, from a fixed seed. sizes: rows, rising.
    unit: "rows/s", or another thing for a second, or "ms" or "s" for times.
    """

    name: str
    what: str
    make: Callable[[int], Any]
    ours: Callable[[Any], Any]
    peers: Sequence[Contestant]
    sizes: Sequence[int]
    agree: str
    unit: str = "rows/s"
    bar: float | None = None
    note: str = ""
    enough: float = ENOUGH

    def value(self, rows: int, seconds: float) -> float:
        """Give a time in the unit of the race."""
        each = TIMES.get(self.unit)
        return rows / seconds if each is None else seconds * each


def run(race: Race) -> Result:
    """Check that all agree, time all, interleaved, at every size."""
    here = [peer for peer in race.peers if not peer.missing]
    sizes, times = [], {}
    for rows in race.sizes:
        given = race.make(rows)
        ready = [peer for peer in here if rows <= peer.most]
        seen = check(race, given, ready)
        slow = {name: [took] for name, took in seen.items() if sizes and took > race.enough}
        runs = {"": partial(race.ours, given)}
        runs |= {peer.name: partial(peer.run, given) for peer in ready if peer.name not in slow}
        took = interleaved(runs, race.enough) | slow
        ours = statistics.median(took.pop(""))
        sizes.append(Size(rows, significant(ours), significant(1e9 * ours / rows)))
        # a peer is compared at the largest size it ran, with ours at that size
        times |= {name: (rows, ours, seconds) for name, seconds in took.items()}
    peers = [standing(race, name, *seen) for name, seen in times.items()]
    best = max(peers, key=lambda peer: (peer.rows, -peer.ratio), default=None)
    return result(race, sizes, peers, best)


def check(race: Race, given: Any, peers: Sequence[Contestant]) -> dict[str, float]:
    """Raise Disagree where a peer's answer is not ours; give how long each peer took.

    It warms everything too. A slow peer's time here counts, except at the first size, where
    it may still be compiling.
    """
    answer, took = race.ours(given), {}
    for peer in peers:
        began = time.process_time()
        theirs = peer.run(given)
        took[peer.name] = time.process_time() - began
        try:
            peer.agree(answer, theirs)
        except AssertionError as why:
            said = str(why).strip().replace("\n", " ")[:300]
            raise Disagree(f"{race.name}: ours and {peer.name} differ. {said}") from None
    return took


def interleaved(runs: dict[str, Callable[[], Any]], enough: float) -> dict[str, list[float]]:
    """Time each in turn, again and again, until each has run often or long enough."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(MOST_RUNS):
        for name, once in runs.items():
            if sum(took[name]) < enough:
                began = time.process_time()
                once()
                took[name].append(time.process_time() - began)
    return took


def standing(race: Race, name: str, rows: int, ours: float, seconds: list[float]) -> Peer:
    """Say how a peer did beside ours on the same rows."""
    theirs = statistics.median(seconds)
    return Peer(
        name=name,
        value=significant(race.value(rows, theirs)),
        rows=rows,
        ratio=significant(theirs / ours),
        runs=len(seconds),
    )


def growth(sizes: Sequence[Size]) -> float | None:
    """Give the power of rows that time grows with, by least squares on logarithms."""
    if len({size.rows for size in sizes}) < 2:
        return None
    x, y = ([math.log(value) for value in side] for side in _sides(sizes))
    return round(statistics.linear_regression(x, y).slope, 2)


def _sides(sizes: Sequence[Size]) -> tuple[list[float], list[float]]:
    return [size.rows for size in sizes], [size.seconds for size in sizes]


def result(race: Race, sizes: list[Size], peers: list[Peer], best: Peer | None) -> Result:
    """Put a race into words."""
    missing = sorted({name for peer in race.peers for name in peer.missing})
    lacking = [f"{name} is not installed here: {INSTALL}." for name in missing]
    return Result(
        name=race.name,
        what=race.what,
        ours=race.value(sizes[-1].rows, sizes[-1].seconds),
        peer=best.value if best else None,
        rows=sizes[-1].rows,
        peer_name=best.name if best else "",
        unit=race.unit,
        higher_is_better=race.unit not in TIMES,
        bar=race.bar,
        agree=race.agree,
        growth=growth(sizes),
        sizes=tuple(sizes),
        peers=tuple(peers),
        note=" ".join([*([race.note] if race.note else []), *lacking]),
    )
