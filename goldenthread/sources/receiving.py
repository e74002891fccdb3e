"""Reading many street-level files at once, on every processor, with a progress bar for people."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

from goldenthread.commands import CannotDo
from goldenthread.declared import nearest
from goldenthread.places import lookups
from goldenthread.sources import inputs, street
from goldenthread.sources.declaring import DeclaredSource
from goldenthread.sources.inputs import F, StreetFile
from goldenthread.sources.street import Checked

WITHOUT_AREA = {"btp", "northern-ireland"}  # published, but no district of ours is theirs
R = TypeVar("R")


def read_all(
    files: Sequence[StreetFile], *, into: Path, source: DeclaredSource, today: date
) -> list[Checked]:
    """Check every file and write its rows; all of them, or none.

    Raises CannotDo at the first file in order that is wrong.
    """
    for file in files:
        _refuse_odd(file, today)
    _refuse_mixed(files)
    done = on_every_processor(files, lambda file, number: street.read(file, number, into, source))
    return [
        replace(one, file=file, sha256=sha256)
        for file, (one, sha256) in zip(files, done, strict=True)
    ]


def on_every_processor(files: Sequence[F], read: Callable[[F, int], R]) -> list[tuple[R, str]]:
    """Read files at once; give what came of each, and the SHA-256 of the file as it was given.

    Unpacking, parsing, checking and writing all leave the other threads free, so that a file to
    a thread keeps every processor at work. read: takes a file and its number.
    Raises what it raises at the first file in order that is wrong.
    """
    done: list[tuple[R, str]] = []
    sums: dict[Path, str] = {}
    with (
        inputs.held_open(files) as held,
        progress(len(files)) as step,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        waiting = [pool.submit(read, file, number) for number, file in enumerate(held, start=1)]
        try:
            for file, one in zip(files, waiting, strict=True):
                found = one.result()
                # summed here while the threads go on, and only once something in it was right
                if file.path not in sums:
                    sums[file.path] = inputs.checksum(file.path)
                done.append((found, sums[file.path]))
                step()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return done


def _refuse_odd(file: StreetFile, today: date) -> None:
    """Refuse a force nobody knows and a month that has not ended."""
    refuse_unknown_force(file.name, file.force)
    if (file.month.year, file.month.month) >= (today.year, today.month):
        raise CannotDo(
            f"{file.name}: {file.month:%B %Y} has not ended yet, so nobody can have published it. "
            "Check the file's name."
        )


def refuse_unknown_force(name: str, force: str) -> None:
    """Refuse a file of a force nobody knows, naming the nearest."""
    known = {*lookups.police_forces(), *WITHOUT_AREA}
    if force not in known:
        raise CannotDo(f'{name}: no police force is named "{force}". {nearest(force, known)}')


def _refuse_mixed(files: Sequence[StreetFile]) -> None:
    """Refuse invented rows beside real ones: a release is one or the other."""
    invented = [file for file in files if file.force == lookups.INVENTED["slug"]]
    if invented and len(invented) < len(files):
        raise CannotDo(
            f"{invented[0].name}: is invented and cannot be loaded together with real files. "
            "Load it by itself."
        )


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on the terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading files", total=total)
        yield lambda: bar.advance(task)
