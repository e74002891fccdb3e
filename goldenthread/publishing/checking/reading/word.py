"""Word documents: paragraphs, lists, tables and footnotes in order, as they read today.

Deleted text of tracked changes is left out and inserted text is read. Macros are never run.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.packed import Packed
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = {f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "footnoteReference")}
_UNREAD |= {f"{_MC}Fallback", f"{W}txbxContent", f"{W}rt", f"{W}commentReference"}
_WIDE = 300  # letters from which a cell holds prose, and its table only lays a page out


@dataclass
class _Numbers:
    """How lists number their items. formats: of a list and level; told: so far."""

    formats: dict[tuple[str, str], str] = field(default_factory=dict)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, numbering: Any) -> "_Numbers":
        """Read numbering.xml; without one every list has bullets."""
        found = cls()
        if numbering is None:
            return found
        levels = {
            each.get(f"{W}abstractNumId"): {
                level.get(f"{W}ilvl", "0"): _value(level.find(f"{W}numFmt"))
                for level in each.iter(f"{W}lvl")
            }
            for each in numbering.iter(f"{W}abstractNum")
        }
        for each in numbering.iter(f"{W}num"):
            for level, form in levels.get(_value(each.find(f"{W}abstractNumId")), {}).items():
                found.formats[each.get(f"{W}numId", ""), level] = form
        return found

    def marker(self, properties: Any) -> str:
        """What stands before an item: "• ", "3. ", "b. "."""
        level = _value(properties.find(f"{W}ilvl")) or "0"
        key = _value(properties.find(f"{W}numId")), level
        if key[0] in {"", "0"}:
            return ""
        self.told[key] += 1
        for deeper in [each for each in self.told if each[0] == key[0] and each[1] > level]:
            del self.told[deeper]
        form, number = self.formats.get(key, "bullet"), self.told[key]
        indent = "  " * (int(level) if level.isdigit() else 0)
        if form == "lowerLetter" and number <= 26:
            return f"{indent}{chr(96 + number)}. "
        if form in {"decimal", "lowerRoman", "upperRoman", "upperLetter"}:
            return f"{indent}{number}. "
        return f"{indent}• "


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read a document of Word."""
    packed = Packed(data, limits, say=say)
    body = packed.tree("word/document.xml").find(f"{W}body")
    if body is None:
        raise say("is damaged: it has no body. Open it in Word, save it anew and try again.")
    lines = list(lines_of(body, packed.tree("word/numbering.xml"), packed.tree("word/styles.xml")))
    lines += _footnotes(packed)
    if not any(line.text.strip() for line in lines):
        raise say("holds no text; it may hold pictures of text. Save it from where it was written.")
    macros = "It holds macros; they were not run and not read."
    return Text(name, "Word", tuple(lines), (macros,) if packed.has_macros else ())


def lines_of(body: Any, numbering: Any, styles: Any) -> Iterator[Line]:
    """The lines of a body; the source of each is the paragraph that its text begins in."""
    numbers, names = _Numbers.of(numbering), _style_names(styles)
    before = ""
    for node in _blocks(body):
        if node.tag == f"{W}tbl":
            yield Line("")
            yield from _table(node, numbers, names)
            yield Line("")
            before = ""
            continue
        style, marker = _marks(node, numbers, names)
        kind = "item" if marker else "plain"
        if before and not (kind == before == "item"):
            yield Line("")
        for text in _text(node).split("\n"):
            yield Line(f"{style}{marker}{text}".rstrip(), source=node)
            marker = ""
        yield from (Line(text, source=node) for text in _boxes(node))
        before = kind


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside controls and insertions."""
    for node in parent:
        if node.tag in {f"{W}p", f"{W}tbl"}:
            yield node
        elif node.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"}:
            yield from _blocks(node)


def _table(table: Any, numbers: _Numbers, names: dict[str, str]) -> Iterator[Line]:
    """A line for every row with its cells parted by tabs; a table of prose as its paragraphs."""
    rows = [[cell for cell in row.iter(f"{W}tc") if _of(cell, table)] for row in _rows(table)]
    longest = max((len(_cell(cell)) for row in rows for cell in row), default=0)
    if longest > _WIDE or max(map(len, rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from lines_of(cell, None, None)
        return
    for row in rows:
        cells: list[str] = []
        for cell in row:
            span = _value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
            extra = int(span) - 1 if span.isdigit() else 0
            cells += [_cell(cell), *[""] * min(extra, 60)]
        source = next((p for cell in row for p in cell.iter(f"{W}p")), None)
        yield Line("\t".join(cells), source=source)


def _rows(table: Any) -> Iterator[Any]:
    yield from (row for row in table.iter(f"{W}tr") if _of(row, table))


def _of(node: Any, table: Any) -> bool:
    """Whether a row or cell is of this table and not of one inside it."""
    return next(node.iterancestors(f"{W}tbl")) is table


def _cell(cell: Any) -> str:
    return " ".join(" ".join(_text(p).split()) for p in cell.iter(f"{W}p")).strip()


def _text(paragraph: Any) -> str:
    """The text of a paragraph as it reads; a break in it is a newline."""
    return "".join(_pieces(paragraph))


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _UNREAD:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag != f"{W}pPr":
            yield from _pieces(child)


def _boxes(paragraph: Any) -> Iterator[str]:
    """The text of the boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if next(box.iterancestors(f"{_MC}Fallback"), None) is None:
            yield from (text for p in box.iter(f"{W}p") if (text := _text(p).replace("\n", " ")))


def _marks(paragraph: Any, numbers: _Numbers, names: dict[str, str]) -> tuple[str, str]:
    """The mark of a heading, "## ", and that of an item."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return "", ""
    name = names.get(_value(properties.find(f"{W}pStyle")), "")
    numbered = properties.find(f"{W}numPr")
    if name.startswith("heading ") and name[8:].isdigit():
        return "#" * min(6, int(name[8:])) + " ", ""
    if name == "title":
        return "# ", ""
    if numbered is not None:
        return "", numbers.marker(numbered)
    return "", "• " if name.startswith("list bullet") else ""


def _style_names(styles: Any) -> dict[str, str]:
    if styles is None:
        return {}
    return {
        each.get(f"{W}styleId", ""): _value(each.find(f"{W}name")).casefold()
        for each in styles.iter(f"{W}style")
    }


def _footnotes(packed: Packed) -> Iterator[Line]:
    """Footnotes and endnotes after the text, in their order."""
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        root = packed.tree(part)
        for note in root if root is not None else ():
            text = " ".join(" ".join(_text(p).split()) for p in note.iter(f"{W}p"))
            if text.strip() and note.get(f"{W}type") in {None, "normal"}:
                yield from (Line(""), Line(text.strip()))


def _value(node: Any) -> str:
    return (node.get(f"{W}val") or "") if node is not None else ""
