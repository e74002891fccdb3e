"""Reading a small table that somebody sends us, CSV or XLSX, without trusting a byte of it.

Everything is read as text with the place where it stands. What could run, hide or swamp
(formulas, macros, hidden sheets, links to other files, endless rows) is refused in a sentence.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.tables import FORMULA

LARGEST = 10_000_000  # bytes of a file
LARGEST_UNPACKED = 100_000_000  # bytes of a workbook's parts together
MOST_ROWS = 50_000
MOST_COLUMNS = 60
LONGEST = 1_000  # characters of one cell
MOST_TOLD = 20  # mistakes told at once
SMALLER = f"Send at most {LARGEST // 1_000_000} MB; part it into several files."


@dataclass(frozen=True)
class Line:
    """One row of a table: its number as people see it (the header is 1), and text by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Sheet:
    """A table as it was sent: its name, its columns in order, its rows that are not empty.

    tab: the name of the sheet in a workbook, "" in a CSV file.
    """

    name: str
    columns: list[str]
    lines: list[Line]
    tab: str = ""
    faults: list[str] = field(default_factory=list)

    def place(self, line: Line | int, column: str = "") -> str:
        """Say where something stands: 'x.csv, line 3, column "count"' or a sheet's cell."""
        number = line if isinstance(line, int) else line.number
        if not self.tab:
            return f"{self.name}, line {number}" + (f', column "{column}"' if column else "")
        at = self.columns.index(column) + 1 if column in self.columns else 1
        cell = f'{self.name}, sheet "{self.tab}", cell {get_column_letter(at)}{number}'
        return f'{cell} ("{column}")' if column else cell

    def fault(self, line: Line | int, column: str, what: str) -> None:
        """Note a mistake; `refuse_if_wrong` tells them together."""
        self.faults.append(f"{self.place(line, column)}: {what}")

    def refuse_if_wrong(self) -> None:
        """Raise CannotDo with the first mistakes, each on its own line, where there are any."""
        if not self.faults:
            return
        told = self.faults[:MOST_TOLD]
        if len(self.faults) > MOST_TOLD:
            told.append(f"{self.name}: and {len(self.faults) - MOST_TOLD:,} more mistakes.")
        raise CannotDo("\n".join(told))


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
) -> Sheet:
    """Read a table whose columns are declared.

    name: of the file. tab: the sheet to read where a workbook has several. columns: those it
    may have, in any order; needed: those it must have. strange: says of a column that is not
    among them why it may not stand there, "" where it has nothing to say.
    Raises CannotDo with file, line or cell, column and remedy.
    """
    name = name.replace("/", "_").replace("\\", "_")[-120:] or "the file"
    if not content:
        raise CannotDo(f"{name}: is empty. Fill in the template and send that.")
    if len(content) > LARGEST:
        raise CannotDo(f"{name}: is larger than {LARGEST // 1_000_000} MB. {SMALLER}")
    if content.startswith(b"PK"):
        sheet = _Workbook(name, content, tab).sheet()
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotDo(
            f"{name}: is an Excel file of the old kind, or locked with a password. Save it as "
            "“Excel Workbook (.xlsx)” or “CSV UTF-8”, without a password."
        )
    else:
        sheet = _csv(name, content)
    _check_columns(sheet, columns, set(needed), strange)
    if not sheet.lines:
        raise CannotDo(f"{name}: has a header and no rows. Add a row for each figure.")
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


# CSV


def _csv(name: str, content: bytes) -> Sheet:
    text = _decoded(name, content)
    header = text.partition("\n")[0]
    if "," not in header and (";" in header or "\t" in header):
        other = "semicolons" if ";" in header else "tabs"
        raise CannotDo(f"{name}, line 1: is parted by {other}. Save it as “CSV UTF-8” with commas.")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _table(name, "", ((rows.line_num, row) for row in rows))
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


def _table(name: str, tab: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """Make a table of rows of text; the first that is not empty is the header."""
    sheet: Sheet | None = None
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise CannotDo(f"{name}, line {number}: has {len(cells):,} columns. Use the template.")
        if long := next((cell for cell in cells if len(cell) > LONGEST), ""):
            raise CannotDo(
                f"{name}, line {number}: a cell holds {len(long):,} characters; at most "
                f"{LONGEST:,} may stand there. Shorten it."
            )
        if sheet is None:
            while cells and not cells[-1]:
                cells.pop()
            sheet = Sheet(name, [cell.casefold() for cell in cells], [], tab)
            continue
        if len(sheet.lines) == MOST_ROWS:
            raise CannotDo(f"{name}: has more than {MOST_ROWS:,} rows. {SMALLER}")
        _add(sheet, number, cells)
    if sheet is None:
        raise CannotDo(f"{name}: holds no rows. Fill in the template and send that.")
    return sheet


def _add(sheet: Sheet, number: int, cells: list[str]) -> None:
    extra = [cell for cell in cells[len(sheet.columns) :] if cell]
    if extra:
        sheet.fault(
            number,
            "",
            f"has {len(cells)} values under {len(sheet.columns)} columns. A comma in a text? Put "
            "the text in quotes.",
        )
    sheet.lines.append(Line(number, dict(zip(sheet.columns, cells, strict=False))))


# XLSX


AGAIN = "Open it in Excel, save it again and send that."
DAMAGED = f"is damaged. {AGAIN}"


def _declares_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Say whether a part begins with a document type, by which entities could be smuggled in."""
    if part.is_dir() or not part.filename.casefold().endswith((".xml", ".rels")):
        return False
    with archive.open(part) as stream:
        return b"<!DOCTYPE" in stream.read(4_000).upper()


class _Workbook:
    """An Excel workbook, opened only after its parts have been looked at."""

    def __init__(self, name: str, content: bytes, tab: str) -> None:
        self.name, self.content, self.tab = name, content, tab

    def refuse(self, why: str) -> NoReturn:
        """Raise CannotDo about the whole file."""
        raise CannotDo(f"{self.name}: {why}")

    def sheet(self) -> Sheet:
        """Give the sheet that holds the table."""
        self._check_parts()
        try:
            book = load_workbook(io.BytesIO(self.content), read_only=True, keep_links=False)
            try:
                chosen = self._chosen(book)
                return _table(self.name, chosen.title, self._rows(chosen))
            finally:
                book.close()
        except (KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, ParseError,
                zipfile.BadZipFile, zlib.error, InvalidFileException):  # fmt: skip
            self.refuse(DAMAGED)

    def _check_parts(self) -> None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.content))
            parts = archive.infolist()
            typed = [part.filename for part in parts[:2_000] if _declares_types(archive, part)]
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            zlib.error,
        ):
            self.refuse(DAMAGED)
        if typed:
            self.refuse(f"holds a part no Excel writes ({typed[0][:60]}). {AGAIN}")
        names = {part.filename.casefold() for part in parts}
        if "xl/workbook.xml" not in names:
            self.refuse("is an archive and no Excel workbook. Send the CSV or XLSX file itself.")
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 2_000:
            self.refuse(f"would unpack to far more than a table of figures. {SMALLER}")
        if any("vbaproject" in one or "macrosheets/" in one for one in names):
            self.refuse("holds macros. Save it as “Excel Workbook (.xlsx)” without macros.")
        if any(one.startswith(("xl/externallinks/", "xl/embeddings/")) for one in names):
            self.refuse("holds links to other files, or files within it. Send the figures alone.")

    def _chosen(self, book: Any) -> Any:
        hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
        if hidden:
            self.refuse(
                f'holds a hidden sheet, "{hidden[0][:40]}". Show it and remove what is not meant '
                "for us."
            )
        named = [one for one in book.worksheets if one.title.casefold() == self.tab.casefold()]
        found = named or (book.worksheets if len(book.worksheets) == 1 else [])
        if not found:
            titles = ", ".join(f'"{one.title[:40]}"' for one in book.worksheets[:6])
            self.refuse(f'no sheet is named "{self.tab}": there are {titles}. Name the one meant.')
        return found[0]

    def _rows(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if len(row) > MOST_COLUMNS:
                row = row[: MOST_COLUMNS + 1]
            yield number, [self._text(cell, sheet.title) for cell in row]
            if number > 20 * MOST_ROWS:
                self.refuse(f"has more than {MOST_ROWS:,} rows. {SMALLER}")

    def _text(self, cell: Any, tab: str) -> str:
        value = cell.value
        if value is None:
            return ""
        place = f'{self.name}, sheet "{tab}", cell {cell.coordinate}'
        if cell.data_type == "f":
            raise CannotDo(f"{place}: holds a formula. Paste its value in its place.")
        if cell.data_type == "e":
            raise CannotDo(f'{place}: holds the error "{value}". Put it right or empty it.')
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | float):
            if "%" in (cell.number_format or ""):
                raise CannotDo(
                    f"{place}: is formatted as a percentage, so 34.5% is stored as 0.345. Format "
                    "the column as text or number and write 34.5."
                )
            return f"{value:.15g}" if isinstance(value, float) else str(value)
        if isinstance(value, datetime):
            return value.date().isoformat() if not (value.hour or value.minute) else str(value)
        return str(value)
