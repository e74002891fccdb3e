"""Gathers the facts of a text: what each sentence states, about what, for which period."""

import re
from collections.abc import Iterator

from csp_analytics.period import Kind, Period
from csp_claims import lexicon, matching
from csp_claims.context import Reading
from csp_claims.facts import Fact
from csp_claims.pairs import Pair, find_pairs
from csp_claims.reading import Sentence
from csp_claims.stated import Stated, find_stated
from csp_claims.subjects import Subject, stem, subject_of
from csp_claims.tokens import Token

_NAME = re.compile(r"(?:The )?((?:[A-Z][a-z]+|[A-Z]{2,})(?: (?:[A-Z][a-z]+|[A-Z]{2,}))+)\b")
_IS = lexicon.words("was were is are stood stands at remains remained")
_TIMES = lexicon.words("years months weeks days hours minutes year month")
_YEARS = {Kind.FINANCIAL_YEAR, Kind.CALENDAR_YEAR, Kind.YEAR_TO_MONTH}


def facts_of(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """The facts a sentence states."""
    pairs, stated = find_pairs(sentence), find_stated(sentence)
    matched = matching.match(sentence, stated, pairs)
    pair_of = {id(each): pair for each, pair, _ in matched}
    for each in stated:
        pair = pair_of.get(id(each))
        if each.sign and each.form == "told" and each.amount.tag in "pnm":
            yield _change(reading, sentence, each, pair)
    for each, pair, _ in matched:
        yield from _levels(reading, sentence, each, pair)
    changing = {id(token) for each in stated for token in [each.amount]}
    changing |= {
        id(token) for pair in pairs for token in (pair.start, pair.end) if not pair.benchmark
    }
    yield from _plain(reading, sentence, changing)


def _change(reading: Reading, sentence: Sentence, each: Stated, pair: Pair | None) -> Fact:
    window = matching.window(sentence, each, pair)
    quantity = each.amount.quantity
    own = pair.end_period if pair else None
    base = (pair and pair.start_period) or reading.base_period(sentence)
    first, last = sentence.tokens[each.first], sentence.tokens[each.last - 1]
    values = (pair.start.quantity.value, pair.end.quantity.value) if pair else None
    return Fact(
        "change" if each.amount.tag == "p" else "difference",
        reading.subject(sentence, *window), quantity.value * each.sign, each.amount.tag,
        quantity.decimals, sentence, sentence.quote(first, last), sentence.lines(first, last),
        own or reading.period(sentence), str(base or ""), each.amount.qualifier, values,
    )  # fmt: skip


def _levels(reading: Reading, sentence: Sentence, each: Stated, pair: Pair) -> Iterator[Fact]:
    """The two values of a pair, each for its period, where the periods are known."""
    subject = reading.subject(sentence, *matching.window(sentence, each, pair))
    end = pair.end_period or reading.period(sentence)
    start = pair.start_period or reading.base_period(sentence)
    if start is None and end is not None and end.kind in _YEARS and end.start.year > 1901:
        start = end.previous()
    for token, period in ((pair.start, start), (pair.end, end)):
        if period is not None and start != end and not token.quantity.malformed:
            yield _level("level", sentence, token, subject, period)


def _level(
    topic: str, sentence: Sentence, token: Token, subject: Subject, period: Period | None
) -> Fact:
    quantity = token.quantity
    return Fact(
        topic, subject, quantity.value, token.tag, quantity.decimals, sentence,
        sentence.quote(token, token), sentence.lines(token), period, "", token.qualifier,
    )  # fmt: skip


def _plain(reading: Reading, sentence: Sentence, changing: set[int]) -> Iterator[Fact]:
    """Values that stand alone: shares, targets, counts of something named or dated."""
    tokens = sentence.tokens
    counts = [token for token in tokens if token.tag in "nm" and not token.quantity.in_words]
    for at, token in enumerate(tokens):
        if id(token) in changing or token.tag not in "npm":
            continue
        before = tokens[at - 1].text.casefold() if at else ""
        if token.tag == "p" and before == "of" and at > 1 and tokens[at - 2].text == "target":
            subject = reading.words(sentence, 0, len(tokens))
            yield _level("target", sentence, token, subject, reading.period(sentence))
        elif token.tag == "p" and before in _IS:
            subject = reading.words(sentence, *_clause(sentence.tags, at))
            yield _level("share", sentence, token, subject, reading.period(sentence))
        elif counts == [token] and token.tag == "n":
            yield from _counted(reading, sentence, at)


def _clause(tags: str, at: int) -> tuple[int, int]:
    first, last = at, at
    while first > 0 and tags[first - 1] not in ";Bc":
        first -= 1
    while last < len(tags) and tags[last] not in ";Bc":
        last += 1
    return first, last


def _counted(reading: Reading, sentence: Sentence, at: int) -> Iterator[Fact]:
    """The only count of a sentence: of a thing named first, or of a period it prints."""
    token, tokens = sentence.tokens[at], sentence.tokens
    noun = tokens[at + 1].text if sentence.tags[at + 1 : at + 2] == "w" else ""
    name = _NAME.match(sentence.text.lstrip("'\" "))
    if name and noun.islower() and noun not in _TIMES:
        subject = subject_of(f"{name[1]} {noun}", reading.acronyms)
        named = Subject(subject.stems | {stem(noun)}, subject.names, False, subject.words)
        yield _level("named count", sentence, token, named, _only_period(sentence))
    elif noun not in _TIMES and (period := _only_period(sentence)):
        window = _clause(sentence.tags, at)
        subject = reading.words(sentence, *window)
        told = len(subject.stems) > 1 or subject.counted
        if told and not subject.vague:
            yield _level("level", sentence, token, subject, period)


def _only_period(sentence: Sentence) -> Period | None:
    """The period of a sentence that prints exactly one."""
    periods = [token.quantity.period for token in sentence.tokens if token.tag == "y"]
    return periods[0] if len(periods) == 1 else None
