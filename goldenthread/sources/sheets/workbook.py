"""An Excel workbook read as a table: its parts looked at first, its formulas refused."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NoReturn
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from goldenthread.commands import CannotDo
from goldenthread.sources.sheets.sheet import (
    LARGEST_UNPACKED,
    LONGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    SMALLER,
    Sheet,
    table,
)

AGAIN = "Open it in Excel, save it again and send that."
DAMAGED = f"is damaged. {AGAIN}"


def _declares_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Say whether a part begins with a document type, by which entities could be smuggled in."""
    if part.is_dir() or not part.filename.casefold().endswith((".xml", ".rels")):
        return False
    with archive.open(part) as stream:
        return b"<!DOCTYPE" in stream.read(4_000).upper()


class Workbook:
    """An Excel workbook, opened only after its parts have been looked at."""

    def __init__(self, name: str, content: bytes, tab: str, longest: int = LONGEST) -> None:
        self.name, self.content, self.tab, self.longest = name, content, tab, longest

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
                return table(self.name, chosen.title, self._rows(chosen), longest=self.longest)
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
            self.refuse("is an archive and no Excel workbook. Send the table itself, not zipped.")
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
