"""What a claim is about, as a bag of stems: enough to tell whether two claims are about one thing.

"anti-social behaviour incidents reported to the police" and "ASB" are one subject;
"residential burglary" and "burglary" are not.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from csp_claims import lexicon

_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_PREFIX = re.compile(
    r"\b(anti|non|re|co|pre)-(?=[a-z])|\b(anti|re)(?=social|offend)", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)$"
)
WHOLE = frozenset({"all", "overall", "total", "totals"})


@dataclass(frozen=True)
class Subject:
    """Stems of the words that tell it, the names among them, and whether it says "all".

    vague: only words like "incidents" or "number" tell it.
    counted: what is counted, where that is said: incidents, crimes, people, a rate.
    """

    stems: frozenset[str]
    names: frozenset[str]
    whole: bool = False
    words: str = ""
    vague: bool = False
    counted: frozenset[str] = frozenset()

    def same(self, other: "Subject") -> bool:
        """Whether both say the same with no word left over."""
        told = not self.counted or not other.counted or self.counted == other.counted
        return bool(self.stems) and self.stems == other.stems and told

    def overlap(self, other: "Subject") -> float:
        """The share of all their words that they have in common, 0 to 1."""
        union = self.stems | other.stems
        return len(self.stems & other.stems) / len(union) if union else 0.0


class Acronyms:
    """Short forms of this text ("Serious Violence Duty (SVD)") beside those in general use."""

    def __init__(self, text: str) -> None:
        self.meaning = {
            short: frozenset(stem(word) for word in long.split())
            for short, long in lexicon.ACRONYMS.items()
        }
        for found in re.finditer(r"\(([A-Z]{2,7})s?\)", text):
            self._learn(text[max(0, found.start() - 80) : found.start()], found[1])

    def _learn(self, words: str, short: str) -> None:
        """Keep the words before a bracket whose initials are those in it."""
        parts = re.findall(r"[\w']+", words)
        for at in range(len(parts)):
            initials = "".join(part[0] for part in parts[at:] if part.casefold() not in _SMALL)
            if initials.casefold() == short.casefold():
                kept = (part for part in parts[at:] if part.casefold() not in _SMALL)
                self.meaning[short.casefold()] = frozenset(stem(part) for part in kept)
                return

    def expand(self, word: str) -> frozenset[str]:
        """The stems an acronym stands for, or the word's own."""
        lower = word.casefold()
        return self.meaning.get(lower) or frozenset({stem(lower)})


_SMALL = lexicon.words("and of the for to in on with against")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, so that forms of it meet: "offences", "offending" → "offenc"."""
    word = word.casefold().removesuffix("'s").strip("'")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)] + instead
    return word


_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("ically", "ic"), ("fully", ""), ("ings", ""), ("ing", ""),
    ("ences", ""), ("ence", ""), ("ies", ""), ("ied", ""), ("ers", ""), ("er", ""), ("ors", ""),
    ("ants", ""), ("ant", ""), ("ents", ""), ("ent", ""), ("ly", ""), ("ed", ""), ("es", ""),
    ("s", ""), ("al", ""), ("y", ""), ("e", ""),
)  # fmt: skip
_FILLER = frozenset(stem(word) for word in lexicon.FILLER)


def subject_of(text: str, acronyms: Acronyms, *, starts_sentence: bool = False) -> Subject:
    """The subject told by a stretch of text.

    starts_sentence: whether its first capital is only the sentence's.
    """
    return _subject(_PREFIX.sub(r"\1\2 ", text), acronyms, starts_sentence)


def _subject(text: str, acronyms: Acronyms, starts_sentence: bool) -> Subject:
    strong: set[str] = set()
    weak: set[str] = set()
    names: set[str] = set()
    words, kept = _WORD.findall(text), []
    for number, word in enumerate(words):
        lower = word.casefold()
        if lower in lexicon.FUNCTION or lower in _DIRECTION or _MONTH.match(lower):
            continue
        kept.append(word)
        stems = acronyms.expand(word)
        (weak if lower in lexicon.FILLER else strong).update(stems)
        capital = word[0].isupper() and not (number == 0 and starts_sentence)
        if capital and lower not in acronyms.meaning and lower not in lexicon.FILLER:
            names.update(stems)
    stems = frozenset(strong or weak)
    lowers = {word.casefold() for word in words}
    counted = frozenset(lexicon.COUNTED[lower] for lower in lowers if lower in lexicon.COUNTED)
    whole = not lowers.isdisjoint(WHOLE)
    names &= stems
    return Subject(stems, frozenset(names), whole, " ".join(kept[:8]), not strong, counted)


_DIRECTION = (
    lexicon.UP | lexicon.DOWN | lexicon.COMPARATIVE_UP | lexicon.COMPARATIVE_DOWN
    | lexicon.CHANGE | lexicon.HALVED | frozenset(lexicon.RATIO) | {"slightly", "sharply"}
)  # fmt: skip
