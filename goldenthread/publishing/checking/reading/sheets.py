"""Excel workbooks: the values that stand in the cells, sheet by sheet. Formulas are not worked."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.packed import Packed
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read a workbook: a heading for every sheet and a line for every row."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    packed = Packed(data, limits, say=say)
    for part in sorted(packed.names):
        if part.startswith("xl/") and part.endswith(".xml") and b"<!DOCTYPE" in packed.part(part):
            raise say(f"declares entities of its own in {part}, so it was not read. Save it anew.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            lines, notes = _sheets(book, limits, say)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError,
            AttributeError, SyntaxError) as why:  # fmt: skip
        raise say(
            "is damaged: its sheets cannot be read. Open it in Excel, save it anew and try again."
        ) from why
    if packed.has_macros:
        notes.append("It holds macros; they were not run and not read.")
    if not any(line.text and line.row for line in lines):
        raise say("holds no values. Open it in Excel, save it anew and try again.")
    return Text(name, "Excel", tuple(lines), tuple(notes))


def _sheets(
    book: Any, limits: Limits, say: Callable[[str], Unreadable]
) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    notes: list[str] = []
    room = limits.cells
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"The sheet “{sheet.title}” is hidden and was not read.")
            continue
        lines.append(Line(f"# {sheet.title}", sheet=sheet.title))
        for number, row in enumerate(sheet.iter_rows(), 1):
            room -= len(row)
            if room < 0:
                raise say(f"has more than {limits.cells:,} cells. Check its sheets one by one.")
            text = "\t".join(_row(row))
            if text or lines[-1].text:
                lines.append(Line(text, row=number, sheet=sheet.title))
    return lines, notes


def _row(cells: Any) -> Iterator[str]:
    texts = [_printed(cell.value, cell.number_format or "") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    yield from texts


def _printed(value: Any, form: str) -> str:
    """A value as its cell shows it, as far as the numbers go."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):  # a moment is shown as its day
        return f"{value:%-d %B %Y}"
    if isinstance(value, int | float):
        return _number(value, form.split(";")[0])
    return " ".join(str(value).split())


def _number(value: int | float, form: str) -> str:
    number = Decimal(f"{value:.12g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return ""
    percent = form.endswith("%")
    number *= 100 if percent else 1
    digits = form.partition(".")[2]
    if digits or percent or form in {"0", "#,##0"}:
        places = sum(1 for letter in digits if letter in "0#")
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = f"{number:,f}" if "," in form else f"{number:f}"
    if "." in shown and not digits:
        shown = shown.rstrip("0").rstrip(".")
    return f"{'£' if '£' in form else ''}{shown}{'%' if percent else ''}"
