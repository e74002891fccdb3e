"""Every published test vector passes at its own tolerance."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from csp_analytics.vectors.run import run


@pytest.fixture(scope="module")
def vectors(shared: Path) -> Path:
    """The folder of public vector files."""
    folder = shared / "vectors"
    if not folder.is_dir():
        pytest.fail("The folder vectors/ must stand in shared/, beside the project.")
    return folder


def test_every_vector_passes(vectors):
    results = run(vectors)
    assert len(results) >= 26
    failures = {name: result.failures for name, result in results.items() if result.failed}
    assert failures == {}
    assert sum(result.unsupported for result in results.values()) == 0
    assert sum(result.passed for result in results.values()) >= 426


@pytest.mark.parametrize("name", ["crude_rate_ci", "spc_xmr", "getis_ord", "knox"])
def test_one_corrupted_number_turns_the_runner_red(vectors, tmp_path, name):
    content = json.loads((vectors / f"{name}.json").read_text(encoding="utf-8"))
    expected = content["cases"][0]["expected"]
    key = next(key for key, value in expected.items() if isinstance(value, list | int | float))
    if isinstance(expected[key], list):
        row = expected[key]
        while isinstance(row[0], list):
            row = row[0]
        row[0] += 1
    else:
        expected[key] += 1
    (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    assert sum(result.failed for result in run(tmp_path).values()) == 1


def test_the_command_prints_json_and_exits_0(vectors, tmp_path):
    shutil.copy(vectors / "mean_ci.json", tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "csp_analytics.vectors", str(tmp_path), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["passed"] == 2
