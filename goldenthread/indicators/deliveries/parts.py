"""What one table gives to series."""

from dataclasses import dataclass

from goldenthread.indicators.changes import Observed
from goldenthread.sources.asides import SetAside


@dataclass(frozen=True)
class Part:
    """Numbers to record, rows that did not count, and what to warn of, from one table."""

    observed: tuple[Observed, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    flags: tuple[str, ...] = ()
