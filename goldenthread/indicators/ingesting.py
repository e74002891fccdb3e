"""Street-level files to a release, to the lake, to observations: all of it, or nothing."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.bulk import freshen_statistics
from goldenthread.indicators import counted
from goldenthread.indicators.changes import record_observations
from goldenthread.places import lookups
from goldenthread.sources import changes as sources
from goldenthread.sources import counting, declaring, inputs, lake, receiving
from goldenthread.sources.asides import SetAside
from goldenthread.sources.counting import Count
from goldenthread.sources.models import Release, ReleaseFile, Source
from goldenthread.sources.reading import facts, vintages
from goldenthread.sources.street import Checked


@dataclass(frozen=True)
class Ingested:
    """What a load did. release is None where everything was held already."""

    release: Release | None
    files: int
    rows: int
    held_already: tuple[str, ...]
    counts: tuple[Count, ...]
    set_aside: tuple[SetAside, ...]
    observations: int
    seconds: float


def police_street(paths: Sequence[Path], *, partnership: Partnership, by: User | None) -> Ingested:
    """Load street-level files of any forces and months into a partnership.

    by: needs "sources.ingest"; None for a command of whoever keeps the installation.
    Raises CannotDo with file, line, column and remedy; then nothing at all has changed.
    """
    if by is not None:
        require(by, "sources.ingest", on=partnership)
    started = time.monotonic()
    source = declaring.source(counted.STREET)
    files = inputs.find(list(paths))
    with lake.loading(), lake.new_folder() as folder:
        checked = receiving.read_all(files, into=folder, source=source, today=timezone.localdate())
        new, held = _sort_out(checked, partnership)
        if not new:
            return Ingested(None, 0, 0, held, (), (), 0, time.monotonic() - started)
        counts, set_aside = counting.count(new, source)
        release, observations = _keep(new, counts, set_aside, folder, partnership, by)
    return Ingested(
        release=release,
        files=len(new),
        rows=sum(one.rows for one in new),
        held_already=held,
        counts=tuple(counts),
        set_aside=tuple(set_aside),
        observations=observations,
        seconds=time.monotonic() - started,
    )


def _sort_out(
    checked: list[Checked], partnership: Partnership
) -> tuple[list[Checked], tuple[str, ...]]:
    """Part what is new from what is held byte for byte; remove the rows of the latter."""
    held = set(
        ReleaseFile.objects.of(partnership)
        .filter(release__is_in_lake=True)
        .exclude(release__status=Release.Status.WITHDRAWN)
        .filter(content_sha256__in=[one.content_sha256 for one in checked])
        .values_list("content_sha256", flat=True)
    )
    new = [one for one in checked if one.content_sha256 not in held]
    known = [one for one in checked if one.content_sha256 in held]
    for one in known:
        one.parquet.unlink()
    return new, tuple(one.file.name for one in known)


def _keep(
    files: list[Checked],
    counts: list[Count],
    set_aside: list[SetAside],
    folder: Path,
    partnership: Partnership,
    by: User | None,
) -> tuple[Release, int]:
    """Write release, rows and observations in one transaction, the lake's folder last."""
    with ExitStack() as undo, transaction.atomic():
        release, observations = _rows(files, counts, set_aside, partnership, by)
        # The folder goes in place last, before the commit. Killed between the two, it is a
        # folder that no release knows, and is swept.
        undo.enter_context(lake.put_in_place(folder, release))
    freshen_statistics()
    return release, observations


def _rows(
    files: list[Checked],
    counts: list[Count],
    set_aside: list[SetAside],
    partnership: Partnership,
    by: User | None,
) -> tuple[Release, int]:
    months = sorted(one.file.month for one in files)
    last = Period.month(months[-1].year, months[-1].month).end
    release = sources.receive(
        [_received(one) for one in files],
        partnership=partnership,
        source=Source.objects.get(pk=counted.STREET),
        title=_title(files),
        by=by,
        set_aside=set_aside,
        period=(months[0], last),
        told=sources.Told(geography=_geography(files)),
        is_in_lake=True,
        is_invented=any(one.file.force == lookups.INVENTED["slug"] for one in files),
    )
    made = record_observations(
        counted.observed(counts), partnership=partnership, by=by, release=release
    )
    return release, len(made)


def _geography(files: Sequence[Checked]) -> str:
    """Say which census the LSOA codes of the files belong to: "LSOA of 2011; LSOA of 2021"."""
    told = {vintages.told_of(facts.codes(one.parquet, "lsoa_code")) for one in files}
    return "; ".join(sorted(told - {""}))


def _received(one: Checked) -> sources.Received:
    return sources.Received(
        number=one.number,
        name=one.file.name[-255:],
        sha256=one.sha256,
        content_sha256=one.content_sha256,
        bytes=one.bytes,
        rows=one.rows,
        month=one.file.month,
        force=one.file.force,
    )


def _title(files: Sequence[Checked]) -> str:
    """Name a release: "Street-level crime and ASB: durham, January to August 2025"."""
    months = sorted(one.file.month for one in files)
    first, last = (Period.month(day.year, day.month) for day in (months[0], months[-1]))
    span = str(first) if first == last else str(Period.from_dates(first.start, last.end))
    forces = sorted({one.file.force for one in files})
    told = ", ".join(forces[:3]) + (f" and {len(forces) - 3} more" if len(forces) > 3 else "")
    return f"Street-level crime and ASB: {told}, {span}"


def tabulate(paths: Sequence[Path], *, today: date) -> tuple[list[Count], list[Checked]]:
    """Count street-level files without loading them, for the table that ships with the product.

    Raises CannotDo as `police_street` does.
    """
    source = declaring.source(counted.STREET)
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        files = inputs.find(list(paths))
        checked = receiving.read_all(files, into=Path(folder), source=source, today=today)
        counts, _ = counting.count(checked, source)
        return counts, checked
