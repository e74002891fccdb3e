"""The reference page of the figure check says what scoring gives today."""

import json

import pytest

from config import figure_check
from config.cli import main
from goldenthread.commands import CannotDo


def test_the_scores_that_are_kept_are_those_of_today(shared):
    assert json.loads(figure_check.SCORES.read_text()) == json.loads(
        json.dumps(figure_check.score(shared))
    )


def test_the_bars_hold(shared):
    told = figure_check.score(shared)["all"]
    assert told["found_share"] >= 0.95
    assert told["recall"] >= 0.95
    assert told["false_alarms"] <= 2


def test_every_kind_of_verdict_has_an_example():
    page = "\n".join(figure_check.page())
    for word in ("| holds |", "| rounding |", "| wrong |", "| malformed |", "| look here |"):
        assert word in page


def test_a_command_scores_again_and_refuses_a_folder_without_claims(
    shared, tmp_path, monkeypatch, settings, capsys
):
    monkeypatch.setattr(figure_check, "SCORES", settings.BASE_DIR / "var" / "score-try.json")
    figure_check.SCORES.parent.mkdir(exist_ok=True)
    try:
        assert main(["docs", "score", str(shared)]) == 0
        assert "score-try.json is written" in capsys.readouterr().out
    finally:
        figure_check.SCORES.unlink(missing_ok=True)
    with pytest.raises(CannotDo, match="holds no figures"):
        figure_check.score(tmp_path)
