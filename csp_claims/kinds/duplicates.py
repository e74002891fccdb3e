"""One thing stated twice: equal, or so that both cannot be true."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from csp_analytics.rounding import thousands
from csp_claims import lexicon
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.facts import Fact
from csp_claims.gather import facts_of
from csp_claims.verdicts import judge

_RECENT = 12  # earlier facts of one word that are compared, so that time grows with length
_ALIKE = 0.55  # share of common words from which two equal values tell one thing
_CLOSE = Decimal("0.15")
_SCOPE = lexicon.words(  # words that make a figure one of another thing, if only one has them
    "nationally national regionally regional rateof first second third fourth last previous"
    " before after quarter half forecast projected expected provisional target monthly weekly"
    " daily cumulative excluding except"
)
_LEVELS = lexicon.words("force district county borough city town country region ward districts")
_CLAUSE = re.compile(r"[;:\u2013]|,(?![0-9])|\b(?:while|whereas|whilst|but|although)\b")
_RATE_OF = re.compile(r"\brates? of\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:previous|last|preceding|prior) (?:financial )?years?\b(?:'s)?|\byear before\b",
    re.IGNORECASE,
)


def claims_in(reading: Reading) -> Iterator[Claim]:
    """Every fact compared with the earlier fact that is most like it."""
    index: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    later: list[Fact] = []
    for sentence in reading.numbered:
        for fact in facts_of(reading, sentence):
            if fact.topic == "difference":
                later.append(fact)
                continue
            if claim := _compared(reading, fact, _candidates(index, fact)):
                yield claim
            for stem in fact.subject.stems:
                index[fact.topic, fact.unit, stem].append(fact)
    for fact in later:
        if claim := _difference(fact, _candidates(index, fact, "change", "p")):
            yield claim


def _candidates(
    index: dict[tuple[str, str, str], list[Fact]], fact: Fact, topic: str = "", unit: str = ""
) -> list[Fact]:
    """Earlier facts that share a word, each once, the latest of each word."""
    found: dict[int, Fact] = {}
    for stem in sorted(fact.subject.stems):
        for each in index.get((topic or fact.topic, unit or fact.unit, stem), [])[-_RECENT:]:
            if each.sentence is not fact.sentence:
                found[id(each)] = each
    return list(found.values())


def _compared(reading: Reading, fact: Fact, candidates: list[Fact]) -> Claim | None:
    """The claim made by the most alike of the earlier facts that says something."""
    best: tuple[float, Claim] | None = None
    for other in candidates:
        if not _comparable(fact, other):
            continue
        sure = _sureness(reading, fact, other)
        alike = fact.subject.overlap(other.subject)
        if sure and (best is None or alike > best[0]):
            best = alike, _claim(fact, other, sure)
    return best[1] if best else None


def _comparable(fact: Fact, other: Fact) -> bool:
    """Whether two facts may be about one thing and time."""
    if fact.topic == "change":
        if (fact.value > 0) != (other.value > 0):
            return False
        if fact.base and other.base and fact.base != other.base:
            return False
    if fact.topic == "named count":
        return None in {fact.period, other.period} or fact.period == other.period
    if fact.topic == "level":
        return fact.period == other.period
    return fact.period == other.period or fact.value == other.value


def _sureness(reading: Reading, fact: Fact, other: Fact) -> float:
    """How surely two facts are one thing told twice; 0 when they are not."""
    one, two = fact.subject, other.subject
    if _equal(fact, other):
        return 0.9 if one.same(two) else 0.75 * (one.overlap(two) >= _ALIKE)
    if _side_by_side(reading, fact, other) or fact.places != other.places:
        return 0.0
    if _of_other_scope(fact, other):
        return 0.0
    if fact.topic == "named count":
        return 0.72 if one.same(two) and _close(fact, other) else 0.5 * one.same(two)
    if fact.topic == "target":
        return 0.75 * (one.overlap(two) > 0.8)
    if one.same(two):
        if fact.period is None:
            return 0.72 if _close(fact, other) else 0.5
        return 0.85 if fact.topic == "change" else 0.78
    if fact.topic == "change" and _close(fact, other) and _understood(reading, fact, other):
        return 0.72
    return 0.0


def _of_other_scope(fact: Fact, other: Fact) -> bool:
    """Whether the sentences of two facts speak of other levels, times of a year, or stages.

    "last year" alone says nothing new of a figure whose year is told.
    """
    one, two = _words(fact), _words(other)
    if one & _SCOPE != two & _SCOPE:
        return True
    areas = one & _LEVELS, two & _LEVELS
    return all(areas) and areas[0] != areas[1]


def _words(fact: Fact) -> frozenset[str]:
    """The words of the clause that tells a fact, and of a short one that opens its sentence."""
    text = fact.sentence.text
    if fact.topic != "named count":
        text = _YEAR_BEFORE.sub(" ", text)
    clauses = _CLAUSE.split(_RATE_OF.sub("rateof", text))
    told = [clause for clause in clauses if fact.quote in " ".join(clause.split())]
    opening = [clause for clause in clauses[:1] if len(clause.split()) <= 3]
    return frozenset(re.findall("[a-z]+", " ".join((told or clauses) + opening).casefold()))


def _side_by_side(reading: Reading, fact: Fact, other: Fact) -> bool:
    """Whether two facts stand in one list or next to each other: they differ on purpose."""
    one, two = fact.sentence.block, other.sentence.block
    lead = reading.lead(one)
    return abs(one.number - two.number) <= 1 or (lead is not None and lead is reading.lead(two))


def _equal(fact: Fact, other: Fact) -> bool:
    """Whether two values are one, as far as the coarser print tells."""
    decimals = min(fact.decimals, other.decimals)
    coarse, fine = (fact, other) if fact.decimals == decimals else (other, fact)
    qualifier = coarse.qualifier or fine.qualifier
    verdict = judge(coarse.value, fine.value, decimals, qualifier=qualifier).verdict
    return verdict is Verdict.HOLDS


def _close(fact: Fact, other: Fact) -> bool:
    return abs(fact.value - other.value) <= _CLOSE * max(abs(fact.value), abs(other.value))


def _understood(reading: Reading, fact: Fact, other: Fact) -> bool:
    """Whether one subject only leaves out words that stand around it.

    "all casualties" in a paragraph on roads is "all road casualties"; "fatal casualties" is not.
    """
    longer, shorter = sorted((fact, other), key=lambda each: -len(each.subject.stems))
    missing = longer.subject.stems - shorter.subject.stems
    if not shorter.subject.stems or not shorter.subject.stems < longer.subject.stems:
        return False
    if missing & (longer.subject.names | shorter.subject.names) or shorter.subject.vague:
        return False
    if longer.subject.whole != shorter.subject.whole or len(missing) > 2:
        return False
    return missing <= reading.words_around(shorter.sentence.block)


def _claim(fact: Fact, other: Fact, sure: float) -> Claim:
    """The claim that two facts make; the one without its own evidence is the one quoted."""
    same = _equal(fact, other)
    told, against = (other, fact) if fact.values and not other.values else (fact, other)
    note = "" if same else (
        f"{_printed(told)} here, {_printed(against)} in line {against.lines[0]}: "
        "both cannot be true."
    )  # fmt: skip
    return Claim(
        told.quote, tuple(sorted({*told.lines, *against.lines})), "duplicate_statement",
        told.subject.words, (_input(told), _input(against)),
        Verdict.HOLDS if same else Verdict.CONTRADICTORY, sure, told.value,
        unit={"p": "%", "m": "£"}.get(told.unit, ""), stated_decimals=told.decimals, note=note,
    )  # fmt: skip


def _input(fact: Fact) -> Input:
    return Input(f"line {fact.lines[0]}", fact.value, str(fact.period or ""))


def _printed(fact: Fact) -> str:
    value = thousands(abs(fact.value), max(0, fact.decimals))
    return {"p": f"{value}%", "m": f"£{value}"}.get(fact.unit, value)


def _difference(fact: Fact, candidates: list[Fact]) -> Claim | None:
    """ "8,244 fewer than the year before", where the two values stand elsewhere."""
    found = []
    for other in candidates:
        if other.values and other.period == fact.period and (other.value > 0) == (fact.value > 0):
            change = other.values[1] - other.values[0]
            exact, same = change == fact.value, fact.subject.same(other.subject)
            if same or (exact and fact.subject.overlap(other.subject) >= _ALIKE):
                found.append((exact, same, change, other))
    if not found:
        return None
    exact, _, change, other = max(found, key=lambda each: each[:2])
    start, end = other.values or (Decimal(0), Decimal(0))
    judged = judge(fact.value, change, fact.decimals, qualifier=fact.qualifier)
    note = "" if exact else f"From {thousands(start)} to {thousands(end)} is {thousands(change)}."
    return Claim(
        fact.quote, tuple(sorted({*fact.lines, *other.sentence.lines()})), "difference",
        fact.subject.words, (Input("from", start), Input("to", end, str(other.period or ""))),
        judged.verdict, 0.78, fact.value, stated_decimals=fact.decimals, computed=change,
        computed_at_stated_decimals=judged.at_decimals, note=note,
    )  # fmt: skip
