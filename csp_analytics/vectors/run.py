"""Find vector files, run their cases, and count what passed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csp_analytics.vectors.case import Case
from csp_analytics.vectors.compare import differences
from csp_analytics.vectors.methods import METHODS


class CannotRun(Exception):  # noqa: N818 - reads as the reason it is
    """There is nothing to run, or a file is no vector file; says what and where."""


@dataclass(slots=True)
class Result:
    """What came of the cases of one method; `failures` says what was wrong, case by case."""

    passed: int = 0
    failed: int = 0
    unsupported: int = 0
    failures: list[str] = field(default_factory=list)


def run(path: Path) -> dict[str, Result]:
    """Run every vector file under a path, by method in alphabetical order.

    path: a .json file, or a folder looked through to the bottom.
    Raises CannotRun where the path is not there, holds no vector file, or a
    file is malformed.
    """
    results: dict[str, Result] = {}
    for file in _files(path):
        content = _read(file)
        result = results.setdefault(content["method"], Result())
        for case in _cases(file, content):
            _run_case(case, content, result)
    return dict(sorted(results.items()))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CannotRun(f"There is no file or folder {path}; give the folder of the vectors.")
    found = sorted(path.rglob("*.json"))
    if not found:
        raise CannotRun(f"There is no .json file under {path}; give the folder of the vectors.")
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as problem:
        where = f"{file}, line {problem.lineno}, column {problem.colno}"
        raise CannotRun(f"{where}: not JSON ({problem.msg}); mend or remove it.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotRun(f"{file} cannot be read as UTF-8 text ({problem}).") from problem
    if not isinstance(content, dict):
        raise CannotRun(f"{file}: a vector file is one JSON object.")
    for key, kind in {"method": str, "tolerance": dict, "cases": list}.items():
        if not isinstance(content.get(key), kind):
            raise CannotRun(f"{file}: a vector file needs {key!r}, a {kind.__name__}.")
    return content


def _cases(file: Path, content: dict[str, Any]) -> Iterator[Case]:
    for place, given in enumerate(content["cases"]):
        parts = [
            given.get(key) if isinstance(given, dict) else None for key in ("inputs", "expected")
        ]
        if not all(isinstance(part, dict) for part in parts):
            raise CannotRun(f"{file}: case {place} needs 'inputs' and 'expected', two objects.")
        yield Case(
            name=str(given.get("id", place)),
            inputs=given["inputs"],
            expected=given["expected"],
            tested_by=(given.get("source_override") or {}).get("project", ""),
            known_defect=given.get("known_defect") or "",
        )


def _run_case(case: Case, content: dict[str, Any], result: Result) -> None:
    adapter = METHODS.get(content["method"])
    if adapter is None:
        result.unsupported += 1
        return
    try:
        wrong = differences(case, adapter(case), content["tolerance"])
    except ValueError as refusal:
        # a refusal is the right answer where nothing, or nothing sound, is expected
        is_right = case.known_defect or all(value is None for value in case.expected.values())
        wrong = [] if is_right else [f"refused: {refusal}"]
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        wrong = [f"its inputs cannot be read ({type(problem).__name__}: {problem})"]
    if wrong:
        result.failed += 1
        result.failures.append(f"{case.name}: {'; '.join(wrong)}")
    else:
        result.passed += 1
