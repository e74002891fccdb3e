"""Plain text, Markdown and CSV, in the encoding that the file declares or most likely has."""

import codecs
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_GUESSED = (
    "Its encoding is not told and it is not UTF-8; it was read as Windows Western (cp1252). "
    "If letters look wrong, save it as UTF-8."
)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read a text line by line; a form feed begins a new page."""
    text, notes = decoded(data, say)
    kind = "Markdown" if Path(name).suffix.casefold() in {".md", ".markdown"} else "text"
    parts = text.split("\f")
    lines = [
        Line(line, page if len(parts) > 1 else 0, row if len(parts) > 1 else 0)
        for page, part in enumerate(parts, 1)
        for row, line in enumerate(re.split(r"\r\n|\n|\r", part), 1)
    ]
    return Text(name, kind, tuple(lines), notes)


def read_table(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read a CSV file: a line for every row, its cells parted by tabs."""
    text, notes = decoded(data, say)
    mark = _separator(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as why:
        raise say(f"is not readable as a table: {why}. Save it anew as CSV.") from why
    cells = sum(map(len, rows))
    if cells > limits.cells:
        raise say(f"has {cells:,} cells; at most {limits.cells:,} are checked. Check it in parts.")
    lines = [
        Line("\t".join(" ".join(cell.split()) for cell in row), row=number)
        for number, row in enumerate(rows, 1)
    ]
    return Text(name, "CSV", tuple(lines), notes)


def decoded(
    data: bytes, say: Callable[[str], Unreadable], *, html: bool = False
) -> tuple[str, tuple[str, ...]]:
    """A text by its mark, its declaration (HTML), as UTF-8, and else as cp1252, which is said."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as(encoding, data, say), ()
    declared = _DECLARED.search(data[:4096]) if html else None
    if declared:
        try:
            return data.decode(declared[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass  # the declaration is wrong, as it often is; go on as if there were none
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), (_GUESSED,)


def _as(encoding: str, data: bytes, say: Callable[[str], Unreadable]) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as why:
        line = data[: why.start].count(b"\n") + 1
        raise say(
            f"says that it is {encoding.removesuffix('-sig').upper()}, and line {line} is not. "
            "Save it as UTF-8."
        ) from why


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that is read here."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    return bool(_NO_TEXT.search(data[:100_000]))


def looks_like_html(data: bytes, ending: str) -> bool:
    """Whether a text of no known ending begins like a web page; one named .txt is as named."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ending not in {".txt", ".text"} and start.startswith((b"<!doctype html", b"<html"))


def _separator(text: str) -> str:
    """The mark that parts the cells of the first line: comma, semicolon or tab."""
    first = text.split("\n", 1)[0]
    return max(",;\t|", key=first.count)
