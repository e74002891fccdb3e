"""What a sentence leaves to its surroundings: the period it speaks of, and its subject."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from csp_analytics.period import Period
from csp_claims.document import Document
from csp_claims.listings import Listing, read_listings
from csp_claims.reading import Block, Sentence, read_blocks
from csp_claims.subjects import Acronyms, Subject, subject_of
from csp_claims.tables import Table, read_tables
from csp_claims.tokens import Token

_REFERS_BACK = re.compile(r"(?:This|These|That|It|Which|The (?:rise|fall|increase|reduction))\b")
_DIGITS = dict(zip("0123456789", "abcdefghij", strict=True))
NEAR = 6  # blocks before a sentence that may tell what it leaves out


@dataclass(eq=False)
class Reading:
    """A document as the kinds of claims see it."""

    document: Document
    blocks: list[Block]
    listings: list[Listing]
    tables: list[Table]
    acronyms: Acronyms
    _leads: dict[int, Block] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Reading":
        """Read a document."""
        blocks = read_blocks(document)
        listings = read_listings(blocks)
        acronyms = Acronyms(" ".join(block.text for block in blocks))
        leads = {
            item.number: listing.lead for listing in listings if listing.lead
            for item in listing.items
        }  # fmt: skip
        return cls(document, blocks, listings, read_tables(blocks), acronyms, leads)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence, in order."""
        return [sentence for block in self.blocks for sentence in block.sentences]

    @cached_property
    def numbered(self) -> list[Sentence]:
        """The sentences with a number in them, in order."""
        return [sentence for sentence in self.sentences if set(sentence.tags) & set("npmqs")]

    @cached_property
    def period_headings(self) -> list[Block | None]:
        """For each block, the last short block before it that only announces a period."""
        found: list[Block | None] = []
        last: Block | None = None
        for block in self.blocks:
            found.append(last)
            text = block.text.strip()
            if len(text) > 60 or block.kind == "item":
                continue
            if re.search("(?:19|20)[0-9]{2}", text) and periods_in(block):
                last = block
            elif block.raw.lstrip().startswith("#") and block.kind == "heading":
                last = last if re.match("#{3,}", block.raw.lstrip()) else None
        return found

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before this one in its block, or None."""
        return sentence.block.sentences[sentence.number - 1] if sentence.number else None

    def lead(self, block: Block) -> Block | None:
        """What announces the list this item stands in; None for what is no item."""
        return self._leads.get(block.number)

    def words_around(self, block: Block) -> frozenset[str]:
        """The stems of a block and of a few before it."""
        first = max(0, block.number - NEAR)
        text = " ".join(each.text for each in self.blocks[first : block.number + 1])
        return subject_of(text, self.acronyms).stems

    def period(self, sentence: Sentence) -> Period | None:
        """The period a sentence speaks of: its own, or that of what announces it."""
        if own := [period for period, base in told_periods(sentence) if not base]:
            return own[0]
        earlier = self.before(sentence)
        if earlier and (_REFERS_BACK.match(sentence.text) or "same period" in sentence.text):
            return self.period(earlier)
        lead: Block | None = self.lead(sentence.block)
        for block in (lead, lead and self.lead(lead), self.period_headings[sentence.block.number]):
            if block and sentence.block.kind == "item" and (told := periods_in(block)):
                return told[0]
        return None

    def base_period(self, sentence: Sentence) -> Period | None:
        """The period a sentence compares with: its own, or that of what announces it."""
        lead = self.lead(sentence.block)
        for each in [sentence, *(lead.sentences if lead else [])]:
            if base := [period for period, is_base in told_periods(each) if is_base]:
                return base[0]
        return None

    def subject(self, sentence: Sentence, first: int, last: int) -> Subject:
        """The subject told between two tokens; that of what came before when it tells none."""
        own = self.words(sentence, first, last)
        vague = not own.stems or own.vague
        if not vague or not self._may_refer_back(sentence, first):
            return own
        if first > 0:
            return self.words(sentence, 0, first)
        earlier = self.before(sentence)
        return self.words(earlier, 0, len(earlier.tokens)) if earlier else own

    def words(self, sentence: Sentence, first: int, last: int) -> Subject:
        """The subject told by the words between two tokens."""
        tokens = sentence.tokens[first:last]
        text = " ".join(_told(token) for token in tokens)
        return subject_of(text, self.acronyms, starts_sentence=first == 0)

    def _may_refer_back(self, sentence: Sentence, first: int) -> bool:
        return first > 0 or bool(_REFERS_BACK.match(sentence.text))


def _told(token: Token) -> str:
    """A word as it is; a number that only names a thing ("ward 3", "aged 10 to 17") in letters."""
    if token.found is None:
        return token.text
    if token.tag != "x":
        return ""
    letters = (_DIGITS.get(each, each) for each in token.text.casefold())
    return "x" + "".join(each for each in letters if each.isalpha())


def told_periods(sentence: Sentence) -> list[tuple[Period, bool]]:
    """The periods a sentence prints, and whether each is only compared with."""
    found = []
    for at, token in enumerate(sentence.tokens):
        if token.tag == "y" and token.quantity.period:
            before = sentence.tokens[max(0, at - 3) : at]
            found.append((token.quantity.period, any(_compares(each) for each in before)))
    return found


def _compares(token: Token) -> bool:
    return token.tag in "ch" or token.text.casefold() in {"since", "on", "from"}


def periods_in(block: Block) -> list[Period]:
    """The periods a block speaks of, without those it only compares with."""
    told = (each for sentence in block.sentences for each in told_periods(sentence))
    return [period for period, base in told if not base]
