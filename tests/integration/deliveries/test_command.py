"""`goldenthread evidence ingest SOURCE PATH…`: what it prints, shows before, and its exit codes."""

import argparse
import json
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from goldenthread.audit.models import Event
from goldenthread.commands import COULD_NOT, FINE, CannotDo
from goldenthread.indicators import commands
from goldenthread.indicators.models import Observation
from goldenthread.sources.models import Release, Source
from tests.factories import street, tables
from tests.factories.tables import DISTRICT_AGES, people

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


NAME = "lad_mid2019_single_year_of_age_ew.csv"


def first(tmp_path: Path) -> str:
    rows = [people("E06000047", "County Durham"), people("E06000005", "Darlington")]
    return str(tables.write(tmp_path / NAME, DISTRICT_AGES, rows))


def second(tmp_path: Path) -> str:
    """A newer copy: one row as it was, one changed, one gone, two new."""
    (tmp_path / "newer").mkdir(exist_ok=True)
    rows = [people("E06000047", "County Durham", 11), people("E06000001", "Hartlepool"),
            people("E06000002", "Middlesbrough")]  # fmt: skip
    return str(tables.write(tmp_path / "newer" / NAME, DISTRICT_AGES, rows))


def test_a_look_changes_nothing_and_says_what_would_be(durham, tmp_path, capsys, settings):
    assert run("ingest", "population-by-age", first(tmp_path)) == FINE
    before = (
        list(Release.objects.of(durham).values()), Observation.objects.of(durham).count(),
        Event.objects.count(), sorted(settings.LAKE_DIR.rglob("*")),
    )  # fmt: skip
    capsys.readouterr()
    assert run("ingest", "population-by-age", second(tmp_path), "--preview") == FINE
    out = capsys.readouterr().out
    assert "A look only: nothing was changed." in out
    assert "1 files, 3 rows, 3 would be kept" in out
    assert "Districts of 2019, 30 June 2019, 3 areas (districts of 2019)" in out
    assert "2 rows added, 1 removed, 1 changed." in out
    assert before == (
        list(Release.objects.of(durham).values()), Observation.objects.of(durham).count(),
        Event.objects.count(), sorted(settings.LAKE_DIR.rglob("*")),
    )  # fmt: skip


def test_a_newer_copy_keeps_what_it_changed_and_withdrawing_it_undoes_it(durham, tmp_path):
    run("ingest", "population-by-age", first(tmp_path))
    run("ingest", "population-by-age", second(tmp_path))
    new, old = Release.objects.of(durham)
    assert old.status == "superseded"
    assert new.difference == {
        "replaces": [old.key], "files": 1, "added": 2, "removed": 1, "changed": 1,
    }  # fmt: skip
    assert run("withdraw", new.key, "--why", "the wrong file") == FINE
    old.refresh_from_db()
    assert old.status == "loaded"


def test_the_json_of_a_look_says_the_same(durham, tmp_path, capsys):
    run("ingest", "population-by-age", first(tmp_path))
    capsys.readouterr()
    assert run("ingest", "population-by-age", second(tmp_path), "--preview", "--json") == FINE
    told = json.loads(capsys.readouterr().out)
    assert (told["preview"], told["release"], told["rows"]) == (True, None, 3)
    assert told["replaces"][0]["rows"] == {"added": 2, "removed": 1, "changed": 1}
    assert told["files"][0]["period"] == ["30 June 2019"]


def test_a_look_at_street_files_counts_and_compares_rows_without_a_key(durham, tmp_path, capsys):
    rows = [street.row(), street.row(), street.row("Burglary", id=1)]
    run("ingest", "police-street", str(street.write(tmp_path, rows)))
    (tmp_path / "newer").mkdir()
    newer = street.write(tmp_path / "newer", [street.row(), street.row("Robbery", id=2)])
    capsys.readouterr()
    assert run("ingest", "police-street", str(newer), "--preview") == FINE
    out = capsys.readouterr().out
    assert "1 rows added, 2 removed." in out
    assert "45 observations" in out
    assert "(LSOA of 2011 or 2021" in out
    odd = tmp_path / "odd.csv"
    odd.write_bytes(newer.read_bytes())
    assert run("ingest", "police-street", str(odd), "--preview", "--period", "January 2025") == 2
    assert "the name does not say month and force" in capsys.readouterr().err


def test_an_unknown_source_gets_the_nearest_and_no_path_the_usage(durham, capsys):
    assert run("ingest", "stats-19", "x.csv") == COULD_NOT
    assert 'No source is called "stats-19". Did you mean "stats19"?' in capsys.readouterr().err
    assert run("ingest", "population", "x.csv") == COULD_NOT  # declared, but shipped as a table
    assert run("ingest", "stats19") == COULD_NOT
    assert "Say which files: goldenthread evidence ingest stats19 PATH…" in capsys.readouterr().err
    assert run("ingest", "stats19", "nowhere.csv") == COULD_NOT
    assert "there is no such file or folder" in capsys.readouterr().err


def test_held_already_is_said_and_nothing_is_new(durham, tmp_path, capsys):
    path = first(tmp_path)
    run("ingest", "population-by-age", path)
    capsys.readouterr()
    assert run("ingest", "population-by-age", path) == FINE
    told = capsys.readouterr()
    assert told.out == "Nothing was new.\n"
    assert f"{NAME}: held already, byte for byte." in told.err


def test_what_is_shown_of_a_release_says_its_areas_and_warnings(durham, tmp_path, capsys):
    rows = [tables.search(), tables.search()]
    name = "2024-06-durham-stop-and-search-first-rows.csv"
    run("ingest", "police-stop-search", str(tables.write(tmp_path / name, tables.SEARCHES, rows)))
    key = Release.objects.of(durham).get().key
    capsys.readouterr()
    assert run("show", key) == FINE
    out = capsys.readouterr().out
    assert "geography: whole police force areas" in out
    assert "is a sample of a few rows" in out


def test_a_file_is_fetched_and_loaded(durham, tmp_path, settings, capsys):
    settings.DATA_DIR = tmp_path / "data"
    first(tmp_path)
    serve = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/{NAME}"
        words = ("ingest", "population-by-age", "--download")
        assert run(*words, "--address", url, "--sha256", "0" * 64) == COULD_NOT
        assert run(*words, "--address", url) == FINE
    finally:
        server.shutdown()
        server.server_close()
    told = capsys.readouterr()
    assert "bytes fetched, sha256" in told.err
    assert Release.objects.of(durham).get().rows_in == 2
    assert run(*words) == COULD_NOT
    assert "No address is declared for Residents by single year of age" in capsys.readouterr().err


def test_every_declared_source_has_its_row(durham):
    assert Source.objects.get(pk="stats19").columns[:2] == ["accident_index", "accident_year"]
