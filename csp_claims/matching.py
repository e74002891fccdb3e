"""Which stated change belongs to which two values, within one sentence."""

import re

from csp_claims import lexicon
from csp_claims.pairs import Pair
from csp_claims.reading import Sentence
from csp_claims.stated import Stated

_SURE = {"from_to": 0.95, "to_from": 0.95, "arrow": 0.9, "up_from": 0.92, "up_on": 0.88,
         "compared": 0.88, "compared_first": 0.88,
         "more_than": 0.9, "cut_to": 0.9}  # fmt: skip
_SPEAKERS = lexicon.words("i we they he she you")
_LOOSE = 0.75  # two values only known by their periods


def match(
    sentence: Sentence, stated: list[Stated], pairs: list[Pair]
) -> list[tuple[Stated, Pair, float]]:
    """Each stated change with its two values and how sure that is; those without are left out."""
    if "e" in sentence.tags and len(stated) == len(pairs) > 1:
        return [(each, pair, 0.85) for each, pair in zip(stated, pairs, strict=True)]
    offers = []
    for each in stated:
        for pair in pairs:
            cost = _cost(sentence, each, pair, stated, pairs)
            if cost is not None:
                offers.append((cost, each.first, each, pair))
    found: list[tuple[Stated, Pair, float]] = []
    used: set[tuple[int, str]] = set()
    for cost, _, each, pair in sorted(offers, key=lambda offer: offer[:2]):
        key = (id(pair), "p" if each.amount.tag == "p" else "d")
        if key in used or any(each is taken for taken, _, _ in found):
            continue
        used.add(key)
        sure = _SURE.get(pair.form, _LOOSE) - (0.05 if cost > 12 else 0)
        found.append((each, pair, round(sure, 2)))
    return found


def _cost(
    sentence: Sentence, stated: Stated, pair: Pair, others: list[Stated], pairs: list[Pair]
) -> int | None:
    """How far apart they stand, in tokens; None where they cannot belong together."""
    if stated.amount in (pair.start, pair.end):
        return None
    follows = stated.first < pair.first
    between = (stated.last, pair.first) if follows else (pair.last, stated.first)
    if stated.form == "bare" and not follows:
        return None
    inside = sentence.tags[between[0] : between[1]]
    for other in others:
        inside_gap = other is not stated and between[0] <= other.first < between[1]
        if inside_gap and (other.amount.tag == stated.amount.tag or other.first > pair.last):
            return None
    if any(each is not pair and between[0] <= each.first < between[1] for each in pairs):
        return None
    if _another_clause(inside, follows):
        return None
    return len(inside) + (3 if stated.first > pair.last else 0)


def _another_clause(inside: str, pair_follows: bool) -> bool:
    """Whether the words between tell a new subject with a verb of its own."""
    breaks = [at for at, tag in enumerate(inside) if tag in ";B"]
    if pair_follows:
        joins = [at for at, tag in enumerate(inside) if tag in ";Ba"]
        tail = inside[joins[-1] + 1 :] if joins else ""
        words = len(tail) - len(tail.lstrip("w,o"))
        own_verb = any(tag in "UD" for tag in tail[words:]) and words > 0
        if re.search(r",a[wi]{3}", inside):
            return True
        loose = bool(breaks) and inside[breaks[-1] + 1 :].count("w") > 3
        return own_verb or ("B" in inside and tail.count("w") > 2) or loose
    tail = inside[breaks[-1] + 1 :] if breaks else inside
    return "B" in inside or tail.count("w") > 7


def window(sentence: Sentence, stated: Stated, pair: Pair | None) -> tuple[int, int]:
    """The tokens of the clause that tells the subject of a stated change."""
    tags = sentence.tags
    first = min(stated.first, pair.first) if pair else stated.first
    last = max(stated.last, pair.last) if pair else stated.last
    while first > 0 and not _ends_clause(sentence, first - 1):
        first -= 1
    while last < len(tags) and not _ends_clause(sentence, last):
        last += 1
    return first, last


def _ends_clause(sentence: Sentence, at: int) -> bool:
    """A clause ends at a dash, colon or "while", at a comma before an amount, "…ing", "and we"."""
    tags = sentence.tags
    if tags[at] in ";B":
        return True
    after = sentence.tokens[at + 1].text.casefold() if at + 1 < len(tags) else ""
    if tags[at] == "," and (after.endswith("ing") or after in {"which", "with", "who", "as"}):
        return True
    speaker = sentence.tokens[at + 2].text.casefold() if at + 2 < len(tags) else ""
    if tags[at] == "," and after == "and" and speaker in _SPEAKERS:
        return True
    return tags[at] == "," and tags[at + 1 : at + 2] in {"a", "w"} and "p" in tags[at + 1 : at + 8]


def direction_of(sentence: Sentence, pair: Pair) -> tuple[int, int, float]:
    """The direction word that governs two values: its sign, its place, and how sure that is.

    Sign 0 when none does.
    """
    tags = sentence.tags
    inner = tags[pair.first : pair.last]
    if pair.form == "up_from":
        at = next(at for at, tag in enumerate(inner) if tag in "UDML")
        place = pair.first + at
        return (1 if inner[at] in "UM" else -1), place, 0.85
    for place in range(pair.first - 1, max(-1, pair.first - 12), -1):
        if tags[place] in "npmqs;B)":
            break
        if tags[place] in "UD":
            return (1 if tags[place] == "U" else -1), place, 0.9 if pair.form == "from_to" else 0.75
    return 0, pair.first, 0.0
