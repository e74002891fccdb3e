"""Declared indicators and the evidence that ships, into rows. Loading again changes nothing."""

import csv
import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from csp_analytics.period import Period
from goldenthread import declared
from goldenthread.accounts.models import Partnership
from goldenthread.commands import CannotDo
from goldenthread.indicators import counted, rules
from goldenthread.indicators.changes import Observed, record_observations
from goldenthread.indicators.declaring import (
    DeclaredIndicator,
    DeclaredPopulations,
    DeclaredTable,
    IndicatorsFile,
    PopulationsFile,
)
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.sources import changes as sources
from goldenthread.sources import loading as sources_loading
from goldenthread.sources.counting import Count
from goldenthread.sources.models import Release, Source

TABLE_COLUMNS = ("month", "force", "area", "category", "number", "rows")
DECIDE = ("measure", "per", "unit", "better")  # what two declarations of one indicator must share


@transaction.atomic
def load() -> int:
    """Load every declared source and indicator; give how many indicators there are.

    Raises CannotDo with file and line where a file is wrong; nothing is then loaded.
    """
    sources_loading.load()
    every = definitions()
    for one in every.values():
        told = one.model_dump(mode="json", exclude={"document", "id", "next_review"})
        told["numerator"] = one.numerator.model_dump(exclude_defaults=True) if one.numerator else {}
        told["denominator"] = (
            one.denominator.model_dump(exclude_defaults=True) if one.denominator else {}
        )
        IndicatorDefinition.objects.update_or_create(
            pk=one.id, defaults=told | {"next_review": one.next_review}
        )
    return len(every)


def definitions() -> dict[str, DeclaredIndicator]:
    """Read every declared indicator by its id; those checked by a second person come first.

    Where a document's list declares one of them again, its own words are left aside, but what
    decides the number (measure, per, unit, better) must be the same. Raises CannotDo otherwise.
    """
    folder = settings.DEFINITIONS_DIR
    every: dict[str, DeclaredIndicator] = {}
    for path in sorted((folder / "indicators").glob("*.yaml")):
        _add(every, declared.read(path, DeclaredIndicator))
    for path in sorted((folder / "example" / "indicators").glob("*.yaml")):
        for one in declared.read(path, IndicatorsFile).indicators:
            _add(every, one)
    return every


def _add(every: dict[str, DeclaredIndicator], one: DeclaredIndicator) -> None:
    first = every.setdefault(one.id, one)
    for key in DECIDE:
        here, there = getattr(one, key), getattr(first, key)
        if here != there:
            raise one.mistake(
                key, f'"{one.id}" is declared elsewhere with {there}, here with {here}. Make one.'
            )


@transaction.atomic
def load_evidence(partnership: Partnership) -> int:
    """Load the tables that ship, each as a release of its own; give how many releases are new.

    An invented partnership gets what is marked invented, any other what is real. The
    definitions and places must be loaded first.
    """
    folder = settings.DEFINITIONS_DIR / "evidence"
    new = 0
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith("populations"):
            file = declared.read(path, PopulationsFile)
            if file.invented == partnership.is_invented:
                new += _load_populations(path, file, partnership)
            continue
        table = declared.read(path, DeclaredTable)
        if table.invented == partnership.is_invented:
            new += _load_table(path, table, partnership)
    return new


def _held(partnership: Partnership, source: Source, files: list[sources.Received]) -> bool:
    total = sources.checksum(files)
    return Release.objects.of(partnership).filter(source=source, checksum=total).exists()


def _load_table(path: Path, table: DeclaredTable, partnership: Partnership) -> bool:
    """Load a table of monthly counts; its release names the published files behind it."""
    content = (path.parent / table.table).read_bytes()
    if hashlib.sha256(content).hexdigest() != table.sha256:
        raise table.mistake("sha256", f"is not that of {table.table}. Tabulate it again.")
    months = {one.name: Period.from_iso_month(one.month) for one in table.files}
    files = [
        sources.Received(
            number=number,
            name=one.name,
            sha256=one.sha256,
            content_sha256=hashlib.sha256(f"{table.sha256} {one.csv_sha256}".encode()).hexdigest(),
            bytes=one.bytes,
            rows=one.rows,
            month=months[one.name].start,
            force=one.force,
        )
        for number, one in enumerate(table.files, start=1)
    ]
    source = Source.objects.get(pk=table.source)
    if _held(partnership, source, files):
        return False
    numbers = {(one.month, one.force): one.number for one in files if one.month}
    counts = list(read_table(content.decode().splitlines(), table.table, numbers))
    release = sources.receive(
        files,
        partnership=partnership,
        source=source,
        title=table.title,
        by=None,
        period=(min(m.start for m in months.values()), max(m.end for m in months.values())),
        told=sources.Told(how=table.how),
        is_invented=table.invented,
    )
    record_observations(counted.observed(counts), partnership=partnership, by=None, release=release)
    return True


def read_table(
    lines: Iterable[str], name: str, numbers: dict[tuple[date, str], int]
) -> Iterable[Count]:
    """Give the counts of a shipped table. numbers: file number by month and force."""
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != TABLE_COLUMNS:
        raise CannotDo(f"{name}, line 1: the columns must be {', '.join(TABLE_COLUMNS)}.")
    for line, row in enumerate(reader, start=2):
        try:
            month = Period.from_iso_month(row["month"]).start
            yield Count(
                file=numbers[month, row["force"]],
                month=month,
                area=row["area"],
                category=row["category"],
                number=int(row["number"]),
                rows=int(row["rows"]),
            )
        except (ValueError, KeyError) as why:
            raise CannotDo(
                f"{name}, line {line}: cannot be read ({why}). Tabulate it again."
            ) from why


def _load_populations(path: Path, file: PopulationsFile, partnership: Partnership) -> bool:
    """Load the declared populations as one release."""
    files = [_population_file(number, one) for number, one in enumerate(file.populations, start=1)]
    source = Source.objects.get(pk=file.source)
    if _held(partnership, source, files):
        return False
    release = sources.receive(
        files,
        partnership=partnership,
        source=source,
        title=file.title,
        by=None,
        period=(min(one.on for one in file.populations), max(one.on for one in file.populations)),
        told=sources.Told(how=file.how),
        is_invented=file.invented,
    )
    record_observations(
        (
            Observed(
                indicator="population",
                area=value.area,
                period=Period.day(one.on),
                breakdown=counted.place_of("population", "", value.ages)[1],  # type: ignore[index]
                count=value.value,
                status=rules.Status.BREAK if one.is_break else rules.Status.FINAL,
                flag=one.note,
                file=number,
            )
            for number, one in enumerate(file.populations, start=1)
            for value in one.values
        ),
        partnership=partnership,
        by=None,
        release=release,
    )
    return True


def _population_file(number: int, one: DeclaredPopulations) -> sources.Received:
    said = "\n".join([one.sha256, *(f"{v.area} {v.ages} {v.value}" for v in one.values)])
    return sources.Received(
        number=number,
        name=one.file,
        sha256=one.sha256,
        content_sha256=hashlib.sha256(f"{one.on}\n{said}".encode()).hexdigest(),
        bytes=0,
        rows=len(one.values),
    )
