"""The files of a source in what somebody gives us, by the names its layouts declare."""

from collections.abc import Sequence
from pathlib import Path

from goldenthread.commands import CannotDo
from goldenthread.sources import inputs
from goldenthread.sources.inputs import GivenFile, Wanted
from goldenthread.sources.reading.layouts import Layout


def find(paths: Sequence[Path], layouts: Sequence[Layout], what: str) -> list[GivenFile]:
    """Give the source's files, in order of their names.

    A file given by itself may be called anything; in a folder or archive only names that a layout
    declares are taken. what: what one of them is called in a sentence.
    Raises CannotDo where there is none, or where two with one name and unlike content are given.
    """
    named = Wanted(lambda path, member: _named(path, member, layouts), what, _names(layouts))
    alone = Wanted(GivenFile, what, "")
    found: list[GivenFile] = []
    for path in paths:
        by_itself = path.is_file() and path.suffix.lower() != ".zip"
        found += inputs.within(path, alone if by_itself else named)
    seen: dict[str, GivenFile] = {}
    for one in sorted(found, key=lambda file: (file.own_name, file.name)):
        first = seen.setdefault(one.own_name, one)
        if first is not one and inputs.content_checksum(first) != inputs.content_checksum(one):
            raise CannotDo(
                f"{first.name} and {one.name} have one name and differ. Give only the copy you "
                "want."
            )
    return list(seen.values())


def _named(path: Path, member: str, layouts: Sequence[Layout]) -> GivenFile | None:
    file = GivenFile(path, member)
    known = any(one.told(file.own_name) is not None for one in layouts)
    return file if known else None


def _names(layouts: Sequence[Layout]) -> str:
    patterns = dict.fromkeys(one.files for one in layouts)
    return f"Files are named by the pattern {' or '.join(patterns)}."
