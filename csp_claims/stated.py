"""Finds the changes a sentence states: "fell by 14%", "a 24% reduction", "237 more", "doubled"."""

import re
from dataclasses import dataclass

from csp_claims import lexicon
from csp_claims.reading import Sentence
from csp_claims.tokens import Token

_NOUNS = lexicon.words(
    "increase increases rise rises growth uplift jump surge decrease decreases reduction"
    " reductions fall falls drop drops decline declines cut dip higher lower more fewer less"
    " extra additional greater smaller change variance up down"
)
_FORMS = (  # d is the direction word, p the amount
    r"(?P<p>[pq])(?P<g>[wv]{0,4})(?P<d>[UDMLC])",
    r"(?P<p>[nm])(?P<g>w?)(?P<d>[UDML])",
    r"(?P<d>[UDC])(?P<g>(?:[^npmqfts;B]|t(?![npm])){0,14}?)b[wo]{0,2}(?P<p>[pqnm])",
    r"(?P<d>[UDC])w?o[w]{0,2}(?P<p>[pqnm])",
    r"(?P<d>[UD])w{0,3}b[wo]{0,2}[nm]w{0,2}\((?P<p>p)\)",
    r"(?P<d>[UD])w?(?P<p>[pq])",
    r"(?P<d>[UD])(?P<p>[nm])",
)
_COMPILED = tuple(re.compile(form) for form in _FORMS)
_BARE = re.compile(
    r"(?P<p>p)(?=(?:[wio,]|t(?![npm])){1,10}(?:f[wo]{0,2}[nm]|t[wo]{0,2}[nm][^npm]{0,6}f))"
)
_BRACKETED = re.compile(r"\(w{0,2}(?P<p>[pq])w{0,2}\)")


@dataclass(frozen=True)
class Stated:
    """A change as stated. sign: 1 rise, -1 fall, 0 not told. first, last: its tokens' places."""

    amount: Token
    sign: int
    first: int
    last: int
    word: str = ""
    form: str = "told"


def find_stated(sentence: Sentence) -> list[Stated]:
    """The changes stated in a sentence, in order, each amount once."""
    found: list[Stated] = []
    taken: set[int] = set()
    for pattern in _COMPILED:
        for match in pattern.finditer(sentence.tags):
            at, word = match.start("p"), sentence.tokens[match.start("d")]
            if at in taken or not _speaks_of_change(sentence, match):
                continue
            taken.add(at)
            sign = {"U": 1, "M": 1, "D": -1, "L": -1}.get(word.tag, 0)
            form = "told" if sign else "changed"
            found.append(
                Stated(sentence.tokens[at], sign, match.start(), match.end(), word.text, form)
            )
    found += _joined(sentence, found, taken)
    found += _without_word(sentence, taken)
    return sorted(found, key=lambda stated: stated.first)


def _speaks_of_change(sentence: Sentence, match: "re.Match[str]") -> bool:
    """Whether an amount before a direction word belongs to it: "14% fall", not "26% fell"."""
    word = sentence.tokens[match.start("d")]
    text = word.text.casefold()
    if match.start("p") < match.start("d"):
        gap = sentence.tokens[match.start("g") : match.end("g")]
        return text in _NOUNS and all(each.text.casefold() != "or" for each in gap)
    if sentence.tags[match.start("d") + 1] in "nm":
        return text in {"up", "down"}
    return not sentence.tokens[match.start("p")].quantity.in_words


def _joined(sentence: Sentence, told: list[Stated], taken: set[int]) -> list[Stated]:
    """Further amounts of one verb: "fell by 10% and 20% respectively", "by 15% … and by 12%"."""
    found = []
    for match in re.finditer(r"p[wiyo,]{0,8}(?:,|,?a)b?(?P<p>p)", sentence.tags):
        at = match.start("p")
        for each in told:
            if each.amount is sentence.tokens[match.start()] and at not in taken:
                taken.add(at)
                found.append(Stated(sentence.tokens[at], each.sign, at, at + 1, each.word))
                break
    return found


def _without_word(sentence: Sentence, taken: set[int]) -> list[Stated]:
    """Changes told by a sign or by their place alone: "+5%", "26.1% reports from … to …"."""
    found = []
    for at, token in enumerate(sentence.tokens):
        if at not in taken and token.tag in "pq" and token.quantity.sign:
            sign = 1 if token.quantity.sign == "+" else -1
            found.append(Stated(token, sign, at, at + 1, token.quantity.sign, "told"))
            taken.add(at)
    for pattern, form in ((_BRACKETED, "bracketed"), (_BARE, "bare")):
        for match in pattern.finditer(sentence.tags):
            at = match.start("p")
            if at not in taken:
                found.append(Stated(sentence.tokens[at], 0, match.start(), match.end(), "", form))
                taken.add(at)
    return found
