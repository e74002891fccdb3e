"""Findings to take away: a table (CSV, Excel), or Word with a comment at every one."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from goldenthread.publishing.checking.findings import HOLDS, Checked, Finding
from goldenthread.publishing.checking.reading.limits import LIMITS
from goldenthread.publishing.checking.reading.packed import Packed
from goldenthread.publishing.checking.reading.text import Unreadable
from goldenthread.publishing.checking.reading.word import lines_of
from goldenthread.tables import plain

HEAD = ("number", "verdict", "kind", "place", "claim", "sum", "note", "confidence")
_BY, _INITIALS = "Figure check", "FC"


def rows(checked: Checked) -> list[list[str]]:
    """A row for every finding."""
    return [
        [
            str(one.number), one.label, one.kind, one.place, one.claim.quote, one.sum,
            one.claim.note, f"{one.claim.confidence:.2f}",
        ]
        for one in checked.findings
    ]  # fmt: skip


def as_workbook(checked: Checked) -> bytes:
    """The same as an Excel table with a heading row that stays in sight."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Figure check"
    sheet.append([name.capitalize() for name in HEAD])
    for row in rows(checked):
        sheet.append([plain(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGH", (9, 14, 20, 24, 60, 44, 60, 12), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_word(checked: Checked, data: bytes = b"") -> bytes:
    """A copy of a Word document with comments; of anything else its text with comments.

    data: the uploaded file where it is a Word document without macros, else empty.
    What holds gets no comment.
    """
    import docx

    if data and checked.text.kind == "Word" and not checked.text.notes:
        document = docx.Document(io.BytesIO(data))
        packed = Packed(data, LIMITS, say=Unreadable)
        told = lines_of(
            document.element.body, packed.tree("word/numbering.xml"),
            packed.tree("word/styles.xml"),
        )  # fmt: skip
        paragraphs = [line.source for line in told]
    else:
        document = docx.Document()
        paragraphs = [_added(document, line.text) for line in checked.text.lines]
    for finding in checked.findings:
        if finding.standing != HOLDS:
            _comment(document, paragraphs, finding)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _added(document: Any, text: str) -> Any:
    """The paragraph of a line; None for an empty one."""
    marks = len(text) - len(text.lstrip("#"))
    shown = "".join(letter for letter in text.lstrip("# ") if letter >= " " or letter == "\t")
    if not shown.strip():
        return None
    if marks:
        return document.add_heading(shown, min(marks, 6))._p
    return document.add_paragraph(shown)._p


def _comment(document: Any, paragraphs: Sequence[Any], finding: Finding) -> None:
    """Put the finding beside the first of its lines that has letters to hold on to."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    near = [each for each in finding.claim.lines if each <= len(paragraphs)]
    for paragraph in (paragraphs[each - 1] for each in [*near, *range(1, len(paragraphs) + 1)]):
        runs = list(paragraph.iter(qn("w:r"))) if paragraph is not None else []
        direct = [run for run in runs if run.getparent() is paragraph]
        if direct:
            text = "\n".join(_told(finding))
            ends = [Run(direct[0], document), Run(direct[-1], document)]
            document.add_comment(runs=ends, text=text, author=_BY, initials=_INITIALS)
            return


def _told(finding: Finding) -> Iterable[str]:
    yield f"{finding.label}: “{finding.claim.quote}”"
    yield finding.sum
    if finding.claim.note:
        yield finding.claim.note
