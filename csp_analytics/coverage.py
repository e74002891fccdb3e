"""Months that the national street-level crime archive (data.police.uk) is known to lack.

A rate over a period with an absent month is incomplete and must be marked so, never
shown as a full period. The list says nothing of months before January 2014 or after
December 2025, nor of files that are there but broken.
"""

from __future__ import annotations

from typing import NamedTuple

KNOWN_FROM, KNOWN_TO = "2014-01", "2025-12"


class Gap(NamedTuple):
    """Months in a row that a force did not supply; first and last as "2016-02".

    broken: months among them with a file, but one that cannot be used.
    """

    force: str
    first: str
    last: str
    broken: tuple[str, ...] = ()

    @property
    def months(self) -> int:
        """How many months have no file."""
        return _number(self.last) - _number(self.first) + 1 - len(self.broken)


# Source: an audit of the archive by the Autonomy Data Unit (annual-deprivation-index,
# issues 35, 43, 58, 61, 64 and 65): 6,374 of 6,480 force-months are there.
KNOWN_GAPS = (
    Gap("British Transport Police", "2016-02", "2016-12"),
    Gap("British Transport Police", "2025-02", "2025-12"),
    Gap("City of London Police", "2022-06", "2022-06"),
    Gap("Devon and Cornwall Police", "2022-11", "2022-12"),
    # its file of August 2022 holds 14 rows that lie in Leicester, 13 of them one crime
    Gap("Greater Manchester Police", "2019-07", "2025-12", broken=("2022-08",)),
    Gap("Gwent Police", "2025-09", "2025-12"),
)


def known_gaps(force: str) -> tuple[Gap, ...]:
    """The known gaps of a force, in time order; none for a force that supplied every month.

    force: its name as police.uk writes it in "Reported by"; "&" and case don't matter.
    """
    name = _plain(force)
    return tuple(gap for gap in KNOWN_GAPS if _plain(gap.force) == name)


def absent_months(force: str, first: str, last: str) -> tuple[str, ...]:
    """Months from first to last, both included, that the archive lacks for a force.

    A month whose file is broken counts as lacking.
    first, last: as "2022-04".
    Raises ValueError for a month that is not one, or a first after the last.
    """
    begin, end = _number(first), _number(last)
    if begin > end:
        raise ValueError(f"A span must begin before it ends; {first} is after {last}.")
    absent = [
        month
        for gap in known_gaps(force)
        for month in range(_number(gap.first), _number(gap.last) + 1)
        if begin <= month <= end
    ]
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in absent)


def _number(month: str) -> int:
    """Months since year 0, so that months can be counted."""
    year, _, part = month.partition("-")
    if not (year.isdecimal() and part.isdecimal() and 1 <= int(part) <= 12):
        raise ValueError(f'A month is written like "2022-04"; {month!r} is not.')
    return int(year) * 12 + int(part) - 1


def _plain(force: str) -> str:
    return force.replace("&", "and").casefold()
