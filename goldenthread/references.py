"""Reads a part of a declared report: a little Markdown, and references such as

    {{ change: crime_count | since: year before }}

A reference is a name, for most a subject after a colon, and options after bars. Digits that are
typed in prose are kept apart as `Typed`: they are bound to nothing. Plain Python, no database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_REFERENCE = re.compile(r"\{\{(.*?)\}\}")
_DIGITS = re.compile(r"[^\s\d]{0,2}\d[\d.,:/–-]*\d%?|[^\s\d]?\d%?")  # noqa: RUF001
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"(?:([-*])|(\d+)[.)])\s+(.*)")
_NAME = re.compile(r"[a-z][a-z_]*")
DEEPEST = 3


class Mistaken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A part cannot be read: where, what is wrong and what to do."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")


@dataclass(frozen=True)
class Reference:
    """A reference: what is asked for. line: where it stands. text: as it is typed."""

    name: str
    subject: str
    options: dict[str, str]
    file: str
    line: int
    text: str = ""

    def mistake(self, what: str) -> Mistaken:
        """Give the refusal to raise where it asks for what cannot be."""
        return Mistaken(self.file, self.line, f"{{{{ {self.text} }}}}: {what}")


@dataclass(frozen=True)
class Typed:
    """Digits typed in prose, bound to no figure. line: where they stand."""

    text: str
    line: int


Piece = str | Reference | Typed


@dataclass(frozen=True)
class Block:
    """A heading (level 1 to 3), a paragraph (level 0), or a list (items).

    pieces: its words. numbered: of a list, whether its items are counted off.
    """

    line: int
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    items: tuple[tuple[Piece, ...], ...] = ()
    numbered: bool = False

    @property
    def alone(self) -> Reference | None:
        """The reference that is all it holds, where it holds nothing else."""
        words = [one for one in self.pieces if not isinstance(one, str) or one.strip()]
        one = words[0] if len(words) == 1 else None
        return one if isinstance(one, Reference) and not self.level else None

    @property
    def every(self) -> Iterator[Piece]:
        """All its pieces."""
        yield from self.pieces
        for item in self.items:
            yield from item


@dataclass
class _Run:
    """Lines that are read as one block."""

    line: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def read(text: str, *, file: str) -> list[Block]:
    """Read a part. Raises Mistaken with file and line for what is not of this grammar."""
    blocks: list[Block] = []
    for run in _runs(text):
        heading = _HEADING.match(run.texts[0][1])
        item = _ITEM.match(run.texts[0][1])
        if heading:
            level = len(heading[1])
            if level > DEEPEST:
                raise Mistaken(file, run.line, f"Headings go no deeper than {'#' * DEEPEST}.")
            blocks.append(Block(run.line, level, tuple(_pieces(heading[2], file, run.line))))
        elif item:
            blocks.append(_list(run, file))
        else:
            blocks.append(Block(run.line, 0, tuple(_joined(run.texts, file))))
    return blocks


def _runs(text: str) -> Iterator[_Run]:
    run: _Run | None = None
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        alone = bool(_HEADING.match(said))
        starts_list = bool(_ITEM.match(said)) and not (run and _ITEM.match(run.texts[0][1]))
        if run and (not said or alone or starts_list):
            yield run
            run = None
        if not said:
            continue
        run = run or _Run(number)
        run.texts.append((number, said))
        if alone:
            yield run
            run = None
    if run:
        yield run


def _list(run: _Run, file: str) -> Block:
    items: list[list[tuple[int, str]]] = []
    numbered = False
    for line, text in run.texts:
        item = _ITEM.match(text)
        if item:
            numbered = bool(item[2])
            items.append([(line, item[3])])
        else:
            items[-1].append((line, text))
    read_items = tuple(tuple(_joined(item, file)) for item in items)
    return Block(run.line, items=read_items, numbered=numbered)


def _joined(texts: list[tuple[int, str]], file: str) -> Iterator[Piece]:
    for place, (line, text) in enumerate(texts):
        yield from _pieces(f"{' ' if place else ''}{text}", file, line)


def _pieces(text: str, file: str, line: int) -> Iterator[Piece]:
    at = 0
    for found in _REFERENCE.finditer(text):
        yield from _prose(text[at : found.start()], file, line)
        yield _reference(found[1].strip(), file, line)
        at = found.end()
    yield from _prose(text[at:], file, line)


def _prose(text: str, file: str, line: int) -> Iterator[Piece]:
    if "{{" in text or "}}" in text:
        raise Mistaken(file, line, "A reference begins with {{ and ends with }} on the same line.")
    at = 0
    for found in _DIGITS.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield Typed(found[0], line)
        at = found.end()
    if text[at:]:
        yield text[at:]


def _reference(text: str, file: str, line: int) -> Reference:
    head, *rest = _bars(text)
    name, _, subject = head.partition(":")
    if not _NAME.fullmatch(name.strip()):
        what = f'"{text[:40]}" is no reference. Write it like {{{{ value: crime_count }}}}.'
        raise Mistaken(file, line, what)
    options: dict[str, str] = {}
    for part in rest:
        key, _, value = (one.strip() for one in part.partition(":"))
        if not _NAME.fullmatch(key):
            raise Mistaken(file, line, f'"{part.strip()[:40]}" is no option. Write "since: ...".')
        if key in options:
            raise Mistaken(file, line, f'The option "{key}" stands twice. Keep one.')
        options[key] = value
    return Reference(name.strip(), subject.strip(), options, file, line, text)


def _bars(text: str) -> list[str]:
    """Part at bars that stand outside quotation marks."""
    return [one for one in re.findall(r'(?:"[^"]*"|[^|"])+', text) if one.strip()] or [""]
