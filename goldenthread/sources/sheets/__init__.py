"""Reading a small table that somebody sends us, CSV, XLSX or ODS, without trusting a byte of it.

Everything is read as text with the place where it stands. What could run, hide or swamp
(formulas, macros, hidden sheets, links to other files, endless rows) is refused in a sentence.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.sources.sheets.opendocument import OpenDocument, is_open_document
from goldenthread.sources.sheets.sheet import (
    LARGEST,
    LARGEST_UNPACKED,
    LONGEST,
    MOST_TOLD,
    SMALLER,
    Line,
    Sheet,
    table,
)
from goldenthread.sources.sheets.workbook import Workbook
from goldenthread.tables import FORMULA

__all__ = ["LARGEST", "LARGEST_UNPACKED", "MOST_TOLD", "Line", "Sheet", "read", "read_path"]


def read_path(path: Path, *, tab: str, columns: Sequence[str], needed: Iterable[str]) -> Sheet:
    """Read a table from a file on disk; as `read`."""
    if not path.is_file():
        raise CannotDo(f"{path}: there is no such file. Check the path.")
    with path.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    return read(path.name, content, tab=tab, columns=columns, needed=needed)


def read(
    name: str,
    content: bytes,
    *,
    tab: str,
    columns: Sequence[str],
    needed: Iterable[str],
    strange: Callable[[str], str] = lambda column: "",
    longest: int = LONGEST,
    words: bool = False,
) -> Sheet:
    """Read a table whose columns are declared.

    name: of the file. tab: the sheet to read where a workbook has several. columns: those it
    may have, in any order; needed: those it must have. strange: says of a column that is not
    among them why it may not stand there, "" where it has nothing to say. longest: characters
    that one cell may hold. words: whether cells hold words, which may begin as a formula does.
    Raises CannotDo with file, line or cell, column and remedy.
    """
    name = name.replace("/", "_").replace("\\", "_")[-120:] or "the file"
    if not content:
        raise CannotDo(f"{name}: is empty. Fill in the template and send that.")
    if len(content) > LARGEST:
        raise CannotDo(f"{name}: is larger than {LARGEST // 1_000_000} MB. {SMALLER}")
    if content.startswith(b"PK"):
        reader = OpenDocument if is_open_document(content) else Workbook
        sheet = reader(name, content, tab, longest).sheet()
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotDo(
            f"{name}: is an Excel file of the old kind, or locked with a password. Save it as "
            "“Excel Workbook (.xlsx)” or “CSV UTF-8”, without a password."
        )
    else:
        sheet = _csv(name, content, longest)
    _check_columns(sheet, columns, set(needed), strange)
    if not sheet.lines:
        raise CannotDo(f"{name}: has a header and no rows. Add the rows below it.")
    if not words:
        _refuse_formulas(sheet)
    return sheet


def _check_columns(
    sheet: Sheet, columns: Sequence[str], needed: set[str], strange: Callable[[str], str]
) -> None:
    seen: set[str] = set()
    for column in sheet.columns:
        if column in seen:
            sheet.fault(1, column, f'column "{column}" stands twice. Keep one.')
        elif column not in columns:
            unknown = f'column "{column[:60]}" is not known here. {nearest(column, columns)}'
            sheet.fault(1, column, strange(column) or unknown)
        seen.add(column)
    for column in columns:
        if column in needed and column not in seen:
            sheet.faults.append(
                f'{sheet.place(1)}: column "{column}" is missing. The columns are '
                f"{', '.join(columns)}."
            )
    sheet.refuse_if_wrong()


def _refuse_formulas(sheet: Sheet) -> None:
    for line in sheet.lines:
        for column, text in line.cells.items():
            if text.startswith(FORMULA) and not _is_number(text):
                sheet.fault(
                    line,
                    column,
                    f'"{text[:30]}" begins with "{text[0]}", which a spreadsheet would run as a '
                    "formula. Begin with a letter.",
                )
    sheet.refuse_if_wrong()


def _is_number(text: str) -> bool:
    return text[:1] in "+-" and text[1:].replace(",", "").replace(".", "", 1).isdigit()


def _csv(name: str, content: bytes, longest: int) -> Sheet:
    text = _decoded(name, content)
    header = text.partition("\n")[0]
    if "," not in header and (";" in header or "\t" in header):
        other = "semicolons" if ";" in header else "tabs"
        raise CannotDo(f"{name}, line 1: is parted by {other}. Save it as “CSV UTF-8” with commas.")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return table(name, "", ((rows.line_num, row) for row in rows), longest=longest)
    except csv.Error as why:
        raise CannotDo(
            f"{name}, line {rows.line_num}: cannot be read as CSV ({why}). Check its quotes."
        ) from None


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:1000]:
        raise CannotDo(
            f"{name}: is not a CSV file in UTF-8, nor an Excel workbook. Save it as “CSV UTF-8”."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = content[: why.start].count(b"\n") + 1
        raise CannotDo(
            f"{name}, line {line}: holds a letter that is not UTF-8. Save the file as “CSV UTF-8”."
        ) from None
