"""Reading one street-level file with the engine that reads every declared table."""

from dataclasses import dataclass
from pathlib import Path

from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import StreetFile
from goldenthread.sources.reading import engine


@dataclass(frozen=True)
class Checked:
    """A file whose every row was found right, and where its rows now stand.

    content_sha256: of the CSV, unpacked. sha256: of the file as given, filled in by `read_all`:
    an archive has one for all its files.
    """

    file: StreetFile
    number: int
    content_sha256: str
    bytes: int
    rows: int
    parquet: Path
    sha256: str = ""


def read(file: StreetFile, number: int, into: Path, source: DeclaredSource) -> Checked:
    """Check a file and write its rows to a Parquet file in a folder.

    number: the file's place in its release. Raises CannotDo with file, line, column and remedy at
    the first thing that is wrong.
    """
    table = engine.read(file, number, into, source.layouts)
    return Checked(
        file=file,
        number=number,
        content_sha256=table.content_sha256,
        bytes=table.bytes,
        rows=table.rows,
        parquet=table.parquet,
    )
