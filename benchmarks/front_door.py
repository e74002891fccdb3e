"""Does the front door hold twenty reports a second for a minute, and lose none when it is killed?

`python -m benchmarks.front_door` serves one as `make run` does, on SQLite and on PostgreSQL, lets
people report at that pace from this machine, kills the server with all its workers in the middle
and starts it again. Whoever was told that we have their report must find it, once.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import HOME, Result
from benchmarks.casework import percentile_95
from tests.walk.reporting import Sent, front_door, report

EACH_SECOND, SECONDS = 20.0, 60.0
BAR = 5_000.0  # milliseconds within which 95 of 100 are acknowledged; nobody waits for the last


def measure(seconds: float = SECONDS) -> Iterator[Result]:
    """Give how long an acknowledgement takes at that pace, on each database."""
    sys.path.insert(0, str(HOME / "scripts"))
    from throwaway_postgresql import SETTINGS, throwaway_postgresql

    SETTINGS.clear()  # as an installation keeps its rows: on the disk before it answers
    yield from _on("sqlite", "", seconds)
    with throwaway_postgresql(Path("/no/such/folder")) as url:
        yield from _on("postgresql", url, seconds)


def _on(database: str, url: str, seconds: float) -> Iterator[Result]:
    for kill in (False, True):
        with tempfile.TemporaryDirectory() as folder, front_door(Path(folder) / "d", url) as door:
            sent = report(door, each_second=EACH_SECOND, seconds=seconds, kill=kill)
            every, known = door.holds([one.link for one in sent])
            if not every == known == len(sent):
                raise RuntimeError(
                    f"{len(sent)} reports were acknowledged, {known} of them are there, and "
                    f"{every} in all."
                )
            if url:
                door.program("manage.py", "flush", "--noinput", "-v", "0")
        yield _result(f"front_door_{database}{'_killed' if kill else ''}", sent, seconds, kill)


def _result(name: str, sent: list[Sent], seconds: float, kill: bool) -> Result:
    again = sum(one.tries > 1 for one in sent)
    return Result(
        name=name,
        what=f"95th percentile of an acknowledgement at {EACH_SECOND:g} reports a second for "
        f"{seconds:g} s{', killed in the middle' if kill else ''}",
        ours=percentile_95([one.took for one in sent]),
        unit="ms",
        higher_is_better=False,
        peer=None,
        rows=len(sent),
        bar=BAR,
        note=f"All {len(sent)} are there, each once; {again} were sent more than once. Asking and "
        "answering share the machine.",
    )


if __name__ == "__main__":
    for result in measure(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS):
        print(result)
