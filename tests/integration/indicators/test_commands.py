"""`goldenthread evidence …`: what it prints and its exit codes."""

import argparse
import io
import json
import sys
from pathlib import Path

import pytest

from goldenthread.commands import COULD_NOT, FINE, CannotDo
from goldenthread.indicators import commands
from goldenthread.sources import receiving
from goldenthread.sources.models import Release
from tests.factories import street
from tests.factories.accounts import PartnershipFactory

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """Run as the console command does: a sentence and exit code 2 where it cannot."""
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    chosen = parser.parse_args(["evidence", *words])
    try:
        return chosen.handler(chosen) or FINE
    except CannotDo as why:
        print(why, file=sys.stderr)
        return COULD_NOT


@pytest.fixture
def january(tmp_path: Path) -> str:
    rows = [street.row(), street.row("Burglary", id=1, lsoa="")]
    return str(street.write(tmp_path, rows))


def test_loading_says_what_was_loaded_and_again_that_nothing_is_new(
    durham, january, capsys
) -> None:
    assert run("ingest", "police-street", january) == FINE
    out = capsys.readouterr().out
    assert "Street-level crime and ASB: durham, January 2025" in out
    assert "1 files, 2 rows, 45 observations" in out
    assert "1 rows: no LSOA code: counted for the whole force only." in out
    assert run("ingest", "police-street", january) == FINE
    told = capsys.readouterr()
    assert told.out == "Nothing was new.\n"
    assert "held already, byte for byte. Nothing to do." in told.err


def test_json_is_one_document_and_no_bar_is_drawn(durham, january, capsys) -> None:
    assert run("ingest", "police-street", january, "--json") == FINE
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert (data["files"], data["rows"], data["held_already"]) == (1, 2, [])
    assert data["set_aside"][0]["count"] == 1
    assert told.err == ""


def test_bad_input_is_exit_code_2_with_a_sentence(durham, tmp_path, capsys) -> None:
    assert run("ingest", "police-street", str(tmp_path / "nowhere")) == COULD_NOT
    assert "there is no such file or folder" in capsys.readouterr().err


def test_a_bar_is_drawn_on_a_terminal_only(monkeypatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with receiving.progress(2) as step:
        step()
    assert "Reading files" in terminal.getvalue()


def test_releases_are_listed_shown_and_withdrawn(durham, january, capsys) -> None:
    assert run("releases") == FINE
    assert "No release yet" in capsys.readouterr().out
    run("ingest", "police-street", january)
    release = Release.objects.of(durham).get()
    capsys.readouterr()
    run("releases")
    assert capsys.readouterr().out.startswith(f"{release.key}  loaded  2 rows  Street-level")
    run("releases", "--json")
    assert json.loads(capsys.readouterr().out)[0]["checksum"] == release.checksum
    run("show", release.key[:13])
    out = capsys.readouterr().out
    assert f"sha256 {release.files.get().sha256}" in out
    assert "line 3: 1 rows, no LSOA code" in out
    run("show", release.key, "--json")
    assert json.loads(capsys.readouterr().out)["files"][0]["rows"] == 2
    assert run("withdraw", release.key, "--why", "Wrong file") == FINE
    assert run("withdraw", release.key, "--why", "Again") == COULD_NOT
    assert "was withdrawn on" in capsys.readouterr().err
    assert run("show", "2001") == COULD_NOT
    assert 'No release, or more than one, is named "2001"' in capsys.readouterr().err


def test_the_table_is_written_with_where_it_comes_from(january, tmp_path, capsys) -> None:
    made = tmp_path / "table.csv"
    assert run("tabulate", january, "--output", str(made)) == FINE
    assert "45 rows" in capsys.readouterr().out
    assert made.with_suffix(".yaml").exists()


def test_whose_data_must_be_clear(durham, january, capsys) -> None:
    assert run("releases", "--partnership", "safe-durhan") == COULD_NOT
    assert 'Did you mean "safe-durham"?' in capsys.readouterr().err
    assert run("releases", "--partnership", "safe-durham") == FINE
    durham.is_default = False
    durham.save()
    assert run("releases") == FINE  # the only one there is
    PartnershipFactory(slug="other")
    assert run("releases") == COULD_NOT
    assert "Say which with --partnership" in capsys.readouterr().err
