"""Shares and rates: "62 (29%) of the 215 arrests", "11.1 per 1,000 of 640,000 residents"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import round_half_up, thousands
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.reading import Sentence
from csp_claims.tokens import Token
from csp_claims.verdicts import judge

_OF_WHOLE = (  # a part, b whole, p the percentage
    re.compile(r"(?P<a>[nm])w{0,3}o[wo]{0,3}(?P<b>[nm])[wio]{0,6}(?:[(,;]w{0,4}|a?w{0,4})(?P<p>p)"),
    re.compile(r"(?P<a>[nm])\(w{0,2}(?P<p>p)[w,]{0,2}\)w{0,3}o[wo]{0,3}(?P<b>[nm])"),
    re.compile(r"(?P<b>[nm])[^nmpqs;B]{1,10}ow(?P<a>[nm])w{0,4}\(w?(?P<p>p)"),  # of whom
    re.compile(r"(?P<p>p)w{0,2}\(w{0,2}(?P<a>[nm])w{0,3}o[wo]{0,2}(?P<b>[nm])"),
    re.compile(r"(?P<p>p)[wo]{0,4}o[wo]{0,3}(?P<b>[nm])w{0,4}\((?P<a>[nm])w{0,3}\)"),
    re.compile(r"(?P<p>p)ow{1,5}\((?P<a>[nm])w{0,3}o[wo]{0,2}(?P<b>[nm])w{0,3}\)"),
)
_OUT_OF = re.compile(r"(?P<s>s)[wo]{0,5}[(,;]?w{0,3}(?P<p>p)|(?P<q>p)w{0,2}[(,;]w{0,2}(?P<t>s)")
_WHOLE_FIRST = re.compile(r"^w{0,2}o[wo]{0,3}(?P<b>[nm])[wiovyt]{0,12}[,;]")
_PART = re.compile(r"(?P<a>[nm])[w]{0,4}\(w?(?P<p>p)\)")
_POPULATION = re.compile(r"population|residents|people|inhabitants|households", re.IGNORECASE)


def claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """The shares and rates of a sentence whose parts it gives."""
    seen: set[int] = set()
    for pattern in _OF_WHOLE:
        for match in pattern.finditer(sentence.tags):
            part, whole, percent = (sentence.tokens[match.start(name)] for name in "abp")
            if id(percent) not in seen and _may_be(part, whole):
                seen.add(id(percent))
                ends = sentence.tokens[match.start()], sentence.tokens[match.end() - 1]
                yield share_claim(reading, sentence, part, whole, percent, ends)
    yield from _out_of(reading, sentence, seen)
    yield from _parts_of_a_whole(reading, sentence, seen)
    yield from _rates(reading, sentence)


def _may_be(part: Token, whole: Token) -> bool:
    """Whether one number may be part of another: same unit, not words, not more than it."""
    if part.quantity.in_words and whole.quantity.in_words:
        return part.quantity.value <= whole.quantity.value
    return part.tag == whole.tag and 0 < whole.quantity.value >= part.quantity.value


def share_claim(
    reading: Reading, sentence: Sentence, part: Token, whole: Token, percent: Token,
    ends: tuple[Token, Token], extra: tuple[int, ...] = (),
) -> Claim:  # fmt: skip
    """A stated percentage against a part and a whole."""
    a, b = part.quantity, whole.quantity
    return _judged(reading, sentence, (a.value, b.value), percent, ends, extra, 0.9)


def _judged(
    reading: Reading, sentence: Sentence, values: tuple[Decimal, Decimal], percent: Token,
    ends: tuple[Token, Token], extra: tuple[int, ...], sure: float,
) -> Claim:  # fmt: skip
    part, whole = values
    stated = percent.quantity
    computed = 100 * part / whole
    judged = judge(stated.value, computed, stated.decimals, qualifier=percent.qualifier)
    verdict = Verdict.MALFORMED if stated.malformed else judged.verdict
    note = ""
    if verdict is not Verdict.HOLDS:
        note = f"{thousands(part)} of {thousands(whole)} is {judged.at_decimals}%."
    lines = tuple(sorted({*sentence.lines(*ends), *extra}))
    return Claim(
        sentence.quote(*ends), lines, "share",
        reading.words(sentence, 0, len(sentence.tokens)).words,
        (Input("part", part), Input("whole", whole)), verdict, sure, stated.value, "", "%",
        stated.decimals, computed, judged.at_decimals, note,
    )  # fmt: skip


def _out_of(reading: Reading, sentence: Sentence, seen: set[int]) -> Iterator[Claim]:
    """ "14 out of 16 (88%)" """
    for match in _OUT_OF.finditer(sentence.tags):
        share = sentence.tokens[match.start("s") if match["s"] else match.start("t")]
        percent = sentence.tokens[match.start("p") if match["p"] else match.start("q")]
        quantity = share.quantity
        if quantity.whole <= 12 or id(percent) in seen:
            continue
        seen.add(id(percent))
        ends = sentence.tokens[match.start()], sentence.tokens[match.end() - 1]
        values = Decimal(quantity.part), Decimal(quantity.whole)
        yield _judged(reading, sentence, values, percent, ends, (), 0.88)


def _parts_of_a_whole(reading: Reading, sentence: Sentence, seen: set[int]) -> Iterator[Claim]:
    """ "Of the 215 arrests, 62 (29%) …", in one sentence or in the list that it announces."""
    whole, extra = _whole_of(reading, sentence)
    if whole is None:
        return
    for match in _PART.finditer(sentence.tags):
        part, percent = (sentence.tokens[match.start(name)] for name in "ap")
        if id(percent) not in seen and _may_be(part, whole) and part is not whole:
            seen.add(id(percent))
            yield share_claim(reading, sentence, part, whole, percent, (part, percent), extra)


def _whole_of(reading: Reading, sentence: Sentence) -> tuple[Token | None, tuple[int, ...]]:
    """The whole told at the beginning of a sentence or of what announces its list."""
    match = _WHOLE_FIRST.search(sentence.tags)
    if match and sentence.tokens[0].text == "Of":
        return sentence.tokens[match.start("b")], ()
    lead = reading.lead(sentence.block)
    if lead is None or not lead.sentences:
        return None, ()
    last = lead.sentences[-1]
    match = _WHOLE_FIRST.search(last.tags)
    if match and last.tokens[0].text == "Of":
        token = last.tokens[match.start("b")]
        return token, last.lines(token)
    return None, ()


def _rates(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "11.1 per 1,000, from 7,103 offences in a population of 642,744" """
    rates = [match.start() for match in re.finditer(r"[nm](?=w{0,5}k)", sentence.tags)]
    tokens = sentence.tokens
    if len(rates) != 1:
        return
    at = rates[0]
    base = next(token for token in tokens[at:] if token.tag == "k")
    counts = [
        token for place, token in enumerate(tokens)
        if token.tag == "n" and place != at and not token.quantity.in_words
    ]  # fmt: skip
    people = [token for token in counts if _is_population(sentence, token)]
    others = [token for token in counts if token not in people]
    if len(people) != 1 or len(others) != 1 or people[0].quantity.value == 0:
        return
    yield _rate_claim(reading, sentence, tokens[at], base, others[0], people[0])


def _is_population(sentence: Sentence, token: Token) -> bool:
    before = sentence.text[max(0, token.start - 25) : token.start]
    after = sentence.text[token.end : token.end + 14]
    told = re.search(r"population(?: (?:of|is|was))?(?: \w+)? ?$", before, re.IGNORECASE)
    return bool(told or _POPULATION.search(after))


def _rate_claim(
    reading: Reading, sentence: Sentence, rate: Token, base: Token, count: Token, people: Token
) -> Claim:
    number, whole = count.quantity, people.quantity
    computed = number.value * base.quantity.value / whole.value
    room = whole.half_unit
    judged = judge(
        rate.quantity.value, computed, rate.quantity.decimals, qualifier=rate.qualifier,
        low=(number.value - number.half_unit) * base.quantity.value / (whole.value + room),
        high=(number.value + number.half_unit) * base.quantity.value / (whole.value - room),
    )  # fmt: skip
    holds = judged.verdict is Verdict.HOLDS
    note = "" if holds else f"{thousands(number.value)} among {thousands(whole.value)} is "
    note += "" if holds else f"{round_half_up(computed, 2)} {base.text}."
    return Claim(
        sentence.quote(rate, base), sentence.lines(), "rate",
        reading.words(sentence, 0, len(sentence.tokens)).words,
        (
            Input("numerator", number.value), Input("population", whole.value),
            Input("per", base.quantity.value),
        ),
        judged.verdict, round(0.85 * judged.factor, 2), rate.quantity.value, "", base.text,
        rate.quantity.decimals, computed, judged.at_decimals, note,
    )  # fmt: skip
