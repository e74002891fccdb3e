"""The worked example, served for real: its own data folder, its own server, a free port."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
PATIENCE = 60  # seconds for the server to answer


@dataclass(frozen=True)
class Served:
    """A running example.

    url: its address, without a slash at the end. people: partnership → role → address to
    sign in with. samples: partnership → name of a page → its samples, as plain data.
    """

    url: str
    password: str
    people: dict[str, dict[str, str]]
    samples: dict[str, dict[str, list[dict]]]


def free_port() -> int:
    """Give a port that nothing answers on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    """Give the environment of an installation in a folder; nothing of another one is left."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOLDENTHREAD_", "COVERAGE_", "COV_", "PYTEST_"))
    }
    return {**kept, "GOLDENTHREAD_DATA": str(folder), "GOLDENTHREAD_REQUIRE_MFA": "no"}


def program(folder: Path, *arguments: str) -> str:
    """Run a Python program of the project in that installation; give what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=HOME,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr)[-1500:]
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{said}")
    return done.stdout


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Load the example into a new folder and serve it until the block ends."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    program(folder, "manage.py", "migrate", "-v", "0")
    program(folder, "manage.py", "collectstatic", "--noinput", "-v", "0")
    program(folder, "-m", "config.cli", "example", "load")
    known = json.loads(program(folder, "-m", "tests.walk.facts"))
    port = free_port()
    log = folder / "server.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "config.cli", "serve", "--port", str(port)],
            cwd=HOME,
            env=environment(folder),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(f"http://{HOST}:{port}/", server, log)
        yield Served(f"http://{HOST}:{port}", **known)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until an address answers at all; raise with what the server said if it never does."""
    until = time.monotonic() + PATIENCE
    why: Exception | None = None
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
            return
        except urllib.error.HTTPError:
            return  # it answers; what is wrong with the page is for a test to say
        except (OSError, urllib.error.URLError) as problem:
            why = problem
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer ({why}):\n{log.read_text()[-3000:]}")
