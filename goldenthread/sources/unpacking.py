"""Members of a zip archive, unpacked while they are read.

Inflating is half of what reading a published archive costs, so that it is done by Intel's library,
more than twice as fast as zlib and the same on every processor. Damage is told as zipfile tells it.
"""

import copy
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from isal import igzip_lib, isal_zlib

PIECE = 1 << 20  # packed bytes read at once


class Stream(Protocol):
    """What can be read from its beginning to its end."""

    def read(self, size: int, /) -> bytes:
        """Give so many bytes, fewer only at the end."""


@contextmanager
def member(archive: zipfile.ZipFile, name: str) -> Iterator[Stream]:
    """Read a member of an archive, unpacked; several at once from one archive if need be."""
    info = archive.getinfo(name)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        with archive.open(_as_it_lies(info)) as packed:
            yield _Inflated(packed, info)
    else:
        with archive.open(info) as stream:
            yield stream


def _as_it_lies(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Give a member as if it were not packed: an archive then hands out its bytes untouched."""
    lies = copy.copy(info)
    lies.compress_type, lies.file_size = zipfile.ZIP_STORED, info.compress_size
    lies.CRC = None  # type: ignore[assignment] # that of what is packed is known to nobody
    return lies


class _Inflated:
    """A deflated member; at its end its checksum must be the one that the archive says."""

    def __init__(self, packed: Stream, info: zipfile.ZipInfo) -> None:
        self._packed, self._info = packed, info
        self._inflate = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)
        self._crc = 0

    def read(self, size: int, /) -> bytes:
        """Give so many bytes, fewer only at the end. Raises BadZipFile or EOFError."""
        pieces = []
        while size and not self._inflate.eof:
            pieces.append(self._some(size))
            size -= len(pieces[-1])
        if self._inflate.eof and self._crc != self._info.CRC:
            raise zipfile.BadZipFile(f"Bad CRC-32 for file {self._info.filename!r}")
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _some(self, most: int) -> bytes:
        wanting = self._inflate.needs_input
        packed = self._packed.read(PIECE) if wanting else b""
        if wanting and not packed:
            raise EOFError
        try:
            piece = self._inflate.decompress(packed, most)
        except igzip_lib.IsalError as why:  # type: ignore[misc] # its stub calls the class an instance
            raise zipfile.BadZipFile(str(why)) from None
        self._crc = isal_zlib.crc32(piece, self._crc)
        return piece
