"""Which row of a block is wrong, in which column, and what to do. Asked only where one is."""

import csv
import io
from collections.abc import Mapping

from goldenthread.commands import CannotDo
from goldenthread.sources import rules
from goldenthread.sources.inputs import GivenFile
from goldenthread.sources.reading.blocks import AGAIN, SAVE, TOO_LONG, wrong
from goldenthread.sources.reading.layouts import Layout


def first(
    block: bytes, first_line: int, file: GivenFile, layout: Layout, agree: Mapping[str, str]
) -> CannotDo:
    """Find the first row that is wrong, and give its refusal."""
    for number, raw in enumerate(io.BytesIO(block), start=first_line):
        refusal = _of_line(raw, number, file, layout, agree)
        if refusal:
            return refusal
    # no known file comes here: it would be one that pyarrow refuses and our own rules let pass
    last = first_line + block.count(b"\n")  # pragma: no cover - see above
    what = f"something up to line {last} cannot be read"  # pragma: no cover - see above
    return wrong(file, first_line, "", what)  # pragma: no cover - see above


def _of_line(
    raw: bytes, line: int, file: GivenFile, layout: Layout, agree: Mapping[str, str]
) -> CannotDo | None:
    if len(raw) > rules.LONGEST_LINE:
        return wrong(file, line, "", TOO_LONG)
    try:
        text = raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as why:
        at = min(raw[: why.start].count(layout.delimiter.encode()), len(layout.names) - 1)
        return wrong(file, line, layout.names[at], "is not UTF-8 text", SAVE)
    if "\r" in text:
        return wrong(file, line, "", "a line ends in the middle of a row", SAVE)
    if "\0" in text:
        return wrong(file, line, "", "holds bytes that are no text", SAVE)
    try:
        row = next(csv.reader([text], delimiter=layout.delimiter, strict=True), [])
    except csv.Error:
        return wrong(file, line, "", "a quotation mark is opened and never closed")
    return _of_row(row, line, file, layout, agree)


def _of_row(
    row: list[str], line: int, file: GivenFile, layout: Layout, agree: Mapping[str, str]
) -> CannotDo | None:
    if len(row) != len(layout.names):
        name = layout.names[min(len(row), len(layout.names)) - 1]
        what = f"the row has {len(row)} values where there should be {len(layout.names)}"
        return wrong(file, line, name, what)
    for column, said in zip(layout.every, row, strict=True):
        fault = column.fault(said)
        name = column.name or f"(no name, kept as {column.lake_name})"
        if fault:
            return wrong(file, line, name, fault, _remedy(column.missing))
        wanted = agree.get(column.name)
        if wanted is not None and said != wanted:
            what = f'it says "{said[:30]}", and the file is named for {wanted}'
            return wrong(file, line, name, what, "Give each month in a file of its own.")
    values = dict(zip(layout.names, row, strict=True))
    for pair in layout.together:
        blank = [name for name in pair if layout.column(name).is_missing(values[name])]
        if len(blank) == 1:
            other = pair[pair[0] == blank[0]]
            return wrong(file, line, blank[0], f'is empty, though "{other}" is not')
    return None


def _remedy(missing: list[str]) -> str:
    markers = [one for one in missing if one]
    return f"What is not known is written {' or '.join(markers)}. {AGAIN}" if markers else AGAIN
