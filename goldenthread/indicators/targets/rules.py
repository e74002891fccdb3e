"""What a target must have, where it stands through the year, and which colour a rule gives.

A colour is given only by a declared rule, in the order it is written: the first that fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from goldenthread.indicators.rules import Better

MONTHS = 12
MET, NEAR, BEYOND, SPANS, OTHERWISE = "met", "near", "limits_beyond", "limits_span", "otherwise"
CONDITIONS = {
    MET: "the figure reaches the target",
    NEAR: "it misses by no more than the tolerance",
    BEYOND: "its whole 95% limits lie on the better side of the target",
    SPANS: "its 95% limits hold the target",
    OTHERWISE: "anything else",
}
TONES = {"green": "good", "amber": "watch", "red": "bad"}
NO_CHANGE = "The control chart says no change: ordinary variation."


@dataclass(frozen=True)
class Band:
    """One line of a colour rule: a colour, its word, and when it is given."""

    colour: str
    word: str
    when: str


@dataclass(frozen=True)
class ColourRule:
    """A declared rule: its bands in order, the first that fits is given."""

    id: str
    name: str
    bands: tuple[Band, ...]

    def lines(self, tolerance: Decimal | None) -> list[str]:
        """Say every band as it is read beside the colour."""
        return [
            f"{band.colour.capitalize()}, “{band.word}”: {_when(band.when, tolerance)}"
            for band in self.bands
        ]


def _when(condition: str, tolerance: Decimal | None) -> str:
    if condition == NEAR:
        size = f" of {tolerance.normalize():f}" if tolerance else ", and none is set"
        return f"{CONDITIONS[NEAR]}{size}"
    return CONDITIONS[condition]


def colour(
    rule: ColourRule,
    value: Decimal,
    target: Decimal,
    better: str,
    *,
    low: Decimal | None = None,
    high: Decimal | None = None,
    tolerance: Decimal | None = None,
) -> Band | None:
    """Give the first band that fits; None where neither way is better, or no band fits.

    low, high: the limits of the value; a band that asks for limits never fits without them.
    """
    if better not in (Better.LOWER, Better.HIGHER):
        return None
    lower = better == Better.LOWER
    short = value - target if lower else target - value
    limits = low is not None and high is not None
    worst = high if lower else low
    fits = {
        MET: short <= 0,
        NEAR: bool(tolerance) and short <= (tolerance or 0),
        BEYOND: worst is not None and limits and (worst <= target if lower else worst >= target),
        SPANS: limits and (low or 0) <= target <= (high or 0),
        OTHERWISE: True,
    }
    return next((band for band in rule.bands if fits[band.when]), None)


def read_profile(text: str) -> tuple[tuple[Decimal, ...], str]:
    """Read a profile: what per cent of a year's target falls to each month, April first.

    text: twelve numbers parted by spaces or commas, 100 in all; "" for none. Gives the shares
    and the sentence for what is wrong, one of them empty.
    """
    parts = text.replace(",", " ").replace("%", " ").split()
    if not parts:
        return (), ""
    try:
        shares = tuple(Decimal(part) for part in parts)
    except InvalidOperation:
        return (), "Profile: write twelve numbers, such as 8.3, parted by spaces."
    if len(shares) != MONTHS:
        return (), f"Profile: write twelve numbers, one a month from April; {len(shares)} are here."
    if any(not share.is_finite() or share < 0 for share in shares):
        return (), "Profile: a month's share is 0 or more."
    total = sum(shares, Decimal(0))
    if abs(total - 100) > Decimal("0.1"):
        return (), f"Profile: the twelve shares make {total.normalize():f}, not 100."
    return shares, ""


def due_by(target: Decimal, profile: Sequence[Decimal], months: int) -> Decimal:
    """Give how much of a year's target falls to its first so many months.

    profile: per cent by month from April; empty: an equal share to each. months: 0 to 12.
    """
    shares = list(profile) or [Decimal(100) / MONTHS] * MONTHS
    return target * sum(shares[:months], Decimal(0)) / 100


def check_target(
    value: Decimal | None, set_by: str, why: str, set_on: date | None, today: date
) -> str:
    """Give the sentence for what a target lacks; "" where it lacks nothing. None needs nothing."""
    if value is None:
        return ""
    if not (set_by.strip() and why.strip()):
        return "Say who set the target, and why at this level."
    if set_on is not None and set_on > today:
        return "A target is entered once it is set: choose today or a day before."
    return ""
