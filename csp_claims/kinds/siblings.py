"""Items of one list that are the whole and its parts, with a value before and after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from csp_analytics.rounding import thousands
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.pairs import Pair, find_pairs
from csp_claims.reading import Sentence
from csp_claims.subjects import Subject, subject_of

_DEFINED = re.compile(r"((?:[a-z-]+ ){1,3})\(([a-z][^()]*, [^()]* and [^()]+)\)")


@dataclass(frozen=True)
class _Item:
    sentence: Sentence
    subject: Subject
    pair: Pair

    def value(self, at_end: bool) -> Decimal:
        token = self.pair.end if at_end else self.pair.start
        return token.quantity.value


def claims_in(reading: Reading) -> Iterator[Claim]:
    """The wholes of every list against their parts."""
    defined = _definitions(reading)
    for listing in reading.listings:
        items = [item for block in listing.items for item in _items(reading, block.sentences)]
        if len(items) < 3:
            continue
        for whole in items:
            yield from _all(whole, items)
            yield from _defined(whole, items, defined)


def _items(reading: Reading, sentences: list[Sentence]) -> Iterator[_Item]:
    for sentence in sentences:
        pairs = find_pairs(sentence)
        if (
            len(pairs) == 1
            and pairs[0].form in {"from_to", "to_from"}
            and pairs[0].start.tag == "n"
        ):
            end = pairs[0].first
            yield _Item(sentence, reading.words(sentence, 0, end), pairs[0])


def _all(whole: _Item, items: list[_Item]) -> Iterator[Claim]:
    """ "all casualties" above "fatal", "serious" and "slight casualties".

    Called wrong only where the parts add up before or after: then they are known to be all.
    """
    stems = whole.subject.stems
    parts = [each for each in items if each is not whole and each.subject.stems > stems]
    if not whole.subject.whole or len(parts) < 2:
        return
    adds = [_total(parts, at_end) == whole.value(at_end) for at_end in (False, True)]
    if any(adds):
        for at_end, holds in zip((False, True), adds, strict=True):
            yield _claim(whole, parts, at_end, holds, 0.8, ())


def _total(parts: list[_Item], at_end: bool) -> Decimal:
    return sum((part.value(at_end) for part in parts), Decimal(0))


def _definitions(reading: Reading) -> list[tuple[frozenset[str], list[frozenset[str]], int]]:
    """What a text says something consists of: "neighbourhood crime (burglary, robbery and …)"."""
    found = []
    for block in reading.blocks:
        for match in _DEFINED.finditer(block.text):
            name = subject_of(" ".join(match[1].split()[-2:]), reading.acronyms).stems
            parts = [
                subject_of(part, reading.acronyms).stems
                for part in re.split(", (?:and )?| and ", match[2])
            ]
            lines = block.lines(match.start(), match.end())
            found.append((name, [part for part in parts if part], lines[0]))
    return found


def _defined(
    whole: _Item,
    items: list[_Item],
    defined: list[tuple[frozenset[str], list[frozenset[str]], int]],
) -> Iterator[Claim]:
    """Parts of a defined whole do not exceed it."""
    for name, stems, line in defined:
        if whole.subject.stems != name:
            continue
        parts = [part for each in stems if (part := _closest(each, items, whole))]
        if len(parts) < 2:
            continue
        for at_end in (False, True):
            holds = _total(parts, at_end) <= whole.value(at_end)
            yield _claim(whole, parts, at_end, holds, 0.75, (line,))


def _closest(stems: frozenset[str], items: list[_Item], whole: _Item) -> _Item | None:
    """The item that tells a part in the fewest further words."""
    found = [each for each in items if each is not whole and each.subject.stems >= stems]
    return min(found, key=lambda each: len(each.subject.stems), default=None)


def _claim(
    whole: _Item, parts: list[_Item], at_end: bool, holds: bool, sure: float, extra: tuple[int, ...]
) -> Claim:
    pair, total = whole.pair, _total(parts, at_end)
    period = str((pair.end_period if at_end else pair.start_period) or "")
    lines = {*whole.sentence.lines(pair.start, pair.end), *extra}
    for part in parts:
        lines.update(part.sentence.lines(part.pair.start, part.pair.end))
    first, last = sorted((pair.start, pair.end), key=lambda token: token.start)
    return Claim(
        whole.sentence.quote(first, last), tuple(sorted(lines)), "sum", whole.subject.words,
        tuple(Input(part.subject.words, part.value(at_end), period) for part in parts),
        Verdict.HOLDS if holds else Verdict.WRONG, sure, whole.value(at_end), stated_decimals=0,
        computed=total, computed_at_stated_decimals=total,
        note="" if holds else f"The parts add to {thousands(total)}.",
    )  # fmt: skip
