"""A clone in an empty folder, and `make run`: interrupted, killed, repeated, refused in a sentence.

The tests stand in the order of one story and share one clone, since a cold set-up takes a
minute: each leaves it as somebody's laptop would be left.
"""

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.walk.served import HOST, free_port

HOME = Path(__file__).resolve().parent.parent.parent
STRATEGY = "Safe Durham Partnership Strategy 2024"
COLD, WARM = 180, 10  # seconds that `make run` may take
# What a machine's owner may have set to reach packages; nothing else is handed on.
KEPT = ("HOME", "LANG", "TMPDIR", "PIP_", "UV_", "NPM_CONFIG_", "npm_config_", "SSL_", "no_proxy")
KEPT += ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "NODE_EXTRA")


@dataclass
class Clone:
    """A fresh clone. took: seconds that bringing the site up has cost so far."""

    folder: Path
    port: int
    took: float = 0.0
    started: list[subprocess.Popen] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its front page."""
        return f"http://{HOST}:{self.port}/"

    def environment(self, **more: str) -> dict[str, str]:
        """Give a newcomer's environment: our own virtual environment is not on the path."""
        path = [p for p in os.environ["PATH"].split(os.pathsep) if not p.startswith(str(HOME))]
        kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
        return {**kept, "PATH": os.pathsep.join(path), "PYTHONUNBUFFERED": "1", **more}

    def make(self, *words: str, **more: str) -> subprocess.Popen:
        """Start make in its own process group, as a terminal would."""
        running = subprocess.Popen(
            ["make", *words, f"PORT={self.port}"],
            cwd=self.folder,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
            # where the tests run in the background, an interrupt is ignored by whoever they start
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.started.append(running)
        return running

    def until(self, happens: Callable[[], bool], running: subprocess.Popen, most: float) -> float:
        """Wait until something happens while make runs; give the seconds, and add them up."""
        began = time.monotonic()
        while not happens():
            assert running.poll() is None, f"make ended early:\n{running.stdout.read()}"
            assert time.monotonic() - began < most, f"Nothing after {most} s."
            time.sleep(0.02)
        self.took += time.monotonic() - began
        return time.monotonic() - began

    def answers(self) -> bool:
        """Whether the front page answers 200."""
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self, running: subprocess.Popen, how: signal.Signals) -> tuple[int, str]:
        """End make and everything it started; give its exit code and what it said."""
        os.killpg(running.pid, how)
        said, _ = running.communicate(timeout=20)
        return running.returncode, said


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """The last commit, cloned; whatever lies uncommitted in the working copy is not in it."""
    folder = tmp_path_factory.mktemp("fresh") / "golden-thread"
    subprocess.run(["git", "clone", "-q", HOME, folder], check=True)
    fresh = Clone(folder, free_port())
    yield fresh
    for running in fresh.started:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    shutil.rmtree(folder, ignore_errors=True)


def stamps(clone: Clone) -> set[str]:
    """Give the steps of set-up that are done."""
    return {path.name for path in (clone.folder / ".venv" / "stamps").glob("*")}


def test_an_interrupt_leaves_a_sentence(clone: Clone):
    running = clone.make("run")
    clone.until((clone.folder / ".venv").exists, running, 30)
    time.sleep(0.5)
    code, said = clone.stop(running, signal.SIGINT)
    assert code != 0
    assert "Set-up stopped half way; nothing is broken. Run it again." in said
    assert "Traceback" not in said
    assert stamps(clone) == set()


def test_a_kill_in_the_middle_does_no_harm(clone: Clone):
    running = clone.make("run")
    packages = clone.folder / ".venv" / "lib"
    clone.until(
        lambda: (
            "python-environment" in stamps(clone)
            and len(list(packages.glob("*/site-packages/*"))) > 20
        ),
        running,
        90,
    )
    clone.stop(running, signal.SIGKILL)
    assert "python-packages" not in stamps(clone)
    # as a kill at the worst moment leaves them: the installer counts these packages as there
    for part in packages.glob("*/site-packages/*/__init__.py"):
        part.unlink()


def test_cold_it_serves_the_strategy(clone: Clone):
    """The third start goes through, in time even with what the first two cost."""
    running = clone.make("run")
    clone.until(clone.answers, running, COLD)
    page = urllib.request.urlopen(clone.url).read().decode()
    assert STRATEGY in page
    _, said = clone.stop(running, signal.SIGINT)
    print(f"\nmake run, cold: {clone.took:.0f} s, an interrupt and a kill included")
    assert clone.took < COLD
    assert "partnership-manager@example.org" in said, "It prints the sign-ins."
    assert clone.url.rstrip("/") in said
    assert "Traceback" not in said


def test_warm_it_serves_in_seconds_and_loses_nothing(clone: Clone):
    kept = clone.folder / "var" / "example_password"
    password = kept.read_text()
    running = clone.make("run")
    seconds = clone.until(clone.answers, running, 60)
    assert password == kept.read_text()
    _, said = clone.stop(running, signal.SIGINT)
    print(f"\nmake run, warm: {seconds:.1f} s")
    assert seconds < WARM
    assert password in said
    assert "Traceback" not in said


def test_a_kill_while_serving_does_no_harm(clone: Clone):
    running = clone.make("run")
    clone.until(clone.answers, running, 60)
    clone.stop(running, signal.SIGKILL)
    running = clone.make("run")
    clone.until(clone.answers, running, 60)
    clone.stop(running, signal.SIGINT)


def refusal(clone: Clone, *words: str, **more: str) -> str:
    """Run make to its end; give what it said, having refused with 2."""
    said, _ = (running := clone.make("run", *words, **more)).communicate(timeout=60)
    assert running.returncode == 2, said
    assert "Traceback" not in said
    return said


def test_a_taken_port_is_a_sentence(clone: Clone):
    with socket.socket() as taken:
        # the last connections to the server that was stopped may linger for a minute
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((HOST, clone.port))
        taken.listen()
        said = refusal(clone)
    assert f"Port {clone.port} is taken" in said
    assert f"make run PORT={clone.port + 1}" in said


def test_a_python_that_is_not_there_is_a_sentence(clone: Clone):
    said = refusal(clone, "PYTHON=python3.99")
    assert "Python 3.11 or later is needed" in said


def test_a_python_that_is_too_old_is_a_sentence(clone: Clone, tmp_path: Path):
    old = tmp_path / "python3.9"
    old.write_text(
        f"#!{sys.executable}\n"
        "import runpy, sys\n"
        "sys.version_info, sys.version = (3, 9, 2, 'final', 0), '3.9.2 (default)'\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    old.chmod(0o755)
    said = refusal(clone, f"PYTHON={old}")
    assert "Python 3.11 or later is needed; this is 3.9.2" in said


def test_set_up_can_be_read_by_an_old_python_at_all():
    """Else it would answer with a syntax error instead of the sentence."""
    text = (HOME / "scripts" / "set_up.py").read_text()
    ast.parse(text, feature_version=(3, 4))
    before = text[: text.index("sys.exit(2)")]
    assert text.isascii()
    assert not re.search(r"\bf[\"']|__future__|print\(|: str|->", before)


def without_node(tmp_path: Path) -> str:
    """Give a path on which there is everything but Node."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        if place.startswith(str(HOME)):
            continue
        for tool in Path(place).glob("*"):
            if (
                tool.name not in ("node", "nodejs", "npm", "npx")
                and not (folder / tool.name).exists()
            ):
                (folder / tool.name).symlink_to(tool)
    return str(folder)


def test_without_node_and_without_a_network_it_is_a_sentence(clone: Clone, tmp_path: Path):
    shutil.rmtree(clone.folder / "node_modules")
    nowhere = {"UV_OFFLINE": "1", "UV_NO_CACHE": "1", "UV_NO_INDEX": "1", "UV_FIND_LINKS": ""}
    said = refusal(clone, PATH=without_node(tmp_path), **nowhere)
    assert "Set-up stopped." in said
    assert "Node" in said


def test_without_node_the_packaged_one_is_used(clone: Clone, tmp_path: Path):
    shutil.rmtree(clone.folder / "node_modules", ignore_errors=True)
    running = clone.make("setup", PATH=without_node(tmp_path))
    said, _ = running.communicate(timeout=120)
    assert running.returncode == 0, said
    assert (clone.folder / "node_modules" / "axe-core").is_dir()


def test_the_clone_is_clean(clone: Clone):
    """Set-up writes only where git does not look."""
    changed = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=clone.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert changed.stdout == ""
