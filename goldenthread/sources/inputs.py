"""Finding the files of a source in what somebody gives us: a file, an archive or a folder.

Nothing is unpacked to disk. An archive's own word about sizes is not trusted: what comes out
is counted while it is read.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

from goldenthread.commands import CannotDo
from goldenthread.sources import rules, unpacking
from goldenthread.sources.unpacking import Stream

NAMES = "Files are named as data.police.uk names them: 2025-01-durham-street.csv, or .csv.gz."


@dataclass(frozen=True)
class GivenFile:
    """One table, wherever it stands.

    path: the file on disk. member: its name inside the archive; "" where it is no archive.
    archive: held open for many members at once, see `held_open`.
    """

    path: Path
    member: str
    archive: zipfile.ZipFile | None = field(default=None, kw_only=True, compare=False, repr=False)

    @property
    def own_name(self) -> str:
        """Its own name, without the folder or archive it stands in."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    @property
    def name(self) -> str:
        """How it is called in a sentence and in the release."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Read it, unpacked. Raises CannotDo where it is broken."""
        try:
            with ExitStack() as opened:
                if self.member:
                    archive = self.archive or opened.enter_context(zipfile.ZipFile(self.path))
                    yield opened.enter_context(unpacking.member(archive, self.member))
                elif self.path.suffix == ".gz":
                    yield opened.enter_context(gzip.open(self.path))
                else:
                    yield opened.enter_context(self.path.open("rb"))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, RuntimeError,
                NotImplementedError) as why:  # fmt: skip
            raise CannotDo(_broken(self.name, why)) from None
        except OSError as why:
            raise CannotDo(f"{self.name}: cannot be read ({why.strerror or why}).") from None


@dataclass(frozen=True)
class StreetFile(GivenFile):
    """One month of one force, wherever it stands."""

    month: date
    force: str


F = TypeVar("F", bound=GivenFile)


@dataclass(frozen=True)
class Wanted(Generic[F]):
    """Which files are looked for.

    made: gives the file for a path and a member where its name is one of those, else None.
    what: what one is called. names: how they are named, in a sentence. unnamed: what to say of a
    file given by itself that is not named so.
    """

    made: Callable[[Path, str], F | None]
    what: str
    names: str
    unnamed: str = "the name does not say month and force"


@contextmanager
def held_open(files: Sequence[F]) -> Iterator[list[F]]:
    """Give files with their archives held open.

    An archive's list of members is then read once, and not again for each of its thousands.
    """
    with ExitStack() as opened:
        archives = {}
        for path in {file.path for file in files if file.member}:
            # given as a stream, an archive leaves it open however many members are read at once
            stream = opened.enter_context(path.open("rb"))
            archives[path] = opened.enter_context(zipfile.ZipFile(stream))
        yield [replace(file, archive=archives.get(file.path)) for file in files]


def _broken(name: str, why: Exception) -> str:
    if "password" in str(why) or "encrypted" in str(why):
        return f"{name}: is locked with a password. Give it unlocked."
    told = "it ends too early" if isinstance(why, EOFError) else "it is damaged"
    return f"{name}: cannot be unpacked, {told}. Download it again."


def find(paths: list[Path]) -> list[StreetFile]:
    """Give every street-level file in what was given, in order of month and force.

    Raises CannotDo where there is none, or where two files tell of one month of one force.
    """
    found = [one for path in paths for one in within(path, _STREET)]
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


def _street(path: Path, member: str) -> StreetFile | None:
    told = rules.month_and_force(PurePosixPath(member or path.name).name)
    return StreetFile(path, member, *told) if told else None


_STREET = Wanted(_street, "street-level file", NAMES)


def within(path: Path, wanted: Wanted[F]) -> list[F]:
    """Give every wanted file in a file, folder or archive. Raises CannotDo where there is none."""
    if not path.exists():
        raise CannotDo(f"{path}: there is no such file or folder. Check the path.")
    if path.is_dir():
        return _in_folder(path, wanted)
    if not path.is_file():
        raise CannotDo(f"{path}: is not a file. Give a CSV, a .csv.gz, a .zip or a folder.")
    if path.stat().st_size == 0:
        raise CannotDo(f"{path.name}: is empty. Download it again.")
    if path.suffix.lower() == ".zip":
        return _in_archive(path, wanted)
    found = wanted.made(path, "")
    if found is None:
        raise CannotDo(f"{path.name}: {wanted.unnamed}. {wanted.names}")
    return [found]


def _in_folder(folder: Path, wanted: Wanted[F]) -> list[F]:
    found: list[F] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        if wanted.made(path, "") or path.suffix.lower() == ".zip":
            found += within(path, wanted)
        if len(found) > rules.MOST_FILES:
            raise CannotDo(f"{folder}: holds more than {rules.MOST_FILES:,} files. Give a part.")
    if not found:
        raise CannotDo(f"{folder}: holds no {wanted.what}. {wanted.names}")
    return found


def _in_archive(path: Path, wanted: Wanted[F]) -> list[F]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise CannotDo(f"{path.name}: is damaged or no zip archive. Download it again.") from None
    if len(members) > 10 * rules.MOST_FILES:
        raise CannotDo(
            f"{path.name}: holds {len(members):,} files. No archive of published data does."
        )
    found = [one for member in members if (one := _member(path, member, wanted))]
    if not found:
        raise CannotDo(f"{path.name}: holds no {wanted.what}. {wanted.names}")
    return found


def _member(path: Path, member: zipfile.ZipInfo, wanted: Wanted[F]) -> F | None:
    place = PurePosixPath(member.filename.replace("\\", "/"))
    if ".." in place.parts or place.is_absolute() or ":" in member.filename:
        raise CannotDo(
            f'{path.name}: holds a file named "{member.filename[:60]}", which points outside the '
            "archive. Do not trust it; download it again from its publisher."
        )
    found = None if member.is_dir() else wanted.made(path, member.filename)
    if found is None:
        return None
    if member.file_size > rules.LARGEST_FILE or member.file_size > 500 * (member.compress_size + 1):
        raise CannotDo(
            f"{path.name}/{member.filename}: would unpack to {member.file_size:,} bytes, which no "
            f"{wanted.what} does. Download it again."
        )
    return found


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file as it was given."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_checksum(file: GivenFile) -> str:
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


def too_large(file: GivenFile) -> str:
    """Say that a file is larger than any that is published."""
    return (
        f"{file.name}: is larger than {rules.LARGEST_FILE // 1_000_000} MB unpacked, which no "
        "published file of this kind is. Download it again."
    )
