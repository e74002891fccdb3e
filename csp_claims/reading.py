"""Lines to blocks, blocks to sentences.

A block is a paragraph (broken lines joined), a list item, a heading or a table row. Marks of
Markdown and HTML are blanked, never cut, so that a place in a block stays a place in its lines.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from csp_claims.document import Document
from csp_claims.quantities import has_number
from csp_claims.tokens import Token, read_tokens

_MARKUP = re.compile(r"<sup>.*?</sup>|<sub>.*?</sub>|</?[a-zA-Z][^<>]{0,200}>|\*+|`|\\(?=[-*#.])")
_BULLET = r"[-*•·▪●◦‣○\u2013—✓✔➢→»■□\uf0b7]"
_ENUM = r"\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,4}|[A-H])[.)](?![0-9])"
_MARKER = re.compile(rf"\s*(?:{_BULLET}|{_ENUM})(?:\s+(?:{_BULLET}|{_ENUM}))*\s+(?=\S)")
_END = re.compile(r"[.!?][\"'”\u2019)\]*]*\s*$")
_SPLIT = re.compile(r"(?<=[.!?])[\"'”\u2019)\]]*\s+(?=[\"'“\u2018(£\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|approx|no|nos|vs|st|dr|mr|mrs|ms|cllr|insp|sgt|inc|incl|etc|dept|para|fig|c"
    r"|[A-Z])\.$",
    re.IGNORECASE,
)


@dataclass(eq=False)
class Block:
    """A paragraph, item, heading or row. starts: where each line begins, and its number."""

    kind: str
    number: int
    raw: str
    text: str
    starts: tuple[tuple[int, int], ...]
    marker: str = ""
    indent: int = 0
    cells: tuple[str, ...] = ()
    sentences: list["Sentence"] = field(default_factory=list)

    def lines(self, start: int, end: int) -> tuple[int, ...]:
        """The lines that a stretch of the text touches."""
        first = bisect_right(self.starts, start, key=lambda each: each[0]) - 1
        last = bisect_left(self.starts, max(end, start + 1), key=lambda each: each[0])
        return tuple(line for _, line in self.starts[first:last])

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.starts[0][1]


@dataclass(eq=False)
class Sentence:
    """A sentence and, read when first asked for, its tokens.

    start, end: in the text of its block. number: its place among the sentences there, from 0.
    """

    block: Block
    start: int
    end: int
    number: int = 0

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    @cached_property
    def tokens(self) -> list[Token]:
        return read_tokens(self.text)

    @cached_property
    def tags(self) -> str:
        """One letter for each token, "" without numbers; the alphabet is in `tokens`."""
        if not has_number(self.text):
            return ""
        return "".join(token.tag for token in self.tokens)

    def quote(self, first: Token, last: Token) -> str:
        """The printed words from one token to another."""
        printed = self.block.raw[self.start + first.start : self.start + last.end]
        return " ".join(printed.split())

    def lines(self, *tokens: Token) -> tuple[int, ...]:
        """The lines from the first of some tokens to the last; all when none is named."""
        if not tokens:
            return self.block.lines(self.start, self.end)
        first, last = min(each.start for each in tokens), max(each.end for each in tokens)
        return self.block.lines(self.start + first, self.start + last)


def read_blocks(document: Document) -> list[Block]:
    """The blocks of a document, in order, each with its sentences."""
    blocks: list[Block] = []
    for kind, lines in _grouped(document.lines):
        blocks.append(_block(kind, len(blocks), lines))
    _name_headings(blocks)
    for block in blocks:
        block.sentences = list(_sentences(block))
    return blocks


def _blanked(line: str) -> str:
    """The line with its marks of Markdown and HTML as spaces."""
    plain = _MARKUP.sub(lambda found: " " * len(found[0]), line)
    return plain.replace("\u2019", "'").replace("\u2018", "'").replace("\xa0", " ")


def _grouped(lines: tuple[str, ...]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Lines that belong together, with their kind."""
    kind = ""
    held: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        new = _line_kind(line)
        open_block = new == "plain" and bool(held) and kind in {"plain", "item"}
        if open_block and _goes_on(held[-1][1], line, kind):
            held.append((number, line))
            continue
        if held:
            yield kind, held
        kind, held = new, [] if new == "blank" else [(number, line)]
    if held:
        yield kind, held


def _line_kind(line: str) -> str:
    plain = _blanked(line)
    if not plain.strip():
        return "blank"
    if line.lstrip().startswith("#"):
        return "heading"
    if len(_cells(line)) > 1:
        return "row"
    return "item" if _MARKER.match(plain) else "plain"


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a table's row; one cell when the line is no row.

    Tabs and bars part cells. Runs of three spaces do where they make three cells or more.
    """
    line = _MARKUP.sub("", line)
    if "\t" in line or line.count("|") > 1:
        bare = line.strip().strip("|") if "|" in line else line.strip(" \r\n")
        parts = re.split(r"\t|\|", bare)
        return tuple(" ".join(part.split()) for part in parts)
    parts = re.split(r" {3,}", line.strip())
    if len(parts) < 3 or max(len(part) for part in parts) > 60:
        return (line,)
    return tuple(" ".join(part.split()) for part in parts)


def _goes_on(before: str, line: str, kind: str) -> bool:
    """Whether a line goes on with the one before it, and is not the text under a heading."""
    if kind == "item" or _END.search(before) or not line.lstrip()[:1].isupper():
        return True
    return len(before.strip()) > 60 or len(before.strip()) * 1.6 > len(line.strip())


def _block(kind: str, number: int, lines: list[tuple[int, str]]) -> Block:
    raw, starts = "", []
    for line_number, line in lines:
        starts.append((len(raw), line_number))
        raw += line + " "
    text = " ".join(_blanked(line) for _, line in lines) + " "
    marker, indent = "", 0
    if kind == "item" and (found := _MARKER.match(text)):
        marker, indent = found[0].split()[-1], len(text) - len(text.lstrip())
        enums = [mark for mark in found[0].split() if re.fullmatch(_ENUM, mark)]
        marker = enums[-1] if enums else marker
        text = " " * found.end() + text[found.end() :]
    cells = _cells(raw) if kind == "row" else ()
    kind = "paragraph" if kind == "plain" else kind
    return Block(kind, number, raw, text, tuple(starts), marker, indent, cells)


def _name_headings(blocks: list[Block]) -> None:
    """Call a short paragraph without an end a heading."""
    for block in blocks:
        words = block.text.split()
        short = block.kind == "paragraph" and len(words) <= 12 and len(block.starts) <= 2
        if short and not re.search(r"[.!?;,]$", block.text.strip()):
            block.kind = "heading"


def _sentences(block: Block) -> Iterator[Sentence]:
    if block.kind == "row":
        return
    start, count = 0, 0
    for gap in _SPLIT.finditer(block.text):
        if _ABBREVIATION.search(block.text[start : gap.start()]):
            continue
        yield _trimmed(block, start, gap.start(), count)
        start, count = gap.end(), count + 1
    if block.text[start:].strip(" #"):
        yield _trimmed(block, start, len(block.text), count)


def _trimmed(block: Block, start: int, end: int, number: int) -> Sentence:
    text = block.text[start:end]
    lead = len(text) - len(text.lstrip(" #"))
    return Sentence(block, start + lead, start + len(text.rstrip()), number)
