"""The house itself: floors, file lengths, words that do not belong."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

HOME = Path(settings.BASE_DIR)
SETTINGS = tomllib.loads((HOME / "pyproject.toml").read_text())
LAYERS = SETTINGS["tool"]["importlinter"]["contracts"][0]["layers"]
CODE = [
    path
    for top in ("config", "goldenthread", "csp_analytics", "csp_claims", "scripts")
    for path in sorted((HOME / top).rglob("*.py"))
    if "migrations" not in path.parts
]


def floor_of(room: str) -> int:
    """Give the floor of a room, counted from the top of the import contract."""
    for number, layer in enumerate(LAYERS):
        names = [name.strip(" ()") for name in layer.split("|")]
        if f"goldenthread.{room}" in names:
            return number
    raise AssertionError(f"{room} stands on no floor")


def ours() -> list:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("goldenthread.")
    ]


def test_every_foreign_key_points_down_or_stays_in_its_room():
    wrong = []
    for model in ours():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or not field.is_relation or target not in ours():
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here != there and floor_of(there) <= floor_of(here):
                wrong.append(f"{model.__name__}.{field.name} points to {target.__name__}")
    assert wrong == []


def test_the_record_has_no_foreign_keys():
    for model in apps.get_app_config("audit").get_models():
        assert not [f for f in model._meta.get_fields() if f.is_relation], model


def test_the_import_contract_has_no_exemptions():
    for contract in SETTINGS["tool"]["importlinter"]["contracts"]:
        assert "ignore_imports" not in contract


def test_every_room_says_what_it_is_for():
    for room in settings.ROOMS:
        text = (HOME / Path(*room.split("."), "__init__.py")).read_text()
        assert len(ast.get_docstring(ast.parse(text)) or "") > 40, room


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOME)))
def test_a_file_can_be_read_in_one_sitting(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 330, f"{len(lines)} lines"
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 48, f"{node.name} has {length} lines"


def test_every_public_model_says_what_it_is():
    for model in ours():
        if not model._meta.auto_created:
            assert model.__doc__, model
            assert "(id," not in model.__doc__, f"{model.__name__} has Django's own docstring"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True
    )
    return [HOME / name for name in listed.stdout.splitlines()]


def test_the_number_of_a_row_gets_no_comma_on_a_page():
    """With one, "#note-1,370" leads nowhere, from the thousandth row on."""
    pages = [*HOME.glob("goldenthread/**/*.html"), *HOME.glob("templates/**/*.html")]
    assert len(pages) > 100
    bare = re.compile(r"\{\{[^}|]*\bpk *\}\}")
    assert [page.name for page in pages if bare.search(page.read_text())] == []


def test_no_registry_address_and_no_machine_path_is_committed():
    # built from parts, so that this file does not find itself
    forbidden = re.compile("|".join(["pythonhost" + "ed", "registry" + r"\.npm", "/simp" + "le/"]))
    found = []
    for path in tracked():
        if path.suffix in {".py", ".lock", ".json", ".toml", ".md", ".yaml", ".html", ".mjs"}:
            text = path.read_text(errors="replace") if path.exists() else ""
            found += [str(path.relative_to(HOME))] if forbidden.search(text) else []
    assert found == []


def test_no_test_keeps_the_day_on_which_it_was_read():
    # what is loaded after midnight would be unknown on that day: ask factories.days.today()
    kept = []
    for path in sorted((HOME / "tests").rglob("*.py")):
        for line in ast.parse(path.read_text()).body:
            called = [one.func for one in ast.walk(line) if isinstance(one, ast.Call)]
            names = {getattr(one, "attr", getattr(one, "id", "")) for one in called}
            if isinstance(line, ast.Assign) and names & {"today", "now", "localdate", "utcnow"}:
                kept.append(f"{path.relative_to(HOME)}:{line.lineno}")
    assert kept == []


def test_a_lock_file_pins_every_package_by_hash():
    for lock in HOME.glob("requirements*.lock"):
        for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
            assert "--hash=sha256:" in entry, f"{lock.name}: {entry[:40]}"
