"""A table in blocks of whole lines, and its header, which must be word for word as declared."""

import csv
import hashlib
from collections.abc import Iterator, Sequence

from goldenthread.commands import CannotDo
from goldenthread.sources import inputs, rules
from goldenthread.sources.inputs import GivenFile
from goldenthread.sources.reading.layouts import Layout, header_fault
from goldenthread.sources.unpacking import Stream

BLOCK = 4 << 20  # bytes checked and written at once
PIECE = 1 << 18  # bytes read at once: they are summed while they lie in the processor's cache
MARK = b"\xef\xbb\xbf"
SAVE = "Give the file as downloaded, not saved from a spreadsheet."
AGAIN = "Correct it, or download the file again; nothing was loaded."
TOO_LONG = f"a line is longer than {rules.LONGEST_LINE:,} characters"


def wrong(file: GivenFile, line: int, column: str, what: str, remedy: str = AGAIN) -> CannotDo:
    """Give the refusal of a file: where, what is wrong, what to do."""
    at = f', column "{column}"' if column else ""
    return CannotDo(f"{file.name}, line {line:,}{at}: {what}. {remedy}".replace(".. ", ". "))


class Blocks:
    """A file being read: its layout, known from the header, and what was read of it so far.

    Reading it to its end gives blocks of whole lines, each with the number of its first line;
    sha256 is then that of the whole table, unpacked.
    """

    def __init__(self, file: GivenFile, stream: Stream, layouts: Sequence[Layout]) -> None:
        self.file, self._stream = file, stream
        self._made, self._total = hashlib.sha256(), 0
        self._first = self._read()
        if not self._first:
            raise CannotDo(f"{file.name}: is empty. Download it again.")
        self.layout, self._first = _after_header(self._first, file, layouts)

    @property
    def sha256(self) -> str:
        """The checksum of what was read so far."""
        return self._made.hexdigest()

    def _read(self) -> bytes:
        piece = self._stream.read(PIECE)
        self._made.update(piece)
        self._total += len(piece)
        if self._total > rules.LARGEST_FILE:
            raise CannotDo(inputs.too_large(self.file))
        return piece

    def __iter__(self) -> Iterator[tuple[bytes, int]]:
        """Give every block with the number of its first line, the header being 1."""
        rest, line, more = self._first, 2, True
        while more:
            block, more = self._filled(rest)
            end = block.rfind(b"\n") + 1 if more else len(block)
            whole, rest = block[:end], block[end:]
            if len(rest) > rules.LONGEST_LINE:
                raise wrong(self.file, line + whole.count(b"\n"), "", TOO_LONG)
            if whole:
                yield self._as_utf8(whole, line), line
            if more:
                line += whole.count(b"\n")

    def _filled(self, rest: bytes) -> tuple[bytes, bool]:
        """Give what was left over with what follows it, and whether there may be more."""
        pieces, size = [rest], len(rest)
        while size < BLOCK:
            pieces.append(self._read())
            if not pieces[-1]:
                return b"".join(pieces), False
            size += len(pieces[-1])
        return b"".join(pieces), True

    def _as_utf8(self, block: bytes, line: int) -> bytes:
        if self.layout.encoding == "utf-8":
            return block
        try:
            return block.decode(self.layout.encoding).encode()
        except UnicodeDecodeError as why:
            at = line + block[: why.start].count(b"\n")
            raise wrong(self.file, at, "", f"is not {self.layout.encoding} text", SAVE) from None


def _after_header(block: bytes, file: GivenFile, layouts: Sequence[Layout]) -> tuple[Layout, bytes]:
    """Find the layout whose header stands there, and give it with what follows."""
    marked = block.startswith(MARK)
    head, _, rest = block.removeprefix(MARK).partition(b"\n")
    if b"\0" in head or len(head) > rules.LONGEST_LINE:
        remedy = "Give the file as its publisher offers it."
        raise wrong(file, 1, "", "this is no CSV file but something else", remedy)
    try:
        text = head.decode("utf-8").rstrip("\r")
    except UnicodeDecodeError:
        raise wrong(file, 1, "", "is not UTF-8 text", SAVE) from None
    faults = []
    for layout in layouts:
        given = next(csv.reader([text], delimiter=layout.delimiter), [])
        fault = header_fault(given, layout.names)
        if not fault:
            if marked and not layout.mark:
                what = "begins with a byte order mark, which the published file has not"
                raise wrong(file, 1, "", what, SAVE)
            return layout, rest
        faults.append((len(set(given) & set(layout.names)) / len(layout.names), layout, fault))
    _, layout, fault = max(faults, key=lambda one: one[0])
    if len(layouts) > 1:
        fault = f"{fault} (compared with {layout.name}, the nearest of {len(layouts)})"
    raise wrong(file, 1, _named(fault), fault, f"The columns are: {_listed(layout.names)}.")


def _named(fault: str) -> str:
    """Give the column that a fault of a header names first."""
    return fault.split('"')[1] if fault.startswith("column ") else ""


def _listed(names: Sequence[str]) -> str:
    shown = names if len(names) <= 24 else [*names[:12], "…", *names[-3:]]
    return ", ".join(name or "(no name)" for name in shown)
