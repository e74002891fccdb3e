"""A sentence as tokens, each with one letter, so that grammar is a pattern over letters.

n count   m money   p percentage   q percentage points   s share   y period   k rate's base
x what is not to be counted (age, telephone, time, section, range)
U rise   D fall   M more, higher   L fewer, lower   C change   R doubled, halved
f from   t to   b by   o of   i in, during, for   c compared with   h than   v previous year
a and   e respectively   , comma   ; clause mark (dash, colon)   B while, but   ( )   w word
"""

import re
from dataclasses import dataclass, replace

from csp_claims import lexicon
from csp_claims.quantities import Found, find

_WORD = re.compile(
    rf"(?P<c>{lexicon.COMPARE.pattern})|(?P<v>{lexicon.PREVIOUS.pattern})"
    r"|(?P<w>[A-Za-z](?:[A-Za-z'&]*[A-Za-z])?)|(?P<mark>[,;:()\u2013—→↑↓]|(?<= )-(?= ))",
    re.IGNORECASE,
)
_SMALL = {
    "from": "f", "to": "t", "by": "b", "of": "o", "in": "i", "during": "i", "for": "i",
    "over": "i", "at": "i", "than": "h", "and": "a", "respectively": "e",
}  # fmt: skip
_MARKS = {",": ",", "(": "(", ")": ")", "→": "t", "↑": "U", "↓": "D"}
_UP_OR_DOWN_GOES_BEFORE = set("fbnmpq(icyv")
_TIME_PREPOSITIONS = lexicon.words(
    "in since during until by of for before after from between around circa through throughout"
    " and to act early late mid year the april may june july august september october november"
    " december january february march spring summer autumn winter late"
)


@dataclass(frozen=True)
class Token:
    """A word, a mark or a quantity of a sentence. qualifier: "almost", "over" before it."""

    start: int
    end: int
    tag: str
    text: str
    found: Found | None = None
    qualifier: str = ""

    @property
    def quantity(self) -> Found:
        """The quantity of a token that has one. Raises ValueError for a word."""
        if self.found is None:
            raise ValueError(f"“{self.text}” is a word and has no quantity.")
        return self.found


def read_tokens(text: str) -> list[Token]:
    """The tokens of a sentence, in order."""
    tokens: list[Token] = []
    at = 0
    for found in _settled(text, find(text)):
        before = text[at : found.start]
        qualifier = lexicon.QUALIFIERS.search(before) if found.kind in "nmpqs" else None
        tokens += _words(text, at, at + qualifier.start() if qualifier else found.start)
        words = " ".join(qualifier[0].split()).casefold() if qualifier else ""
        tokens.append(Token(found.start, found.end, found.kind, found.text, found, words))
        at = found.end
    tokens += _words(text, at, len(text))
    return _directions(tokens)


def _settled(text: str, found: list[Found]) -> list[Found]:
    """Quantities with years told from counts, and numbers that only name things set aside."""
    settled: list[Found] = []
    for number, each in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if each.year_like and _is_count(text, each, after):
            each = replace(each, kind="n", period=None)
        elif each.kind == "n" and _only_names(text, each):
            each = replace(each, kind="x")
        settled.append(each)
    return _paired_years(text, settled)


def _is_count(text: str, year: Found, after: Found | None) -> bool:
    """Whether a number like 2016 counts something: "from 2016 in 2022/23", "2016 burglaries"."""
    before = re.search(r"([A-Za-z]+)[ (]*$", text[: year.start])
    word = before[1].casefold() if before else ""
    gap = text[year.end : after.start] if after else ""
    followed = re.match(r" ?(?:\(|in |during |for )(?:the )?$", gap)
    if word in {"from", "to", "of"} and followed and after and after.kind == "y":
        return True
    noun = re.match(r" (?:[a-z]+ )?([a-z]{3,}s)\b", text[year.end :])
    if noun and noun[1] in {"this", "does", "across", "always", "towards"}:
        noun = None
    if word in {"from", "to"}:
        return bool(re.match(r" [a-z]{4,}s\b", text[year.end :]))
    return bool(noun and word not in _TIME_PREPOSITIONS)


def _paired_years(text: str, found: list[Found]) -> list[Found]:
    """ "from 2031 to 1,500": a number like a year beside a count in "from … to" is a count."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        kinds = {first.kind, second.kind}
        bare = re.fullmatch(r" to (?:just |only )?", text[first.end : second.start])
        said = re.search(r"\bfrom (?:just |only )?$", text[: first.start])
        like = first.year_like or second.year_like
        if kinds == {"n", "y"} and bare and said and like:
            found[at : at + 2] = (replace(each, kind="n", period=None) for each in (first, second))
    return found


def _only_names(text: str, number: Found) -> bool:
    """Whether a number names a thing: "section 5", "Phase 2", "paragraph 14"."""
    plain = number.text.isdigit() and number.value < 1000
    return bool(plain and lexicon.NOT_COUNTED.search(text[: number.start]))


def _words(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _WORD.finditer(text, start, end):
        found.append(Token(match.start(), match.end(), _tag(match), match[0]))
    return found


def _tag(match: "re.Match[str]") -> str:
    group = match.lastgroup or ""
    if group == "mark":
        return _MARKS.get(match[0], ";")
    if group in {"c", "v"}:
        return group
    word = match[0].casefold()
    for words, tag in _CLASSES:
        if word in words:
            return tag
    return _SMALL.get(word, "w")


_CLASSES = (
    (lexicon.UP | {"up"}, "U"),
    (lexicon.DOWN | {"down"}, "D"),
    (lexicon.COMPARATIVE_UP, "M"),
    (lexicon.COMPARATIVE_DOWN, "L"),
    (lexicon.CHANGE, "C"),
    (lexicon.HALVED | frozenset(lexicon.RATIO), "R"),
    (lexicon.CONJUNCTION, "B"),
)


def _directions(tokens: list[Token]) -> list[Token]:
    """ "up" and "down" are directions before from, by or a number, and else mere words."""
    for at, token in enumerate(tokens):
        if token.tag in "UD" and token.text.casefold() in {"up", "down"}:
            after = tokens[at + 1].tag if at + 1 < len(tokens) else ""
            words = {"slightly", "sharply", "on"}
            slightly = after == "w" and tokens[at + 1].text.casefold() in words
            if after not in _UP_OR_DOWN_GOES_BEFORE and not slightly:
                tokens[at] = replace(token, tag="w")
    return tokens
