"""How long every page of the worked example takes to answer, at one user and at fifty.

`python -m benchmarks.pages` prints a line for each page; `python -m benchmarks` the slowest.
Real server, real sockets, connections kept open; the first passes warm it and do not count.
"""

import http.client
import json
import random
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks import Result, machine
from tests.walk.served import Served, served

BAR = 100.0  # milliseconds, 95th percentile, at one user
BAR_OF_MANY = 300.0  # milliseconds, 95th percentile, at 50 users
WARM, COUNTED = 3, 10
USERS, PAUSE, LASTS = 50, (2.0, 8.0), 25.0  # seconds: a user reads between pages
HERE = "safe-durham"
ROLES = ("partnership_manager", "administrator", "analyst")  # whoever first may open a page


def measure() -> Iterator[Result]:
    """Give the slowest page's 95th percentile, and that of all pages at fifty users."""
    with example() as (site, line, cookies):
        pages = list(timed(site, line, cookies))
        times, failed = at_once([(page["url"], cookies[page["role"]]) for page in pages], site.url)
    slowest = max(pages, key=lambda page: page["p95_ms"])
    about = {"unit": "ms", "higher_is_better": False, "peer": None}
    yield Result(
        name="pages",
        what=f"95th percentile of the slowest of {len(pages)} pages, one user",
        ours=slowest["p95_ms"],
        rows=len(pages),
        bar=BAR,
        note=f"The slowest is {slowest['page']}.",
        **about,
    )
    yield Result(
        name="pages_50_users",
        what=f"95th percentile over all pages, {USERS} users at once",
        ours=percentile_95(times),
        rows=len(times),
        bar=BAR_OF_MANY,
        note=f"Each user asks for pages at random and reads for {PAUSE[0]:g} to {PAUSE[1]:g} s in "
        f"between; median {statistics.median(times):.0f} ms; {failed} answers were not a page. "
        "Asking and answering share the machine.",
        **about,
    )


@contextmanager
def example() -> Iterator[tuple[Served, http.client.HTTPConnection, dict[str, str]]]:
    """Serve the worked example; give it, a connection, and the cookies of each role."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "data") as site:
        line = connection(site.url)
        yield site, line, {role: sign_in(line, site, role) for role in ROLES}


def connection(url: str) -> http.client.HTTPConnection:
    """Open a connection that is kept."""
    door = urllib.parse.urlsplit(url)
    return http.client.HTTPConnection(door.hostname or "", door.port)


def timed(
    site: Served, line: http.client.HTTPConnection, cookies: dict[str, str]
) -> Iterator[dict]:
    """Give every page with its median and 95th percentile in milliseconds."""
    for name, samples in sorted(site.samples[HERE].items()):
        for sample in [s for s in samples if s["status"] == 200][:1]:
            for role in ROLES:
                took = passes(line, sample["url"], cookies[role])
                if took["status"] == 200:
                    yield {"page": name, "role": role, "url": sample["url"], **took}
                    break


def at_once(pages: list[tuple[str, str]], url: str) -> tuple[list[float], int]:
    """Let many users look at pages; give their times in milliseconds, and how many failed."""
    until = time.monotonic() + LASTS

    def user(number: int) -> list[tuple[int, float]]:
        chance, line, seen = random.Random(number), connection(url), []  # noqa: S311 - no secret
        time.sleep(chance.uniform(0, PAUSE[1]))
        while time.monotonic() < until:
            page, cookie = chance.choice(pages)
            began = time.perf_counter()
            line.request("GET", page, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            seen.append((answer.status, 1000 * (time.perf_counter() - began)))
            line.close()  # the server lets go of who reads; the next page opens it again
            time.sleep(chance.uniform(*PAUSE))
        return seen

    with ThreadPoolExecutor(USERS) as pool:
        seen = [one for of_user in pool.map(user, range(USERS)) for one in of_user]
    times = [took for status, took in seen if status == 200]
    return times, len(seen) - len(times)


def percentile_95(times: list[float]) -> float:
    """Give the 95th percentile."""
    return round(statistics.quantiles(times, n=20, method="inclusive")[18], 1)


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
    return {
        "status": answer.status,
        "bytes": size,
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": percentile_95(times),
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
    with example() as (site, line, cookies):
        for page in timed(site, line, cookies):
            print(json.dumps({**page, "machine": machine()}), flush=True)
            slow += page["p95_ms"] > BAR
    sys.exit(1 if slow else 0)
