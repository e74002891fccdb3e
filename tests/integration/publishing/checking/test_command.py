"""`goldenthread figures check`: what it prints, and its exit codes."""

import json
import subprocess
import sys

import pytest

from config.cli import main
from tests.factories import papers


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(papers.PROSE)
    (tmp_path / "bad.txt").write_text(f"One\n{papers.FALSE}\n")
    (tmp_path / "look.md").write_text("Approval rose by 5% from 40% to 45%.")
    (tmp_path / "none.txt").write_text("Nothing to check here.")
    return tmp_path


def test_nothing_wrong_is_0_and_what_holds_is_printed_on_request(folder, capsys):
    assert main(["figures", "check", str(folder / "good.txt")]) == 0
    assert "0 wrong, 0 to look at, 1 holds" in capsys.readouterr().out
    assert main(["figures", "check", "--all", str(folder / "good.txt")]) == 0
    out = capsys.readouterr().out
    assert "✓ Holds  line 1" in out
    assert "÷ 2,500" in out


def test_something_wrong_is_1_with_place_words_sum_and_remedy(folder, capsys):
    assert main(["figures", "check", str(folder / "bad.txt")]) == 1
    out = capsys.readouterr().out
    assert "✗ Wrong  line 2" in out
    assert "“rose by 30% from 100 to 120”" in out
    assert "30% would need an end value near 130" in out
    assert "\x1b[" not in out


def test_what_is_only_to_be_looked_at_is_no_accusation(folder, capsys):
    assert main(["figures", "check", str(folder / "look.md")]) == 0
    assert "? Look here" in capsys.readouterr().out


def test_a_text_without_claims_is_0_and_says_so(folder, capsys):
    assert main(["figures", "check", str(folder / "none.txt")]) == 0
    assert "no claim in it" in capsys.readouterr().out


def test_several_files_and_folders_are_each_judged_and_summed(folder, capsys):
    (folder / "note.rounded.txt").write_text("Robbery rose by 17% from 200 to 235.")
    assert main(["figures", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "5 files, 4 claims: 1 wrong, 1 to look at." in out
    assert "1 rounded otherwise" in out


def test_what_cannot_be_read_is_2_with_a_sentence_and_the_others_are_judged(folder, capsys):
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 rubbish")
    assert main(["figures", "check", str(folder)]) == 2
    told = capsys.readouterr()
    assert "scan.pdf is damaged" in told.err
    assert "1 could not be read" in told.out
    assert main(["figures", "check", str(folder / "missing.txt")]) == 2
    assert "No such file" in capsys.readouterr().err
    empty = folder / "empty"
    empty.mkdir()
    assert main(["figures", "check", str(empty)]) == 2
    assert "holds no document" in capsys.readouterr().err


def test_json_has_the_schema_of_findings_and_says_what_was_refused(folder, capsys):
    (folder / "a.csv").write_text("Offence,2022,2023\nA,1,2\nB,3,4\nTotal,4,7\n")
    assert main(["figures", "check", "--json", str(folder / "a.csv"), str(folder / "no.txt")]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["doc"] == "a.csv"
    assert told["documents"][1]["error"].endswith("Check its name.")
    (wrong,) = [each for each in told["findings"] if each["verdict"] == "wrong"]
    assert set(wrong) >= {
        "doc", "quote", "lines", "kind", "inputs", "stated", "stated_decimals", "computed",
        "verdict", "note", "confidence", "place", "sum",
    }  # fmt: skip
    assert (wrong["place"], wrong["computed"], wrong["sum"]) == ("rows 2, 3 and 4", 6, "2 + 4 = 6")


def test_the_public_scoring_program_takes_our_json(shared, tmp_path, capsys):
    document = shared / "seeds" / "003_0d2b25f40f736725.txt"
    assert main(["figures", "check", "--json", str(document)]) == 1
    path = tmp_path / "found.json"
    path.write_text(capsys.readouterr().out)
    figures = shared / "figures"
    done = subprocess.run(
        [sys.executable, str(figures / "score.py"), str(figures / "claims_dev.json"),
         str(figures / "not_checkable_dev.json"), "--", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["false_alarms"] == 0
    assert told["recalled"] == 5


def test_a_bar_is_drawn_only_for_people_and_several_files(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["figures", "check", str(folder)]) == 1
    assert "Checking" not in capsys.readouterr().out
