"""What may be called a hotspot, how fine a map may be, what may be shown. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

WIDTHS = (250, 500, 1_000)  # metres; nothing narrower, however close the map points lie
FEWEST = 5  # fewer are never shown for a square (PUB-02)
QUARTER = 0.25  # the share of all that the highest squares hold together
CURVE = (0.01, 0.02, 0.05, 0.10, 0.20, 0.50)  # shares of all squares, for the curve

SNAPPED = (
    "data.police.uk never says where something happened. Every place is moved to the nearest of a "
    "set of map points, such as the middle of a street or a car park."
)
CAN = (
    "Which squares have had the most on record in these months, and whether the same ones come "
    "back month after month.",
    "Which squares lie among others that are high as well, further than chance would bring it "
    "about, with the number of squares looked at allowed for.",
    "How much of all that is on record lies in few places.",
)
CANNOT = (
    "Which house, shop or corner it was, or that two of them were at the same place: only that "
    "they were moved to the same map point.",
    "How much there truly was. What nobody reports is not in it, and where people report more, "
    "more is on record.",
    "On which day or at what hour: only the month is published.",
    "Why. A station, a hospital or a shopping street brings many people together; a high number "
    "is not a judgement on those who live there.",
    "What comes next. A place chosen for being high will often fall by itself.",
)


@dataclass(frozen=True)
class Gaps:
    """How far map points in use lie from the nearest other one, in metres.

    half, most: half of them, and nine in ten, lie nearer than this. points: how many there are.
    """

    half: float
    most: float
    points: int


def gaps_of(distances: ArrayLike) -> Gaps:
    """Sum up the gaps between map points, one at least."""
    half, most = np.quantile(np.asarray(distances, dtype=float), (0.5, 0.9)).tolist()
    return Gaps(half, most, int(np.size(distances)))


def widths_allowed(gaps: Gaps | None) -> tuple[int, ...]:
    """Give the widths that a square may have: none narrower than nine in ten of the gaps.

    The widest is always allowed. gaps: None where there are no points to go by.
    """
    if gaps is None:
        return WIDTHS[1:]
    return tuple(one for one in WIDTHS if one >= gaps.most) or WIDTHS[-1:]


def width_first(gaps: Gaps | None) -> int:
    """Give the width that is taken unless somebody asks for another: twice most of the gaps.

    A place is moved by half a gap or so, so in such a square it seldom strays to a next but one.
    """
    allowed = widths_allowed(gaps)
    if gaps is None:
        return allowed[0]
    return next((one for one in allowed if one >= 2 * gaps.most), allowed[-1])


def highest(counts: Sequence[int], total: int, *, share: float = QUARTER) -> int:
    """Give how many of the highest counts it takes to hold a share of all.

    counts: those that may be shown, highest first; all of them where they hold less than that.
    total: all that was counted, in squares that are not shown as well.
    """
    held = 0
    for place, count in enumerate(counts):
        if held >= share * total:
            return place
        held += count
    return len(counts)


def may_say_total(total: int, shown: Sequence[int], hidden: int) -> bool:
    """Say whether a total may stand beside the counts that are shown.

    hidden: how many squares hold something and are not shown. What is left after those shown
    must not give away one of them: none, or two squares and 5 events at least.
    """
    left = total - sum(shown)
    return hidden == 0 or (hidden > 1 and left >= FEWEST)


THEMES = MappingProxyType({"asb": "Anti-social behaviour", "violence": "Serious violence",
                           "both": "Both", "other": "Another theme"})  # fmt: skip
