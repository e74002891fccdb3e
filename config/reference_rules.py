"""The reference page of casework's rules: rule, where it stands in the code, what tests it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from goldenthread.casework.rule_book import NEEDS_ENGINE, RULES

CODE = settings.BASE_DIR / "goldenthread" / "casework"
DECLARED = settings.BASE_DIR / "definitions" / "casework"
TESTS = [settings.BASE_DIR / "tests" / one / "casework" for one in ("unit", "integration")]

_ID = re.compile(r"\b[A-Z]{1,4}-\d{2}[a-z]?\b")
_SPAN = re.compile(r"\b([A-Z]{1,4})-(\d\d) to \1-(\d\d)\b")
_IN_NAME = re.compile(r"(?:test|and)_([a-z]{1,4})(\d\d[a-z]?)(?=_)")


def page() -> Iterator[str]:
    """Give the page: each rule with the functions, declarations and tests that name it."""
    code, files, tests = functions(), declarations(), tested()
    built = sum(rule in code or rule in files for rule in RULES)
    yield "# Rules of casework\n"
    yield "Which rule of the rule book stands where. Written from what functions, declared files"
    yield f"and tests say of themselves. {built} of {len(RULES)} rules are in code or declared, in"
    yield "the part that can be decided without a stored case; the others wait for cases that are"
    yield "stored and shown.\n"
    yield "| rule | where | tested in |\n|---|---|---|"
    for rule in sorted(RULES):
        where = [f"`{name}`" for name in code.get(rule, [])]
        where += [f"declared in `{name}`" for name in files.get(rule, [])]
        where = where or [f"not yet: {NEEDS_ENGINE.get(rule, '')}"]
        named = ", ".join(f"`{name}`" for name in tests.get(rule, []))
        yield f"| {rule} | {', '.join(where)} | {named} |"


def functions() -> dict[str, list[str]]:
    """Give the functions and classes whose docstring names a rule, by rule."""
    found: dict[str, list[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for rule in named(ast.get_docstring(node) or ""):
                    found.setdefault(rule, []).append(f"{path.stem}.{node.name}")
    return {rule: sorted(set(names)) for rule, names in found.items()}


def declarations() -> dict[str, list[str]]:
    """Give the declared files that set a value or step under a rule, by rule."""
    found: dict[str, list[str]] = {}
    for path in sorted(DECLARED.rglob("*.yaml")):
        for rule in sorted(set(re.findall(r"\brule: ([A-Z]+-\d+[a-z]?)", path.read_text()))):
            found.setdefault(rule, []).append(path.name)
    return found


def tested() -> dict[str, list[str]]:
    """Give the test files that name a rule, by rule; none where no tests are at hand."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for folder in TESTS for path in folder.glob("test_*.py")):
        if path.name == "test_rule_book.py":  # which only looks after the others
            continue
        for rule in sorted(_in_tests(path)):
            found.setdefault(rule, []).append(path.name)
    return found


def named(text: str) -> set[str]:
    """Give the rules that a text names; "TP-01 to TP-03" names three."""
    spans = {
        f"{letters}-{n:02}"
        for letters, first, last in _SPAN.findall(text)
        for n in range(int(first), int(last) + 1)
    }
    return spans | set(_ID.findall(text))


def _in_tests(path: Path) -> set[str]:
    text = path.read_text()
    names = {f"{letters.upper()}-{number}" for letters, number in _IN_NAME.findall(text)}
    return names | named(text)
