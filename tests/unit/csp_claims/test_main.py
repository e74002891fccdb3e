"""python -m csp_claims"""

import json
import runpy
import sys

import pytest

from csp_claims import __main__ as command


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "report.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_true_text_gives_0(file, capsys):
    assert command.main([file("Thefts fell by 10% from 100 to 90.")]) == 0
    assert "1 claims checked, 0 wrong." in capsys.readouterr().out


def test_a_false_text_gives_1_with_line_sentence_and_sum(file, capsys):
    assert command.main([file("\nThefts fell by 20% from 100 to 90.")]) == 1
    printed = capsys.readouterr().out
    assert "line 2: wrong: fell by 20% from 100 to 90" in printed
    assert "fall of 10%" in printed


def test_a_doubt_gives_0_and_asks_to_look(file, capsys):
    assert command.main([file("Attendance doubled from 100 to 170.")]) == 0
    assert "look here" in capsys.readouterr().out


def test_json_is_printed_on_request(file, capsys):
    command.main([file("Thefts fell by 20% from 100 to 90."), "--json"])
    assert json.loads(capsys.readouterr().out)["findings"][0]["verdict"] == "wrong"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\0\0", "not a plain text"),
        (b"one\ntwo \xff", "line 2 is not UTF-8"),
    ],
)
def test_what_is_no_text_gives_2_and_a_sentence(file, capsys, content, reason):
    assert command.main([file(content)]) == 2
    assert reason in capsys.readouterr().err


def test_a_missing_file_gives_2_and_a_sentence(tmp_path, capsys):
    assert command.main([str(tmp_path / "none.txt")]) == 2
    assert "cannot be checked: No such file" in capsys.readouterr().err


def test_a_huge_file_gives_2_and_a_sentence(file, capsys, monkeypatch):
    monkeypatch.setattr(command, "LARGEST", 10)
    assert command.main([file("a text of more than ten bytes")]) == 2
    assert "larger than" in capsys.readouterr().err


def test_it_runs_as_a_module(file, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["csp_claims", file("Nothing.")])
    monkeypatch.delitem(sys.modules, "csp_claims.__main__")  # it begins anew, as from a shell
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("csp_claims", run_name="__main__")
    assert ended.value.code == 0
