"""What comes out of an archive is what zipfile gives, and what is damaged is told."""

import io
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from goldenthread.sources import unpacking

TEXT = "\n".join(f"{n},{random.Random(n).random()}" for n in range(5_000)).encode()


def archive(method: int = zipfile.ZIP_DEFLATED, **contents: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, content in (contents or {"a": TEXT}).items():
            packed.writestr(name, content)
    return made


def read(packed: io.BytesIO, name: str = "a", size: int = 1 << 22) -> bytes:
    with zipfile.ZipFile(packed) as opened, unpacking.member(opened, name) as stream:
        return b"".join(iter(lambda: stream.read(size), b""))


def damaged(offset: int, packed: io.BytesIO) -> io.BytesIO:
    """Turn one byte over; offset: from where the packed content of the first member begins."""
    content = bytearray(packed.getvalue())
    with zipfile.ZipFile(packed) as opened:
        begins = 30 + len(opened.infolist()[0].filename)
    content[begins + offset] ^= 0xFF
    return io.BytesIO(content)


@pytest.mark.parametrize("size", [1, 977, 1 << 16, 1 << 22])
@pytest.mark.parametrize("piece", [1, 4_096])
def test_a_member_comes_out_whole_however_it_is_read(monkeypatch, size, piece) -> None:
    monkeypatch.setattr(unpacking, "PIECE", piece)
    text = TEXT[:2_000]
    assert read(archive(a=text), size=size) == text


def test_a_read_is_full_until_the_end() -> None:
    with zipfile.ZipFile(archive()) as opened, unpacking.member(opened, "a") as stream:
        assert len(stream.read(len(TEXT) - 5)) == len(TEXT) - 5
        assert [len(stream.read(7)), len(stream.read(7))] == [5, 0]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_otherwise_is_read_too(method) -> None:
    assert read(archive(method)) == TEXT


def test_an_empty_member_is_empty() -> None:
    assert read(archive(a=b"")) == b""


def test_many_members_of_one_archive_are_read_at_once() -> None:
    contents = {str(n): TEXT[n:] for n in range(20)}

    def one(name: str) -> bytes:
        with unpacking.member(opened, name) as stream:
            return b"".join(iter(lambda: stream.read(999), b""))

    with zipfile.ZipFile(archive(**contents)) as opened, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, contents)) == list(contents.values())


def test_another_content_than_the_archive_says_is_refused() -> None:
    first, second = (archive(a=text).getvalue() for text in (b"1,000,000", b"9,000,000"))
    packed = io.BytesIO(first[:40] + second[40:])  # the second's list of members, with its checksum
    with pytest.raises(zipfile.BadZipFile, match="CRC"):
        read(packed)


def test_a_damaged_byte_is_never_read_over() -> None:
    refused = (zipfile.BadZipFile, EOFError)
    for offset in range(0, 20_000, 997):
        with pytest.raises(refused):
            read(damaged(offset, archive()))


def test_a_member_that_ends_too_early_is_refused() -> None:
    packed = archive()
    with zipfile.ZipFile(packed) as opened:
        info = opened.getinfo("a")
        info.compress_size -= 100
        with pytest.raises(EOFError), unpacking.member(opened, "a") as stream:
            stream.read(1 << 22)
