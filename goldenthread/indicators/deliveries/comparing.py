"""What a delivery would replace, and what it adds, removes and changes against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.accounts.models import Partnership
from goldenthread.sources import lake
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.models import Release, ReleaseFile
from goldenthread.sources.reading import differences
from goldenthread.sources.reading.differences import Difference
from goldenthread.sources.reading.whole import Read


@dataclass(frozen=True)
class Replaced:
    """One file that a newer copy replaces. difference is None where its rows are not in the lake.

    key: short name of the release that the older copy came with.
    """

    key: str
    title: str
    older: str
    newer: str
    difference: Difference | None

    def __str__(self) -> str:
        told = self.difference or "its rows are not in the lake, so they cannot be compared"
        return f"{self.newer} replaces {self.older} of {self.key}: {told}"


def replaced(
    read: Sequence[Read], partnership: Partnership, source: DeclaredSource
) -> tuple[Replaced, ...]:
    """Compare every file with the one that stands in its place now. One query."""
    current = {
        (one.month, one.force, one.slot): one
        for one in ReleaseFile.objects.of(partnership)
        .filter(release__source=source.id, superseded_by=None)
        .exclude(release__status=Release.Status.WITHDRAWN)
        .select_related("release")
    }
    found = []
    for one in read:
        older = current.get((one.month, one.force, one.slot))
        if older is not None:
            found.append(_one(one, older))
    return tuple(found)


def _one(newer: Read, older: ReleaseFile) -> Replaced:
    layout = newer.table.layout
    path = next(lake.folder_of(older.release).glob(f"{older.number:05d}-*.parquet"), None)
    key = [layout.in_lake(one) for one in layout.key]
    return Replaced(
        key=older.release.key,
        title=older.release.title,
        older=older.name,
        newer=newer.table.file.name,
        difference=differences.between(path, newer.table.parquet, key) if path else None,
    )


def as_json(every: Sequence[Replaced]) -> dict[str, Any]:
    """Give what a release keeps of it; empty where it replaces nothing."""
    if not every:
        return {}
    known = [one.difference for one in every if one.difference is not None]
    total = sum(known[1:], known[0]) if known else None
    return {
        "replaces": sorted({one.key for one in every}),
        "files": len(every),
        "added": total.added if total else None,
        "removed": total.removed if total else None,
        "changed": total.changed if total else None,
    }
