"""Lookup files into what they say: areas, what is part of what, residents; or a sentence."""

import csv
import hashlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.commands import CannotDo
from goldenthread.places.layers import DeclaredLookup
from goldenthread.places.shapes import unpacked

LARGEST = 150_000_000  # bytes once unpacked
MOST_PEOPLE = 100_000_000  # in one row; the country has fewer
Pair = tuple[str, str]


@dataclass
class Gathered:
    """What the rows of a lookup say. names: by column, then code. pairs: by columns.

    residents: by code, rows added up. left_out: rows that are not ours.
    """

    file: str
    sha256: str
    rows: int = 0
    left_out: int = 0
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    pairs: dict[Pair, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    residents: Counter[str] = field(default_factory=Counter)


def read(path: Path, lookup: DeclaredLookup) -> Gathered:
    """Read a lookup file. Raises CannotDo with file, line, column and remedy."""
    raw = unpacked(path, most=LARGEST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = why.object[: why.start].count(b"\n") + 1
        raise CannotDo(f"{path.name}, line {line}: is not UTF-8 text. Save it as UTF-8.") from None
    found = Gathered(path.name, hashlib.sha256(raw).hexdigest())
    for line, row in _rows(text, path.name, lookup):
        found.rows += 1
        if lookup.only and not re.fullmatch(lookup.only.fits, row[lookup.only.column]):
            found.left_out += 1
            continue
        _take(found, row, lookup, f"{path.name}, line {line}")
    if found.rows == found.left_out:
        raise CannotDo(f"{path.name}: holds no row of {lookup.id}. Check that it is whole.")
    _refuse_two_wholes(found, lookup)
    return found


def _rows(text: str, file: str, lookup: DeclaredLookup) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        if head != lookup.columns:
            raise CannotDo(f"{file}, line 1: {_differs(head, lookup)}")
        for row in reader:
            if len(row) != len(head):
                raise CannotDo(
                    f"{file}, line {reader.line_num}: has {len(row)} values where there should "
                    f"be {len(head)}. Load it again from where it was published."
                )
            yield reader.line_num, dict(zip(head, row, strict=True))
    except csv.Error as why:
        raise CannotDo(f"{file}, line {reader.line_num}: cannot be read as CSV ({why}).") from None


def _differs(head: list[str], lookup: DeclaredLookup) -> str:
    missing = [one for one in lookup.columns if one not in head]
    if missing:
        return f'column "{missing[0]}" of {lookup.id} is missing. Check which lookup this file is.'
    return f"the columns of {lookup.id} stand in another order, or others stand between them."


def _take(found: Gathered, row: dict[str, str], lookup: DeclaredLookup, where: str) -> None:
    """Take in what one row says."""
    for one in lookup.areas:
        code = row[one.code].strip()
        if not re.fullmatch(one.codes, code):
            raise CannotDo(
                f'{where}, column "{one.code}": "{code[:40]}" is no code of a {one.kind}.'
            )
        name = f"{row[one.label].strip()} {one.suffix}".strip()[:120] if one.label else ""
        found.names[one.code][code] = name
    for first, second in (*lookup.part_of, *lookup.share):
        found.pairs[first, second].add((row[first].strip(), row[second].strip()))
    if lookup.residents:
        column = lookup.residents.column
        found.residents[row[lookup.residents.of].strip()] += _people(row[column], where, column)


def _people(text: str, where: str, column: str) -> int:
    """Read a number of people: whole, also where it is printed as "1954.0"."""
    plain = text.strip().removesuffix(".0")
    if not (plain.isascii() and plain.isdigit()) or int(plain[:12]) > MOST_PEOPLE:
        raise CannotDo(f'{where}, column "{column}": "{text[:20]}" is no number of people.')
    return int(plain)


def _refuse_two_wholes(found: Gathered, lookup: DeclaredLookup) -> None:
    """Refuse a part that is said to lie wholly in two areas of one kind."""
    for first, second in lookup.part_of:
        wholes: dict[str, str] = {}
        for part, whole in sorted(found.pairs[first, second]):
            if wholes.setdefault(part, whole) != whole:
                raise CannotDo(
                    f"{found.file}: {part} is said to lie in {wholes[part]} and in {whole}. "
                    "A part lies in one whole of a kind; check the file."
                )
