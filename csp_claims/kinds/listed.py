"""A stated count against what is listed: "three priorities" and a list of three."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from csp_claims import lexicon
from csp_claims.claim import Claim, Input, Verdict
from csp_claims.context import Reading
from csp_claims.listings import Listing
from csp_claims.reading import Block, Sentence
from csp_claims.subjects import stem

_OPENS = re.compile(
    r"\s*[\"']?\s*(?P<mark>[:;\u2013—(,]| - |namely|(?:which )?(?:are|were|includ\w+))\s*"
)
_SURE_MARKS = frozenset({":", ";", "\u2013", "—", "-", "(", "namely"})
_BUILT_AROUND = re.compile(r"(?:[a-z]ed|built) (?:around|on) $")
_FOLLOWS = re.compile(r"\b(?:as follows|following|below|these are|they are)\b", re.IGNORECASE)
_ANNOUNCES = lexicon.words(
    "are were as follows following below these which that include includes including namely"
    " identified set out our this year of work have been is was by agreed main key for in and"
    " they we focus on")  # fmt: skip
_DEFINITE = lexicon.words("the our these all its their")
_PLAIN = lexicon.words("the our these all its their key main strategic identified of and for")
_SINGULAR = {"priorities": "priority", "criteria": "criterion", "authorities": "authority"}


@dataclass(frozen=True)
class _Counted:
    """A number of things that may be listed. at, last: tokens of the number and of the noun."""

    sentence: Sentence
    at: int
    last: int
    value: int
    noun: str
    modifiers: frozenset[str]


def claims_in(reading: Reading) -> Iterator[Claim]:
    """Every stated number of things whose list can be found."""
    following: dict[int, Listing] = {}
    for listing in reading.listings:
        if listing.lead:
            following.setdefault(listing.lead.number, listing)
    announced = _announced(reading.listings)
    labels = _labels(reading.blocks)
    for sentence in reading.numbered:
        for counted in _counted(sentence):
            claim = (
                _inline(counted)
                or _below(counted, following.get(sentence.block.number))
                or _elsewhere(counted, announced)
                or _labelled(counted, labels)
            )
            if claim:
                yield claim


def singular(word: str) -> str:
    """A noun of the lexicon in the singular, "" when it is none."""
    lower = word.casefold()
    for each in (
        _SINGULAR.get(lower, ""),
        lower.removesuffix("s"),
        lower.removesuffix("ies") + "y",
    ):
        if each in lexicon.LISTED and each != lower:
            return each
    return ""


def _counted(sentence: Sentence) -> Iterator[_Counted]:
    for at, token in enumerate(sentence.tokens):
        if token.tag != "n" or not 2 <= token.quantity.value <= 20:
            continue
        if token.qualifier and not _BUILT_AROUND.search(sentence.text[: token.start]):
            continue
        place, last = at + 1, 0
        while place < min(at + 5, len(sentence.tokens)) and sentence.tags[place] == "w":
            if singular(sentence.tokens[place].text):
                last = place
            place += 1
        if last:
            words = {each.text.casefold() for each in sentence.tokens[at + 1 : last]}
            noun = singular(sentence.tokens[last].text)
            modifiers = frozenset(words - _PLAIN)
            yield _Counted(sentence, at, last, int(token.quantity.value), noun, modifiers)


def _inline(counted: _Counted) -> Claim | None:
    """ "three objectives: prevention, provision and protection" """
    sentence = counted.sentence
    rest = sentence.text[sentence.tokens[counted.last].end :]
    opens = _OPENS.match(rest)
    if not opens or not rest[opens.end() :].strip():
        return None
    mark = opens["mark"].strip()
    listed = rest[opens.end() :].split(")")[0] if mark == "(" else rest[opens.end() :]
    least, most = _items(listed)
    if most < 2 or (mark == "," and "n" in sentence.tags[counted.last :]):
        return None
    holds = least <= counted.value <= most
    if not holds and (mark not in _SURE_MARKS or "and " not in listed or least < 2):
        return None
    found = counted.value if holds else (most if counted.value > most else least)
    end = len(sentence.tokens) - 1
    return _claim(counted, found, sentence.lines(), 0.8 if holds else 0.72, end)


def _items(listed: str) -> tuple[int, int]:
    """The least and the most items a run of words may be read as."""
    mark = ";" if ";" in listed else ","
    parts = [part for part in listed.rstrip(". ").split(mark) if part.strip()]
    joined = sum(
        len(re.findall(r"\b(?:and|&)\s", part.strip().removeprefix("and "))) for part in parts
    )
    if not joined or parts[-1].strip().startswith("and "):
        return len(parts), len(parts) + joined
    last = mark == "," and bool(re.search(r"\b(?:and|&)\s", parts[-1]))
    return len(parts) + last, len(parts) + joined  # "a, b and c": its last part is two


def _below(counted: _Counted, listing: Listing | None) -> Claim | None:
    """A number in the words that announce the list below them."""
    if listing is None or len(listing.items) < 2:
        return None
    sentence, block = counted.sentence, counted.sentence.block
    at = sentence.number
    rest = [
        token.text.casefold() for token in sentence.tokens[counted.last + 1 :] if token.tag != ";"
    ]
    plain = all(word in _ANNOUNCES or not word.isalpha() for word in rest)
    is_last = at == len(block.sentences) - 1
    after = block.sentences[-1].text
    announces = is_last and plain and block.text.strip().endswith(":")
    announces = announces or (
        at == len(block.sentences) - 2
        and plain
        and bool(_FOLLOWS.search(after))
        and len(after) < 40
    )
    found = len(listing.items)
    if found == counted.value and (is_last or announces):
        return _claim(counted, found, (*sentence.lines(), *listing.lines), 0.9)
    if announces:
        return _claim(counted, found, (*sentence.lines(), *listing.lines), 0.85)
    before = sentence.text[: sentence.tokens[counted.at].start]
    if is_last and before.casefold().endswith("each of the "):
        return _claim(counted, found, (*sentence.lines(), *listing.lines), 0.5)
    return None


def _announced(listings: list[Listing]) -> dict[str, list[tuple[frozenset[str], Listing]]]:
    """Lists by the noun that announces them: the last of a heading, or that after "following"."""
    found: dict[str, list[tuple[frozenset[str], Listing]]] = {}
    for listing in listings:
        lead = listing.lead
        if lead is None or len(listing.items) < 2:
            continue
        text = lead.text
        if lead.kind != "heading":
            told = re.search(r"\b(?:following|these)\b(?P<what>[^.:;]{3,60})", text)
            text = " ".join(told["what"].split()[:4]) if told else ""
        words = re.findall(r"[A-Za-z]+", text)
        nouns = [at for at, word in enumerate(words) if singular(word)]
        if nouns:
            before = frozenset(word.casefold() for word in words[: nouns[-1]]) - _PLAIN
            found.setdefault(singular(words[nouns[-1]]), []).append((before, listing))
    return found


def _elsewhere(
    counted: _Counted, announced: dict[str, list[tuple[frozenset[str], Listing]]]
) -> Claim | None:
    """A list of the same noun elsewhere; called wrong only when it is the one such list."""
    sentence = counted.sentence
    start = max(0, counted.at - 6)
    words = [token.text.casefold() for token in sentence.tokens[start : counted.last + 1]]
    nearby = {word if word in lexicon.LISTED else singular(word) for word in words} - {""}
    for noun in sorted(nearby, key=lambda each: each != counted.noun):
        for _, listing in announced.get(noun, []):
            if len(listing.items) == counted.value:
                lines = (*sentence.lines(sentence.tokens[counted.at]), *listing.lines)
                return _claim(counted, counted.value, lines, 0.75)
    before = sentence.tokens[counted.at - 1].text.casefold() if counted.at else ""
    meant = _the_one(counted, announced, nearby)
    if meant is None or before not in _DEFINITE:
        return None
    lines = (*sentence.lines(sentence.tokens[counted.at]), *meant.lines)
    return _claim(counted, len(meant.items), lines, 0.72)


def _the_one(
    counted: _Counted,
    announced: dict[str, list[tuple[frozenset[str], Listing]]],
    nearby: set[str],
) -> Listing | None:
    """The list that must be meant: the one just before, or the only one of that name."""
    for noun in sorted(nearby):
        for _, listing in announced.get(noun, []):
            if 0 < counted.sentence.block.number - listing.items[-1].number <= 1:
                return listing
    same = announced.get(counted.noun, [])
    if len(same) != 1 or same[0][0] or counted.modifiers:
        return None
    return same[0][1]


def _labels(blocks: list[Block]) -> dict[frozenset[str], list[int]]:
    """Lines that begin with a label, such as "Area of focus:", by the stems of the label."""
    found: dict[frozenset[str], list[int]] = {}
    for block in blocks:
        for at, line in block.starts:
            label = re.match(r"[\W\d]*([A-Z][a-z]+(?: [a-z]+){0,3}):\s", block.text[at:])
            if label and not singular(label[1].split()[0]):
                words = frozenset(stem(word) for word in label[1].split() if word != "of")
                found.setdefault(words, []).append(line)
    return found


def _labelled(counted: _Counted, labels: dict[frozenset[str], list[int]]) -> Claim | None:
    words = frozenset({stem(counted.noun), *(stem(word) for word in counted.modifiers)})
    lines = labels.get(words, [])
    if len(lines) != counted.value or len(words) < 2:
        return None
    sentence = counted.sentence
    own = sentence.lines(sentence.tokens[counted.at])
    return _claim(counted, counted.value, (*own, *lines), 0.75)


def _claim(
    counted: _Counted, found: int, lines: tuple[int, ...], sure: float, last: int = 0
) -> Claim:
    tokens = counted.sentence.tokens
    holds = found == counted.value
    first = tokens[max(0, counted.at - 1)]
    what = " ".join(token.text for token in tokens[counted.at + 1 : counted.last + 1])
    return Claim(
        counted.sentence.quote(first, tokens[last or counted.last]), tuple(sorted(set(lines))),
        "cross_reference", what, (Input("items listed", Decimal(found)),),
        Verdict.HOLDS if holds else Verdict.WRONG, sure, Decimal(counted.value), "", "items", 0,
        Decimal(found), Decimal(found),
        "" if holds else f"{found} are listed; {counted.value} are stated.",
    )  # fmt: skip
