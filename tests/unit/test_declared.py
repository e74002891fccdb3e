"""Reading declared files: what is right is read, and every mistake says where it stands."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from goldenthread import declared
from goldenthread.commands import CannotDo
from goldenthread.declared import DeclaredItem, FirstDay, LastDay, Place, Places


class Inner(DeclaredItem):
    key: str
    kind: Literal["focus", "assurance"] = "focus"
    number: int = 1
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    at: Places = ()


class File(DeclaredItem):
    document: str = ""
    items: list[Inner] = []
    open: bool = True


def reads(tmp_path: Path, content: str | bytes) -> File:
    file = tmp_path / "plan.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return declared.read(file, File)


def refused(tmp_path: Path, content: str | bytes) -> str:
    with pytest.raises(CannotDo) as why:
        reads(tmp_path, content)
    return str(why.value)


def test_a_file_is_read_with_its_places_and_days(tmp_path: Path) -> None:
    file = reads(
        tmp_path,
        'document: "002"\nitems:\n- key: a\n  from: "2021-06"\n  until: May 2021\n'
        '  at: ["352", "354-356", "001:115", "rules:CSP-01"]\n'
        "- {key: b, at: 7, until: 2021-06-02}\n",
    )
    first, second = file.items
    assert [str(place) for place in first.at] == [
        "002:352",
        "002:354-356",
        "001:115",
        "rules:CSP-01",
    ]
    assert (first.since, first.until) == (date(2021, 6, 1), date(2021, 5, 31))
    assert second.at == (Place("002", 7, 7),)
    assert second.until == date(2021, 6, 2)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "plan.yaml: is empty"),
        ("# only a word\n", "plan.yaml: is empty"),
        ("- a\n", "line 1: must hold keys with values, not a list"),
        ("word", "line 1: must hold keys"),
        (b"open: true\nitems: \xff\n", "line 2: is not UTF-8"),
        ("open: true\nopen: false\n", 'line 2, key "open": stands twice (first on line 1)'),
        (
            "opn: true\n",
            'line 1, key "opn": is not a key that may stand here. Did you mean "open"?',
        ),
        ("items:\n- key: a\n  kynd: focus\n", 'line 3, key "kynd"'),
        ("items:\n- key: a\n  kind: focuss\n", 'line 3, key "kind": "focuss" may not'),
        ("items:\n- key: a\n  kind: focuss\n", 'Did you mean "focus"?'),
        ("items:\n- key: a\n- kind: focus\n", 'line 3, key "key": is missing'),
        ("items:\n- key: 4\n", 'line 2, key "key": must be text. Put it in quotes.'),
        ("items:\n- key: a\n  number: many\n", 'line 3, key "number": must be a whole number'),
        ("items: a\n", 'line 1, key "items": must be a list'),
        ("items: [a]\n", 'key "items": must hold keys with values'),
        ("open: [1]\n", 'key "open": must be true or false'),
        ("open: true\nitems: [\n", "is not YAML"),
        ("a: b: c\n", "line 1: is not YAML"),
        ("open: &a true\nitems: *a\n", "line 2: uses the alias *a"),
        ("open: !!python/object:os.system x\n", "cannot be read"),
        ("a: 2021-99-99\n", 'line 1: "2021-99-99" cannot be read. Put text in quotes.'),
        ("items: " + "[" * 60 + "]" * 60, "nested deeper than 40"),
        ("open: \x00", "plan.yaml"),
        ("items:\n- {key: a, at: x}\n", 'line 2, key "at": "x" is no place'),
        ("items:\n- {key: a, at: '3'}\n", "does not say in which document"),
        ("items:\n- {key: a, at: '002:9-3'}\n", "lines count from 1"),
        ("items:\n- {key: a, at: '002:0'}\n", "lines count from 1"),
        ("items:\n- {key: a, at: '002:3-x'}\n", "is no place"),
        ("items:\n- {key: a, at: [true]}\n", "a place is text in quotes"),
        ("items:\n- {key: a, from: soon}\n", 'key "from": "soon" is no day'),
        ("items:\n- {key: a, until: '2021-02-31'}\n", "is no day"),
        ("? [a]\n: b\n", 'key "?"'),
    ],
)
def test_a_mistake_says_where_it_stands_and_what_to_do(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    assert told in refused(tmp_path, content)


def test_every_mistake_of_a_file_is_told_up_to_ten(tmp_path: Path) -> None:
    lines = refused(tmp_path, "items:\n" + "- {key: 1}\n" * 12).splitlines()
    assert len(lines) == 11
    assert "and 2 more mistakes" in lines[-1]


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match=r"gone\.yaml: cannot be read"):
        declared.read(tmp_path / "gone.yaml", File)
    (tmp_path / "big.yaml").write_bytes(b"#" * (declared.LARGEST + 1))
    with pytest.raises(CannotDo, match="larger than 5 MB"):
        declared.read(tmp_path / "big.yaml", File)


def test_a_mistake_found_in_loading_still_names_its_line(tmp_path: Path) -> None:
    item = reads(tmp_path, "items:\n- key: a\n  kind: focus\n").items[0]
    assert str(item.mistake("kind", "clashes.")) == 'plan.yaml, line 3, key "kind": clashes.'
    assert str(item.mistake("number", "clashes.")) == 'plan.yaml, line 2, key "number": clashes.'
    assert str(Inner(key="a").mistake("kind", "clashes.")) == 'Key "kind": clashes.'


def test_the_nearest_valid_value_is_named_or_all_are_listed() -> None:
    assert declared.nearest("focuss", ["focus", "assurance"]) == 'Did you mean "focus"?'
    assert declared.nearest("zzz", ["b", "a"]) == "Valid here: a, b."
    assert declared.nearest("zzz", []) == "There is none to choose from."
    assert declared.nearest("!", [f"k{n:02}" for n in range(20)]).endswith("k11, ….")


def test_a_file_of_the_project_is_named_from_its_folder_on() -> None:
    assert declared.said(declared.PROJECT / "manage.py") == "manage.py"
