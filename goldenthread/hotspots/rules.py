"""What may be called a hotspot, how fine a map may be, what may be shown. Plain Python."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from csp_analytics import grids
from goldenthread.accounts.rules import RuleBroken

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


THEMES = MappingProxyType(
    {"asb": "Anti-social behaviour", "violence": "Serious violence", "both": "Both"}
)
BASES = MappingProxyType(
    {
        "data": "What is on record",
        "intelligence": "Community intelligence",
        "left_behind": "A left-behind community",
    }
)
CHOSEN, DECLINED, PUT_OFF = "chosen", "declined", "put_off"
OUTCOMES = MappingProxyType({CHOSEN: "Chosen", DECLINED: "Declined", PUT_OFF: "Put off"})
REVIEW_WITHIN = 184  # days: six months at most (HS-01)
SAID = 20  # characters, of a reason that says something


@dataclass(frozen=True)
class Standing:
    """How a hotspot area stands. tone: how the page draws it."""

    label: str
    tone: str


def standing(*, review_by: date | None, ended_on: date | None, today: date) -> Standing:
    """Say how an area stands on a day: ended, to be reviewed, or in force."""
    if ended_on is not None and ended_on < today:
        return Standing("Ended", "paused")
    if review_by is not None and review_by < today:
        return Standing("Review overdue", "bad")
    return Standing("In force", "good")


def reference(west: int, south: int) -> str:
    """Give the grid reference of a square's south-west corner."""
    return grids.grid_reference(west, south)


def corner_of(east: float, north: float, width: int) -> tuple[int, int]:
    """Give the south-west corner of the square that a place lies in."""
    return int(east // width * width), int(north // width * width)


def check_said(text: str, what: str) -> None:
    """Refuse a reason that says next to nothing. Raises RuleBroken."""
    if len(text.strip()) < SAID:
        raise RuleBroken(f"{what}: say it in a sentence; everyone who sees hotspots can read it.")


def check_nomination(*, theme: str, basis: str, reason: str, on_behalf_of: str) -> None:
    """Refuse a nomination that lacks what a panel needs. Raises RuleBroken."""
    if theme not in THEMES or basis not in BASES:
        raise RuleBroken("Choose a theme and what the nomination rests on.")
    check_said(reason, "Why this place")
    if basis != "data" and not on_behalf_of.strip():
        raise RuleBroken(
            "Say which body or community this comes from, such as a parish council or a residents' "
            "association. Name no person."
        )


def check_may_decide(
    *, status: str, by: int, nominated_by: int, interested: Collection[int]
) -> None:
    """Refuse whoever may not take part in a decision, and any once it is settled.

    by, nominated_by, interested: people by their number. Raises RuleBroken.
    """
    if status in (CHOSEN, DECLINED):
        raise RuleBroken("This is decided already. Put the place forward again to decide anew.")
    if by in interested:
        raise RuleBroken("You declared an interest in this place, so you take no part.")
    if by == nominated_by:
        raise RuleBroken("You put this place forward, so somebody else must record the decision.")


def check_interest(*, status: str, already: bool, what: str) -> None:
    """Refuse an interest that comes too late, or twice. Raises RuleBroken."""
    if status in (CHOSEN, DECLINED):
        raise RuleBroken("This is decided already; an interest is declared before.")
    if already:
        raise RuleBroken("You declared an interest in this place before.")
    check_said(what, "Your interest")


def check_decision(*, outcome: str, reasons: str, panel: str) -> None:
    """Refuse a decision without an outcome, reasons, or a panel. Raises RuleBroken."""
    if outcome not in OUTCOMES:
        raise RuleBroken(f"Choose one of: {', '.join(OUTCOMES.values())}.")
    check_said(reasons, "Reasons")
    if len(panel.strip()) < 3:
        raise RuleBroken("Say which bodies and posts took part in deciding.")


def check_term(starts: date | None, review_by: date | None) -> tuple[date, date]:
    """Refuse an area without a first day and a review within six months; give both (HS-01)."""
    if starts is None or review_by is None:
        raise RuleBroken("A chosen area needs its first day, and a day to be reviewed by.")
    if not 0 < (review_by - starts).days <= REVIEW_WITHIN:
        raise RuleBroken("Review it after it starts, and within six months.")
    return starts, review_by


def check_open(ended_on: date | None) -> None:
    """Refuse to change an area that was ended. Raises RuleBroken."""
    if ended_on is not None:
        raise RuleBroken("This area was ended. Put the place forward again to take it up anew.")


def check_end(*, starts: date, on: date, today: date) -> None:
    """Refuse to end an area before it starts, or on a day to come. Raises RuleBroken."""
    if not starts <= on <= today:
        raise RuleBroken("Its last day lies between its first day and today.")
