"""Taking a delivery of any declared source: read, compared, kept in one step."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.commands import CannotDo
from goldenthread.indicators import changes as indicators
from goldenthread.indicators.changes import Observed
from goldenthread.indicators.deliveries import comparing, counting
from goldenthread.indicators.deliveries.comparing import Replaced
from goldenthread.sources import changes as sources
from goldenthread.sources import declaring, lake
from goldenthread.sources.asides import SetAside
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.models import Release, ReleaseFile, Source
from goldenthread.sources.reading import whole
from goldenthread.sources.reading.whole import Read


@dataclass(frozen=True)
class Taken:
    """What a delivery holds, and what became of it. release is None where nothing was kept."""

    release: Release | None
    files: tuple[Read, ...]
    held_already: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    flags: tuple[str, ...]
    replaced: tuple[Replaced, ...]
    observations: int
    seconds: float

    @property
    def rows(self) -> int:
        """How many rows came."""
        return sum(one.table.rows for one in self.files)

    @property
    def kept(self) -> int:
        """How many rows stand in the lake."""
        return sum(one.table.kept for one in self.files)

    @property
    def areas(self) -> int:
        """How many areas the largest of its files tells of."""
        return max((one.facts.areas for one in self.files), default=0)


def take(
    source_id: str,
    paths: Sequence[Path],
    *,
    partnership: Partnership,
    by: User | None,
    given: str = "",
    only_look: bool = False,
) -> Taken:
    """Load a source's files into a partnership, or only say what loading them would do.

    by: needs "sources.ingest"; None for a command of whoever keeps the installation.
    given: the period, where neither the files nor their names say it. only_look: change nothing.
    Raises CannotDo with file, line, column and remedy; then nothing at all has changed.
    """
    if by is not None:
        require(by, "sources.ingest", on=partnership)
    started = time.monotonic()
    source = declaring.source(source_id)
    if not source.layouts:
        raise CannotDo(f"{source.name}: no form of its files is declared, so none can be loaded.")
    with ExitStack() as stack:
        if only_look:
            folder = stack.enter_context(lake.aside())
        else:
            stack.enter_context(lake.loading())
            folder = stack.enter_context(lake.new_folder())
        read = whole.read(
            source, paths, into=folder, given=given.strip(), today=timezone.localdate()
        )
        new, held = _sort_out(read, partnership)
        replaced = comparing.replaced(new, partnership, source)
        counted = counting.count(source.id, new)
        release, observations = None, len(counted.observed)
        if new and not only_look:
            release = _keep(source, new, counted, replaced, folder, partnership, by)
        return Taken(
            release=release,
            files=tuple(new),
            held_already=held,
            set_aside=(*(one for read in new for one in read.table.set_aside), *counted.set_aside),
            flags=_flags(new, counted.flags),
            replaced=replaced,
            observations=observations,
            seconds=time.monotonic() - started,
        )


def _sort_out(read: list[Read], partnership: Partnership) -> tuple[list[Read], tuple[str, ...]]:
    """Part what is new from what is held byte for byte; remove the rows of the latter."""
    held = set(
        ReleaseFile.objects.of(partnership)
        .filter(release__is_in_lake=True)
        .exclude(release__status=Release.Status.WITHDRAWN)
        .filter(content_sha256__in=[one.table.content_sha256 for one in read])
        .values_list("content_sha256", flat=True)
    )
    new = [one for one in read if one.table.content_sha256 not in held]
    known = [one for one in read if one.table.content_sha256 in held]
    for one in known:
        one.table.parquet.unlink()
    return new, tuple(one.table.file.name for one in known)


def _flags(read: Sequence[Read], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([flag for one in read for flag in one.facts.flags] + [*more]))


def _keep(
    source: DeclaredSource,
    read: Sequence[Read],
    counted: counting.Counted,
    replaced: Sequence[Replaced],
    folder: Path,
    partnership: Partnership,
    by: User | None,
) -> Release:
    """Write release, rows and observations in one transaction, the lake's folder last."""
    with ExitStack() as undo, transaction.atomic():
        release = sources.receive(
            [_received(one) for one in read],
            partnership=partnership,
            source=Source.objects.get(pk=source.id),
            title=_title(source, read),
            by=by,
            set_aside=[*(a for one in read for a in one.table.set_aside), *counted.set_aside],
            period=_span(read),
            told=sources.Told(
                geography="; ".join(dict.fromkeys(one.facts.geography for one in read))[:120],
                flags=_flags(read, counted.flags),
                difference=comparing.as_json(replaced),
            ),
            is_in_lake=True,
        )
        _record(counted.observed, release, partnership, by)
        # The folder goes in place last, before the commit. Killed between the two, it is a
        # folder that no release knows, and is swept.
        undo.enter_context(lake.put_in_place(folder, release))
    return release


def _record(
    observed: Sequence[Observed], release: Release, partnership: Partnership, by: User | None
) -> None:
    indicators.record_observations(observed, partnership=partnership, by=by, release=release)


def _received(one: Read) -> sources.Received:
    table = one.table
    return sources.Received(
        number=table.number,
        name=table.file.name[-255:],
        sha256=table.sha256,
        content_sha256=table.content_sha256,
        bytes=table.bytes,
        rows=table.rows,
        month=one.month,
        force=one.force,
        slot=one.slot,
    )


def _span(read: Sequence[Read]) -> tuple | None:
    spans = [one.facts.span for one in read if one.facts.span]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _title(source: DeclaredSource, read: Sequence[Read]) -> str:
    """Name a release: "Outcomes of crimes: durham, January to August 2025"."""
    named = list(dict.fromkeys(one.force.replace("-", " ") or one.table.layout.name
                               for one in read))  # fmt: skip
    told = "; ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
    span = whole.span_of(read)
    return f"{source.name}: {told}{', ' if span else ''}{span}"[:200]
