"""What a checked table tells of itself: its time, its areas, and whether a row stands twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from csp_analytics.period import Period, PeriodError
from goldenthread.commands import CannotDo
from goldenthread.sources.reading import lakes, vintages
from goldenthread.sources.reading.blocks import wrong
from goldenthread.sources.reading.engine import Table
from goldenthread.sources.reading.layouts import first_of_month


@dataclass(frozen=True)
class Facts:
    """What one table is about.

    periods: in order; empty where the file is a list or does not say. areas: how many different.
    geography: which area codes it holds, with their census. flags: what to warn of.
    """

    periods: tuple[Period, ...]
    areas: int
    geography: str
    flags: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[date, date] | None:
        """Its first and last day."""
        if not self.periods:
            return None
        return min(p.start for p in self.periods), max(p.end for p in self.periods)


def of(table: Table, *, given: str, today: date) -> Facts:
    """Find out what a checked table is about.

    given: the period that was told with the file, "" for none.
    Raises CannotDo where a row stands twice, a time lies ahead, or nobody says what time it is.
    """
    _refuse_twice(table)
    periods = _periods(table, given)
    _refuse_ahead(table, periods, today)
    codes = _different(table, table.layout.areas)
    geography, flags = _geography(table)
    return Facts(
        periods=tuple(sorted(periods, key=lambda one: (one.start, one.end))),
        areas=len([code for (code,) in codes if code]),
        geography=geography,
        flags=(*_flags_of(table), *flags),
    )


def codes(path: Path, column: str) -> set[str]:
    """Give the different codes in a column of a Parquet file."""
    found = pc.unique(pq.read_table(path, columns=[column])[column]).to_pylist()
    return {one for one in found if one}


def _different(table: Table, *columns: str) -> list[tuple[Any, ...]]:
    """Give the different values of some columns, by their published names."""
    names = [table.layout.in_lake(one) for one in columns if one]
    if not names:
        return []
    rows = pq.read_table(table.parquet, columns=names)
    if len(names) == 1:
        return [(one,) for one in pc.unique(rows[names[0]]).to_pylist()]
    plain = pa.table({name: pc.cast(rows[name], _plain(rows[name].type)) for name in names})
    found = plain.group_by(names).aggregate([]).select(names)
    return [tuple(one.values()) for one in found.to_pylist()]


def _plain(kind: Any) -> Any:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _refuse_twice(table: Table) -> None:
    layout = table.layout
    if not layout.key:
        return
    key = ", ".join(f'"{layout.in_lake(one)}"' for one in layout.key)
    with lakes.asking(found=table.parquet) as con:
        found = con.execute(
            f"SELECT {key}, min(line), max(line) FROM found GROUP BY {key} "  # noqa: S608
            "HAVING count(*) > 1 ORDER BY min(line) LIMIT 1"
        ).fetchone()
    if found:
        *values, first, last = found
        what = f"{', '.join(map(str, values))} stands twice, first on line {first:,}"
        raise wrong(table.file, last, layout.key[0], what)


def _periods(table: Table, given: str) -> list[Period]:
    told = _told(table)
    if not given:
        return told
    try:
        asked = Period.parse(given)
    except PeriodError as why:
        raise CannotDo(f"Period {why}") from None
    if told and told != [asked]:
        raise CannotDo(
            f"{table.file.name}: tells of {_listed(told)}, and {asked} was said. Leave the period "
            "out, or give the file of that time."
        )
    if table.layout.period.not_stated:
        raise CannotDo(
            f"{table.file.name}: its publisher does not say what time it is about "
            f"({table.layout.period.not_stated}), so no period can be given to it."
        )
    return [asked]


def _told(table: Table) -> list[Period]:
    """Give the periods that the file itself, its name or its declaration says."""
    says = table.layout.period
    if says.not_stated or says.timeless:
        return []
    if says.on:
        return [Period.parse(says.on)]
    if says.name:
        return _from_name(table, says.name)
    if table.layout.column(says.column).type == "date":
        days = [day for (day,) in _different(table, says.column) if day]
        return [Period.from_dates(min(days), max(days))] if days else []
    found = _different(table, says.column, says.quarter)
    return sorted((_period(*one) for one in found), key=lambda one: one.start)


def _from_name(table: Table, pattern: str) -> list[Period]:
    try:
        text = pattern.format(**table.told)
        month = first_of_month(text) if len(text) == 7 else None
        return [Period.month(month.year, month.month) if month else Period.parse(text)]
    except (KeyError, ValueError, PeriodError):
        return []


def _period(said: Any, quarter: int | None = None) -> Period:
    if quarter is not None:
        return Period.parse(f"Q{quarter} {said}")
    if isinstance(said, date):
        return Period.month(said.year, said.month)
    return Period.parse(str(said))


def needs_period(table: Table, periods: Sequence[Period]) -> bool:
    """Whether a file should say its time, by its name or otherwise, and does not."""
    says = table.layout.period
    return not periods and not says.timeless and not says.not_stated


def _refuse_ahead(table: Table, periods: Sequence[Period], today: date) -> None:
    for one in periods:
        if one.end >= today:
            raise CannotDo(
                f"{table.file.name}: {one} has not ended yet, so nobody can have published it. "
                "Check the file and its name."
            )
    if needs_period(table, periods):
        raise CannotDo(
            f"{table.file.name}: neither the file nor its name says what time it is about. Say it "
            'with --period, such as --period "mid-2023", or name it as published: '
            f"{table.layout.files}."
        )


def _geography(table: Table) -> tuple[str, tuple[str, ...]]:
    layout = table.layout
    either = [one for one in layout.every if one.area == "LSOA 2011 or 2021"]
    if not either:
        return layout.geography, ()
    found = _different(table, either[0].name)
    told = vintages.told_of(str(code) for (code,) in found if code)
    flag = f"{table.file.name}: holds {told}, so it cannot be set against a population of either."
    return told, (flag,) if told == vintages.MIXED else ()


def _flags_of(table: Table) -> tuple[str, ...]:
    flags = []
    if table.layout.period.not_stated:
        flags.append(
            f"Period not stated: {table.layout.period.not_stated}. Nothing is counted from it."
        )
    if "sample" in table.told:
        flags.append(f"{table.file.name}: is a sample of a few rows. Nothing is counted from it.")
    return tuple(flags)


def _listed(periods: Sequence[Period]) -> str:
    return ", ".join(str(one) for one in periods[:3]) + (" and more" if len(periods) > 3 else "")
