"""Finds two values of one thing: "from 120 to 96", "to 96 from 120", "96, compared with 120"."""

import re
from dataclasses import dataclass

from csp_analytics.period import Period
from csp_claims import lexicon
from csp_claims.reading import Sentence
from csp_claims.tokens import Token

_N = "[nmp]"
_PERIOD_FIRST = r"(?:[yv][w(,i]{0,3})?"
_FORMS = (  # name, pattern over tags; a is the start value, z the end value
    ("from_to", rf"f[wox(,]{{0,4}}{_PERIOD_FIRST}(?P<a>{_N})(?P<g>[wiyovkxah(),UD]{{0,14}}?)"
     rf"t[wo]{{0,4}}{_PERIOD_FIRST}(?P<z>{_N})"),
    ("to_from", rf"t[wo]{{0,4}}(?P<z>{_N})(?P<g>[wiyovkxa(),]{{0,9}}?)f[wo]{{0,4}}"
     rf"{_PERIOD_FIRST}(?P<a>{_N})"),
    ("arrow", rf"(?P<a>{_N})t(?P<z>{_N})"),
    ("more_than", rf"(?P<z>{_N})[wiovy,(]{{1,9}}[nmpq][ML]w?h[woi]{{0,4}}{_PERIOD_FIRST}"
     rf"(?P<a>{_N})"),
    ("cut_to", rf"(?P<a>{_N})w{{0,4}}[UD]w?bw?[nmp]t[wo]{{0,2}}(?P<z>{_N})"),
    ("up_from", rf"(?P<z>{_N})(?P<g>[wiyovkxa(),;]{{0,14}}?)[UDML]w?(?:b?p)?(?:f|h)[woi]{{0,4}}"
     rf"{_PERIOD_FIRST}(?P<a>{_N})"),
    ("up_on", rf"(?P<z>{_N})(?P<g>(?:[wiyovkxa(),;]|f(?=w)){{0,14}}?)p?w{{0,2}}[UD]"
     rf"(?P<on>w)[wov]{{0,3}}{_PERIOD_FIRST}(?P<a>{_N})"),
    ("compared_first", rf"c[wov]{{0,4}}(?:yw?)?\((?P<a>{_N})\),(?P<g>[wo]{{0,6}})(?P<z>{_N})"),
    ("compared", rf"(?P<z>{_N})(?P<g>[^npmqcB]{{0,16}}?)c[wovi(hx]{{0,6}}{_PERIOD_FIRST}"
     rf"(?P<a>{_N})"),
    ("two_periods", rf"(?P<a>{_N})(?P<g>[wio(,]{{0,7}})y(?P<h>[^npmqUD]{{0,10}}?)(?P<z>{_N})"
     r"[wio(,]{0,7}y"),
    ("periods_first", rf"y(?P<g>[w,(oi]{{0,7}})(?P<a>{_N})(?P<h>[^npmq]{{0,14}}?)y"
     rf"[w,(oi]{{0,7}}(?P<z>{_N})"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _FORMS)
_TOLD_AFTER = re.compile(r"w?[i(]w?[yv]\)?")  # "in 2022/23" belongs to the number before it
_STOP = set("npmqft;BUD")


@dataclass(frozen=True)
class Pair:
    """Two values of one thing, the earlier first, and where they stand among the tokens.

    start_period, end_period: None when not told. start_is_previous: "the previous year".
    benchmark: compared with a target or an average, not with an earlier time.
    first, last: the tokens it spans.
    """

    form: str
    start: Token
    end: Token
    first: int
    last: int
    start_period: Period | None = None
    end_period: Period | None = None
    start_is_previous: bool = False
    benchmark: bool = False


def find_pairs(sentence: Sentence) -> list[Pair]:
    """The pairs of a sentence that share no number, in order."""
    found: list[Pair] = []
    taken: set[int] = set()
    for name, pattern in _COMPILED:
        at = 0
        while match := pattern.search(sentence.tags, at):
            at = match.start() + 1
            numbers = {match.start("a"), match.start("z")}
            if numbers & taken or not (pair := _pair(sentence, name, match)):
                continue
            taken |= numbers
            found.append(pair)
    return sorted(found, key=lambda pair: pair.first)


def _pair(sentence: Sentence, form: str, match: "re.Match[str]") -> Pair | None:
    tokens = sentence.tokens
    a, z = match.start("a"), match.start("z")
    if form == "arrow" and tokens[match.start() + 1].text != "→":
        return None
    if form == "up_on" and tokens[match.start("on")].text.casefold() not in {"on", "upon", "over"}:
        return None
    if not _same_unit(tokens[a], tokens[z]):
        return None
    if form == "up_on" and tokens[a].tag != tokens[z].tag:
        return None
    start_period, previous = _period_of(sentence, a)
    bracketed = match.start() > 0 and sentence.tags[match.start() - 1] == "("
    end_period, end_previous = _period_of(sentence, z, back=not bracketed)
    if end_previous and not previous:  # "96 in the previous year, compared with 120 now"
        a, z, start_period, end_period, previous = z, a, end_period, start_period, True
    by_period = form in {"compared", "compared_first", "two_periods", "periods_first"}
    if by_period and start_period and end_period and end_period.start < start_period.start:
        a, z, start_period, end_period = z, a, end_period, start_period
    between = {token.text.casefold() for token in tokens[match.start() : match.end()]}
    benchmark = form in {"compared", "compared_first", "up_from", "up_on"} and bool(
        between & lexicon.BENCHMARK
    )
    told = _TOLD_AFTER.match(sentence.tags, match.end())
    last = told.end() if told else match.end()
    return Pair(
        form, tokens[a], tokens[z], match.start(), last, start_period, end_period,
        previous, benchmark,
    )  # fmt: skip


def _same_unit(first: Token, second: Token) -> bool:
    """Counts with counts; £ may be left out once, and so may %."""
    if first.quantity.in_words != second.quantity.in_words:
        return False
    return first.tag == second.tag or {first.tag, second.tag} in ({"n", "m"}, {"n", "p"})


def _period_of(sentence: Sentence, at: int, *, back: bool = True) -> tuple[Period | None, bool]:
    """The period told with a number, after it or just before, and whether it is "previous".

    back: whether to look before it; not where it opens a bracket that compares two values.
    """
    tokens = sentence.tokens
    for place in range(at + 1, min(at + 14, len(tokens))):
        token = tokens[place]
        if token.tag == "y":
            return token.quantity.period, False
        if token.tag == "v":
            return None, True
        names_place = token.tag == "t" and sentence.tags[place + 1 : place + 2] == "w"
        if token.tag == "c" or (token.tag in _STOP and not names_place):
            break
    for token in reversed(tokens[max(0, at - 7) : at] if back else []):
        if token.tag == "y":
            return token.quantity.period, False
        if token.tag == "v":
            return None, True
        if token.tag in _STOP or token.tag == "c":
            break
    return None, False
