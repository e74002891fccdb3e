"""From runs of letters on a page to lines in reading order: columns, rows, paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from goldenthread.publishing.checking.reading.text import Line

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft",
    "ﬆ": "st", "\x02": "\u00ad", "\ufffe": "\u00ad", "\r": " ", "\n": " ", "\t": " ",
}  # fmt: skip
_MEND = str.maketrans(_LIGATURES)
_BULLET = re.compile(r"(?:[-*•·▪●◦‣○\u2013—✓✔➢→»■□\uf0b7]|\(?(?:[0-9]{1,3}|[a-zA-Z])[.)])$")
_HALVED = re.compile(r"[A-Za-z]{2,} ?[-\u00ad]$")
_KEEPS_HYPHEN = re.compile(
    r"(?:^|[\s(])(?:anti|non|re|co|pre|self|multi|cross|long|short|well|high|low|inter|mid|sub"
    r"|year|drug|alcohol|hate|knife|child|victim|police|community|crime)-$",
    re.IGNORECASE,
)
_COLUMN = 25  # letters of a line of prose from which a gap beside it parts columns
_FEWEST = 4  # lines that a column has at least


@dataclass(frozen=True)
class Piece:
    """A run of letters and its box in points, y growing downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def mended(text: str) -> str:
    """Letters without ligatures and breaks; a soft hyphen stays only at an end."""
    plain = text.translate(_MEND).replace("\0", "")
    return re.sub("\u00ad(?=\\S)", "", plain)


def without_running(pages: list[list[Piece]]) -> list[list[Piece]]:
    """The pages without their heads and feet: edge rows that many share but for their digits."""
    seen: Counter[str] = Counter()
    for pieces in pages:
        seen.update({_told(row) for row in _edges(pieces)})
    often = max(3, len(pages) * 0.3)
    running = {text for text, times in seen.items() if times >= often}
    kept = []
    for pieces in pages:
        gone = {piece for row in _edges(pieces) if _told(row) in running for piece in row}
        kept.append([piece for piece in pieces if piece not in gone])
    return kept


def _edges(pieces: list[Piece]) -> list[list[Piece]]:
    """The two rows at the top of a page and the two at its foot."""
    rows = _rows(pieces)
    return [*rows[:2], *rows[2:][-2:]]


def _told(row: list[Piece]) -> str:
    text = " ".join(piece.text for piece in row)
    return re.sub("[0-9]+", "#", " ".join(text.split()))


def lines_of(pieces: Sequence[Piece]) -> list[str]:
    """The lines of a page; an empty one parts paragraphs."""
    found: list[str] = []
    for region in _regions(list(pieces)):
        if found:
            found.append("")
        found += _region_lines(region)
    return found


def _regions(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The page cut into columns, top to bottom and left to right."""
    if not pieces:
        return
    rows = _rows(pieces)
    start = 0
    while start < len(rows):
        cut, end = _gutter(rows, start)
        if cut is None:
            plain = start
            while start < len(rows) and _gutter(rows, start)[0] is None:
                start += 1
            yield [piece for row in rows[plain:start] for piece in row]
            continue
        inside = [piece for row in rows[start:end] for piece in row]
        yield from _regions([piece for piece in inside if piece.right <= cut])
        yield from _regions([piece for piece in inside if piece.right > cut])
        start = end


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.middle, each.left)):
        last = rows[-1] if rows else []
        near = last and abs(piece.middle - last[0].middle) < 0.5 * min(
            max(each.height for each in last), piece.height
        )
        if near:
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _gutter(rows: list[list[Piece]], start: int) -> tuple[float | None, int]:
    """A white stripe that parts prose beside it, from a row on: its place and where it ends."""
    for cut in sorted({piece.left - 1 for piece in rows[start]})[1:]:
        end, left, right = start, [], []
        for row in rows[start:]:
            if any(piece.left < cut < piece.right for piece in row):
                break
            left += [piece for piece in row if piece.right <= cut]
            right += [piece for piece in row if piece.right > cut]
            end += 1
        if _is_prose(left, cut) and _is_prose(right, cut):
            return cut, end
    return None, start


def _is_prose(pieces: list[Piece], cut: float) -> bool:
    rows = _rows(pieces)
    if len(rows) < _FEWEST:
        return False
    clear = all(piece.right < cut - 4 or piece.left >= cut for piece in pieces)
    lengths = [sum(len(piece.text) for piece in row) for row in rows]
    return clear and median(lengths) >= _COLUMN


def _region_lines(pieces: list[Piece]) -> list[str]:
    rows = _rows(pieces)
    if not rows:
        return []
    tops = [min(piece.top for piece in row) for row in rows]
    heights = [max(piece.height for piece in row) for row in rows]
    steps = [after - before for before, after in pairwise(tops)]
    usual = median(steps) if steps else 0.0
    lines: list[str] = []
    for at, row in enumerate(rows):
        if at and (steps[at - 1] > 1.35 * usual or _other_size(heights[at - 1], heights[at])):
            lines.append("")
        lines.append(_line(row))
    return lines


def _other_size(one: float, two: float) -> bool:
    return max(one, two) > 1.3 * min(one, two) + 1


def _line(row: list[Piece]) -> str:
    """A row as text: a wide gap is a tab, unless it follows a bullet."""
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        wide = gap > 1.5 * max(before.height, piece.height)
        if wide and not _BULLET.match(text.strip()):
            text = f"{text.rstrip()}\t{piece.text.lstrip()}"
        elif gap > 0.15 * piece.height and not text.endswith(" "):
            text += f" {piece.text.lstrip()}"
        else:
            text += piece.text
    return "\t".join(" ".join(cell.split()) for cell in text.split("\t"))


def goes_on(before: str, after: str) -> bool:
    """Whether the first line of a page goes on with the last one of the page before."""
    told, next_one = before.strip(), after.strip()
    if not told or not next_one or "\t" in told + next_one:
        return False
    return told[-1] not in ".!?:" and (next_one[0].islower() or next_one[0].isdigit())


def joined(lines: list[Line]) -> list[Line]:
    """The lines with words that were broken at an end made whole on the line they begin on."""
    found = list(lines)
    for at in range(len(found) - 1):
        text, after = found[at].text, found[at + 1].text
        if _HALVED.search(text) and after[:1].islower():
            rest, _, others = after.partition(" ")
            kept = text if _KEEPS_HYPHEN.search(text) else text[:-1].rstrip()
            found[at] = replace(found[at], text=kept + rest)
            found[at + 1] = replace(found[at + 1], text=others)
    return [replace(line, text=line.text.replace("\u00ad", "-")) for line in found]
