"""What is on record of one square, as it stands today, to be frozen with a nomination."""

from dataclasses import asdict, dataclass
from typing import Any

from csp_analytics import grids
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.commands import CannotDo
from goldenthread.hotspots import queries, rules, showing
from goldenthread.hotspots.queries import Asking
from goldenthread.places import postcodes


@dataclass(frozen=True)
class Evidence:
    """What is on record of a square.

    what: kind of thing, area and months. count: None where fewer than 5, which are not shown.
    rank: from 1, among the squares that may be shown. mark: of what was counted.
    """

    west: int
    south: int
    width: int
    what: str
    count: int | None = None
    share: float | None = None
    rank: int | None = None
    months_high: int | None = None
    months: int = 0
    chance: float | None = None
    verdict: str = ""
    streets: str = ""
    source: str = ""
    mark: str = ""

    def as_plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def place_of(where: str) -> tuple[float, float]:
    """Give easting and northing of a postcode or a grid reference.

    Raises RuleBroken where it is neither, or not known.
    """
    try:
        return grids.place_of_reference(where)
    except ValueError:
        pass
    unknown = (
        f'"{where[:40]}" is neither a postcode nor a grid reference that is known. Write it like '
        "DH1 5UL or NZ 270 425."
    )
    try:
        found = postcodes.find(where)
    except CannotDo:
        raise rules.RuleBroken(unknown) from None
    if found.easting is None or found.northing is None:
        raise rules.RuleBroken(unknown)
    return float(found.easting), float(found.northing)


def of_place(
    partnership: Partnership, where: str, given: Any, *, by: Person
) -> tuple[Evidence, Asking]:
    """Give what is on record of the square that a place lies in, for what somebody asked to find.

    given: as for `queries.find`. Raises RuleBroken where the place is not known.
    """
    east, north = place_of(where)
    asking = queries.find(partnership, given, by=by)
    west, south = rules.corner_of(east, north, asking.wish.width)
    return _evidence(asking, west, south), asking


def _evidence(asking: Asking, west: int, south: int) -> Evidence:
    found = asking.found
    bare = Evidence(west, south, asking.wish.width, "")
    if found is None:
        return bare
    here = [n for n, one in enumerate(found.squares) if (one.west, one.south) == (west, south)]
    common: dict[str, Any] = {
        "west": west, "south": south, "width": found.width, "what": showing.what(asking),
        "months": len(found.months), "source": asking.points.source, "mark": found.mark,
    }  # fmt: skip
    if not here:
        return Evidence(**common)
    one = found.squares[here[0]]
    return Evidence(
        **common, count=one.count, share=one.share, rank=here[0] + 1, months_high=one.months,
        chance=one.chance, verdict=showing.verdict(one), streets=one.name,
    )  # fmt: skip
