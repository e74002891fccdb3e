"""A block of lines as a typed table, whole columns checked at once.

What is asked is what `Column.fault` asks of one value, so that a block refused here has a row
refused there; a test with invented values holds them together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from goldenthread.sources.reading import vintages
from goldenthread.sources.reading.blocks import BLOCK
from goldenthread.sources.reading.columns import LONGEST_VALUE, NUMBERS, Column
from goldenthread.sources.reading.layouts import Layout

_WORDS = pa.dictionary(pa.int32(), pa.string())
_LAKE: dict[str, pa.DataType] = {
    "text": _WORDS,
    "choice": _WORDS,
    "financial year": _WORDS,
    "id": pa.string(),
    "whole": pa.int64(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "date": pa.date32(),
    "month": pa.date32(),
    "year": pa.int32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "time": pa.time32("s"),
    "yes or no": pa.bool_(),
}


def schema(layout: Layout) -> pa.Schema:
    """Give what the lake holds of a layout: where each row stands, then its columns."""
    columns = [(name, _LAKE[one.type]) for name, one in _named(layout)]
    return pa.schema([("file", pa.int32()), ("line", pa.int32()), *columns])


def packing_of(layout: Layout) -> dict[str, str]:
    """Give how each column is packed: all but random letters, which would not become smaller."""
    packed = {name: "none" if one.type == "id" else "lz4" for name, one in _named(layout)}
    return {"file": "lz4", "line": "lz4"} | packed


def words_of(layout: Layout) -> list[str]:
    """Give the columns whose values come again and again, so that a dictionary saves room."""
    return ["file", *(name for name, one in _named(layout) if _LAKE[one.type] == _WORDS)]


def _named(layout: Layout) -> Iterator[tuple[str, Column]]:
    """Give every column with its name in the lake."""
    return zip(layout.lake_names, layout.every, strict=True)


def _read_as(column: Column) -> pa.DataType:
    """Give how pyarrow is to read a column."""
    if column.type == "id":
        return pa.string()
    if column.type in NUMBERS and column.how != "1,234" and all(map(_is_number, column.missing)):
        return pa.int64() if column.how == "1234" else pa.float64()
    return _WORDS


def _is_number(said: str) -> bool:
    return said == "" or said.lstrip("-").isdigit()


def read(block: bytes, layout: Layout, agree: Mapping[str, str]) -> pa.Table | None:
    """Give a block as a typed table with the lake's columns; None where something is wrong.

    agree: what columns must hold in every row, by name.
    """
    table = _parsed(block, layout)
    if table is None or b"\0" in block or _breaks_a_line(block, table):
        return None
    made = []
    for column, array in zip(layout.every, table.columns, strict=True):
        values = _column(column, array, agree.get(column.name))
        if values is None:
            return None
        made.append(values)
    at = layout.names.index
    for one, other in layout.together:
        if not pc.all(pc.equal(made[at(one)].is_null(), made[at(other)].is_null())).as_py():
            return None
    return pa.table(made, names=layout.lake_names)


def _breaks_a_line(block: bytes, table: pa.Table) -> bool:
    """Whether a value holds a line break: it would shift every line after it, and none may."""
    if b'"' not in block and b"\r" not in block:
        return False  # then it cannot, and counting lines takes longer than looking
    return bool(table.num_rows != block.count(b"\n") + (not block.endswith(b"\n")))


def _parsed(block: bytes, layout: Layout) -> pa.Table | None:
    names = [str(number) for number in range(len(layout.every))]
    types = {name: _read_as(one) for name, one in zip(names, layout.every, strict=True)}
    try:
        read = pcsv.read_csv(
            pa.BufferReader(block),
            read_options=pcsv.ReadOptions(
                column_names=names, block_size=BLOCK * 2, use_threads=False
            ),
            parse_options=pcsv.ParseOptions(delimiter=layout.delimiter, ignore_empty_lines=False),
            convert_options=pcsv.ConvertOptions(
                column_types=types,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return read.unify_dictionaries().combine_chunks()


def _column(column: Column, given: pa.ChunkedArray, agree: str | None) -> Any:
    """Give a column as the lake holds it; None where a value may not stand."""
    may_be_blank = column.blank or "" in column.missing
    if given.null_count and not may_be_blank:
        return None
    array = given.chunk(0) if given.num_chunks else pa.array([], given.type)
    if given.type == _WORDS:
        return _words(column, array, agree)
    if given.type == pa.string():
        return array if _ids_are_right(column, array) else None
    return _numbers(column, array)


def _words(column: Column, array: pa.DictionaryArray, agree: str | None) -> Any:
    said = array.dictionary
    if agree is not None and said.to_pylist() != [agree]:
        return None
    if not _surely_right(column, said) and any(map(column.fault, said.to_pylist())):
        return None
    if _LAKE[column.type] == _WORDS and not column.missing:
        return array
    values = pa.array(map(column.value, said.to_pylist()), _plain(column))
    taken = values.take(array.indices)
    return taken.dictionary_encode() if _LAKE[column.type] == _WORDS else taken


def _surely_right(column: Column, said: pa.StringArray) -> bool:
    """Whether it shows at once that every value may stand; where not, each of them is asked.

    said: different values, none empty. There are tens of thousands of places in a block, and to
    ask each takes longer than all else together.
    """
    if column.type not in ("text", "choice"):
        return False
    if not _at_most(LONGEST_VALUE, pc.binary_length(said)):
        return False
    asked = []
    if column.choices:
        asked.append(pc.is_in(said, pa.array(column.choices)))
    if column.length is not None:
        asked.append(pc.equal(pc.utf8_length(said), column.length))
    if column.pattern:
        asked.append(pc.match_substring_regex(said, f"^(?:{column.pattern})$"))
    if column.area:
        asked.append(vintages.surely(said, column.area))
    return all(map(_all, asked))


def _plain(column: Column) -> pa.DataType:
    return pa.string() if _LAKE[column.type] == _WORDS else _LAKE[column.type]


def _ids_are_right(column: Column, array: pa.StringArray) -> bool:
    if not _at_most(LONGEST_VALUE, pc.binary_length(array)):
        return False
    if column.length and not _all(pc.equal(pc.utf8_length(array), column.length)):
        return False
    pattern = f"^(?:{column.pattern})$"
    return not column.pattern or _all(pc.match_substring_regex(array, pattern))


def _at_most(most: int, lengths: Any) -> bool:
    longest = pc.max(lengths).as_py()
    return longest is None or longest <= most


def _all(found: Any) -> bool:
    """Whether all that are known are true."""
    return pc.all(found, min_count=0).as_py() is not False


def _numbers(column: Column, array: Any) -> Any:
    for marker in column.missing:
        if marker:
            array = pc.if_else(pc.equal(array, float(marker)), None, array)
    if pa.types.is_floating(array.type):
        if not _all(pc.is_finite(array)):
            return None
        if column.type == "whole":
            if not _all(pc.equal(pc.floor(array), array)):
                return None
            array = pc.cast(array, pa.int64())
    found = pc.min_max(array).as_py()
    if found["min"] is not None and (
        column.beyond(found["min"], "") or column.beyond(found["max"], "")
    ):
        return None
    return array if array.type == _LAKE[column.type] else pc.cast(array, _LAKE[column.type])


def sum_fault(table: pa.Table, layout: Layout) -> tuple[int, str, str] | None:
    """Find the first row whose total is not the sum of its parts: its place, column and why."""
    for rule in layout.sums:
        total = _as_numbers(table, layout.in_lake(rule.total))
        parts = sum(_as_numbers(table, layout.in_lake(one)) for one in rule.every)
        beyond = np.flatnonzero(~(np.abs(total - parts) <= rule.within))
        if len(beyond):
            at = int(beyond[0])
            told = f"the total is {total[at]:,.6g}, and its parts add up to {parts[at]:,.6g}"
            return at, rule.total, told
    return None


def _as_numbers(table: pa.Table, name: str) -> Any:
    return pc.cast(table[name], pa.float64()).to_numpy()


def placed(table: pa.Table, number: int, first_line: int) -> pa.Table:
    """Add where each row stands: the number of its file, and its line."""
    rows = table.num_rows
    lines = pa.array(np.arange(first_line, first_line + rows, dtype=np.int32))
    columns = [pa.repeat(pa.scalar(number, pa.int32()), rows), lines, *table.columns]
    return pa.table(columns, names=["file", "line", *table.column_names])
