"""Rows that did not count everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SetAside:
    """Rows of one file that do not count everywhere, why, and the first of them.

    kept: still counted for the whole force, or kept with a warning; not left out altogether.
    """

    file: int
    reason: str
    count: int
    first_line: int
    sample: str
    column: str = "LSOA code"
    kept: bool = True
