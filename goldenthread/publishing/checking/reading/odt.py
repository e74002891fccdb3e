"""OpenDocument texts: paragraphs, lists, tables and notes in order."""

from collections.abc import Callable, Iterator
from typing import Any

from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.packed import Packed
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "table"))
_LEFT_OUT = {
    f"{TEXT}note", f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}bibliography-mark",
    f"{OFFICE}forms", f"{TEXT}sequence-decls",
}  # fmt: skip
_WIDEST = 60


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read an OpenDocument text."""
    packed = Packed(data, limits, say=say)
    if b"encryption-data" in packed.part("META-INF/manifest.xml"):
        raise say("is protected by a password. Save it without one and check that.")
    body = packed.tree("content.xml").find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise say("is damaged: it has no text. Open it where it was written and save it anew.")
    lines = [*_blocks(body), *_notes(body)]
    if not any(line.text.strip() for line in lines):
        raise say("holds no text; it may hold pictures of text. Save it from where it was written.")
    macros = "It holds macros; they were not run and not read."
    return Text(name, "OpenDocument", tuple(lines), (macros,) if packed.has_macros else ())


def _blocks(parent: Any, depth: int = 0) -> Iterator[Line]:
    for node in parent:
        if node.tag == f"{TEXT}p":
            yield from _paragraph(node)
        elif node.tag == f"{TEXT}h":
            level = node.get(f"{TEXT}outline-level", "1")
            mark = "#" * min(6, int(level) if level.isdigit() else 1)
            yield from (Line(f"{mark} {_text(node)}"), Line(""))
        elif node.tag == f"{TEXT}list":
            yield from _list(node, depth)
            if depth == 0:
                yield Line("")
        elif node.tag == f"{TABLE}table":
            yield from (*_table(node), Line(""))
        elif node.tag not in _LEFT_OUT:
            yield from _blocks(node, depth)


def _paragraph(node: Any) -> Iterator[Line]:
    text = _text(node)
    for box in node.iter(f"{{{_OASIS}drawing:1.0}}text-box"):
        text += "".join(f"\n{_text(p)}" for p in box.iter(f"{TEXT}p"))
    if text.strip():
        yield from (*(Line(each) for each in text.split("\n")), Line(""))


def _list(node: Any, depth: int) -> Iterator[Line]:
    for item in node.iter(f"{TEXT}list-item", f"{TEXT}list-header"):
        if next(item.iterancestors(f"{TEXT}list")) is not node:
            continue
        mark = "  " * depth + "• "
        for child in item:
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield Line(mark + _text(child).replace("\n", " "))
                mark = "  " * depth
            elif child.tag == f"{TEXT}list":
                yield from _list(child, depth + 1)


def _table(table: Any) -> Iterator[Line]:
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            text = " ".join(" ".join(_text(p).split()) for p in cell.iter(f"{TEXT}p"))
            times = cell.get(f"{TABLE}number-columns-repeated", "1")
            cells += [text] * min(int(times) if times.isdigit() else 1, _WIDEST)
        while cells and not cells[-1]:
            cells.pop()
        yield Line("\t".join(cells))


def _notes(body: Any) -> Iterator[Line]:
    """Footnotes and endnotes after the text, in their order."""
    for note in body.iter(f"{TEXT}note-body"):
        text = " ".join(" ".join(_text(p).split()) for p in note.iter(f"{TEXT}p"))
        yield from (Line(text), Line(""))


def _text(node: Any) -> str:
    return "".join(_pieces(node))


def _pieces(node: Any) -> Iterator[str]:
    yield " ".join((node.text or "").replace("\n", " ").split(" "))
    for child in node:
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdigit() else 1, 100)
        elif child.tag == f"{TEXT}tab":
            yield " "
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag not in _LEFT_OUT and not str(child.tag).endswith("}frame"):
            yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")
