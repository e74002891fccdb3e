"""Where pictures and papers lie: outside every served folder, under names drawn at random."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules.papers import Sort

PATIENCE = 60  # seconds, of the clock


def drawn_anew(data: bytes, sort: Sort) -> bytes:
    """Give a file drawn anew by a program of its own. Raises RuleBroken where it cannot be."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "goldenthread.casework.files.cleaning", sort.cleaner],
            input=data, capture_output=True, timeout=PATIENCE, check=False, cwd=settings.BASE_DIR,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode or not done.stdout.startswith(sort.made_begins):
        raise RuleBroken(
            "We could not open this file, so we did not keep it. Try to save it again as a JPEG "
            "picture or a short PDF."
        )
    return done.stdout


def keep(data: bytes) -> str:
    """Keep a file and give the random name under which it lies; it is on the disk when we return.

    A file that no row names, after a crash between the two, is seen by nobody.
    """
    key = secrets.token_hex(24)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return key


def throw_away(key: str) -> None:
    """Take a file away for good."""
    path_of(key).unlink(missing_ok=True)


def path_of(key: str) -> Path:
    """Give where a file lies."""
    folder: Path = settings.DATA_DIR / "attachments"
    return folder / key[:2] / key
