"""A report as sheets of a workbook, before it is written as XLSX or ODS.

The first sheet lists every number of the report in reading order, as printed and as a value;
then stands each of its tables; then its words. No number is only in a picture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.publishing.document import (
    HOW,
    Document,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Printed,
    Quotation,
    Table,
    Words,
    plain,
)

_NUMBER = re.compile(r"(?P<sign>[-−])?(?P<pound>£)?(?P<digits>\d[\d,]*)(?P<part>\.\d+)?(?P<per>%)?")  # noqa: RUF001
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
FIGURES_NOTE = "Every number of the report in reading order, as printed and as a value"


@dataclass(frozen=True)
class Cell:
    """A cell: its text as printed; where it is a number, its value and how it is shown."""

    text: str
    value: float | None = None
    shown: str = ""

    @classmethod
    def of(cls, words: Words) -> "Cell":
        """Read a cell: a number only where it is nothing but one."""
        text = plain(words)
        found = _NUMBER.fullmatch(text.strip())
        if not found:
            return cls(text)
        decimals = len(found["part"] or ".") - 1
        value = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
        shown = ("#,##0" if "," in text or not decimals else "0") + (
            f".{'0' * decimals}" if decimals else ""
        )
        if decimals and value >= 1000:
            shown = f"#,##0.{'0' * decimals}"
        sign = -1 if found["sign"] else 1
        if found["per"]:
            return cls(text, float(sign * value / 100), f"{shown}%")
        return cls(text, float(sign * value), f"£{shown}" if found["pound"] else shown)


@dataclass(frozen=True)
class Sheet:
    """One table. name: of its tab, at most 31 letters. place: the headings it stands under."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    place: str = ""


@dataclass
class Workbook:
    """The sheets of a report, with what its cover and its notes say."""

    title: str
    about: list[str]
    sheets: list[Sheet] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def as_workbook(document: Document) -> Workbook:
    """Put a report into sheets."""
    book = Workbook(f"{document.title}, {document.period}", list(_about(document)))
    book.sheets.append(_figures(document))
    under = ""
    for one in document.elements:
        if isinstance(one, Heading):
            under = one.text if one.level < 3 else under
        elif isinstance(one, Table):
            book.sheets.append(_sheet(one, f"Table {len(book.sheets)}", under))
        else:
            book.notes += [(under, text) for text in _notes(one)]
    return book


def _notes(one: object) -> list[str]:
    match one:
        case Paragraph(words=words):
            return [plain(words)]
        case Quotation(words=words, source=source):
            return [f"“{plain(words)}” ({source})"]
        case Picture(title=title, description=description):
            return [f"Chart: {title}. {description}"]
        case Listing(items=items, marks=marks):
            return [f"{mark} {plain(words)}" for mark, words in zip(marks, items, strict=True)]
    return []


def _about(document: Document) -> Iterator[str]:
    if document.marking:
        yield document.marking
    yield from (document.partnership, document.about)
    if document.is_invented:
        yield f"{document.partnership} is invented: its people and figures are made up."
    if document.period != document.period_long:
        yield f"Period: {document.period_long}"
    yield from (f"{term}: {text}" for term, text in document.facts)


def _figures(document: Document) -> Sheet:
    rows = []
    for number, (one, place) in enumerate(document.printed(), 1):
        cell = Cell.of((Printed(one.text, one.key, one.how),))
        value = Cell(cell.text, cell.value, cell.shown) if cell.value is not None else Cell("[z]")
        how = HOW.get(one.how, one.how)
        rows.append((Cell(str(number), number, "0"), Cell(place), Cell(how), Cell(one.text), value))
    heads = ("Number", "Where it stands", "What it is", "As printed", "Value")
    return Sheet("Figures", FIGURES_NOTE, heads, tuple(rows))


def _sheet(one: Table, name: str, place: str) -> Sheet:
    rows = tuple(tuple(Cell.of(cell) for cell in row) for row in one.rows)
    columns: list[str] = []
    for label, _ in one.columns:
        same = columns.count(label)
        columns.append(f"{label} ({same + 1})" if same else label)
    return Sheet(_FORBIDDEN.sub("", name)[:31], one.caption, tuple(columns), rows, place)
