"""Multiples told in words: "doubled from 120 to 240", "halved"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import round_half_up
from csp_claims import lexicon
from csp_claims.claim import Claim, Verdict
from csp_claims.context import Reading
from csp_claims.kinds.change import inputs_of
from csp_claims.pairs import Pair, find_pairs
from csp_claims.reading import Sentence

_NEAR, _FAR = Decimal("0.1"), Decimal("0.2")  # of the factor: near enough to say so; plainly not

_ABOUT = Decimal("0.04")  # "a third" may be said of 30% and of 36%


def claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """A word for a multiple with the only two values of its sentence."""
    pairs = find_pairs(sentence)
    yield from _by_a_share(reading, sentence, pairs)
    words = [at for at, tag in enumerate(sentence.tags) if tag == "R"]
    if len(pairs) != 1 or len(words) != 1 or pairs[0].start.quantity.value == 0:
        return
    yield _claim(reading, sentence, pairs[0], words[0])


def _claim(reading: Reading, sentence: Sentence, pair: Pair, at: int) -> Claim:
    tokens = sentence.tokens
    word = tokens[at].text.casefold()
    halved = word in lexicon.HALVED
    factor = Decimal("0.5") if halved else Decimal(lexicon.RATIO[word])
    computed = pair.end.quantity.value / pair.start.quantity.value
    before = " ".join(token.text.casefold() for token in tokens[max(0, at - 2) : at])
    true, sure = _fits(computed, factor, before, halved)
    words = f"{before.split()[-1]} {word}" if _qualified(before) else word
    low, high = min(at, pair.first), max(at, pair.last - 1)
    note = "" if true else f"The end is {round_half_up(computed, 2)} times the start."
    return Claim(
        sentence.quote(tokens[low], tokens[high]), sentence.lines(tokens[low], tokens[high]),
        "ratio_of", reading.words(sentence, 0, at).words, inputs_of(pair),
        Verdict.HOLDS if true else Verdict.WRONG, 0.85 if true else sure, words=words,
        computed=computed, note=note,
    )  # fmt: skip


def _qualified(before: str) -> bool:
    return before.endswith(("more than", "almost", "nearly", "over"))


def _fits(computed: Decimal, factor: Decimal, before: str, halved: bool) -> tuple[bool, float]:
    """Whether a multiple may be told so, and how sure a "no" is."""
    away = (computed - factor) / factor
    beyond = -away if halved else away  # "more than halved" goes further down
    if before.endswith(("more than", "over")):
        return beyond >= 0, 0.85 if beyond < Decimal("-0.02") else 0.6
    if before.endswith(("almost", "nearly")):
        near = -_FAR <= beyond <= Decimal("0.01")
        return near, 0.85 if abs(beyond) > _FAR else 0.6
    return abs(away) <= _NEAR, 0.85 if abs(away) > _FAR else 0.5


def _by_a_share(reading: Reading, sentence: Sentence, pairs: list[Pair]) -> Iterator[Claim]:
    """ "fell by a third, from 90 to 60" """
    match = re.search(r"[UD]w{0,2}b(?P<s>s)", sentence.tags)
    if not match or len(pairs) != 1 or pairs[0].start.quantity.value == 0:
        return
    pair, share = pairs[0], sentence.tokens[match.start("s")]
    sign = 1 if sentence.tags[match.start()] == "U" else -1
    computed = (pair.end.quantity.value / pair.start.quantity.value - 1) * sign
    beyond = computed - share.quantity.value
    if share.qualifier in lexicon.ABOVE:
        true, away = 0 <= beyond <= 3 * _ABOUT, abs(beyond)
    elif share.qualifier in lexicon.BELOW:
        true, away = -2 * _ABOUT <= beyond <= 0, abs(beyond)
    else:
        true, away = abs(beyond) <= _ABOUT, abs(beyond)
    first = sentence.tokens[min(match.start(), pair.first)]
    last = sentence.tokens[max(match.end(), pair.last) - 1]
    note = "" if true else f"The change is {round_half_up(100 * computed * sign, 1)}%."
    yield Claim(
        sentence.quote(first, last), sentence.lines(first, last), "ratio_of",
        reading.words(sentence, 0, match.start()).words, inputs_of(pair),
        Verdict.HOLDS if true else Verdict.WRONG, 0.85 if away > 2 * _ABOUT else 0.5,
        words=f"{sentence.tokens[match.start()].text} by {share.text}", computed=computed * sign,
        note=note,
    )  # fmt: skip
