"""People who report through a real front door: so many a second, and the server killed meanwhile.

Used by a test of small size and by benchmarks/front_door.py.
"""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.walk.served import HOME, HOST, environment, free_port, wait_for

PAGE = "/report/asb_report/"
TOLD = {
    "danger_now": "no", "what_happened": "Invented to measure how much the front door holds.",
    "sub_type": "noise", "where": "Example Street, DH1 5UL", "relation": "victim",
    "anonymous": "no", "name": "Invented Person", "share_consent": "yes",
}  # fmt: skip
BEGIN = """
import django; django.setup()
from goldenthread.accounts.models import Partnership
from goldenthread.casework import changes
here = Partnership.objects.create(slug="door", name="Door", short_name="Door",
                                  area_code="E06000047", is_default=True)
changes.adopt("asb_report", partnership=here)
"""
COUNT = """
import django, sys; django.setup()
from goldenthread.casework.models import Case
from goldenthread.casework.rules.references import hash_of
cases = Case.objects.of_every_partnership(because="the load is counted")
hashes = {hash_of(link) for link in sys.stdin.read().split()}
print(cases.count(), len(hashes & set(cases.values_list("link_hash", flat=True))))
"""
PATIENCE = 60.0  # seconds in which somebody tries to send a report again
ROUND = 0.2


@dataclass
class Door:
    """A front door that is served, in a data folder and database of its own."""

    folder: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    server: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What its programs run with."""
        more = {"GOLDENTHREAD_DATABASE_URL": self.database} if self.database else {}
        return {
            **environment(self.folder), **more, "GOLDENTHREAD_REPORTS_PER_HOUR": "100000000",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }  # fmt: skip

    def program(self, *arguments: str, said: str = "") -> str:
        """Run a Python program of the project beside it."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=HOME, env=self.environment, input=said, text=True,
            capture_output=True, check=True,
        ).stdout  # fmt: skip

    def open(self) -> None:
        """Serve it, in a group of processes of its own."""
        log = self.folder / "server.log"
        with log.open("a") as said:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "serve", "--port", str(self.port)],
                cwd=HOME, env=self.environment, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        wait_for(f"http://{HOST}:{self.port}/report/", self.server, log)

    def kill(self) -> None:
        """Kill it and all its workers where they stand."""
        if self.server:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()

    def holds(self, links: list[str]) -> tuple[int, int]:
        """Give how many reports it holds, and how many of these links lead to one."""
        every, known = self.program("-c", COUNT, said="\n".join(links)).split()
        return int(every), int(known)


@contextmanager
def front_door(folder: Path, database: str = "") -> Iterator[Door]:
    """Set a front door up and serve it until the block ends."""
    door = Door(folder, database)
    folder.mkdir(parents=True, exist_ok=True)
    door.program("manage.py", "migrate", "-v", "0")
    door.program("manage.py", "collectstatic", "--noinput", "-v", "0")
    door.program("-c", BEGIN)
    door.open()
    try:
        yield door
    finally:
        door.kill()


@dataclass(frozen=True)
class Sent:
    """One report: its secret link, the seconds until it was acknowledged, how often it was sent."""

    link: str
    took: float
    tries: int


def send_one(door: Door, number: int) -> Sent:
    """Open the form and send it; where the line breaks, send the same report once more."""
    until, tries, form = time.monotonic() + PATIENCE, 0, None
    while time.monotonic() < until:
        line = http.client.HTTPConnection(HOST, door.port, timeout=30)
        try:
            form = form or _form(line)
            cookie, fields = form
            tries += 1
            began = time.perf_counter()
            told = {**TOLD, "name": f"Invented Person {number}"}
            body = urllib.parse.urlencode({**fields, "go": "send", "kept": json.dumps(told)})
            head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            line.request("POST", PAGE, body, head)
            answer = line.getresponse()
            answer.read()
            if answer.status == 302:
                link = answer.headers["Location"].rstrip("/").rpartition("/")[2]
                return Sent(link, time.perf_counter() - began, tries)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            line.close()
        time.sleep(ROUND)
    raise RuntimeError(f"A report was not taken within {PATIENCE:g} seconds.")


def _form(line: http.client.HTTPConnection) -> tuple[str, dict[str, str]]:
    line.request("GET", PAGE)
    answer = line.getresponse()
    page = answer.read().decode()
    if answer.status != 200:
        raise OSError("no form")
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    found = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)
        for name in ("csrfmiddlewaretoken", "signed_link")
    }
    return cookie, {name: one[1] for name, one in found.items() if one}


def report(door: Door, *, each_second: float, seconds: float, kill: bool) -> list[Sent]:
    """Let people report at a steady pace; kill the server in the middle and start it again.

    They come when they come: the next does not wait for the last.
    """
    number = round(each_second * seconds)
    begin = time.monotonic() + 0.2

    def person(n: int) -> Sent:
        time.sleep(max(0.0, begin + n / each_second - time.monotonic()))
        return send_one(door, n)

    def killer() -> None:
        time.sleep(seconds / 2)
        door.kill()
        door.open()

    axe = threading.Thread(target=killer)
    with ThreadPoolExecutor(max_workers=max(8, round(each_second * 6))) as pool:
        if kill:
            axe.start()
        sent = list(pool.map(person, range(number)))
    if kill:
        axe.join()
    return sent
