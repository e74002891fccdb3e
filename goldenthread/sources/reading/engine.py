"""One table, checked against its source's declaration and written as Parquet, block by block.

Memory stays flat however long the file is. A row that is wrong refuses the whole file; rows that
are declared to be set aside are counted with their reason and the line of the first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldenthread.commands import CannotDo
from goldenthread.sources.asides import SetAside
from goldenthread.sources.inputs import GivenFile
from goldenthread.sources.reading import faults, tables
from goldenthread.sources.reading.blocks import Blocks, wrong
from goldenthread.sources.reading.layouts import Layout, SetAsideRule


@dataclass(frozen=True)
class Table:
    """A file whose every row was found right, and where its rows now stand.

    rows: how many came. kept: how many stand in the lake. told: what its name tells.
    content_sha256: of the table, unpacked. sha256: of the file as given, filled in for all
    files together, since an archive has one for all of its own.
    """

    file: GivenFile
    number: int
    layout: Layout
    told: Mapping[str, str]
    content_sha256: str
    bytes: int
    rows: int
    parquet: Path
    set_aside: tuple[SetAside, ...] = ()
    sha256: str = ""

    @property
    def kept(self) -> int:
        """How many rows stand in the lake."""
        return self.rows - sum(one.count for one in self.set_aside if not one.kept)


@dataclass
class _Aside:
    """Rows of one rule, while they are counted."""

    count: int = 0
    first_line: int = 0
    sample: str = ""


@dataclass
class _Counted:
    """What was counted of a file so far."""

    rows: int = 0
    aside: dict[int, _Aside] = field(default_factory=dict)


def read(file: GivenFile, number: int, into: Path, layouts: Sequence[Layout]) -> Table:
    """Check a file and write its rows to a Parquet file in a folder.

    number: the file's place in its release. layouts: the forms in which its source comes.
    Raises CannotDo with file, line, column and remedy at the first thing that is wrong.
    """
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", file.own_name.split(".")[0])[:80]
    target = into / f"{number:05d}-{stem}.parquet"
    counted = _Counted()
    with file.open() as stream:
        blocks = Blocks(file, stream, layouts)
        layout = blocks.layout
        told = layout.told(file.own_name) or {}
        agree = {name: told[group] for name, group in layout.agree.items() if group in told}
        with pq.ParquetWriter(
            target,
            tables.schema(layout),
            compression=tables.packing_of(layout),
            use_dictionary=tables.words_of(layout),
            write_statistics=False,
        ) as writer:
            for block, line in blocks:
                table = _checked(block, line, file, layout, agree)
                writer.write_table(_without(tables.placed(table, number, line), layout, counted))
    if counted.rows == 0:
        raise CannotDo(f"{file.name}: holds a header and no rows. Download it again.")
    return Table(
        file=file,
        number=number,
        layout=layout,
        told=told,
        content_sha256=blocks.sha256,
        bytes=file.path.stat().st_size,
        rows=counted.rows,
        parquet=target,
        set_aside=_told_aside(counted, number, layout),
    )


def _checked(
    block: bytes, line: int, file: GivenFile, layout: Layout, agree: Mapping[str, str]
) -> pa.Table:
    """Give a block as a table whose every row is right."""
    table = tables.read(block, layout, agree)
    if table is None:
        raise faults.first(block, line, file, layout, agree)
    fault = tables.sum_fault(table, layout)
    if fault:
        at, column, what = fault
        raise wrong(file, line + at, column, what)
    return table


def _without(table: pa.Table, layout: Layout, counted: _Counted) -> pa.Table:
    """Give the rows that are kept, and count those that a rule sets aside."""
    counted.rows += table.num_rows
    leave = None
    for number, rule in enumerate(layout.set_aside):
        found = pc.fill_null(_matches(table[layout.in_lake(rule.column)], rule), False)
        if leave is not None:  # a row set aside already is not counted twice
            found = pc.and_(found, pc.invert(leave))
        how_many = pc.sum(found).as_py() or 0
        if how_many:
            _count(counted, number, table.filter(found), layout.in_lake(rule.column), how_many)
        if how_many and not rule.kept:
            leave = found if leave is None else pc.or_(leave, found)
    return table if leave is None else table.filter(pc.invert(leave))


def _matches(column: Any, rule: SetAsideRule) -> Any:
    if rule.blank:
        return pc.is_null(column)
    if rule.below is not None:
        return pc.less(column, rule.below)
    text = pc.cast(column, pa.string())
    if rule.values:
        return pc.is_in(text, pa.array(rule.values))
    found = pc.starts_with(text, rule.begins[0])
    for begin in rule.begins[1:]:
        found = pc.or_(found, pc.starts_with(text, begin))
    return found


def _count(counted: _Counted, rule: int, rows: pa.Table, column: str, how_many: int) -> None:
    aside = counted.aside.setdefault(rule, _Aside())
    if not aside.count:
        aside.first_line = rows["line"][0].as_py()
        value = rows[column][0].as_py()
        aside.sample = "" if value is None else str(value)
    aside.count += how_many


def _told_aside(counted: _Counted, file: int, layout: Layout) -> tuple[SetAside, ...]:
    made = []
    for number, one in sorted(counted.aside.items()):
        rule = layout.set_aside[number]
        made.append(
            SetAside(
                file=file,
                reason=rule.reason,
                count=one.count,
                first_line=one.first_line,
                sample=one.sample,
                column=rule.column,
                kept=rule.kept,
            )
        )
    return tuple(made)
