"""Words that compare: "well below the target of 25%", "almost half (46%)", "3 out of 5"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import round_half_up, thousands
from csp_claims import lexicon
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.reading import Sentence
from csp_claims.subjects import stem
from csp_claims.tokens import Token

_ABOVE = lexicon.words("higher greater above over exceeding exceeds exceeded exceed surpassing")
_BELOW = lexicon.words("lower below under less")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<x>[nmp])(?P<gap>[^npmqs]{0,7}?)(?P<d>[ML])(?P<mid>[^npmqsUDB]{0,9})(?P<y>[nmp])",
        r"(?P<d>[ML])(?P<gap>[^npmqshUDB]{0,8})(?P<x>[nmp])[^npmqsUDB]{0,3}h"
        r"(?P<mid>[^npmqsUDB]{0,6})(?P<y>[nmp])",
        r"(?P<gap>)(?P<d>[ML])(?P<mid>[^npmqsUDBh]{1,6})(?P<y>[nmp]),w{1,2}(?P<x>[nmp])",
    )
)
_VERBS = lexicon.words("exceeded exceeds exceed exceeding")
_LINKS = lexicon.words("which is was are were remains remained and stood at")
_REACHED = re.compile(
    r"\b(?P<how>surpassed|exceeded|beaten|missed) (?:that|this|the|our) (?:\w+ )?(?:target|goal)\b"
)
_GOAL = re.compile(r"\b(?:goal|target|aim)(?:s|ed)?\b", re.IGNORECASE)
_WELL = Decimal("0.1")  # how far "well above" is, as a share of what it is above
_SCALE = re.compile(
    r"\b(?:scale of|from|on a|a)? ?([0-9]{1,3}) ?(?:to|-|\u2013) ?([0-9]{1,3})(?: point)? scale\b"
    r"|\bscale of ([0-9]{1,3}) ?(?:to|-|\u2013) ?([0-9]{1,3})\b"
)
_SCORE = re.compile(r"\b([0-9]{1,3}(?:\.[0-9])?) out of ([0-9]{1,3})\b")


def claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """The comparisons of a sentence with a value that it gives."""
    yield from _against_benchmark(reading, sentence)
    yield from _rough_shares(reading, sentence)
    yield from _goals(reading, sentence)


def claims_in(reading: Reading) -> Iterator[Claim]:
    """Scales with scores, and "more than in 2019" told in several places."""
    for block in reading.blocks:
        scale, score = _SCALE.search(block.text), _SCORE.search(block.text)
        if scale and score:
            least, most = (int(each) for each in scale.groups() if each)
            value, out_of = Decimal(score[1]), int(score[2])
            holds = out_of == most and least <= value <= most
            yield Claim(
                score[0], block.lines(score.start(), score.end()), "comparison_words", "score",
                (Input("end of the scale", Decimal(most)), Input("out of", Decimal(out_of))),
                Verdict.HOLDS if holds else Verdict.WRONG, 0.78, words=f"out of {out_of}",
                note="" if holds else f"The scale goes from {least} to {most}.",
            )  # fmt: skip
    yield from _than_in_a_year(reading)


def _against_benchmark(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    seen: set[int] = set()
    for number, form in enumerate(_FORMS):
        for match in form.finditer(sentence.tags):
            x, y = (sentence.tokens[match.start(name)] for name in "xy")
            word = sentence.tokens[match.start("d")].text.casefold()
            sign = (word in _ABOVE) - (word in _BELOW)
            fits = sign and x.tag == y.tag and match.start("d") not in seen
            fits = fits and (number < 2 or word in _VERBS)
            if fits and _is_comparison(sentence, match, number):
                seen.add(match.start("d"))
                yield _benchmark_claim(reading, sentence, match, sign)


def _is_comparison(sentence: Sentence, match: "re.Match[str]", number: int) -> bool:
    """Whether two values are compared: not "3% above the target of 80%", where 3% is the gap."""
    gap = sentence.tokens[match.start("gap") : match.end("gap")]
    mid = sentence.tokens[match.start("mid") : match.end("mid")]
    if number == 0:
        apart = any(each.tag in ",;(" or each.text.casefold() in _LINKS for each in gap)
        if not apart or any(each.tag in "UD" for each in gap):
            return False
    words = [each.text for each in mid]
    names = any(word[0].isupper() and word.isalpha() for word in words)
    return names or any(word.casefold() in lexicon.BENCHMARK for word in words)


def _benchmark_claim(
    reading: Reading, sentence: Sentence, match: "re.Match[str]", sign: int
) -> Claim:
    at = match.start("d")
    x, y = (sentence.tokens[match.start(name)] for name in "xy")
    a, b = x.quantity.value, y.quantity.value
    well = at > 0 and sentence.tokens[at - 1].text.casefold() in {"well", "far", "much"}
    true = (a - b) * sign > 0
    sure = 0.85 if match.re is _FORMS[1] or "B" not in match["gap"] else 0.6
    if true and well and abs(a - b) < _WELL * b:
        true, sure = False, 0.5
    words = f"{'well ' if well else ''}{sentence.tokens[at].text}"
    first, last = sentence.tokens[min(match.start("x"), at)], max(x, y, key=lambda t: t.start)
    return Claim(
        sentence.quote(first, last), sentence.lines(first, last), "comparison_words",
        reading.words(sentence, 0, match.start()).words, (Input("value", a), Input("against", b)),
        Verdict.HOLDS if true else Verdict.WRONG, sure, words=words.casefold(),
        unit="%" if x.tag == "p" else "",
        note="" if true else f"{x.text.strip()} is not {words} {y.text.strip()}.",
    )  # fmt: skip


def _goals(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "The goal was £6m. We surpassed that target, with more than £10m spent." """
    match, earlier = _REACHED.search(sentence.text), reading.before(sentence)
    if not match or earlier is None or not _GOAL.search(earlier.text):
        return
    values = [token for token in sentence.tokens if token.tag in "nmp"]
    goals = [token for token in earlier.tokens if token.tag in "nmp"]
    if len(values) != 1 or len(goals) != 1 or values[0].tag != goals[0].tag:
        return
    value, goal = values[0].quantity.value, goals[0].quantity.value
    true = value > goal if match["how"] != "missed" else value != goal
    first = sentence.tokens[0]
    yield Claim(
        sentence.quote(first, values[0]),
        tuple(sorted({*earlier.lines(goals[0]), *sentence.lines(first, values[0])})),
        "comparison_words", reading.words(earlier, 0, len(earlier.tokens)).words,
        (Input("value", value), Input("goal", goal)),
        Verdict.HOLDS if true else Verdict.WRONG, 0.72, words=match["how"],
        note="" if true else f"{values[0].text} has not {match['how']} {goals[0].text}.",
    )  # fmt: skip


def _rough_shares(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "a quarter of charities (26%)", "25% (one in four)" """
    for match in re.finditer(r"s[wo]{0,6}(?:[(,]w?)p|p[wo]{0,5}\(w?s|s[(;,]w?p", sentence.tags):
        first, last = sentence.tokens[match.start()], sentence.tokens[match.end() - 1]
        share, percent = (first, last) if first.tag == "s" else (last, first)
        if share.quantity.whole > 12:
            continue
        yield _share_claim(reading, sentence, share, percent, (first, last))


def _share_claim(
    reading: Reading, sentence: Sentence, share: Token, percent: Token, ends: tuple[Token, Token]
) -> Claim:
    said, found = share.quantity.value * 100, percent.quantity.value
    away = found - said
    room = Decimal("0.5")
    if share.qualifier in lexicon.ABOVE:
        true, unsure = -room < away <= 10, away > 10
    elif share.qualifier in lexicon.BELOW:
        true, unsure = -10 <= away < room, away < -10
    else:
        true, unsure = abs(away) <= 4, abs(away) <= 8
    words = f"{share.qualifier} {share.text}".strip()
    return Claim(
        sentence.quote(*ends), sentence.lines(*ends), "comparison_words",
        reading.words(sentence, 0, len(sentence.tokens)).words,
        (Input("share", round_half_up(said, 4)), Input("percent", found)),
        Verdict.HOLDS if true else Verdict.WRONG, 0.5 if unsure and not true else 0.85,
        words=words, unit="%", computed=found,
        note="" if true else f"{percent.text} is not {words} ({thousands(said, 1)}%).",
    )  # fmt: skip


_THAN_IN = re.compile(
    r"(?:(?P<n>[0-9][0-9,]*) )?\b(?P<d>more|fewer|less) (?P<what>(?:[A-Za-z]+ ){1,6}?)"
    r"(?:[a-z0-9 /,]{0,40} )?than (?:\w+ ){0,3}?in (?P<year>(?:19|20)[0-9]{2}(?:/[0-9]{2})?)\b"
)


def _than_in_a_year(reading: Reading) -> Iterator[Claim]:
    """ "more officers than in 2019" here, "237 more police officers … than in 2019" there."""
    earlier: dict[tuple[str, str], tuple[int, Decimal | None, tuple[int, ...]]] = {}
    for block in reading.blocks:
        for match in _THAN_IN.finditer(block.text):
            lines = block.lines(match.start(), match.end())
            sign = 1 if match["d"] == "more" else -1
            number = Decimal(match["n"].replace(",", "")) if match["n"] else None
            noun = _noun(match["what"])
            other = earlier.setdefault((noun, match["year"]), (sign, number, lines))
            if other[2] != lines:
                yield _than_claim(match, sign, number, lines, other)


def _noun(words: str) -> str:
    """The stem of the thing counted: the first plural of the words, or the last of them."""
    found = words.split()
    return stem(next((word for word in found if word.endswith("s")), found[-1]))


def _than_claim(
    match: "re.Match[str]", sign: int, number: Decimal | None, lines: tuple[int, ...],
    other: tuple[int, Decimal | None, tuple[int, ...]],
) -> Claim:  # fmt: skip
    other_sign, other_number, other_lines = other
    counted = number if number is not None else other_number
    same = (sign == other_sign and None in {number, other_number}) or number == other_number
    same = same and sign == other_sign
    values = (
        (Decimal(0), (counted or Decimal(0)) * other_sign)
        if None in {number, other_number}
        else (other_number or Decimal(0), number or Decimal(0))
    )
    verdict = Verdict.HOLDS if same else Verdict.CONTRADICTORY
    kind = "direction" if None in {number, other_number} else "duplicate_statement"
    return Claim(
        match[0], tuple(sorted({*lines, *other_lines})), kind, match["what"].strip(),
        (Input(match["year"], values[0]), Input(f"line {other_lines[0]}", values[1])),
        verdict, 0.75,
        words=match["d"], computed=values[1],
        note="" if same else f"Line {other_lines[0]} says otherwise of the same year.",
    )  # fmt: skip
