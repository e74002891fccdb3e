"""A report as plain text: one paragraph a line, for screen readers, Braille and e-mail."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from goldenthread.publishing.document import (
    Counts,
    Document,
    Element,
    Facts,
    Heading,
    Leading,
    Listing,
    Paragraph,
    Picture,
    Quotation,
    Status,
    Table,
    Tiles,
    plain,
)

UNDER = {1: "=", 2: "-", 3: ""}  # what underlines a heading of each level


def as_text(document: Document) -> str:
    """The whole report as text, its marking first and last."""
    lines = [*_top(document), *_contents(document)]
    for one in document.elements:
        lines += [*_lines(one), ""]
    lines += [document.marking] if document.marking else []
    return "\n".join(lines).rstrip() + "\n"


def _top(document: Document) -> Iterator[str]:
    if document.marking:
        yield from (document.marking, "")
    title = f"{document.title}, {document.period}"
    yield from (title, UNDER[1] * len(title), "", document.partnership, "", document.about, "")
    if document.is_invented:
        said = "An example: its people and figures are made up."
        yield from (f"{document.partnership} is invented. {said}", "")
    if document.period != document.period_long:
        yield f"Period: {document.period_long}"
    for term, text in document.facts:
        yield f"{term}: {text}"
    yield ""


def _contents(document: Document) -> Iterator[str]:
    headings = [one for one in document.elements if isinstance(one, Heading) and one.level < 3]
    yield from ("Contents", UNDER[1] * 8, "")
    for one in headings:
        yield f"{'  ' * (one.level - 1)}{one.text}"
    yield ""


def _lines(one: Element) -> Iterable[str]:
    return _WRITERS[type(one)](one)


def _heading(one: Heading) -> Iterator[str]:
    text = f"{one.kicker}: {one.text}" if one.kicker else one.text
    yield text
    if UNDER[one.level]:
        yield UNDER[one.level] * len(text)


def _leading(one: Leading) -> Iterator[str]:
    joined = "" if plain(one.value).endswith("%") and not one.unit else " "
    yield f"{plain(one.value)}{joined}{one.unit}, {one.period}".replace(" ,", ",")
    if one.limits:
        yield plain(one.limits)
    if one.note:
        yield one.note


def _picture(one: Picture) -> Iterator[str]:
    yield f"Chart: {one.title}. {one.description}"
    if one.note:
        yield one.note


def _listing(one: Listing) -> Iterator[str]:
    for mark, words in zip(one.marks, one.items, strict=True):
        yield f"{mark} {plain(words)}"


def _tiles(one: Tiles) -> Iterator[str]:
    yield one.title
    for tile in one.items:
        said = f". {plain(tile.note)}" if tile.note else ""
        yield f"* {tile.label}: {plain(tile.value)}{said}"


def _table(one: Table) -> Iterator[str]:
    yield from (one.caption, "")
    yield "\t".join(label for label, _ in one.columns)
    for row in one.rows:
        yield "\t".join(plain(cell) for cell in row)


_WRITERS: dict[type[Element], Callable[[Any], Iterable[str]]] = {
    Heading: _heading,
    Paragraph: lambda one: [plain(one.words)],
    Leading: _leading,
    Status: lambda one: [one.label],
    Picture: _picture,
    Facts: lambda one: [f"{term}: {plain(words)}" for term, words in one.items],
    Counts: lambda one: [f"{label}: {number.text}" for label, _, number in one.items],
    Listing: _listing,
    Quotation: lambda one: [f"“{plain(one.words)}” ({one.source})"],
    Tiles: _tiles,
    Table: _table,
}
