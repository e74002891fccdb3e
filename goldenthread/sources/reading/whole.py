"""Many tables of one source at once: read on every processor, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from csp_analytics.period import Period
from goldenthread.commands import CannotDo
from goldenthread.sources import receiving
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import GivenFile
from goldenthread.sources.reading import engine, facts, finding
from goldenthread.sources.reading.engine import Table
from goldenthread.sources.reading.facts import Facts
from goldenthread.sources.reading.layouts import first_of_month


@dataclass(frozen=True)
class Read:
    """A checked table with what it is about."""

    table: Table
    facts: Facts

    @property
    def is_sample(self) -> bool:
        """Whether its name says that it holds a few rows of a file only."""
        return "sample" in self.table.told

    @property
    def month(self) -> date | None:
        """Its month, where it is one month of one force."""
        told = self.table.told
        if self.is_sample or not {"month", "force"} <= set(told):
            return None
        return first_of_month(told["month"])

    @property
    def force(self) -> str:
        """Its force as the file's name says it, where it is one month of one force."""
        return self.table.told["force"].lower() if self.month else ""

    @property
    def slot(self) -> str:
        """What a newer copy of it replaces, where it is no month of a force."""
        if self.month:
            return ""
        if self.is_sample:
            return f"sample {self.table.file.own_name}"[:120]
        begins = f" {self.facts.periods[0].start}" if self.facts.periods else ""
        return f"{self.table.layout.id}{begins}"

    @property
    def what(self) -> str:
        """What it is, in words for a title: its form, or its force, and its time."""
        named = self.force.replace("-", " ") or self.table.layout.name
        if not self.facts.span:
            return named
        return f"{named}, {span_of([self])}"


def span_of(every: Sequence[Read]) -> str:
    """Say the time that tables tell of together; "" where it is not stated."""
    periods = [period for one in every for period in one.facts.periods]
    if not periods:
        return ""
    if len(set(periods)) == 1:
        return str(periods[0])
    kinds = {one.kind for one in periods}
    if len(kinds) == 1 and len(periods) > 1 and "day" not in {str(kind) for kind in kinds}:
        first, last = min(periods, key=lambda p: p.start), max(periods, key=lambda p: p.end)
        return f"{first} to {last}"
    first_day, last_day = min(p.start for p in periods), max(p.end for p in periods)
    return str(Period.from_dates(first_day, last_day))


def read(
    source: DeclaredSource, paths: Sequence[Path], *, into: Path, given: str, today: date
) -> list[Read]:
    """Check every file of a source and write its rows; all of them, or none.

    given: the period that was told with the files, "" for none.
    Raises CannotDo at the first file in order that is wrong.
    """
    files = finding.find(paths, source.layouts, f"file of {source.name}")
    done = receiving.on_every_processor(
        files, lambda file, number: _one(file, number, into, source, given, today)
    )
    _refuse_two_of_a_slot([one for one, _ in done])
    return [
        replace(one, table=replace(one.table, file=file, sha256=sha256))
        for file, (one, sha256) in zip(files, done, strict=True)
    ]


def _one(
    file: GivenFile, number: int, into: Path, source: DeclaredSource, given: str, today: date
) -> Read:
    table = engine.read(file, number, into, source.layouts)
    found = Read(table, facts.of(table, given=given, today=today))
    if found.month:
        receiving.refuse_unknown_force(file.name, found.force)
    return found


def _refuse_two_of_a_slot(every: Sequence[Read]) -> None:
    seen: dict[tuple[date | None, str, str], Read] = {}
    for one in every:
        first = seen.setdefault((one.month, one.force, one.slot), one)
        if first is not one:
            raise CannotDo(
                f"{first.table.file.name} and {one.table.file.name} both tell of {one.what}. Give "
                "only the copy you want."
            )
