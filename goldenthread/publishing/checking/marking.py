"""A document as lines with every claim marked where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publishing.checking.findings import Checked, Finding
from goldenthread.publishing.checking.reading import Line

_FURTHER = 8  # lines that a quotation may run on


@dataclass(frozen=True)
class Part:
    """A stretch of a line; finding: the claim it belongs to, None for plain text.

    ends: whether the claim's words end here, so that its sum is shown once.
    """

    text: str
    finding: Finding | None = None
    ends: bool = False


@dataclass(frozen=True)
class Shown:
    """A line of the page. number: from 1. heading: whether it is one. cells: of a table's row."""

    number: int
    parts: tuple[Part, ...]
    heading: bool = False
    page: int = 0


def marked(checked: Checked) -> Iterator[Shown]:
    """The lines of a document; an empty one only where it parts paragraphs."""
    lines = checked.text.lines
    spans: dict[int, list[tuple[int, int, Finding, bool]]] = defaultdict(list)
    for finding in sorted(checked.findings, key=lambda one: one.standing != "wrong"):
        place = _place(lines, finding)
        if not any(_overlaps(spans[at], start, end) for at, start, end in place):
            for at, start, end in place:
                spans[at].append((start, end, finding, at == place[-1][0]))
    page = 0
    for number, line in enumerate(lines, 1):
        text, turned = line.text, line.page if line.page != page else 0
        page = line.page
        if text.strip() or turned > 1:
            parts = tuple(_parts(text, sorted(spans[number - 1], key=lambda one: one[0])))
            yield Shown(number, parts, text.startswith("#"), turned)


def _overlaps(taken: list[tuple[int, int, Finding, bool]], start: int, end: int) -> bool:
    return any(start < each[1] and each[0] < end for each in taken)


def _parts(text: str, spans: list[tuple[int, int, Finding, bool]]) -> Iterator[Part]:
    at = len(text) - len(text.lstrip("# ")) if text.startswith("#") else 0
    for start, end, finding, ends in spans:
        if start > at:
            yield Part(text[at:start])
        yield Part(text[start:end], finding, ends)
        at = end
    if at < len(text):
        yield Part(text[at:])


def _place(lines: tuple[Line, ...], finding: Finding) -> list[tuple[int, int, int]]:
    """Where the words of a claim stand: line from 0, start and end; else its whole first line."""
    wanted = finding.claim.quote.split()
    for number in finding.claim.lines:
        if found := _run(lines, number - 1, wanted):
            return found
    first = finding.claim.lines[0] - 1
    return [(first, 0, len(lines[first].text))]


def _run(lines: tuple[Line, ...], first: int, wanted: list[str]) -> list[tuple[int, int, int]]:
    """The words found from a line on, over the ends of lines; [] where they do not stand so."""
    words: list[tuple[str, int, int, int]] = []
    for at in range(first, min(first + _FURTHER, len(lines))):
        place = 0
        for word in lines[at].text.split():
            start = lines[at].text.index(word, place)
            place = start + len(word)
            words.append((word, at, start, place))
    for begin in range(len(words) - len(wanted) + 1):
        found = _match(words[begin : begin + len(wanted)], wanted)
        if found:
            return found
    return []


def _match(words: list[tuple[str, int, int, int]], wanted: list[str]) -> list[tuple[int, int, int]]:
    """The places of some words where the first ends and the last begins as is wanted."""
    inner = all(one[0] == want for one, want in zip(words[1:-1], wanted[1:-1], strict=True))
    first, last = words[0], words[-1]
    if len(words) == 1:
        at = first[0].find(wanted[0])
        return [(first[1], first[2] + at, first[2] + at + len(wanted[0]))] if at >= 0 else []
    if not (inner and first[0].endswith(wanted[0]) and last[0].startswith(wanted[-1])):
        return []
    begin = first[3] - len(wanted[0])
    end = last[2] + len(wanted[-1])
    found: dict[int, tuple[int, int]] = {}
    for _, at, start, stop in words:
        found[at] = (min(found.get(at, (start, stop))[0], start), stop)
    found[first[1]] = (begin, found[first[1]][1])
    found[last[1]] = (found[last[1]][0], end)
    return [(at, start, stop) for at, (start, stop) in found.items()]
