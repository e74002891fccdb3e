"""Parts and their sum: in a sentence, in a list, after "one of four … the other three"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import thousands
from csp_claims import lexicon
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.listings import Listing
from csp_claims.quantities import in_digits
from csp_claims.reading import Block, Sentence
from csp_claims.tokens import Token
from csp_claims.verdicts import judge

_SAID = r"(?:[wiovyfb]|t(?![nmp]))"  # "410 from police", "£5,000 to schools"
_PARTS = (
    rf"(?P<parts>[nm]{_SAID}{{0,7}}(?:,a?|a)[wiov]{{0,3}}"
    rf"(?:[nm]{_SAID}{{0,7}}(?:,a?|a)?[wiov]{{0,3}})+)"
)
_PARTS_THEN_TOTAL = re.compile(rf"{_PARTS}[,;w(]{{0,5}}(?P<total>[nm])")
_TOTAL_THEN_PARTS = re.compile(
    rf"(?P<total>[nm])(?P<gap>[wiovy,]{{0,8}})(?P<open>[;(]|w)[wo]{{0,2}}{_PARTS}"
)
_TOTALLING = re.compile(
    r"(?:a total of|totall?ing|in total|altogether|total of)\s*$", re.IGNORECASE
)
_MADE_OF = re.compile(
    r"(?:comprising|made up of|consisting of|comprised of|namely|split between|split into)\s*$"
)
_BALANCE = lexicon.words("balance remaining remainder rest")
_ONE_OF = re.compile(
    r"\bone of (?:the |our |its )?(?P<all>[a-z]+|[0-9]{1,2}) (?P<what>[a-z]+)\b"
    r"(?P<gap>.{0,160}?)\b[Tt]he other (?P<rest>[a-z]+|[0-9]{1,2}) [a-z]+"
)
_IN_ALL = re.compile(r"\s*(?:In total|In all|Altogether)\b")
_REST = re.compile(r"\b(?:remaining|remainder|rest|other)\b")
_WITHIN = Decimal("0.5")  # a sum further away than half its total was likely not meant as one


def claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """The sums of a sentence: its parts and their total."""
    tags = sentence.tags
    for match in _PARTS_THEN_TOTAL.finditer(tags):
        total = sentence.tokens[match.start("total")]
        before = sentence.text[: total.start]
        after = sentence.text[total.end : total.end + 10]
        if _TOTALLING.search(before) or after.strip().startswith("in total"):
            parts = _numbers(sentence, match.start("parts"), match.start("total"))
            yield from _sum(reading, sentence, parts, total, 0.82)
    for match in _TOTAL_THEN_PARTS.finditer(tags):
        first = sentence.tokens[match.start("parts")]
        opened = match["open"] in ";(" or _MADE_OF.search(sentence.text[: first.start])
        if opened and _complete(sentence, match):
            parts = _numbers(sentence, match.start("parts"), match.end("parts"))
            total = sentence.tokens[match.start("total")]
            yield from _sum(reading, sentence, parts, total, 0.8)
    yield from _balance(reading, sentence)
    yield from _hundred(reading, sentence)


def claims_in(reading: Reading) -> Iterator[Claim]:
    """The sums of lists, and "one of four … the other three"."""
    for block in reading.blocks:
        yield from _one_and_others(block)
    for listing in reading.listings:
        yield from _list_with_total(reading, listing.items, listing.lead)
        yield from _total_below(reading, listing)
        yield from _parts_of(reading, listing)


def _numbers(sentence: Sentence, start: int, end: int) -> list[Token]:
    return [token for token in sentence.tokens[start:end] if token.tag in "nm"]


def _complete(sentence: Sentence, match: "re.Match[str]") -> bool:
    """Whether the parts are all told: "and" before the last, then a bracket or the end."""
    parts, tags = match["parts"], sentence.tags
    after = tags[match.end("parts") : match.end("parts") + 1]
    last = max(parts.rfind("n"), parts.rfind("m"))
    joined = "a" in parts[max(0, last - 4) : last]
    return joined and after in {"", ")", ",", ";"} and "v" not in parts and "y" not in parts


def _sum(
    reading: Reading, sentence: Sentence, parts: list[Token], total: Token, sure: float
) -> Iterator[Claim]:
    """The claim that the parts add to the total; none where they could not be meant to."""
    if len(parts) < 2 or any(part.tag != total.tag for part in parts):
        return
    first, last = min(*parts, total, key=lambda t: t.start), max(*parts, total, key=lambda t: t.end)
    values = [part.quantity.value for part in parts]
    yield sum_claim(
        sentence.quote(first, last), sentence.lines(first, last),
        reading.words(sentence, 0, len(sentence.tokens)).words, values, total, sure,
        room=sum((part.quantity.half_unit for part in parts), Decimal(0)),
    )  # fmt: skip


def sum_claim(
    quote: str, lines: tuple[int, ...], subject: str, values: list[Decimal], total: Token,
    sure: float, *, room: Decimal = Decimal(0),
) -> Claim:  # fmt: skip
    """A total against its parts. room: how far rounding of the parts may carry their sum."""
    stated, computed = total.quantity, sum(values, Decimal(0))
    exact = stated.half_unit == 0 and not total.qualifier
    decimals = 0 if exact else stated.decimals
    judged = judge(
        stated.value, computed, decimals, qualifier=total.qualifier,
        low=computed - room, high=computed + room,
    )  # fmt: skip
    verdict = Verdict.MALFORMED if stated.malformed else judged.verdict
    if verdict is Verdict.WRONG and abs(computed - stated.value) > _WITHIN * stated.value:
        sure = min(sure, 0.5)
    note = (
        ""
        if verdict is Verdict.HOLDS
        else f"The parts add to {thousands(computed, _places(computed))}."
    )
    return Claim(
        quote, lines, "sum", subject, tuple(Input("part", value) for value in values), verdict,
        round(sure * judged.factor, 2), stated.value, "", "£" if total.tag == "m" else "",
        decimals, computed, judged.at_decimals, note,
    )  # fmt: skip


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _balance(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "a budget of £150.6m … £147.6m was delegated. The balance of £3.0m was kept." """
    earlier = reading.before(sentence)
    if earlier is None or not any(t.text.casefold() in _BALANCE for t in sentence.tokens[:3]):
        return
    rest = [token for token in sentence.tokens[:8] if token.tag in "nm"]
    before = [
        token for each in sentence.block.sentences[max(0, sentence.number - 2) : sentence.number]
        for token in each.tokens if rest and token.tag == rest[0].tag
    ]  # fmt: skip
    if len(before) != 2 or before[0].quantity.value <= before[1].quantity.value:
        return
    whole, part = before[0].quantity, before[1].quantity
    computed, left = whole.value - part.value, rest[0].quantity
    judged = judge(left.value, computed, left.decimals, qualifier=rest[0].qualifier)
    yield Claim(
        sentence.quote(sentence.tokens[0], rest[0]),
        tuple(sorted({*sentence.lines(rest[0]), *earlier.lines()})), "difference",
        reading.words(sentence, 0, len(sentence.tokens)).words,
        (Input("whole", whole.value), Input("part", part.value)), judged.verdict, 0.8, left.value,
        "", "£" if rest[0].tag == "m" else "", left.decimals, computed, judged.at_decimals,
        "" if judged.verdict is Verdict.HOLDS else f"{judged.at_decimals:,} is left.",
    )  # fmt: skip


def _hundred(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "62% agreed, 21% disagreed and the remaining 17% did not say" """
    percents = [token for token in sentence.tokens if token.tag == "p"]
    told = _REST.search(sentence.text[: percents[-1].start][-20:]) if len(percents) > 1 else None
    spoilt = set(sentence.tags) & set("UDMLcqsh") or any(token.qualifier for token in percents)
    total = sum((token.quantity.value for token in percents), Decimal(0))
    whole = told is not None and told[0] != "other"
    apart = sentence.tags.count("po") > 1  # of two different things
    if spoilt or not (whole or (total == 100 and len(percents) > 1 and not apart)):
        return
    room = sum((token.quantity.half_unit for token in percents), Decimal(0))
    holds = abs(total - 100) <= room
    first, last = percents[0], percents[-1]
    yield Claim(
        sentence.quote(first, last), sentence.lines(first, last), "sum",
        reading.words(sentence, 0, len(sentence.tokens)).words,
        tuple(Input("part", token.quantity.value) for token in percents),
        Verdict.HOLDS if holds else Verdict.WRONG, 0.78, Decimal(100), "", "%", 0, total, total,
        "" if holds else f"The parts add to {total}%.",
    )  # fmt: skip


def _one_and_others(block: Block) -> Iterator[Claim]:
    """ "one of four measures … The other three initiatives" """
    for match in _ONE_OF.finditer(block.text):
        whole, others = _number(match["all"]), _number(match["rest"])
        if not whole or not others:
            continue
        holds = whole == others + 1
        yield Claim(
            " ".join(block.raw[match.start() : match.end()].split()),
            block.lines(match.start(), match.end()), "sum", match["what"],
            (Input("one", Decimal(1)), Input("others", Decimal(others))),
            Verdict.HOLDS if holds else Verdict.WRONG, 0.78, Decimal(whole), stated_decimals=0,
            computed=Decimal(others + 1), computed_at_stated_decimals=Decimal(others + 1),
            note="" if holds else f"One and {others} others are {others + 1}.",
        )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdigit() else in_digits(text)


def _list_with_total(reading: Reading, items: list[Block], lead: Block | None) -> Iterator[Claim]:
    """Items that each begin with their amount, under a total or with "Total" as the last."""
    values, total = [], None
    for item in items:
        token = _amount(item)
        if token is None:
            return
        if re.match(r"\s*(?:in )?total\b", item.text, re.IGNORECASE):
            total, home = token, item
        else:
            values.append(token)
    if total is None and lead is not None:
        total, home = _announced_total(lead), lead
    if total is None or len(values) < 2 or any(each.tag != total.tag for each in values):
        return
    lines = tuple(sorted({*(item.line for item in items), *home.sentences[-1].lines(total)}))
    last = home.sentences[-1]
    yield sum_claim(
        total.text, lines, reading.words(last, 0, len(last.tokens)).words,
        [each.quantity.value for each in values], total, 0.8,
    )  # fmt: skip


def _total_below(reading: Reading, listing: Listing) -> Iterator[Claim]:
    """ "In total £25,000 was awarded." just below a list of amounts."""
    below = reading.blocks[listing.items[-1].number + 1 :][:1]
    amounts = [_amount(item) for item in listing.items]
    values = [each for each in amounts if each is not None]
    if not below or len(values) < max(2, len(amounts)) or not _IN_ALL.match(below[0].text):
        return
    first = below[0].sentences[0]
    totals = [token for token in first.tokens if token.tag in "nm"]
    if len(totals) != 1 or {each.tag for each in values} != {totals[0].tag}:
        return
    lines = tuple(sorted({*listing.lines, *first.lines(totals[0])}))
    yield sum_claim(
        first.quote(first.tokens[0], totals[0]), lines,
        reading.words(first, 0, len(first.tokens)).words,
        [each.quantity.value for each in values], totals[0], 0.78,
    )  # fmt: skip


def _amount(item: Block) -> Token | None:
    """The only amount of an item, at its beginning or its end."""
    if len(item.sentences) != 1:
        return None
    tokens = item.sentences[0].tokens
    amounts = [token for token in tokens if token.tag in "nm" and not token.quantity.in_words]
    if len(amounts) != 1 or any(token.tag in "pqUD" for token in tokens):
        return None
    return amounts[0] if amounts[0] in (tokens[0], tokens[-1]) else None


def _announced_total(lead: Block) -> Token | None:
    """The total of "A total of 45 visits were made:", the only count of its sentence."""
    if not lead.text.strip().endswith(":"):
        return None
    sentence = lead.sentences[-1]
    counts = [token for token in sentence.tokens if token.tag in "nm"]
    if len(counts) != 1 or not re.search(r"\btotal", sentence.text, re.IGNORECASE):
        return None
    return counts[0]


def _parts_of(reading: Reading, listing: Listing) -> Iterator[Claim]:
    """Items that begin with a count, under "Of the 215 arrests:"; they may leave some out."""
    lead = listing.lead
    if lead is None or not lead.sentences:
        return
    last = lead.sentences[-1]
    match = re.match(r"o[wo]{0,3}(?P<b>n)[wiovyt]{0,12};$", last.tags)
    parts = [t for item in listing.items for s in item.sentences[:1] for t in s.tokens[:1]]
    if not match or len(parts) < 3 or any(each.tag != "n" for each in parts):
        return
    total = last.tokens[match.start("b")]
    values = [each.quantity.value for each in parts]
    added, whole = sum(values, Decimal(0)), total.quantity.value
    if added < whole:
        return
    lines = tuple(sorted({*listing.lines, *last.lines(total)}))
    yield sum_claim(
        last.quote(last.tokens[0], total), lines, reading.words(last, 0, len(last.tokens)).words,
        values, total, 0.72,
    )  # fmt: skip
