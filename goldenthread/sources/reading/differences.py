"""What a newer copy of a table adds, removes and changes, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.sources.reading import lakes

_WHERE = {"file", "line"}  # where a row stands is not what it says


@dataclass(frozen=True)
class Difference:
    """How many rows a newer copy added, removed and changed.

    changed is None where no columns are declared to tell one row from another: a row that
    differs is then one removed and one added.
    """

    added: int
    removed: int
    changed: int | None

    def __str__(self) -> str:
        told = f"{self.added:,} rows added, {self.removed:,} removed"
        return told if self.changed is None else f"{told}, {self.changed:,} changed"

    def __add__(self, other: "Difference") -> "Difference":
        by_key = self.changed is not None and other.changed is not None
        return Difference(
            added=self.added + other.added,
            removed=self.removed + other.removed,
            changed=(self.changed or 0) + (other.changed or 0) if by_key else None,
        )


def between(old: Path, new: Path, key: Sequence[str]) -> Difference:
    """Compare two Parquet files of one form. key: columns in the lake that no two rows share."""
    with lakes.asking(old=old, new=new) as con:
        shared = [name for name in _columns(con, "new") if name in set(_columns(con, "old"))]
        if key and set(key) <= set(shared):
            return _by_key(con, key, [name for name in shared if name not in key])
        return _by_row(con, shared)


def _columns(con: Any, view: str) -> list[str]:
    return [name for name, *_ in con.execute(f"DESCRIBE {view}").fetchall() if name not in _WHERE]


def _by_key(con: Any, key: Sequence[str], others: Sequence[str]) -> Difference:
    same = " AND ".join(f'old."{one}" IS NOT DISTINCT FROM new."{one}"' for one in key)
    differs = " OR ".join(f'old."{one}" IS DISTINCT FROM new."{one}"' for one in others) or "false"
    added, removed, changed = con.execute(
        "SELECT count(*) FILTER (old.line IS NULL), count(*) FILTER (new.line IS NULL), "  # noqa: S608
        f"count(*) FILTER (old.line IS NOT NULL AND new.line IS NOT NULL AND ({differs})) "
        f"FROM old FULL JOIN new ON {same}"
    ).fetchone()
    return Difference(added, removed, changed)


def _by_row(con: Any, columns: Sequence[str]) -> Difference:
    listed = ", ".join(f'"{one}"' for one in columns)
    counts = [
        con.execute(
            f"SELECT count(*) FROM (SELECT {listed} FROM {one} "  # noqa: S608
            f"EXCEPT ALL SELECT {listed} FROM {other})"
        ).fetchone()[0]
        for one, other in (("new", "old"), ("old", "new"))
    ]
    return Difference(counts[0], counts[1], None)
