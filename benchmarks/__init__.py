"""What we measure, each against the best peer or bar in the same run.

A module here has `measure()`, which gives one `Result` or several; `python -m benchmarks`
runs every module, or those named, and prints one line of JSON for each result.
"""

import os
import platform
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measurement.

    ours, peer: in the unit that `name` ends with; peer is None where nobody else does it.
    rows: how much was worked on. higher_is_better: of rates; not of times.
    """

    name: str
    ours: float
    peer: float | None
    rows: int
    peer_name: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the peer's."""
        return round(self.ours / self.peer, 3) if self.peer else None


def machine() -> str:
    """Say what this ran on."""
    cores, version = os.cpu_count(), platform.python_version()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {version}"
