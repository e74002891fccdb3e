"""Percent changes, differences and directions: "fell by 14% from 26,913 to 23,034"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import percent_change, round_half_up, thousands
from csp_claims import matching
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.pairs import Pair, find_pairs
from csp_claims.reading import Sentence
from csp_claims.stated import Stated, find_stated
from csp_claims.verdicts import UNSURE, Judged, judge

_MOVED_TO = re.compile(r"[UD]tw{0,2}(?:ow?)?(?P<z>[nmps])")
_SAYS_THIS = re.compile(
    r"\b(?:[Tt]his|[Ii]t|[Tt]hese|which) (?:has |have |had )?(?:\w+ed|\w+s|rose|fell)\b"
)
_UNITS = {"p": "%", "q": "points", "m": "£"}


def claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """The claims of change in a sentence whose two values stand in it or just before it."""
    pairs, stated = find_pairs(sentence), find_stated(sentence)
    matched = matching.match(sentence, stated, pairs)
    for each, pair, sure in matched:
        if claim := change_claim(reading, sentence, each, pair, sentence, sure):
            yield claim
    told = {id(pair) for _, pair, _ in matched}
    yield from _directions(reading, sentence, [pair for pair in pairs if id(pair) not in told])
    if not pairs:
        yield from _by_difference(reading, sentence, stated)
        yield from _moved_to(reading, sentence)
    if not pairs and (earlier := reading.before(sentence)):
        yield from _carried_on(reading, sentence, stated, earlier)


def _by_difference(reading: Reading, sentence: Sentence, stated: list[Stated]) -> Iterator[Claim]:
    """ "215 arrests, 48 fewer than the year before (a fall of 18%)": the start is 263."""
    steps = [each for each in stated if each.amount.tag in "nm" and each.sign]
    percents = [each for each in stated if each.amount.tag == "p" and each.sign]
    if len(steps) != 1 or len(percents) != 1 or steps[0].sign != percents[0].sign:
        return
    step, percent = steps[0], percents[0]
    ends = [token for token in sentence.tokens[: step.first] if token.tag == step.amount.tag]
    if len(ends) != 1 or ends[0].quantity.in_words:
        return
    end, change = ends[0].quantity.value, step.amount.quantity.value * step.sign
    if end - change <= 0:
        return
    computed = percent_change(end - change, end)
    value = percent.amount.quantity.value * percent.sign
    decimals, qualifier = percent.amount.quantity.decimals, percent.amount.qualifier
    judged = judge(value, computed, decimals, qualifier=qualifier)
    tokens = sentence.tokens[step.first], sentence.tokens[percent.last - 1]
    shown = f"{thousands(abs(change))} from {thousands(end - change)} is {judged.at_decimals}%."
    yield Claim(
        sentence.quote(*tokens), sentence.lines(ends[0], *tokens), "percent_change",
        reading.subject(sentence, 0, step.first).words,
        (Input("to", end), Input("difference", change)), judged.verdict, 0.8, value, "", "%",
        decimals, computed, judged.at_decimals, "" if judged.verdict is Verdict.HOLDS else shown,
    )  # fmt: skip


def _carried_on(
    reading: Reading, sentence: Sentence, stated: list[Stated], earlier: Sentence
) -> Iterator[Claim]:
    """ "Thefts went from 120 to 96. This is a fall of 20%." """
    pairs = find_pairs(earlier)
    refers = sentence.text.split()[0] in {"This", "That", "It", "Which", "A", "An", "The"}
    free = [each for each in stated if each.first <= 6 and each.form != "bare"]
    if len(pairs) == 1 and refers and free and not find_stated(earlier):
        claim = change_claim(reading, sentence, free[0], pairs[0], earlier, 0.8)
        if claim:
            yield claim


def change_claim(
    reading: Reading, sentence: Sentence, stated: Stated, pair: Pair, home: Sentence, sure: float
) -> Claim | None:
    """A stated change recomputed from a pair; None where the units have nothing to do.

    home: the sentence the pair stands in. sure: confidence in their belonging together.
    """
    unit = stated.amount.tag
    start, end = pair.start.quantity, pair.end.quantity
    in_percent = unit == "p"
    rates = "p" in {start.kind, end.kind}
    if not _units_agree(unit, start.kind, end.kind) or (in_percent and start.value == 0):
        return None
    computed = percent_change(start.value, end.value) if in_percent else end.value - start.value
    sign = stated.sign or (-1 if computed < 0 else 1)
    value = stated.amount.quantity.value * sign
    judged = _judge(stated, pair, value, computed, in_percent)
    verdict, note = judged.verdict, ""
    if judged.verdict is not Verdict.HOLDS:
        note = _note(stated, pair, value, computed, judged)
    if verdict is Verdict.WRONG:
        if in_percent and rates and abs(abs(end.value - start.value) - abs(value)) <= 1:
            sure, note = UNSURE, f"That is {end.value - start.value} percentage points. {note}"
        if abs(judged.at_decimals) == abs(value) and stated.sign:
            verdict = Verdict.CONTRADICTORY
    broken = [q for q in (start, end, stated.amount.quantity) if q.malformed]
    if broken:
        verdict, note = Verdict.MALFORMED, f"{broken[0].malformed} {note}".strip()
    sure *= judged.factor * (0.6 if stated.form == "bracketed" or pair.benchmark else 1)
    quote, lines = _quote(sentence, stated, pair, home)
    return Claim(
        quote, lines, "percent_change" if in_percent else "difference",
        reading.subject(sentence, *matching.window(sentence, stated, pair)).words,
        inputs_of(pair), verdict, round(sure, 2), value, "", _UNITS.get(unit, ""),
        stated.amount.quantity.decimals, computed, judged.at_decimals, note,
    )  # fmt: skip


def words_for(sign: int) -> str:
    """The word for a direction."""
    return {1: "up", -1: "down"}.get(sign, "flat")


def inputs_of(pair: Pair) -> tuple[Input, Input]:
    """The two values as inputs, with their periods where told."""
    return (
        Input("from", pair.start.quantity.value, str(pair.start_period or "")),
        Input("to", pair.end.quantity.value, str(pair.end_period or "")),
    )


def _units_agree(unit: str, start: str, end: str) -> bool:
    if unit == "p":
        return True
    if unit == "q":
        return "p" in {start, end}
    return "p" not in {start, end}


def _judge(
    stated: Stated, pair: Pair, value: Decimal, computed: Decimal, in_percent: bool
) -> Judged:
    start, end = pair.start.quantity, pair.end.quantity
    qualifier, decimals = stated.amount.qualifier, stated.amount.quantity.decimals
    if stated.sign == 0:
        computed = abs(computed) * (1 if value > 0 else -1)
    low_start, high_start = start.value - start.half_unit, start.value + start.half_unit
    low_end, high_end = end.value - end.half_unit, end.value + end.half_unit
    if in_percent:
        low = percent_change(high_start, max(low_end, Decimal(0)))
        high = percent_change(low_start, high_end)
    else:
        low, high = low_end - high_start, high_end - low_start
    return judge(value, computed, decimals, qualifier=qualifier, low=low, high=high)


def _note(stated: Stated, pair: Pair, value: Decimal, computed: Decimal, judged: Judged) -> str:
    """What would have made the statement true."""
    start, end = pair.start.quantity.value, pair.end.quantity.value
    spread = thousands(start, _places(start)), thousands(end, _places(end))
    mark = {"p": "%", "q": " percentage points"}.get(stated.amount.tag, "")
    shown = judged.at_decimals
    size = thousands(abs(shown), _places(shown))
    said = f"From {spread[0]} to {spread[1]} is a {_change_word(shown)} of {size}{mark}"
    if judged.verdict is Verdict.ROUNDING:
        return f"{said} when rounded half up ({round_half_up(computed, 3)})."
    if stated.amount.tag == "p":
        needed = round_half_up(start * (100 + value) / 100, _places(end))
    else:
        needed = start + value
    shown_end = thousands(needed, _places(needed))
    told = thousands(abs(value), _places(value))
    return f"{said}; {told}{mark} would need an end value near {shown_end}."


def _change_word(value: Decimal) -> str:
    return "rise" if value > 0 else "fall" if value < 0 else "change"


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _quote(
    sentence: Sentence, stated: Stated, pair: Pair, home: Sentence
) -> tuple[str, tuple[int, ...]]:
    if home is not sentence:
        first, last = sentence.tokens[stated.first], sentence.tokens[stated.last - 1]
        lines = {*sentence.lines(first, last), *home.lines(pair.start, pair.end)}
        return sentence.quote(first, last), tuple(sorted(lines))
    first = sentence.tokens[min(stated.first, pair.first)]
    last = sentence.tokens[max(stated.last, pair.last) - 1]
    return sentence.quote(first, last), sentence.lines(first, last)


def _moved_to(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "There were 7,000 calls a quarter. This rose to 8,700." """
    match = _MOVED_TO.search(sentence.tags)
    earlier = reading.before(sentence)
    if not match or earlier is None or not _SAYS_THIS.search(sentence.text):
        return
    end = sentence.tokens[match.start("z")]
    starts = [token for token in earlier.tokens if token.tag in "nmps"]
    if len(starts) != 1 or starts[0].tag != end.tag or end.quantity.in_words:
        return
    sign = 1 if sentence.tags[match.start()] == "U" else -1
    change = end.quantity.value - starts[0].quantity.value
    found = (change > 0) - (change < 0)
    first = sentence.tokens[match.start()]
    yield Claim(
        sentence.quote(first, end),
        tuple(sorted({*earlier.lines(starts[0]), *sentence.lines(first, end)})), "direction",
        reading.words(earlier, 0, len(earlier.tokens)).words,
        (Input("from", starts[0].quantity.value), Input("to", end.quantity.value)),
        Verdict.HOLDS if found == sign else Verdict.WRONG, 0.72, words=words_for(sign),
        computed=change,
        note="" if found == sign else f"The values go {words_for(found)}, not {words_for(sign)}.",
    )  # fmt: skip


def _directions(reading: Reading, sentence: Sentence, pairs: list[Pair]) -> Iterator[Claim]:
    """ "rose from 120 to 96": a direction and no amount."""
    for pair in pairs:
        sign, at, sure = matching.direction_of(sentence, pair)
        if not sign or pair.benchmark:
            continue
        computed = pair.end.quantity.value - pair.start.quantity.value
        found = (computed > 0) - (computed < 0)
        holds = found == sign
        first, last = (
            sentence.tokens[min(at, pair.first)],
            sentence.tokens[max(at + 1, pair.last) - 1],
        )
        yield Claim(
            sentence.quote(first, last), sentence.lines(first, last), "direction",
            reading.subject(sentence, max(0, at - 12), pair.last).words, inputs_of(pair),
            Verdict.HOLDS if holds else Verdict.WRONG, sure,
            words=words_for(sign), computed=computed,
            note="" if holds else f"The values go {words_for(found)}, not {words_for(sign)}.",
        )  # fmt: skip
