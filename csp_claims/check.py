"""The one call: a text in, its claims with verdicts out."""

from collections.abc import Callable, Iterator

from csp_claims.claim import Claim
from csp_claims.context import Reading
from csp_claims.document import Document
from csp_claims.kinds import (
    change,
    comparison,
    dates,
    duplicates,
    listed,
    ratios,
    shares,
    siblings,
    sums,
    tabled,
)
from csp_claims.reading import Sentence

_OF_SENTENCE: tuple[Callable[[Reading, Sentence], Iterator[Claim]], ...] = (
    change.claims_of,
    shares.claims_of,
    ratios.claims_of,
    comparison.claims_of,
    sums.claims_of,
)
_OF_TEXT: tuple[Callable[[Reading], Iterator[Claim]], ...] = (
    duplicates.claims_in,
    listed.claims_in,
    dates.claims_in,
    comparison.claims_in,
    sums.claims_in,
    siblings.claims_in,
    tabled.claims_in,
)


def check(text: str | Document, *, name: str = "") -> list[Claim]:
    """The claims of a text that carry their own evidence, in the order of their lines.

    text: plain text, or a document whose lines are known. name: what to call it.
    The same text always gives the same claims.
    """
    document = Document.of(text, name=name) if isinstance(text, str) else text
    reading = Reading.of(document)
    found: list[Claim] = []
    for sentence in reading.numbered:
        for claims_of in _OF_SENTENCE:
            found.extend(claims_of(reading, sentence))
    for claims_in in _OF_TEXT:
        found.extend(claims_in(reading))
    return sorted(found, key=lambda claim: (claim.lines[0], claim.lines, claim.kind))
