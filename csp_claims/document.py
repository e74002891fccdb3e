"""A text as it is read: its lines, and the pages they stand on."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Document:
    """Lines of a text, numbered from 1.

    name: what findings call it, such as the file's name.
    pages: the page of each line, from 1; empty when the text has no pages.
    Raises ValueError when pages are given but not one for every line.
    """

    lines: tuple[str, ...]
    name: str = ""
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.pages and len(self.pages) != len(self.lines):
            raise ValueError(f"{len(self.lines)} lines need as many pages, not {len(self.pages)}.")

    @classmethod
    def of(cls, text: str, *, name: str = "") -> Self:
        """The document of a plain text; a form feed begins a new page."""
        lines: list[str] = []
        pages: list[int] = []
        for number, page in enumerate(text.split("\f"), start=1):
            found = page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            lines.extend(found)
            pages.extend([number] * len(found))
        return cls(tuple(lines), name, tuple(pages) if pages[-1] > 1 else ())

    def page(self, line: int) -> int:
        """The page of a line, 1 when the text has no pages. line: from 1."""
        return self.pages[line - 1] if self.pages else 1
