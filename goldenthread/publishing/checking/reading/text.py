"""What reading a document gives: its lines in reading order, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from csp_claims import Document


class Unreadable(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A file cannot be read; the text says what is the matter, where, and what to do."""


@dataclass(frozen=True)
class Line:
    """A line of text. page, row: from 1, 0 where the kind of document has none.

    row: the line of the page or the row of the sheet or table file. sheet: its name.
    source: what the line was made from, for whoever writes into a copy of the file.
    """

    text: str
    page: int = 0
    row: int = 0
    sheet: str = ""
    source: Any = None


@dataclass(frozen=True)
class Text:
    """A document as lines. kind: "PDF", "Word"… notes: what the reader of findings should know."""

    name: str
    kind: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """The lines as `csp_claims` takes them."""
        pages = tuple(line.page for line in self.lines) if self.has_pages else ()
        return Document(tuple(line.text for line in self.lines), self.name, pages)

    @property
    def has_pages(self) -> bool:
        """Whether every line stands on a page."""
        return bool(self.lines) and all(line.page for line in self.lines)

    @property
    def page_count(self) -> int:
        """The last page with text; 0 where there are no pages."""
        return max((line.page for line in self.lines), default=0)

    def place(self, number: int) -> str:
        """Where a line stands, as people say it. number: of the line, from 1."""
        line = self.lines[number - 1]
        if line.page:
            return f"page {line.page}, line {line.row or number}"
        if line.sheet:
            return f"sheet “{line.sheet}”, row {line.row}"
        return f"row {line.row}" if line.row else f"line {number}"

    def places(self, numbers: Sequence[int]) -> str:
        """Where several lines stand: "page 3, lines 12 and 13; page 9, line 4"."""
        groups: list[tuple[str, list[str]]] = []
        for number in dict.fromkeys(numbers):
            before, _, last = self.place(number).rpartition(" ")
            if not groups or groups[-1][0] != before:
                groups.append((before, []))
            groups[-1][1].append(last)
        return "; ".join(_several(before, each) for before, each in groups)


def _several(before: str, numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"{before} {numbers[0]}"
    return f"{before}s {', '.join(numbers[:-1])} and {numbers[-1]}"
