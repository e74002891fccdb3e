"""Small documents of every kind that is read, made afresh for each test."""

import io
import zipfile
from collections.abc import Iterable, Mapping

PROSE = "Burglary fell by 14% from 2,500 in 2021/22 to 2,150 in 2022/23."
FALSE = "Theft rose by 30% from 100 to 120."
TABLE = (
    ("Offence", "2021/22", "2022/23"), ("Burglary", "2,500", "2,150"), ("Robbery", "200", "235"),
    ("Total", "2,700", "2,384"),
)  # fmt: skip


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(paragraphs: Iterable[str] = (PROSE, FALSE), *, bullets: Iterable[str] = ()) -> bytes:
    """A Word document with a heading, paragraphs, bullets and a table."""
    import docx

    document = docx.Document()
    document.add_heading("Crime", 1)
    for text in paragraphs:
        document.add_paragraph(text)
    for text in bullets:
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opendocument() -> bytes:
    """An OpenDocument text with a heading, a note, a nested list and a table."""
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, LineBreak, List, ListItem, Note, NoteBody, NoteCitation, P, S, Tab

    file = OpenDocumentText()
    file.text.addElement(H(outlinelevel=2, text="Crime"))
    told = P(text=PROSE)
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text=FALSE))
    note.addElement(body)
    told.addElement(note)
    for part in (S(c=2), Tab(), LineBreak()):
        told.addElement(part)
    told.addText("And more.")
    file.text.addElement(told)
    outer, inner = List(), List()
    item = ListItem()
    item.addElement(P(text="Outer"))
    deeper = ListItem()
    deeper.addElement(P(text="Inner"))
    inner.addElement(deeper)
    item.addElement(inner)
    outer.addElement(item)
    file.text.addElement(outer)
    table = Table()
    for texts in TABLE:
        row = TableRow()
        for text in texts:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        row.addElement(TableCell(numbercolumnsrepeated=900))
        table.addElement(row)
    file.text.addElement(table)
    out = io.BytesIO()
    file.write(out)
    return out.getvalue()


def workbook() -> bytes:
    """A workbook with a sheet of figures and a hidden one."""
    import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Crime"
    sheet.append(["Offence", "2021/22", "2022/23", "Change"])
    for row in (["Burglary", 2500, 2150, -0.14], ["Theft", 1000.0, 900, -0.2]):
        sheet.append(row)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=4):
        cell.number_format = "0.0%"
    sheet["B2"].number_format = "#,##0"
    sheet.append([])
    sheet.append([])
    sheet.append(["Seen on", datetime.date(2024, 4, 16), True, 1.25])
    sheet["D6"].number_format = "£#,##0.0"
    sheet.append(["Share", 0.30000000000000004, float("inf"), "a  b"])
    hidden = book.create_sheet("Workings")
    hidden.append([1])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(body: str, *, top: str = "") -> bytes:
    """A PDF file of some Typst."""
    import tempfile
    from pathlib import Path

    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(
            f'#set page(paper: "a4", margin: 2cm)\n#set text(size: 10pt)\n{top}\n{body}'
        )
        return typst.compile(str(source))
