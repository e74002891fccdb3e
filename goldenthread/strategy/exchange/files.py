"""A plan's file, whatever it is written in, and what will be made of it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.strategy.exchange.declared import read_declared
from goldenthread.strategy.exchange.flat import read_flat
from goldenthread.strategy.exchange.outline import KINDS, MEASURES, Outline, Part
from goldenthread.strategy.exchange.reading import read as read_stratml

TABLES = (".csv", ".xlsx", ".ods")
SUFFIXES = (".xml", ".yaml", ".yml", *TABLES)
_PLURALS = {"priority": "Priorities", "focus": "Areas of focus", "assurance": "Areas of assurance"}


@dataclass(frozen=True)
class Preview:
    """What a file would become: how many of each kind, and every part in order with its depth."""

    counts: tuple[tuple[str, int], ...]
    parts: tuple[tuple[int, str, str], ...]


def read_plan(content: bytes, name: str) -> Outline:
    """Read a plan's file by the ending of its name. Raises CannotDo for anything wrong with it."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        advice = nearest(suffix, SUFFIXES) if suffix else "Name it so."
        raise CannotDo(
            f"{name}: a plan's file ends in .xml (StratML), .yaml, .csv, .xlsx or .ods. {advice}"
        )
    if suffix in TABLES:
        return read_flat(content, Path(name).name)
    if suffix == ".xml":
        return read_stratml(content, name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        return read_declared(path)


def preview(outline: Outline) -> Preview:
    """Say what a file would become."""
    found = Counter(part.kind for part in outline.walk() if part.kind != MEASURES)
    named = tuple(
        (KINDS[kind] if found[kind] == 1 else _PLURALS.get(kind, f"{KINDS[kind]}s"), found[kind])
        for kind in KINDS
        if found[kind]
    )
    parts = tuple(told for goal in outline.goals for told in _told(goal, 0))
    return Preview(named, parts)


def _told(part: Part, depth: int) -> list[tuple[int, str, str]]:
    if part.kind == MEASURES:
        return []
    below = [told for one in part.parts for told in _told(one, depth + 1)]
    return [(depth, KINDS[part.kind], part.name or part.text), *below]
