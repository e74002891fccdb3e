"""Computes the changes that documents print anew, and says in words whether they agree.

Plain Python over `csp_analytics.rounding`. What a document prints is never mended: the
verdict stands beside it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from csp_analytics.rounding import Agreement, agrees, percent_change, round_half_up

_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?\s?%")
UP, DOWN = "up", "down"

AGREES, ROUNDING, DISAGREES = "agrees", "rounding", "disagrees"
NOTHING_PRINTED, CANNOT = "nothing_printed", "cannot"
VERDICTS = MappingProxyType(
    {
        AGREES: "Agrees",
        ROUNDING: "Off by rounding",
        DISAGREES: "Does not agree",
        NOTHING_PRINTED: "Nothing to compare",
        CANNOT: "Cannot be checked",
    }
)


@dataclass(frozen=True)
class Verdict:
    """What the printed numbers themselves say of a printed change. verdict: a key of VERDICTS."""

    verdict: str
    sentence: str

    @property
    def label(self) -> str:
        """The verdict in a word or two."""
        return VERDICTS[self.verdict]


def recomputed(
    *,
    before: Decimal | None,
    after: Decimal | None,
    percent: Decimal | None,
    printed: str = "",
    direction: str = "",
    in_percent: bool = False,
) -> Verdict:
    """Compute a change from its two numbers and set it beside the printed one.

    before, after: 0 or more; None where the document does not print them.
    percent: as printed, falls negative; None where none is printed.
    printed: the words, which tell how finely the percentage is printed.
    direction: "up" or "down" where a word says so; anything else says nothing.
    in_percent: before and after are percentages, whose change is told in points.
    """
    if before is None or after is None or before < 0 or after < 0:
        return Verdict(CANNOT, "The two numbers that it goes between are not both printed.")
    if percent is not None and before > 0:
        return _against_percent(before, after, percent, printed)
    said = _moved(before, after, in_percent=in_percent)
    if percent is not None:
        return Verdict(CANNOT, "No percentage leads from nothing to something.")
    if direction not in (UP, DOWN):
        return Verdict(NOTHING_PRINTED, f"No change is printed; the numbers give {said}.")
    rises = {UP: after > before, DOWN: after < before}[direction]
    word = {UP: "rise", DOWN: "fall"}[direction]
    return Verdict(AGREES if rises else DISAGREES, f"Printed as a {word}; the numbers give {said}.")


def _against_percent(before: Decimal, after: Decimal, percent: Decimal, printed: str) -> Verdict:
    decimals = _decimals(percent, printed)
    found = percent_change(before, after)
    stated = _said(round_half_up(percent, decimals), decimals)
    agreement = agrees(round_half_up(percent, decimals), found, decimals)
    if agreement is Agreement.HOLDS:
        return Verdict(AGREES, f"Printed as {stated}; the numbers give the same.")
    if agreement is Agreement.ROUNDING:
        exactly, rounded = _said(found, decimals + 1), _said(found, decimals)
        sentence = f"Printed as {stated}; the numbers give {exactly}, which rounds to {rounded}."
        return Verdict(ROUNDING, sentence)
    computed = _said(found, max(decimals, 1))
    return Verdict(DISAGREES, f"Printed as {stated}; the numbers give {computed}.")


def _decimals(percent: Decimal, printed: str) -> int:
    """Say how finely a percentage is printed: by its words, else by its own digits."""
    match = _PERCENT.search(printed)
    if match:
        return len(match[2] or "")
    exponent = percent.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _moved(before: Decimal, after: Decimal, *, in_percent: bool) -> str:
    if before == after:
        return "no change"
    if in_percent:
        points = round_half_up(after - before, 1).normalize()
        word = "rise" if points > 0 else "fall"
        return f"a {word} of {abs(points):f} percentage point{'' if abs(points) == 1 else 's'}"
    if before == 0:
        return "a rise from nothing"
    return _said(percent_change(before, after), 1)


def _said(percent: Decimal, decimals: int) -> str:
    """Say a change in words: "a fall of 11.2%"."""
    rounded = round_half_up(percent, decimals)
    if rounded == 0:
        return "no change"
    return f"a {'fall' if rounded < 0 else 'rise'} of {abs(rounded):f}%"
