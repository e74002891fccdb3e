"""Case types: the declared ones are right, and every mistake is told by file, line and remedy."""

import argparse
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from goldenthread.casework.commands import register
from goldenthread.casework.types import reading
from goldenthread.casework.types.checking import mistakes
from goldenthread.casework.types.ways import reachable
from goldenthread.commands import FINE, CannotDo

SMALL = (Path(__file__).parent / "small.yaml").read_text()


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(text)
    return path


def refused(tmp_path: Path, old: str, new: str) -> str:
    assert old in SMALL
    with pytest.raises(CannotDo) as why:
        reading.read_type(written(tmp_path, SMALL.replace(old, new, 1)))
    return str(why.value)


def test_every_declared_case_type_is_right():
    found = reading.read_types(reading.files())
    assert {one.id for one in found} >= {"asb_report", "asb_case_review"}
    for one in found:
        assert mistakes(one) == []


def test_the_small_type_is_right(tmp_path):
    found = reading.read_type(written(tmp_path, SMALL))
    assert list(found.questions) == ["danger", "loud", "kind", "which", "times", "since", "story"]
    assert reachable(found, "worked") == {"worked", "done"}


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        # transitions and stages
        ("to: worked", "to: wroked", 22, 'no stage here. Did you mean "worked"?'),
        ("from: [new]", "from: [newer]", 22, 'no stage here. Did you mean "new"?'),
        ("from: [worked]", "from: [new]", 19, 'a case at "worked" could never be closed'),
        ("to: done", "to: new", 20, 'no way leads from "new" to "done"'),
        ("name: New}", "name: New, kind: closed}", 18, "it must be open"),
        ("by: [officer, clock]", "by: [oficer]", 23, 'Did you mean "officer"?'),
        (", refused: Not loud.", "", 22, "no sentence for when it does not hold"),
        # conditions
        ("when: loud = yes", "when: lowd = yes", 22, 'no question here. Did you mean "loud"?'),
        ("when: loud = yes", "when: loud = maybe", 22, 'no answer to "loud"'),
        ("when: loud = yes", "when: loud < 3", 22, "chosen from a list"),
        ("when: loud = yes", "when: loud =", 22, "where a value"),
        ("when: loud = yes", "when: loud includes yes", 22, "compare it with = or !="),
        ("when: loud = yes", "when: which = a", 22, "compare it with includes"),
        ("when: loud = yes", "when: which includes c", 22, 'no answer to "which"'),
        ("when: loud = yes", "when: story = x", 22, 'only be "answered"'),
        ("when: loud = yes", "when: times = many", 22, "with a number"),
        ("since < 2026-01-01", "since < 3", 42, "with a day"),
        ("ask_when: loud = yes", "ask_when: times > 1", 32, "Ask it earlier"),
        ("ask_when: loud = yes", "ask_when: kind = dogs", 32, "is itself"),
        ("ask_when: loud = yes", "ask_when: lod = yes", 32, 'Did you mean "loud"?'),
        # classes of fields
        ("[story, since]", "[since]", 36, "is in no class"),
        ("[danger, loud,", "[danger, story, loud,", 38, "Keep it in one"),
        ("[story, since]", "[story, since, stry]", 37, 'Did you mean "story"?'),
        ("[story, since]", "[story, since, since]", 37, "stands in it twice"),
        ("times]\nclocks", "times, since]\nclocks", 38, "can tell who somebody is"),
        ("OFFICIAL-SENSITIVE", "OFFICIAL", 10, "must be OFFICIAL-SENSITIVE"),
        ("by: [kind],", "by: [story],", 54, "nothing may be counted by it"),
        ("by: [kind],", "by: [kin],", 54, 'Did you mean "kind"?'),
        ("reached: new,", "", 54, "write reached: or took:"),
        ("reached: new", "reached: old", 54, "no stage"),
        ("reached: new", "took: beginn", 54, 'Did you mean "begin"?'),
        # clocks
        ("starts_at: new", "starts_at: old", 40, '"old" is no stage here'),
        ("met_at: [worked]", "met_at: [work]", 40, 'Did you mean "worked"?'),
        ("starts_at: new", "starts_at: done", 40, "could never be met"),
        ("unit: working_days", "unit: fortnights", 40, "Valid here"),
        (
            "{number: 2, unit: working_days}",
            "{number: 2, unit: working_days, beginning_with: true}",
            40,
            "No rule counts 2 working days",
        ),
        ("rule: RPT-07", "rule: RPT7", 40, "such as RPT-03"),
        # work, letters, keeping, who sees
        ("at: new, by: officer", "at: never, by: officer", 42, "no stage"),
        ("at: new, by: officer", "at: new, by: analist", 42, 'Did you mean "analyst"?'),
        ("of: reporter", "of: reportr", 44, 'Did you mean "reporter"?'),
        ("invited: [reporter]", "invited: [officer]", 46, "no party"),
        ("at: [done]", "at: [worked]", 48, "no closed stage"),
        ("on: [finish]", "on: [finnish]", 50, 'Did you mean "finish"?'),
        ("{{ story }}", "{{ stroy }}", 50, 'Did you mean "story"?'),
        ("{{ story }}", "{{ story }} }}", 50, "braces that do not pair"),
        ("by: own_page", "by: mail_notice", 50, "GSC-04"),
        ("then: anonymise", "then: anonymise, when: loud = yes", 51, "kept for ever"),
        ("owner: officer", "owner: reporter", 52, "no role"),
        ("sees: case", "sees: case, fields: [loud]", 13, "Write sees: fields"),
        (", fields: [loud]", "", 14, "List them"),
        ("fields: [loud]", "fields: [laud]", 14, 'Did you mean "loud"?'),
        ("checked_by: another", "checked_by: one", 7, "Somebody else must check it"),
        # names and forms
        ("id: which", "id: loud", 33, "stands twice"),
        ("id: reporter,", "id: officer,", 16, "stands twice"),
        ("id: reporter,", "id: clock,", 16, "is the clock itself"),
        ("id: small", "id: smaller", 1, "Name both alike"),
        ("at: [new]\n  by", "at: [old]\n  by", 27, "no stage"),
        ("by: [reporter]\n", "by: [reportr]\n", 28, 'Did you mean "reporter"?'),
        ("type: long_text,", "type: long_text, stop: Call 999.,", 36, "answered yes or no"),
        ("ask: Is it loud?, type: yes_no", "ask: Is it loud?, type: choice", 31, "two choices"),
        ("type: number}", "type: number, choices: {a: A, b: B}}", 34, "leave the choices out"),
        ("ask: Is it loud?", "asks: Is it loud?", 31, 'Did you mean "ask"?'),
        ("type: number", "type: numbr", 34, 'Did you mean "number"?'),
        ("id: times", "id: Times!", 34, "small letters, digits"),
        ("version: 1", "version: 0", 4, "greater than or equal to 1"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_by_line_with_its_remedy(tmp_path, old, new, line, told):
    sentences = refused(tmp_path, old, new).splitlines()
    found = [one for one in sentences if told in one]
    assert found, sentences
    assert found[0].startswith(f"small.yaml, line {line}"), found


def test_several_mistakes_are_told_in_the_order_of_their_lines(tmp_path):
    wrong = SMALL.replace("by: [kind],", "by: [kin],").replace("to: worked", "to: wroked")
    wrong = wrong.replace("checked_by: another", "checked_by: one")
    with pytest.raises(CannotDo) as why:
        reading.read_type(written(tmp_path, wrong))
    lines = [int(one.split("line ")[1].split(",")[0]) for one in str(why.value).splitlines()]
    assert lines == sorted(lines)
    assert {7, 22, 54} <= set(lines)


def test_a_stop_comes_before_questions_that_cannot_stop(tmp_path):
    said = refused(tmp_path, "{id: times, ask: How often?, type: number}",
                   "{id: times, ask: Often?, type: yes_no, stop: Call.}")  # fmt: skip
    assert "comes before every question that cannot" in said


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "- a list",
        "just words",
        "id: [" * 60,
        "id: &a [*a]",
        "id: !!python/object/apply:os.system [ls]",
        "id: {a: 1, a: 2}",
        "? {a: b}\n: c",
        "id: 2026-99-99",
        "\tid: x",
        "id: 'open",
        "stages: 3\ntransitions: {from: 1}\nforms: [[]]\nquestions: null",
        "forms: [{questions: [{choices: [1, 2]}]}]",
        "id: " + "9" * 5_000,
        "\x00",
    ],
)
def test_hostile_files_get_sentences_and_nothing_else(tmp_path, hostile):
    with pytest.raises(CannotDo) as why:
        reading.read_type(written(tmp_path, hostile))
    assert str(why.value).startswith("small.yaml")


WORDS = re.findall(r"[\w.]+|[{}\[\]:,-]", SMALL)


@trying(max_examples=60, deadline=None)
@given(
    st.integers(0, len(WORDS) - 1),
    st.sampled_from(["", "x", "[]", "{}", "null", "-1", "yes", "'", *WORDS]),
)
def test_any_word_of_a_file_may_be_wrong_and_gets_a_sentence(tmp_path_factory, at, instead):
    places = list(re.finditer(r"[\w.]+|[{}\[\]:,-]", SMALL))
    text = SMALL[: places[at].start()] + instead + SMALL[places[at].end() :]
    path = written(tmp_path_factory.mktemp("wrong"), text)
    try:
        reading.read_type(path)
    except CannotDo as why:
        told = str(why)
    else:
        told = "small.yaml"
    assert told.startswith("small.yaml")  # and nothing but CannotDo was raised


def test_bytes_that_are_no_text_get_a_sentence(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_bytes(b"id: \xff\xfe")
    with pytest.raises(CannotDo, match="UTF-8"):
        reading.read_type(path)


def test_a_new_scheme_takes_one_file(tmp_path, settings):
    settings.DEFINITIONS_DIR = tmp_path
    folder = tmp_path / "casework" / "types"
    folder.mkdir(parents=True)
    (folder / "small.yaml").write_text(SMALL)
    assert reading.case_type("small").name == "A small case type"
    with pytest.raises(CannotDo, match='Did you mean "small"'):
        reading.case_type("smal")


def run(*arguments: str) -> int:
    """Run `goldenthread case-types …` without the commands of other rooms."""
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    chosen = parser.parse_args(["case-types", *arguments])
    return chosen.handler(chosen)


def test_the_command_says_what_is_right_and_what_is_wrong(tmp_path, capsys):
    right = written(tmp_path, SMALL)
    assert run("check", str(right)) == FINE
    assert "Nothing is wrong with it." in capsys.readouterr().out
    wrong = tmp_path / "other.yaml"
    wrong.write_text(SMALL.replace("to: done", "to: gone"))
    with pytest.raises(CannotDo) as why:  # which the command line turns into exit 2
        run("check", str(right), str(wrong), str(tmp_path / "no.yaml"))
    assert capsys.readouterr().out == ""
    assert 'other.yaml, line 23, key "to": "gone" is no stage here.' in str(why.value)
    assert "no.yaml: cannot be read" in str(why.value)


def test_the_command_checks_every_declared_type_and_prints_json(capsys):
    assert run("check", "--json") == FINE
    rows = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in rows} >= {"asb_report", "asb_case_review"}
    assert all(not set(row["personal"]) & set(row["countable"]) for row in rows)


def declared_elsewhere(tmp_path, settings) -> Path:
    """Copy the declared values, without case types, and have them read from there."""
    folder = tmp_path / "casework"
    shutil.copytree(settings.DEFINITIONS_DIR / "casework", folder)
    shutil.rmtree(folder / "types")
    settings.DEFINITIONS_DIR = tmp_path
    return folder


def test_a_folder_without_types_is_said_to_be_empty(tmp_path, settings, capsys):
    declared_elsewhere(tmp_path, settings)
    assert run("check") == FINE
    said = capsys.readouterr().out
    assert "No case type is declared yet" in said
    assert "powers.yaml" in said


def test_law01_a_wrongly_entered_day_of_commencement_is_told_before_it_is_used(tmp_path, settings):
    folder = declared_elsewhere(tmp_path, settings)
    powers = folder / "powers.yaml"
    text = powers.read_text()
    powers.write_text(text.replace("pounds: 500, from: ,", "pounds: 500, from: 2027-04-01,", 1))
    (folder / "limits.yaml").write_text("limits: []\n")
    with pytest.raises(CannotDo) as why:
        run("check")
    assert 'key "from": holds while another value of the same kind still does' in str(why.value)
    assert 'limits.yaml, line 1, key "switches": is missing' in str(why.value)


def test_the_schema_names_every_key_of_a_case_type():
    made = json.loads(reading.schema())
    assert {"stages", "transitions", "forms", "clocks", "personal"} <= set(made["properties"])
    assert "from" in made["$defs"]["Transition"]["properties"]
