"""How long every page of the worked example takes to answer, at one user.

`python -m benchmarks.pages` prints a line for each page; `python -m benchmarks` the slowest.
Real server, real sockets, one connection kept open; the first passes warm it and do not count.
"""

import http.client
import json
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Result, machine
from tests.walk.served import Served, served

BAR = 100.0  # milliseconds, 95th percentile, at one user
WARM, COUNTED = 3, 20
HERE = "safe-durham"
ROLES = ("partnership_manager", "administrator", "analyst")  # whoever first may open a page


def measure() -> Iterator[Result]:
    """Give the slowest page's 95th percentile against the bar."""
    pages = list(timed())
    slowest = max(pages, key=lambda page: page["p95_ms"])
    yield Result(
        f"page at one user, slowest 95th percentile ({slowest['page']}), ms",
        slowest["p95_ms"],
        BAR,
        len(pages),
        peer_name="our bar",
    )


def timed() -> Iterator[dict]:
    """Give every page with its median and 95th percentile in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as site:
        door = urllib.parse.urlsplit(site.url)
        line = http.client.HTTPConnection(door.hostname or "", door.port)
        cookies = {role: sign_in(line, site, role) for role in ROLES}
        for name, samples in sorted(site.samples[HERE].items()):
            for sample in [s for s in samples if s["status"] == 200][:1]:
                for role in ROLES:
                    timed = passes(line, sample["url"], cookies[role])
                    if timed["status"] == 200:
                        yield {"page": name, "role": role, "url": sample["url"], **timed}
                        break


def passes(line: http.client.HTTPConnection, url: str, cookie: str) -> dict:
    """Ask for one page again and again; give the times."""
    times = []
    for number in range(WARM + COUNTED):
        began = time.perf_counter()
        line.request("GET", url, headers={"Cookie": cookie})
        answer = line.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            return {"status": answer.status}
        if number >= WARM:
            times.append(1000 * (time.perf_counter() - began))
    centiles = statistics.quantiles(times, n=20, method="inclusive")
    return {
        "status": answer.status,
        "bytes": size,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(centiles[18], 1),
    }


def sign_in(line: http.client.HTTPConnection, site: Served, role: str) -> str:
    """Sign in by the form, as a browser would; give the cookies."""
    line.request("GET", "/accounts/login/")
    first = line.getresponse()
    first.read()
    token = first.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    form = urllib.parse.urlencode(
        {
            "login": site.people[HERE][role],
            "password": site.password,
            "csrfmiddlewaretoken": token,
        }
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
        "Referer": f"{site.url}/accounts/login/",
    }
    line.request("POST", "/accounts/login/", form, headers)
    second = line.getresponse()
    second.read()
    if second.status != 302:
        raise RuntimeError(f"Signing in was answered with {second.status}.")
    given = [value.partition(";")[0] for value in second.headers.get_all("Set-Cookie") or ()]
    return "; ".join([f"csrftoken={token}", *given])


if __name__ == "__main__":
    slow = 0
    for page in timed():
        print(json.dumps({**page, "machine": machine()}), flush=True)
        slow += page["p95_ms"] > BAR
    sys.exit(1 if slow else 0)
