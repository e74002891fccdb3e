"""The console command: every subcommand explains itself, and says what is wrong in a sentence."""

import argparse
import json
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings

from config.cli import main, parser

# These do something and hand back no data; every other subcommand prints it as JSON when asked.
NO_DATA = {
    "serve",
    "docs write",
    "docs check",
    "example load",
    "evidence tabulate",
    "hotspots tabulate",
    "case-types adopt",
    "casework count",
    "evidence withdraw",
    "evidence template",
    "places withdraw-boundaries",
    "plan export",
    "docs score",
}


def commands(of: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple]:
    """Give every subcommand: its words and its parser; groups too."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield (*words, word), inner
                yield from commands(inner, (*words, word))


ALL = list(commands(parser()))
LEAVES = [
    (words, one)
    for words, one in ALL
    if not any(isinstance(a, argparse._SubParsersAction) for a in one._actions)
]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; give its exit code, what it printed and what it complained of."""
    try:
        code = main(list(arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_log_stays_where_it_was(capsys: pytest.CaptureFixture[str]):
    """A command run inside another process does not tie that one's log to its own output."""
    before = logging.getLogger().handlers
    assert said(capsys, "--help")[0] == 0
    assert logging.getLogger().handlers == before


@pytest.mark.parametrize("words", [()] + [words for words, _ in ALL], ids=" ".join)
def test_it_explains_itself(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    code, out, _ = said(capsys, *words, "--help")
    assert code == 0
    assert f"usage: {' '.join(['goldenthread', *words])}" in out
    assert len(out.splitlines()) > 3


@pytest.mark.parametrize(("words", "one"), LEAVES, ids=[" ".join(w) for w, _ in LEAVES])
def test_every_argument_is_explained(words: tuple[str, ...], one: argparse.ArgumentParser):
    assert one.description
    assert [a.dest for a in one._actions if not a.help] == []


@pytest.mark.parametrize(("words", "one"), LEAVES, ids=[" ".join(w) for w, _ in LEAVES])
def test_what_prints_data_prints_json(words: tuple[str, ...], one: argparse.ArgumentParser):
    options = {option for action in one._actions for option in action.option_strings}
    assert ("--json" in options) is (" ".join(words) not in NO_DATA)


def test_the_matrix_prints_json_that_can_be_read(capsys: pytest.CaptureFixture[str]):
    code, out, _ = said(capsys, "permissions", "matrix", "--json")
    rows = json.loads(out)
    assert code == 0
    assert {"page", "address", "permission", "roles"} <= set(rows[0])
    assert {outcome for row in rows for outcome in row["roles"].values()} <= {
        "allowed",
        "own",
        "denied",
        "hidden",
        "sign in",
    }


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        (["permisions", "matrix"], "permissions"),
        (["permissions", "matrx"], "matrix"),
        (["example", "count"], "counts"),
        (["audit", "verfy"], "verify"),
    ],
)
def test_a_misspelt_command_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str], typed: list[str], near: str
):
    code, out, err = said(capsys, *typed)
    assert code == 2
    assert out == ""
    assert f'Did you mean "{near}"?' in err


@pytest.mark.parametrize("port", ["0", "70000", "eighty"])
def test_an_impossible_port_is_a_sentence(capsys: pytest.CaptureFixture[str], port: str):
    code, _, err = said(capsys, "serve", "--port", port)
    assert code == 2
    assert port in err
    assert "Traceback" not in err


def test_an_example_that_is_not_loaded_is_a_sentence(
    capsys: pytest.CaptureFixture[str], db: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("config.example.MAIN", "a-partnership-that-is-not-there")
    code, out, err = said(capsys, "example", "counts", "--json")
    assert (code, out) == (2, "")
    assert "goldenthread example load" in err


@pytest.mark.parametrize("words", [words for words, _ in ALL], ids=" ".join)
def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    code, _, err = said(capsys, *words, "--no-such-option")
    assert code == 2
    assert "--no-such-option" in err or "required" in err


def test_the_house_knows_every_room(capsys: pytest.CaptureFixture[str]):
    _, out, _ = said(capsys, "--help")
    for word in ("serve", "example", "permissions", "audit", "docs"):
        assert word in out
    assert settings.ROOMS
