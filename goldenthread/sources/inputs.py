"""Finding the street-level files in what somebody gives us: a file, an archive or a folder.

Nothing is unpacked to disk. An archive's own word about sizes is not trusted: what comes out
is counted while it is read.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO, cast

from goldenthread.commands import CannotDo
from goldenthread.sources import rules

NAMES = "Files are named as data.police.uk names them: 2025-01-durham-street.csv, or .csv.gz."


@dataclass(frozen=True)
class StreetFile:
    """One month of one force, wherever it stands.

    path: the file on disk. member: its name inside the archive; "" where it is no archive.
    """

    path: Path
    member: str
    month: date
    force: str

    @property
    def name(self) -> str:
        """How it is called in a sentence and in the release."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Read it, unpacked. Raises CannotDo where it is broken."""
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield stream
            elif self.path.suffix == ".gz":
                with gzip.open(self.path) as unpacked:
                    yield cast(IO[bytes], unpacked)
            else:
                with self.path.open("rb") as stream:
                    yield stream
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, RuntimeError,
                NotImplementedError) as why:  # fmt: skip
            raise CannotDo(_broken(self.name, why)) from None
        except OSError as why:
            raise CannotDo(f"{self.name}: cannot be read ({why.strerror or why}).") from None


def _broken(name: str, why: Exception) -> str:
    if "password" in str(why) or "encrypted" in str(why):
        return f"{name}: is locked with a password. Give it unlocked."
    told = "it ends too early" if isinstance(why, EOFError) else "it is damaged"
    return f"{name}: cannot be unpacked, {told}. Download it again."


def find(paths: list[Path]) -> list[StreetFile]:
    """Give every street-level file in what was given, in order of month and force.

    Raises CannotDo where there is none, or where two files tell of one month of one force.
    """
    found = [one for path in paths for one in _in(path)]
    seen: dict[tuple[date, str], StreetFile] = {}
    kept = []
    for one in sorted(found, key=lambda file: (file.month, file.force, file.name)):
        first = seen.setdefault((one.month, one.force), one)
        if first is one:
            kept.append(one)
        elif content_checksum(first) != content_checksum(one):
            raise CannotDo(
                f"{first.name} and {one.name} both tell of {one.force} in {one.month:%B %Y} and "
                "differ. Give only the copy you want."
            )
    return kept


def _in(path: Path) -> list[StreetFile]:
    if not path.exists():
        raise CannotDo(f"{path}: there is no such file or folder. Check the path.")
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        raise CannotDo(f"{path}: is not a file. Give a CSV, a .csv.gz, a .zip or a folder.")
    if path.stat().st_size == 0:
        raise CannotDo(f"{path.name}: is empty. Download it again.")
    if path.suffix.lower() == ".zip":
        return _in_archive(path)
    told = rules.month_and_force(path.name)
    if told is None:
        raise CannotDo(f"{path.name}: the name does not say month and force. {NAMES}")
    return [StreetFile(path, "", *told)]


def _in_folder(folder: Path) -> list[StreetFile]:
    found: list[StreetFile] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        if rules.month_and_force(path.name) or path.suffix.lower() == ".zip":
            found += _in(path)
        if len(found) > rules.MOST_FILES:
            raise CannotDo(f"{folder}: holds more than {rules.MOST_FILES:,} files. Give a part.")
    if not found:
        raise CannotDo(f"{folder}: holds no street-level file. {NAMES}")
    return found


def _in_archive(path: Path) -> list[StreetFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise CannotDo(f"{path.name}: is damaged or no zip archive. Download it again.") from None
    if len(members) > 10 * rules.MOST_FILES:
        raise CannotDo(
            f"{path.name}: holds {len(members):,} files. No archive of police data does."
        )
    found = [one for member in members if (one := _member(path, member))]
    if not found:
        raise CannotDo(f"{path.name}: holds no street-level file. {NAMES}")
    return found


def _member(path: Path, member: zipfile.ZipInfo) -> StreetFile | None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if ".." in place.parts or place.is_absolute() or ":" in member.filename:
        raise CannotDo(
            f'{path.name}: holds a file named "{member.filename[:60]}", which points outside the '
            "archive. Do not trust it; download it again from data.police.uk."
        )
    told = None if member.is_dir() else rules.month_and_force(place.name)
    if told is None:
        return None
    if member.file_size > rules.LARGEST_FILE or member.file_size > 500 * (member.compress_size + 1):
        raise CannotDo(
            f"{path.name}/{member.filename}: would unpack to {member.file_size:,} bytes, which no "
            "force's month does. Download it again."
        )
    return StreetFile(path, member.filename, *told)


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file as it was given."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_checksum(file: StreetFile) -> str:
    """Give the SHA-256 of the CSV itself, the same whether it came packed or not."""
    made = hashlib.sha256()
    with file.open() as stream:
        read = 0
        while block := stream.read(1 << 20):
            read += len(block)
            if read > rules.LARGEST_FILE:
                raise CannotDo(too_large(file))
            made.update(block)
    return made.hexdigest()


def too_large(file: StreetFile) -> str:
    """Say that a file is larger than any force's month."""
    return (
        f"{file.name}: is larger than {rules.LARGEST_FILE // 1_000_000} MB unpacked, which no "
        "force's month is. Download it again."
    )
