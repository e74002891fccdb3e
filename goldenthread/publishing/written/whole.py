"""A written report put together: its parts read, and each reference answered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest, said
from goldenthread.publishing.document import (
    LETTERS,
    PARAGRAPHS,
    Element,
    Heading,
    Listing,
    Paragraph,
    Printed,
    Words,
)
from goldenthread.publishing.written.blocks import BLOCKS
from goldenthread.publishing.written.case_counts import CASE_COUNTS
from goldenthread.publishing.written.context import Context, listed
from goldenthread.publishing.written.funded import FUNDED
from goldenthread.publishing.written.governed import GOVERNED
from goldenthread.publishing.written.inline import INLINE
from goldenthread.publishing.written.order import check_headings, counted_through
from goldenthread.publishing.written.planned import PLANNED
from goldenthread.publishing.written.progress import PROGRESS
from goldenthread.references import Block, Mistaken, Piece, Reference, Typed, read
from goldenthread.strategy.models import Priority

ALONE = {**BLOCKS, **PLANNED, **PROGRESS, **FUNDED, **GOVERNED, **CASE_COUNTS}
WITH_INDICATORS = {"value", "change", "share", "rank", "comparator", "control", "table", "chart",
                   "numbers", "map"}  # fmt: skip
LONGEST = 200_000  # bytes of a part


@dataclass(frozen=True)
class Part:
    """One file of a report. each: "priority" where it is made once for each.

    numbered: whether its paragraphs are numbered, through all such parts.
    """

    file: str
    blocks: list[Block]
    each: str = ""
    numbered: bool = False

    @property
    def references(self) -> Iterator[Reference]:
        """Every reference in it."""
        for block in self.blocks:
            yield from (one for one in block.every if isinstance(one, Reference))


def read_part(
    path: Path, each: str = "", numbered: bool = False, headings: tuple[str, ...] = ()
) -> Part:
    """Read one file. Raises CannotDo with file and line for what is wrong in it.

    headings: which must stand in it, each with words below.
    """
    file = said(path)
    try:
        content = path.read_bytes()
        if len(content) > LONGEST:
            raise CannotDo(f"{file}: longer than {LONGEST:,} bytes. Part it into several files.")
        blocks = read(content.decode("utf-8-sig"), file=file)
        check_headings(blocks, headings, file=file)
        part = Part(file, blocks, each, numbered)
        for one in part.references:
            if one.name not in ALONE and one.name not in INLINE:
                raise one.mistake(
                    f"There is no such reference. {nearest(one.name, [*ALONE, *INLINE])}"
                )
    except OSError as why:
        raise CannotDo(f"{file}: cannot be read ({why.strerror}). Check its name.") from None
    except UnicodeDecodeError:
        raise CannotDo(f"{file}: is not UTF-8. Save the file as UTF-8.") from None
    except Mistaken as why:
        raise CannotDo(str(why)) from None
    return part


def unbound(parts: list[Part]) -> list[str]:
    """Each digit that is typed in prose, with file and line."""
    return [
        f'{part.file}, line {one.line}: "{one.text}" is typed and bound to nothing. Refer to a '
        "figure, or quote it with its source."
        for part in parts
        for block in part.blocks
        for one in block.every
        if isinstance(one, Typed)
    ]


def wanted(parts: list[Part]) -> tuple[set[str], set[str]]:
    """The indicators and the codes of areas that a report's references name."""
    indicators, areas = set(), set()
    for one in (one for part in parts for one in part.references):
        if one.name in WITH_INDICATORS:
            indicators |= {*listed(one.subject), *listed(one.options.get("of", ""))}
        for option in ("area", "with", "among"):
            areas |= {*listed(one.options.get(option, ""))}
    return indicators, areas


def elements(parts: list[Part], context: Context, only: Priority | None) -> Iterator[Element]:
    """Everything the report says, in order. only: the one priority it is about, if it is.

    Raises CannotDo with file and line where a reference asks for what cannot be.
    """
    return counted_through(_every(parts, context, only))


def _every(parts: list[Part], context: Context, only: Priority | None) -> Iterator[Element]:
    try:
        for part in parts:
            every = [only] if only or not part.each else [*context.plan.priorities.all()]
            for here in every:
                inside = context.about(here) if here else context
                for block in part.blocks:
                    yield from _block(block, inside, part.numbered)
    except Mistaken as why:
        raise CannotDo(str(why)) from None


def _block(block: Block, context: Context, numbered: bool) -> Iterator[Element]:
    alone = block.alone
    if alone and alone.name in ALONE:
        yield from ALONE[alone.name](context, alone)
    elif block.level:
        text = "".join(one if isinstance(one, str) else one.text for one in _words(block, context))
        yield Heading(block.level, text)
    elif block.items:
        items = tuple(_answered(item, context) for item in block.items)
        yield Listing(items, block.numbered, LETTERS if numbered and block.numbered else "")
    else:
        yield Paragraph(_words(block, context), PARAGRAPHS if numbered else "")


def _words(block: Block, context: Context) -> Words:
    return _answered(block.pieces, context)


def _answered(pieces: tuple[Piece, ...], context: Context) -> Words:
    words: list[str | Printed] = []
    for one in pieces:
        if isinstance(one, str):
            words.append(one)
        elif isinstance(one, Typed):
            words.append(Printed(one.text, f"line-{one.line}.unbound", "unbound"))
        elif one.name in ALONE:
            raise one.mistake("It stands alone on a line, with an empty line before and after.")
        else:
            words += INLINE[one.name](context, one)
    return tuple(_tidy(words))


def _tidy(words: list[str | Printed]) -> Iterator[str | Printed]:
    """Without empty words, and with text that follows text as one."""
    held = ""
    for one in words:
        if isinstance(one, str):
            held += one
            continue
        if held:
            yield held
        held = ""
        yield replace(one)
    if held:
        yield held
