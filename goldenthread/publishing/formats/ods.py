"""A report as an OpenDocument spreadsheet: the same sheets as in the Excel workbook."""

import io
from datetime import date
from typing import Any

from odf.dc import Creator, Language, Title
from odf.meta import CreationDate
from odf.number import Number, NumberStyle, PercentageStyle, Text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties, TextProperties
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import H, P

from goldenthread.publishing.document import Document
from goldenthread.publishing.formats.archive import redated
from goldenthread.publishing.formats.sheets import Cell, Sheet, Workbook, as_workbook

WIDE = "6cm"


def as_ods(document: Document, *, on: date) -> bytes:
    """The numbers and tables of a report, with cover, contents and notes.

    on: the day it speaks of, which stands as the day it was made, so that the same report
        gives the same bytes.
    """
    book = as_workbook(document)
    writer = _Writer(book)
    meta = writer.file.meta
    meta.addElement(Title(text=book.title))
    meta.addElement(Creator(text=document.partnership))
    meta.addElement(Language(text="en-GB"))
    meta.addElement(CreationDate(text=f"{on.isoformat()}T12:00:00"))
    out = io.BytesIO()
    writer.file.write(out)
    return redated(out.getvalue(), on, tidied=True)


class _Writer:
    """Writes cover, contents, sheets and notes, with one style for each way to show a number."""

    def __init__(self, book: Workbook) -> None:
        self.file = OpenDocumentSpreadsheet()
        self.styles: dict[str, Any] = {}
        self.bold = self._style("Bold", TextProperties(fontweight="bold"))
        self.title = self._style("Heading1", TextProperties(fontweight="bold", fontsize="16pt"))
        self.column = Style(name="wide", family="table-column")
        self.column.addElement(TableColumnProperties(columnwidth=WIDE))
        self.file.automaticstyles.addElement(self.column)
        self._lines("Cover", [book.title, *book.about])
        contents = [[Cell(one.name), Cell(one.title)] for one in book.sheets]
        contents.append([Cell("Notes"), Cell("What the report says in words")])
        self._rows("Contents", "Contents", ("Sheet name", "Sheet description"), contents)
        for one in book.sheets:
            self._sheet(one)
        notes = [
            [Cell(f"note {number}"), Cell(f"{under}: {text}" if under else text)]
            for number, (under, text) in enumerate(book.notes, 1)
        ]
        self._rows("Notes", "Notes", ("Note reference", "Note text"), notes)

    def _style(self, name: str, *properties: Any) -> Any:
        style = Style(name=name, family="table-cell", parentstylename="Default")
        for one in properties:
            style.addElement(one)
        self.file.styles.addElement(style)
        return style

    def _sheet(self, one: Sheet) -> None:
        self._rows(one.name, one.title, one.columns, one.rows, one.place)

    def _lines(self, name: str, lines: list[str]) -> None:
        table = Table(name=name)
        table.addElement(TableColumn(stylename=self.column))
        for place, text in enumerate(lines):
            row = TableRow()
            row.addElement(self._cell(Cell(text), self.title if not place else None))
            table.addElement(row)
        self.file.spreadsheet.addElement(table)

    def _rows(self, name: str, title: str, columns: Any, rows: Any, place: str = "") -> None:
        table = Table(name=name)
        for _ in columns:
            table.addElement(TableColumn(stylename=self.column))
        for text, style in ((title, self.title), (place, None)):
            if text:
                row = TableRow()
                row.addElement(self._cell(Cell(text), style))
                table.addElement(row)
        head, row = TableHeaderRows(), TableRow()
        for label in columns:
            row.addElement(self._cell(Cell(label), self.bold))
        head.addElement(row)
        table.addElement(head)
        for cells in rows:
            row = TableRow()
            for cell in cells:
                row.addElement(self._cell(cell))
            table.addElement(row)
        self.file.spreadsheet.addElement(table)

    def _cell(self, cell: Cell, style: Any = None) -> Any:
        given = {"stylename": style} if style else {}
        if cell.value is None:
            made = TableCell(valuetype="string", **given)
        else:
            kind = "percentage" if cell.shown.endswith("%") else "float"
            shown = self._shown(cell.shown)
            made = TableCell(valuetype=kind, value=repr(cell.value), stylename=shown)
        heads = style is self.title
        made.addElement(H(outlinelevel=1, text=cell.text) if heads else P(text=cell.text))
        return made

    def _shown(self, pattern: str) -> Any:
        """Give the style that shows a number as the report prints it, made once."""
        if pattern not in self.styles:
            name = f"number{len(self.styles) + 1}"
            percent = pattern.endswith("%")
            data = (PercentageStyle if percent else NumberStyle)(name=name)
            if pattern.startswith("£"):
                data.addElement(Text(text="£"))
            decimals = len(pattern.strip("%").partition(".")[2])
            grouped = "true" if "," in pattern else "false"
            data.addElement(Number(decimalplaces=decimals, minintegerdigits=1, grouping=grouped))
            if percent:
                data.addElement(Text(text="%"))
            self.file.automaticstyles.addElement(data)
            style = Style(name=f"cell{name}", family="table-cell", datastylename=data)
            self.file.automaticstyles.addElement(style)
            self.styles[pattern] = style
        return self.styles[pattern]
