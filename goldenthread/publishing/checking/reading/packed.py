"""Files that are zip archives inside (Word, OpenDocument, Excel), opened with care."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from lxml import etree

from goldenthread.publishing.checking.reading.limits import MB, Limits
from goldenthread.publishing.checking.reading.text import Unreadable

_SMALL = MB  # below this a high ratio is harmless


class Packed:
    """The parts of a packed document. Nothing is unpacked until it was measured."""

    def __init__(self, data: bytes, limits: Limits, *, say: Callable[[str], Unreadable]) -> None:
        """say: makes a refusal from the rest of its sentence."""
        self._say, self._limits = say, limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as why:
            raise say(
                "is damaged: its parts cannot be unpacked. Open it in the program that made it, "
                "save it anew and try again."
            ) from why
        self._measure()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    @property
    def has_macros(self) -> bool:
        """Whether a part holds programs."""
        return any(
            name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/"))
            for name in self.names
        )

    def _measure(self) -> None:
        parts = self._zip.infolist()
        total = sum(part.file_size for part in parts)
        bomb = any(
            part.file_size > _SMALL
            and part.file_size > self._limits.ratio * max(1, part.compress_size)
            for part in parts
        )
        if len(parts) > self._limits.parts or total > self._limits.unpacked or bomb:
            raise self._say(
                f"would unpack to {total // MB:,} MB in {len(parts):,} parts, more than a document "
                "needs, so it was not opened. Save it as PDF or plain text and check that."
            )
        if any(part.flag_bits & 1 for part in parts):
            raise self._say("is protected by a password. Save it without one and check that.")

    def part(self, name: str) -> bytes:
        """The bytes of a part, b"" where there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as file:
                data = file.read(self._limits.unpacked + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as why:
            raise self._say(
                f"is damaged: its part {name} cannot be unpacked. Open it in the program that "
                "made it, save it anew and try again."
            ) from why
        if len(data) > self._limits.unpacked:
            raise self._say("holds a part that is larger than it says, so it was not read.")
        return data

    def tree(self, name: str) -> Any:
        """The root of an XML part, None where there is none. Entities are never resolved."""
        data = self.part(name)
        if not data:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        root: Any
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as why:
            raise self._say(
                f"is damaged: its part {name} is not readable in line {why.lineno or 1}. Open it "
                "in the program that made it, save it anew and try again."
            ) from why
        if root.getroottree().docinfo.doctype:
            raise self._say(
                f"declares entities of its own in {name}, which a document never needs and which "
                "can be used to harm, so it was not read. Save it anew and try again."
            )
        return root
