"""Reading sources, releases and what months are covered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet, Sum

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.sources.models import Release, ReleaseFile, RowsSetAside, Source


def releases(partnership: Partnership, *, by: Person | None) -> QuerySet[Release]:
    """Give a partnership's releases, newest first, with how many rows were set aside.

    by: needs "sources.read"; None for a command of whoever keeps the installation.
    """
    if by is not None:
        require(by, "sources.read", on=partnership)
    return (
        Release.objects.of(partnership)
        .select_related("source", "received_by")
        .annotate(rows_set_aside=Sum("set_aside__count", default=0))
    )


def release(partnership: Partnership, key: str, *, by: Person | None) -> Release:
    """Give one release by its short name, or the beginning of it that fits only one.

    Raises CannotDo naming the nearest.
    """
    every = releases(partnership, by=by)
    found = list(every.filter(key__startswith=key.strip())[:2])
    exact = [one for one in found if one.key == key.strip()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    known = every.values_list("key", flat=True)
    raise CannotDo(f'No release, or more than one, is named "{key}". {nearest(key, known)}')


class Cover(StrEnum):
    """Whether a month is there."""

    HAVE = "have"
    MISSING = "missing"
    KNOWN_GAP = "known gap"


@dataclass(frozen=True)
class Covered:
    """One month of one force: there, missing, or known to be absent at its publisher."""

    month: Period
    force: str
    cover: Cover
    file: ReleaseFile | None
    source: str


def coverage(
    partnership: Partnership, source: str, *, forces: Iterable[str], span: Period
) -> list[Covered]:
    """Say of every month of a span, force by force, whether the source covers it here.

    forces: names as in the files, such as "durham". A month that is missing is never 0.
    """
    wanted = sorted(set(forces))
    files = (
        ReleaseFile.objects.of(partnership)
        .filter(
            release__source=source,
            force__in=wanted,
            month__gte=span.start,
            month__lte=span.end,
            superseded_by=None,
        )
        .exclude(release__status=Release.Status.WITHDRAWN)
        .select_related("release")
    )
    have = {(one.month, one.force): one for one in files}
    gaps = Source.objects.values_list("known_gaps", flat=True).get(pk=source)
    return [
        Covered(
            month=month,
            force=force,
            cover=_cover(month.start, force, (month.start, force) in have, gaps),
            file=have.get((month.start, force)),
            source=source,
        )
        for force in wanted
        for month in span.months()
    ]


def _cover(month: date, force: str, have: bool, gaps: list[dict[str, str]]) -> Cover:
    if have:
        return Cover.HAVE
    day = month.isoformat()
    known = any(gap["force"] == force and gap["since"] <= day <= gap["until"] for gap in gaps)
    return Cover.KNOWN_GAP if known else Cover.MISSING


def files_of(release: Release) -> QuerySet[ReleaseFile]:
    """Give the files of a release, in their order."""
    return ReleaseFile.objects.of(release.partnership).filter(release=release)


def set_aside_of(release: Release) -> QuerySet[RowsSetAside]:
    """Give the rows of a release that did not count everywhere, the most first."""
    return (
        RowsSetAside.objects.of(release.partnership)
        .filter(release=release)
        .select_related("file")
        .order_by("-count", "file__number")
    )


def whole_coverage(partnership: Partnership, *, by: Person) -> list[Covered]:
    """Say of every force and month between the first and the last held whether it is there."""
    require(by, "sources.read", on=partnership)
    held = (
        ReleaseFile.objects.of(partnership)
        .exclude(release__status=Release.Status.WITHDRAWN)
        .values_list("release__source", "force", "month")
    )
    months: dict[str, set[date]] = {}
    forces: dict[str, set[str]] = {}
    for source, force, month in held:
        if month is not None:
            months.setdefault(source, set()).add(month)
            forces.setdefault(source, set()).add(force)
    covered: list[Covered] = []
    for source, days in sorted(months.items()):
        last = Period.month(max(days).year, max(days).month)
        span = Period.from_dates(min(days), last.end)
        covered += coverage(partnership, source, forces=forces[source], span=span)
    return covered
