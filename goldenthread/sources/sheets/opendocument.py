"""An OpenDocument spreadsheet read as a table: as an Excel workbook is, with the same refusals."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

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

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
AGAIN = "Open it in LibreOffice, save it again and send that."
DAMAGED = f"is damaged. {AGAIN}"
_NAMES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


_BLANKS = re.compile(r"[ \t\r\n]+")  # all one space there


def _q(name: str) -> str:
    room, _, local = name.partition(":")
    return f"{{{_NAMES[room]}}}{local}"


def is_open_document(content: bytes) -> bool:
    """Say whether a file says of itself that it is an OpenDocument spreadsheet."""
    return KIND in content[:200]


class OpenDocument:
    """An OpenDocument spreadsheet, opened only after its parts have been looked at."""

    def __init__(self, name: str, content: bytes, tab: str, longest: int = LONGEST) -> None:
        self.name, self.content, self.tab, self.longest = name, content, tab, longest

    def refuse(self, why: str) -> NoReturn:
        """Raise CannotDo about the whole file."""
        raise CannotDo(f"{self.name}: {why}")

    def sheet(self) -> Sheet:
        """Give the sheet that holds the table."""
        try:
            root = fromstring(self._inside())
        except DefusedXmlException:
            self.refuse(f"declares entities of its own, which no office program writes. {AGAIN}")
        except (ParseError, zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError,
                NotImplementedError, EOFError, zlib.error):  # fmt: skip
            self.refuse(DAMAGED)
        chosen = self._chosen(root)
        name = chosen.get(_q("table:name"), "")
        return table(self.name, name, self._rows(chosen, name), longest=self.longest)

    def _inside(self) -> bytes:
        """The part with the cells, once all parts are known to be harmless."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            parts = archive.infolist()
            names = [one.filename.casefold() for one in parts]
            if sum(one.file_size for one in parts) > LARGEST_UNPACKED or len(parts) > 2_000:
                self.refuse(f"would unpack to far more than a table of figures. {SMALLER}")
            if any(one.startswith(("basic/", "scripts/")) for one in names):
                self.refuse("holds macros. Save it without them and send that.")
            with archive.open("META-INF/manifest.xml") as stream:
                if b"encryption-data" in stream.read(1_000_000):
                    self.refuse("is locked with a password. Save it without one.")
            with archive.open("content.xml") as stream:
                return stream.read(LARGEST_UNPACKED)

    def _chosen(self, root: Element) -> Element:
        unseen = {
            style.get(_q("style:name"))
            for style in root.iter(_q("style:style"))
            for look in style.iter(_q("style:table-properties"))
            if look.get(_q("table:display")) == "false"
        }
        every = list(root.iter(_q("table:table")))
        titles = [one.get(_q("table:name"), "") for one in every]
        for one, title in zip(every, titles, strict=True):
            if one.get(_q("table:style-name")) in unseen:
                self.refuse(f'holds a hidden sheet, "{title[:40]}". Show it and remove what is '
                            "not meant for us.")  # fmt: skip
        named = [one for one, title in zip(every, titles, strict=True)
                 if title.casefold() == self.tab.casefold()]  # fmt: skip
        found = named or (every if len(every) == 1 else [])
        if not found:
            shown = ", ".join(f'"{one[:40]}"' for one in titles[:6])
            self.refuse(f'no sheet is named "{self.tab}": there are {shown}. Name the one meant.')
        return found[0]

    def _rows(self, sheet: Element, tab: str) -> Iterator[tuple[int, list[str]]]:
        number = given = 0
        for row in sheet.iter(_q("table:table-row")):
            times = _times(row, "rows")
            cells = list(self._cells(row, f'{self.name}, sheet "{tab}", row {number + 1}'))
            if any(cells):
                for again in range(times):
                    given += 1
                    if given > MOST_ROWS:
                        self.refuse(f"has more than {MOST_ROWS:,} rows. {SMALLER}")
                    yield number + again + 1, cells
            number += times

    def _cells(self, row: Element, place: str) -> Iterator[str]:
        across = 0
        for cell in row:
            if cell.tag not in (_q("table:table-cell"), _q("table:covered-table-cell")):
                continue
            text, times = _text(cell, place), _times(cell, "columns")
            for _ in range(min(times, MOST_COLUMNS + 1 - across)):
                across += 1
                yield text


def _times(element: Element, what: str) -> int:
    given = element.get(_q(f"table:number-{what}-repeated"), "1")
    return max(1, int(given)) if given.isdigit() else 1


def _text(cell: Element, place: str) -> str:
    if cell.get(_q("table:formula")):
        raise CannotDo(f"{place}: holds a formula. Paste its value in its place.")
    kind = cell.get(_q("office:value-type"), "")
    if kind == "percentage":
        raise CannotDo(
            f"{place}: is formatted as a percentage, so 34.5% is stored as 0.345. Format the "
            "column as text or number and write 34.5."
        )
    if kind in ("float", "currency"):
        value = float(cell.get(_q("office:value"), "0"))
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if kind == "date":
        day = cell.get(_q("office:date-value"), "")
        return day.removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.get(_q("office:boolean-value"), "")
    lines = [_said(one) for one in cell if one.tag in (_q("text:p"), _q("text:h"))]
    return "\n".join(lines)


def _said(paragraph: Any) -> str:
    """The words of a paragraph: several spaces, tabs and line breaks are elements there."""
    said = _BLANKS.sub(" ", paragraph.text or "")
    for one in paragraph:
        if one.tag == _q("text:s"):
            said += " " * _count(one)
        elif one.tag == _q("text:tab"):
            said += "\t"
        elif one.tag == _q("text:line-break"):
            said += "\n"
        else:
            said += _said(one)
        said += _BLANKS.sub(" ", one.tail or "")
    return said


def _count(spaces: Element) -> int:
    given = spaces.get(_q("text:c"), "1")
    return min(int(given), 1_000) if given.isdigit() else 1
