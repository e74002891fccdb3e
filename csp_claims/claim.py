"""A claim: what was said, what it follows from, and whether it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

THRESHOLD = 0.7  # confidence from which we say a claim is wrong; below it we ask to look


class Verdict(StrEnum):
    """What recomputing a claim says of it."""

    HOLDS = "holds"
    ROUNDING = "rounding"  # one off in the last place: a note, never an error
    WRONG = "wrong"
    MALFORMED = "malformed"  # a number that cannot be read as printed
    CONTRADICTORY = "contradictory"  # two statements that cannot both be true


ACCUSING = frozenset({Verdict.WRONG, Verdict.MALFORMED, Verdict.CONTRADICTORY})


@dataclass(frozen=True)
class Input:
    """One number a claim rests on. period: as printed in one way, "" when none is told."""

    label: str
    value: Decimal
    period: str = ""


@dataclass(frozen=True)
class Claim:
    """A statement of a text that can be worked out again from the text itself.

    quote: the words of the claim as printed. lines: from 1, every line the check needs.
    kind: percent_change, difference, sum, share, rate, ratio_of, cross_reference, direction,
        duplicate_statement or comparison_words.
    subject: what it is about, in a few words of the text.
    stated: the number claimed, falls negative; None where only words are claimed.
    words: the words claimed ("rise", "well below"), "" where a number is.
    stated_decimals: the precision its writer used; -3 is thousands.
    computed: what the inputs give, not rounded; None where two statements are compared.
    note: what would have made the sentence true; "" when it is.
    confidence: 0 to 1, that the sentence was read as it was meant.
    """

    quote: str
    lines: tuple[int, ...]
    kind: str
    subject: str
    inputs: tuple[Input, ...]
    verdict: Verdict
    confidence: float
    stated: Decimal | None = None
    words: str = ""
    unit: str = ""
    stated_decimals: int | None = None
    computed: Decimal | None = None
    computed_at_stated_decimals: Decimal | None = None
    note: str = ""

    @property
    def flagged(self) -> bool:
        """Whether we say that this is wrong."""
        return self.verdict in ACCUSING and self.confidence >= THRESHOLD

    @property
    def look_here(self) -> bool:
        """Whether it seems wrong, but not surely enough to say so."""
        return self.verdict in ACCUSING and self.confidence < THRESHOLD


def to_json(claims: Iterable[Claim], *, name: str = "") -> dict[str, Any]:
    """The claims in the schema of the figures files.

    name: the document's, as "doc". A claim that only asks to look has the verdict
    "look_here" and says under "suspected" what seems to be the matter.
    """
    return {"doc": name, "findings": [_finding(claim) for claim in claims]}


def _finding(claim: Claim) -> dict[str, Any]:
    stated: dict[str, Any] = {"value": _plain(claim.stated), "unit": claim.unit}
    if claim.words:
        stated["words"] = claim.words
    finding = {
        "quote": claim.quote,
        "lines": list(claim.lines),
        "kind": claim.kind,
        "subject": claim.subject,
        "inputs": [_input(each) for each in claim.inputs],
        "stated": stated,
        "stated_decimals": claim.stated_decimals,
        "computed": _plain(claim.computed),
        "computed_at_stated_decimals": _plain(claim.computed_at_stated_decimals),
        "verdict": "look_here" if claim.look_here else claim.verdict.value,
        "note": claim.note,
        "confidence": claim.confidence,
    }
    if claim.look_here:
        finding["suspected"] = claim.verdict.value
    return finding


def _input(given: Input) -> dict[str, Any]:
    found: dict[str, Any] = {"label": given.label, "value": _plain(given.value)}
    if given.period:
        found["period"] = given.period
    return found


def _plain(number: Decimal | None) -> int | float | None:
    """A number for JSON, to four decimals; whole numbers without a point."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else round(float(number), 4)
