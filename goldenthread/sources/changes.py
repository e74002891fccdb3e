"""Receiving a release, and withdrawing one."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.sources.asides import SetAside
from goldenthread.sources.models import Release, ReleaseFile, RowsSetAside, Source

INVENTED = "Invented, to try things out"


@dataclass(frozen=True)
class Received:
    """One file of a delivery, before it has a row. month and force are empty where neither.

    slot: what a newer copy of it replaces, where that is no month of a force.
    """

    number: int
    name: str
    sha256: str
    content_sha256: str
    bytes: int
    rows: int
    month: date | None = None
    force: str = ""
    slot: str = ""


@dataclass(frozen=True)
class Told:
    """What is told of a release besides its files.

    geography: which area codes its rows hold. flags: what its reader must be warned of.
    difference: rows added, removed and changed against what it replaces.
    how: how it was made, where it was computed. publisher: whose it is, where one source has
        many givers. permission: what whoever hands it in must hold.
    """

    geography: str = ""
    flags: tuple[str, ...] = ()
    difference: Mapping[str, Any] = field(default_factory=dict)
    how: str = ""
    publisher: str = ""
    permission: str = "sources.ingest"

    def as_fields(self) -> dict[str, Any]:
        """Give what a release keeps of it as it stands."""
        lists = {"flags": list(self.flags), "difference": dict(self.difference)}
        return {"how": self.how, "geography": self.geography} | lists


@transaction.atomic
def receive(
    files: Sequence[Received],
    *,
    partnership: Partnership,
    source: Source,
    title: str,
    by: User | None,
    set_aside: Sequence[SetAside] = (),
    period: tuple[date, date] | None = None,
    told: Told = Told(),
    is_in_lake: bool = False,
    is_invented: bool = False,
) -> Release:
    """Write down a delivery of data; what told of the same before is superseded by it.

    by: None for a command run by whoever keeps the installation.
    Raises PermissionDenied, or RuleBroken where the very same delivery is held already.
    """
    if by is not None:
        require(by, told.permission, on=partnership)
    total = checksum(files)
    _refuse_twice(partnership, source, total, title)
    rows = sum(one.rows for one in files)
    begins, ends = period or (None, None)
    release = Release.objects.create(
        partnership=partnership,
        key=_key(partnership, source, total),
        source=source,
        title=title,
        publisher=INVENTED if is_invented else told.publisher or source.publisher,
        licence="" if is_invented else source.licence,
        received_at=timezone.now(),
        received_by=by,
        period_start=begins,
        period_end=ends,
        rows_in=rows,
        rows_kept=rows - sum(one.count for one in set_aside if not one.kept),
        checksum=total,
        is_in_lake=is_in_lake,
        is_invented=is_invented,
        **told.as_fields(),
    )
    rows_of = [ReleaseFile(partnership=partnership, release=release, **vars(f)) for f in files]
    made = ReleaseFile.objects.bulk_create(rows_of)
    _write_set_aside(release, made, set_aside)
    _supersede(release, made)
    _record_receipt(release, len(files), by)
    return release


def _record_receipt(release: Release, files: int, by: User | None) -> None:
    record(
        "sources.release_received",
        by=by,
        about=release,
        files=files,
        rows=release.rows_in,
        checksum=release.checksum,
    )


def _refuse_twice(partnership: Partnership, source: Source, total: str, title: str) -> None:
    held = Release.objects.of(partnership).exclude(status=Release.Status.WITHDRAWN)
    if held.filter(source=source, checksum=total).exists():
        raise RuleBroken(f"{title} is held already, byte for byte.")


def checksum(files: Sequence[Received]) -> str:
    """Give one SHA-256 for several files, whatever their order and packing."""
    return hashlib.sha256(
        "\n".join(sorted(one.content_sha256 for one in files)).encode()
    ).hexdigest()


def _key(partnership: Partnership, source: Source, total: str) -> str:
    """Name a release by day and content; one withdrawn and given again gets a number."""
    name = f"{timezone.localdate():%Y-%m-%d}-{total[:12]}"
    taken = Release.objects.of(partnership).filter(key__startswith=name, source=source).count()
    return f"{name}-{taken + 1}" if taken else name


def _write_set_aside(
    release: Release, files: list[ReleaseFile], set_aside: Sequence[SetAside]
) -> None:
    by_number = {one.number: one for one in files}
    RowsSetAside.objects.bulk_create(
        RowsSetAside(
            partnership=release.partnership,
            release=release,
            file=by_number[one.file],
            reason=one.reason,
            column=one.column,
            count=one.count,
            kept=one.kept,
            first_line=one.first_line,
            sample=one.sample[:200],
        )
        for one in set_aside
    )


def _supersede(release: Release, files: list[ReleaseFile]) -> None:
    """Mark the files that told of the same month of the same force, or the same slot, until now."""
    newer = {_tells_of(one): one for one in files if one.month or one.slot}
    current = (
        ReleaseFile.objects.of(release.partnership)
        .filter(release__source=release.source, superseded_by=None)
        .filter(force__in={one.force for one in files}, slot__in={one.slot for one in files})
        .exclude(release=release)
        .exclude(release__status=Release.Status.WITHDRAWN)
    )
    touched = set()
    for one in current:
        if _tells_of(one) in newer:
            one.superseded_by = newer[_tells_of(one)]
            one.save(update_fields=["superseded_by"])
            touched.add(one.release_id)
    for old in Release.objects.of(release.partnership).filter(pk__in=touched):
        _say_whether_superseded(old)


def _tells_of(file: ReleaseFile) -> tuple[date | None, str, str]:
    return file.month, file.force, file.slot


def _say_whether_superseded(release: Release) -> None:
    """Set a release's status by whether any of its files is still the newest."""
    stands = release.files.filter(superseded_by=None).exists()
    release.status = Release.Status.LOADED if stands else Release.Status.SUPERSEDED
    release.save(update_fields=["status"])


@transaction.atomic
def withdraw(release: Release, *, why: str, by: User | None) -> Release:
    """Take a release back with a reason that everyone can read; what came before stands again.

    Its rows and observations stay, so that what was published while it stood can be told.
    Raises PermissionDenied, or RuleBroken where it is withdrawn already or no reason is given.
    """
    if by is not None:
        require(by, "sources.ingest", on=release)
    release = (
        Release.objects.of(release.partnership).select_for_update(of=("self",)).get(pk=release.pk)
    )
    if release.status == Release.Status.WITHDRAWN:
        raise RuleBroken(f"{release} was withdrawn on {release.withdrawn_at:%-d %B %Y}.")
    if not why.strip():
        raise RuleBroken("Say why it is withdrawn.")
    release.status = Release.Status.WITHDRAWN
    release.withdrawn_at, release.withdrawn_why = timezone.now(), why.strip()
    release.save(update_fields=["status", "withdrawn_at", "withdrawn_why"])
    _let_stand_again(release)
    record("sources.release_withdrawn", by=by, about=release, why=why.strip())
    return release


def _let_stand_again(release: Release) -> None:
    """Give what the withdrawn release superseded its place back, or pass it to what came later."""
    before = ReleaseFile.objects.of(release.partnership).filter(superseded_by__release=release)
    older = set(before.values_list("release_id", flat=True))
    for one in before.select_related("superseded_by"):
        one.superseded_by_id = one.superseded_by.superseded_by_id if one.superseded_by else None
        one.save(update_fields=["superseded_by"])
    for old in Release.objects.of(release.partnership).filter(pk__in=older):
        if old.status != Release.Status.WITHDRAWN:
            _say_whether_superseded(old)
