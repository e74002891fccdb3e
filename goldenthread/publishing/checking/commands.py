"""`goldenthread figures check`: the figures of documents, ours or anybody's."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from goldenthread.accounts.commands import named_partnership
from goldenthread.commands import (
    COULD_NOT,
    FINE,
    FOUND_WRONG,
    CannotDo,
    Subcommands,
    add,
    group,
    print_json,
    tell,
)
from goldenthread.publishing.checking import against, telling
from goldenthread.publishing.checking.findings import Checked, as_json, checked
from goldenthread.publishing.checking.reading import Unreadable, read_file

ENDINGS = frozenset({
    ".pdf", ".docx", ".docm", ".odt", ".html", ".htm", ".xhtml", ".txt", ".text", ".md",
    ".markdown", ".csv", ".tsv", ".xlsx", ".xlsm",
})  # fmt: skip
_DATA = "data"


def register(commands: Subcommands) -> None:
    """Add the subcommands."""
    words = group(commands, "figures", help="Whether the figures of a document follow from it")
    check = add(words, "check", _check, help="Check the figures of documents and say what is wrong")
    check.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="PDF, docx, odt, HTML, txt, md, csv or xlsx; or a folder of such files",
    )  # fmt: skip
    check.add_argument("--all", action="store_true", help="print what holds, too")
    check.add_argument(
        "--against", choices=[_DATA], metavar="data",
        help="compare with the observations of this installation as well",
    )  # fmt: skip
    check.add_argument(
        "--partnership", default="", metavar="SLUG",
        help="whose observations; left out: the default partnership",
    )  # fmt: skip
    check.add_argument("--json", action="store_true", help="print JSON")


def _check(chosen: argparse.Namespace) -> int:
    paths = [path for given in chosen.files for path in _files(given)]
    known = against.known(named_partnership(chosen.partnership)) if chosen.against else None
    documents: list[Checked] = []
    refused: list[tuple[str, str]] = []
    for path in _with_progress(paths):
        try:
            found = checked(read_file(path))
        except Unreadable as why:
            refused.append((str(path), str(why)))
            tell(str(why))
        else:
            documents.append(against.compared(found, known) if known is not None else found)
    if chosen.json:
        print_json(as_json(documents, refused))
    else:
        _print(documents, refused, everything=chosen.all)
    if refused:
        return COULD_NOT
    return FOUND_WRONG if any(each.is_wrong for each in documents) else FINE


def _files(given: Path) -> list[Path]:
    """A file as it is; of a folder, every document in it and below. Refuses an empty one."""
    if not given.is_dir():
        return [given]
    try:
        found = sorted(
            path
            for path in given.rglob("*")
            if path.suffix.casefold() in ENDINGS and path.is_file() and path.name[0] not in ".~"
        )
    except OSError as why:
        raise CannotDo(f"{given} cannot be read: {why.strerror}. Name another folder.") from None
    if not found:
        raise CannotDo(f"{given} holds no document that is read here. Name a file.")
    return found


def _with_progress(paths: list[Path]) -> Iterator[Path]:
    """The files in turn, with a bar beside the result where people watch and there are several."""
    if len(paths) < 2 or not sys.stderr.isatty():
        yield from paths
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(paths, description="Checking")


def _print(documents: list[Checked], refused: list[tuple[str, str]], *, everything: bool) -> None:
    screen = Console(highlight=False, soft_wrap=True)  # rich leaves colour out for NO_COLOR
    for number, each in enumerate(documents):
        for line in (*([""] if number else []), *telling.told(each, everything=everything)):
            screen.print(line, emoji=False)
    if len(documents) + len(refused) > 1:
        screen.print(f"\n{telling.told_together(documents, len(refused))}", markup=False)
