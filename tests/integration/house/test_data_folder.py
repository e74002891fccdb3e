"""A data folder in which nothing can be kept is a sentence and exit code 2, never a stack trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.declared import PROJECT

COMMANDS = (
    ["-m", "config.cli", "example", "counts"],
    ["-m", "config.cli", "serve", "--port", "8999"],
    ["manage.py", "migrate"],
    ["scripts/set_up.py"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(words) for words in COMMANDS])
def test_it_is_a_sentence(command: list[str], tmp_path: Path):
    no_folder = tmp_path / "a file"
    no_folder.write_text("Not a folder.")
    done = subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**os.environ, "GOLDENTHREAD_DATA": str(no_folder / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Nothing can be kept in the data folder" in done.stderr
    assert "Make it writable, or name another" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_may_not_be_written_is_refused_too(tmp_path: Path):
    program = (
        "import os, sys\n"
        "os.access = lambda path, mode: False\n"
        "from config.cli import main\n"
        "sys.exit(main(['example', 'counts']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        env={**os.environ, "GOLDENTHREAD_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "you may not write there" in done.stderr
