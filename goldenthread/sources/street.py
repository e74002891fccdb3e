"""Reading one street-level file: block by block, every row checked, into Parquet.

Memory stays flat however long the file is. The checks run on whole columns; only where one
fails is the block read again row by row, to say which line and column is wrong.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from goldenthread.commands import CannotDo
from goldenthread.sources import inputs, rules
from goldenthread.sources.inputs import StreetFile

BLOCK = 4 << 20  # bytes read at once
SHORT = {name: name.lower().replace(" ", "_") for name in rules.COLUMNS}
_WORDS = pa.dictionary(pa.int32(), pa.string())
_TYPES = dict.fromkeys(rules.COLUMNS, _WORDS) | {
    "Crime ID": pa.string(),
    "Longitude": pa.float64(),
    "Latitude": pa.float64(),
}
_CONVERT = pcsv.ConvertOptions(
    column_types=_TYPES, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
)
SCHEMA = pa.schema(
    [
        ("file", pa.int32()),
        ("line", pa.int32()),
        *((SHORT[name], _TYPES[name]) for name in rules.COLUMNS),
    ]
)

# a Crime ID never comes again, so a dictionary of them costs time and saves nothing
_PARQUET: dict[str, Any] = {
    "compression": "lz4",
    "use_dictionary": ["file", *(SHORT[name] for name in rules.COLUMNS if _TYPES[name] == _WORDS)],
    "write_statistics": False,
}


@dataclass(frozen=True)
class Checked:
    """A file whose every row was found right, and where its rows now stand.

    content_sha256: of the CSV, unpacked. sha256: of the file as given, filled in by `read_all`:
    an archive has one for all its files.
    """

    file: StreetFile
    number: int
    content_sha256: str
    bytes: int
    rows: int
    parquet: Path
    sha256: str = ""


def read(file: StreetFile, number: int, into: Path, categories: Mapping[str, str]) -> Checked:
    """Check a file and write its rows to a Parquet file in a folder.

    number: the file's place in its release. categories: the crime types that are published.
    Raises CannotDo with file, line, column and remedy at the first thing that is wrong.
    """
    target = into / f"{number:05d}-{file.month:%Y-%m}-{file.force}.parquet"
    made, rows = hashlib.sha256(), 0
    with file.open() as stream, pq.ParquetWriter(target, SCHEMA, **_PARQUET) as writer:
        for block, first_line in _blocks(stream, file, made):
            table = _checked(block, first_line, file, categories)
            rows += table.num_rows
            writer.write_table(_placed(table, number, first_line))
    if rows == 0:
        raise CannotDo(f"{file.name}: holds a header and no rows. Download it again.")
    return Checked(
        file=file,
        number=number,
        content_sha256=made.hexdigest(),
        bytes=file.path.stat().st_size,
        rows=rows,
        parquet=target,
    )


def _blocks(
    stream: IO[bytes], file: StreetFile, made: "hashlib._Hash"
) -> Iterator[tuple[bytes, int]]:
    """Give blocks of whole lines after the header, each with the number of its first line."""
    rest, line, total = b"", 1, 0
    while True:
        piece = stream.read(BLOCK)
        made.update(piece)
        total += len(piece)
        if total > rules.LARGEST_FILE:
            raise CannotDo(inputs.too_large(file))
        block = rest + piece
        if line == 1:
            block = _after_header(block, file)
            line = 2
        end = block.rfind(b"\n") + 1 if piece else len(block)
        whole, rest = block[:end], block[end:]
        if len(rest) > rules.LONGEST_LINE:
            raise _wrong(file, line + whole.count(b"\n"), "", _too_long(), "")
        if whole:
            yield whole, line
            line += whole.count(b"\n")
        if not piece:
            return


def _after_header(block: bytes, file: StreetFile) -> bytes:
    """Check the header and give what follows it."""
    if not block:
        raise CannotDo(f"{file.name}: is empty. Download it again.")
    head, _, rest = block.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    if b"\0" in head or len(head) > rules.LONGEST_LINE:
        what = "this is no CSV file but something else"
        raise _wrong(file, 1, "", what, "Give the file as downloaded from data.police.uk.")
    try:
        names = next(csv.reader([head.decode("utf-8").rstrip("\r")]), [])
    except UnicodeDecodeError:
        raise _wrong(file, 1, "", "is not UTF-8 text", _SAVE) from None
    fault = rules.header_fault(names)
    if fault:
        remedy = f"The columns are: {', '.join(rules.COLUMNS)}."
        raise _wrong(file, 1, fault.column, fault.what, remedy)
    return rest


_SAVE = "Give the file as downloaded, in UTF-8, not saved from a spreadsheet."
_AGAIN = "Correct it, or download the file again; nothing was loaded."


def _too_long() -> str:
    return f"a line is longer than {rules.LONGEST_LINE:,} characters"


def _wrong(file: StreetFile, line: int, column: str, what: str, remedy: str) -> CannotDo:
    at = f', column "{column}"' if column else ""
    return CannotDo(f"{file.name}, line {line}{at}: {what}. {remedy or _AGAIN}")


def _checked(
    block: bytes, first_line: int, file: StreetFile, categories: Mapping[str, str]
) -> pa.Table:
    """Give a block as a table whose every row is right."""
    try:
        table = pcsv.read_csv(
            pa.BufferReader(block),
            read_options=pcsv.ReadOptions(
                column_names=list(rules.COLUMNS), block_size=BLOCK * 2, use_threads=False
            ),
            parse_options=pcsv.ParseOptions(ignore_empty_lines=False),
            convert_options=_CONVERT,
        )
    except pa.ArrowInvalid:
        table = None
    # a quoted line break would shift every line after it, and no column holds one
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    is_read = table is not None and table.num_rows == lines and b"\0" not in block
    if not is_read or not _is_right(table, file, categories):
        raise _first_fault(block, first_line, file, categories)
    return table


def _is_right(table: pa.Table, file: StreetFile, categories: Mapping[str, str]) -> bool:
    """Check whole columns: the same as `rules.row_fault` does for one row."""
    ids = table["Crime ID"]
    return bool(
        _values(table["Month"]) == {f"{file.month:%Y-%m}"}
        and _values(table["Crime type"]) <= set(categories)
        and all(_is_lsoa(code) for code in _values(table["LSOA code"]) - {None})
        and pc.all(pc.equal(pc.binary_length(ids), 64), min_count=0).as_py() is not False
        and pc.equal(
            pc.is_null(table["Longitude"]).combine_chunks(),
            pc.is_null(table["Latitude"]).combine_chunks(),
        ).false_count
        == 0
        and all(_is_short(table[name]) for name, kind in _TYPES.items() if kind == _WORDS)
        and _within(table["Longitude"], rules.WEST, rules.EAST)
        and _within(table["Latitude"], rules.SOUTH, rules.NORTH)
    )


def _values(column: pa.ChunkedArray) -> set[str | None]:
    return set(column.unique().to_pylist())


def _is_short(column: pa.ChunkedArray) -> bool:
    return all(len(one or "") <= rules.LONGEST_VALUE for one in _values(column))


def _is_lsoa(code: str | None) -> bool:
    return rules.is_lsoa(code or "")


def _within(column: pa.ChunkedArray, low: float, high: float) -> bool:
    found = pc.min_max(column).as_py()
    if found["min"] is None:
        return True
    is_number = not pc.any(pc.is_nan(column), min_count=0).as_py()
    return is_number and bool(low <= found["min"] and found["max"] <= high)


def _first_fault(
    block: bytes, first_line: int, file: StreetFile, categories: Mapping[str, str]
) -> CannotDo:
    """Find the first row that is wrong, and say so."""
    month = f"{file.month:%Y-%m}"
    for number, raw in enumerate(io.BytesIO(block), start=first_line):
        if len(raw) > rules.LONGEST_LINE:
            return _wrong(file, number, "", _too_long(), "")
        try:
            text = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as why:
            column = rules.COLUMNS[min(raw[: why.start].count(b","), len(rules.COLUMNS) - 1)]
            return _wrong(file, number, column, "is not UTF-8 text", _SAVE)
        if "\r" in text:
            return _wrong(file, number, "", "a line ends in the middle of a row", _SAVE)
        if "\0" in text:
            return _wrong(file, number, "", "holds bytes that are no text", _SAVE)
        try:
            row = next(csv.reader([text], strict=True), [])
        except csv.Error:
            what = "a quotation mark is opened and never closed"
            return _wrong(file, number, "", what, "")
        fault = rules.row_fault(row, month=month, categories=categories)
        if fault:
            return _wrong(file, number, fault.column, fault.what, _remedy(fault.column, categories))
    # no known file comes here: it would be one that pyarrow refuses and our own rules let pass
    last = first_line + block.count(b"\n")  # pragma: no cover - see above
    return _wrong(  # pragma: no cover - see above
        file, first_line, "", f"something up to line {last} cannot be read", ""
    )


def _remedy(column: str, categories: Mapping[str, str]) -> str:
    if column == "Crime type":
        return f"Crime types are: {', '.join(categories)}."
    if column == "Month":
        return "Give each month in a file of its own, with months written like 2025-01."
    return ""


def _placed(table: pa.Table, number: int, first_line: int) -> pa.Table:
    """Add where each row stands: the number of its file, and its line."""
    rows = table.num_rows
    lines = pa.array(np.arange(first_line, first_line + rows, dtype=np.int32))
    columns = [pa.repeat(pa.scalar(number, pa.int32()), rows), lines, *table.columns]
    return pa.Table.from_arrays(columns, schema=SCHEMA)
