"""Whether a stated figure follows from its inputs, with doubt where the print leaves room.

Inputs may be rounded ("£1.2m"), and a statement may be ("almost 27%"). A figure is called
wrong only when no reading of the printed digits could give it.
"""

from dataclasses import dataclass
from decimal import Decimal

from csp_analytics.rounding import Agreement, agrees, round_half_up
from csp_claims import lexicon
from csp_claims.claim import Verdict

UNSURE = 0.4  # confidence when the digits before rounding could make the statement true


@dataclass(frozen=True)
class Judged:
    """A verdict, the computed value at the stated precision, and a factor for confidence."""

    verdict: Verdict
    at_decimals: Decimal
    factor: float = 1.0


def judge(
    stated: Decimal,
    computed: Decimal,
    decimals: int,
    *,
    qualifier: str = "",
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> Judged:
    """Compare a statement with what its inputs give.

    stated, computed: falls negative. decimals: the writer's precision.
    qualifier: "almost", "over"…, "" when the figure is plain.
    low, high: the least and greatest value the inputs could give before they were rounded.
    """
    at = round_half_up(computed, decimals)
    plain = agrees(round_half_up(stated, decimals), computed, decimals)
    if plain is Agreement.HOLDS:
        return Judged(Verdict.HOLDS, at)
    if qualifier and _fits_words(stated, computed, qualifier, Decimal(1).scaleb(-decimals)):
        return Judged(Verdict.HOLDS, at)
    if plain is Agreement.ROUNDING:
        return Judged(Verdict.ROUNDING, at)
    room = Decimal(1).scaleb(-decimals) / 2
    if low is not None and high is not None and low - room <= stated <= high + room:
        return Judged(Verdict.WRONG, at, UNSURE)
    return Judged(Verdict.WRONG, at)


def _fits_words(stated: Decimal, computed: Decimal, qualifier: str, unit: Decimal) -> bool:
    """Whether "almost 27" may be said of 26.6, "over 18" of 18.4; sizes, so signs are left out."""
    if stated * computed < 0:
        return False
    said, found = abs(stated), abs(computed)
    room = max(said / 10, unit)
    if qualifier in {"at least", "up to", "at most", "no more than", "no less than"}:
        room = max(said, unit)
    if qualifier in lexicon.ABOVE:
        return said <= found <= said + room
    if qualifier in lexicon.BELOW:
        return said - room <= found <= said
    return abs(said - found) <= room
