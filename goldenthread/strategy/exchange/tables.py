"""A plan as a spreadsheet file, CSV, XLSX or ODS; and the empty one to write a plan in."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from goldenthread.strategy.exchange.flat import (
    COLUMNS,
    MAY_HOLD,
    ROW_KINDS,
    TAB,
    a_kind,
    rows_of,
)
from goldenthread.strategy.exchange.outline import UNDER, Outline

CSV, XLSX, ODS = "csv", "xlsx", "ods"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
HELP_TAB = "How to fill it in"
WIDTHS = {"kind": 18, "key": 10, "under": 10, "title": 60, "text": 60, "group": 34, "duties": 10,
          "starts": 12, "ends": 12}  # fmt: skip
ROWS_AS_TEXT = 500  # of the template, so that no program makes days of what is typed
WHAT = {
    "kind": "What the row is: one of the kinds below.",
    "key": "A short name of your own, such as P1, by which rows below say what they stand under.",
    "under": "The key of what it stands under.",
    "title": "The wording: of an aim the aim itself, of the vision the vision.",
    "text": "More words: the strapline of the plan, why a priority is one, what a way means.",
    "group": "The group that leads on a priority, or reports on an area; several parted by ;",
    "duties": "Letters of section 6(1) of the Crime and Disorder Act that a priority serves.",
    "starts": "The first day of the plan, as 2026-04-01.",
    "ends": "The last day of the plan, as 2029-03-31.",
}


def as_table(outline: Outline, format: str) -> bytes:
    """A plan in a spreadsheet's format, to be read by `flat.read_flat`."""
    return _WRITERS[format](list(rows_of(outline)))


def template(format: str) -> bytes:
    """The empty file to write a plan in, with what goes where on a sheet beside it."""
    return _WRITERS[format]([])


def guide() -> list[tuple[str, list[tuple[str, str]]]]:
    """What goes into each column, and where each kind of row stands: two lists with a heading."""
    kinds = [(said, _about(kind)) for kind, said in ROW_KINDS.items()]
    return [("Column", [(name, WHAT[name]) for name in COLUMNS]), ("Kind of row", kinds)]


def _guide_rows() -> list[tuple[str, str]]:
    return [row for head, rows in guide() for row in ((head, "What goes there"), *rows, ("", ""))]


def _about(kind: str) -> str:
    if kind not in MAY_HOLD["key"]:
        return "One row." if kind != "way-of-working" else "Any number of rows."
    above = [a_kind(one) for one, below in UNDER.items() if kind in below]
    return f"Under {' or '.join(above)}." if above else "One row or more, with a key."


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, *rows])
    return f"\ufeff{out.getvalue()}".encode()


def _xlsx(rows: list[tuple[str, ...]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = TAB
    for row in (COLUMNS, *rows):
        sheet.append([cell or None for cell in row])
    told = book.create_sheet(HELP_TAB)
    for line in _guide_rows():
        told.append(line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number in range(2, max(len(rows), ROWS_AS_TEXT) + 2):
        for place in range(1, len(COLUMNS) + 1):
            cell = sheet.cell(number, place)
            cell.number_format, cell.alignment = "@", wrapped
    for place, name in enumerate(COLUMNS):
        sheet.cell(1, place + 1).font = Font(bold=True)
        sheet.column_dimensions[chr(ord("A") + place)].width = WIDTHS[name]
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 20, 100
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(rows: list[tuple[str, ...]]) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableColumnProperties
    from odf.table import Table, TableCell, TableColumn, TableRow
    from odf.teletype import addTextToElement
    from odf.text import P

    file = OpenDocumentSpreadsheet()
    for name, widths, told in (
        (TAB, [WIDTHS[one] for one in COLUMNS], [COLUMNS, *rows]),
        (HELP_TAB, [20, 100], _guide_rows()),
    ):
        table = Table(name=name)
        for place, width in enumerate(widths):
            style = Style(name=f"{name[:1]}{place}", family="table-column")
            style.addElement(TableColumnProperties(columnwidth=f"{width * 0.2:.1f}cm"))
            file.automaticstyles.addElement(style)
            table.addElement(TableColumn(stylename=style))
        for row in told:
            made = TableRow()
            for text in row:
                cell = TableCell(valuetype="string") if text else TableCell()
                for line in text.split("\n") if text else ():
                    paragraph = P()
                    addTextToElement(paragraph, line)
                    cell.addElement(paragraph)
                made.addElement(cell)
            table.addElement(made)
        file.spreadsheet.addElement(table)
    out = io.BytesIO()
    file.write(out)
    return out.getvalue()


_WRITERS = {CSV: _csv, XLSX: _xlsx, ODS: _ods}
