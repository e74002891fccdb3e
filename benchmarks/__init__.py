"""What we measure, each against the best peer or bar in the same run.

A module here has `measure()`, which gives one `Result` or several; `python -m benchmarks`
runs every module, or one, and prints a line for each result. Inputs come from fixed seeds.
Nothing is timed before ours and the peer are found to agree.
"""

import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
DATA = HOME.parent / "shared" / "data"  # real files, where somebody has them


@dataclass(frozen=True)
class Peer:
    """How a peer did on `rows` rows of the same input: see `Result` for its unit."""

    name: str
    value: float
    rows: int
    ratio: float
    runs: int


@dataclass(frozen=True)
class Size:
    """How long ours took on so many rows."""

    rows: int
    seconds: float
    nanoseconds_per_row: float


@dataclass(frozen=True)
class Result:
    """One measurement.

    ours, peer: in `unit`; peer is None where nobody else does it, or its package is not here.
    rows: how much was worked on. higher_is_better: of rates; not of times.
    bar: what ours must reach, in `unit`. agree: what was found equal before timing, and how
    nearly. sizes, growth: how time grows with rows; 1 is in proportion.
    peers: every peer that ran. note: what a reader must know, such as a peer that is missing.
    """

    name: str
    ours: float
    peer: float | None
    rows: int
    peer_name: str = ""
    unit: str = "rows/s"
    higher_is_better: bool = True
    bar: float | None = None
    what: str = ""
    agree: str = ""
    growth: float | None = None
    sizes: tuple[Size, ...] = ()
    peers: tuple[Peer, ...] = ()
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than the peer, on the same rows."""
        for peer in self.peers:
            if peer.name == self.peer_name:
                return peer.ratio
        if not self.peer or not self.ours:
            return None
        times = self.ours / self.peer if self.higher_is_better else self.peer / self.ours
        return significant(times)

    @property
    def bar_met(self) -> bool | None:
        """Whether ours reached the bar; None where there is none."""
        if self.bar is None:
            return None
        return self.ours >= self.bar if self.higher_is_better else self.ours <= self.bar

    def as_plain(self) -> dict:
        """Give it as plain data, with what follows from it and the machine."""
        also = {"ratio": self.ratio, "bar_met": self.bar_met, "machine": machine()}
        return {**asdict(self), "ours": significant(self.ours), **also}


def significant(number: float, digits: int = 3) -> float:
    """Round to so many significant digits: no measurement here is good for more."""
    return float(f"{number:.{digits}g}")


def machine() -> str:
    """Say what this ran on."""
    cores, version = os.cpu_count(), platform.python_version()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {version}"
