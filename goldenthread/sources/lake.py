"""The open data lake: Parquet files by source and release, put in place in one step.

A load writes into a hidden folder of its own and renames it at the very end, inside the
database transaction. Whatever a killed load leaves behind is no release's folder, and is swept
away when the next load starts.
"""

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from goldenthread.commands import CannotDo
from goldenthread.sources.models import Release

BEING_WRITTEN = ".new-"


def folder_of(release: Release) -> Path:
    """Give where a release's rows stand."""
    return _folder(release.source_id, release.partnership_id, release.key)


def _folder(source: str, partnership: int, key: str) -> Path:
    return settings.LAKE_DIR / source / str(partnership) / key


@contextmanager
def loading() -> Iterator[None]:
    """Keep every other load of this installation out, and sweep what killed ones left.

    Raises CannotDo where another load is running.
    """
    settings.LAKE_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.LAKE_DIR / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotDo(
                "Another load of data is running. Wait for it to end, then run this again."
            ) from None
        sweep()
        yield


@contextmanager
def new_folder() -> Iterator[Path]:
    """Give an empty folder to write into; it is gone afterwards, unless it was put in place."""
    settings.LAKE_DIR.mkdir(parents=True, exist_ok=True)
    path = settings.LAKE_DIR / f"{BEING_WRITTEN}{uuid.uuid4().hex}"
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def aside() -> Iterator[Path]:
    """Give a folder outside the lake, for looking only; it is gone afterwards."""
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        yield Path(folder)


@contextmanager
def put_in_place(written: Path, release: Release) -> Iterator[None]:
    """Give a release its rows in one step; take them away again if what follows fails."""
    home = folder_of(release)
    home.parent.mkdir(parents=True, exist_ok=True)
    written.rename(home)
    try:
        yield
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def sweep() -> list[Path]:
    """Remove folders that no release knows. Only under the lock of `loading`."""
    known = {
        _folder(*found)
        for found in Release.objects.of_every_partnership(
            because="the lake is the installation's, and a folder nobody knows is nobody's"
        )
        .filter(is_in_lake=True)
        .values_list("source_id", "partnership_id", "key")
    }
    swept = []
    for path in (*settings.LAKE_DIR.glob(f"{BEING_WRITTEN}*"), *settings.LAKE_DIR.glob("*/*/*")):
        if path.is_dir() and path not in known:
            shutil.rmtree(path)
            swept.append(path)
    return swept
