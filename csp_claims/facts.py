"""A fact: something a text states in one place and may state again in another."""

import re
from dataclasses import dataclass
from decimal import Decimal

from csp_analytics.period import Period
from csp_claims.lexicon import FILLER, PLACES, words
from csp_claims.reading import Sentence
from csp_claims.subjects import Subject

_NO_PLACES = FILLER | words(
    "january february march april may june july august september october november december"
    " this these the our their"
)


@dataclass(frozen=True)
class Fact:
    """A value of something in a period.

    topic: "change" (in percent, falls negative), "level", "share", "target", "named count"
        or "difference". unit: n count, m money, p percentage.
    base: what a change is counted from; "" when untold. qualifier: "almost"…
    decimals: the precision of the print. values: of a change, from and to.
    """

    topic: str
    subject: Subject
    value: Decimal
    unit: str
    decimals: int
    sentence: Sentence
    quote: str
    lines: tuple[int, ...]
    period: Period | None = None
    base: str = ""
    qualifier: str = ""
    values: tuple[Decimal, Decimal] | None = None

    @property
    def places(self) -> frozenset[str]:
        """The names after "in", "across" and the like in its sentence."""
        found = PLACES.findall(self.sentence.text)
        names = (name for each in found for name in re.split("[ -]", each) if name)
        return frozenset(name for name in names if name.casefold() not in _NO_PLACES)
