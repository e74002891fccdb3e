"""The checker on the public development documents, scored by their own program."""

import json
import subprocess
import sys
import time

import pytest

from csp_claims import check, to_json

CHECKED = {"004": 653}  # the last line that the claims file covers, where that is not the last


@pytest.fixture(scope="module")
def score(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("findings")
    figures = shared / "figures"
    claims = json.loads((figures / "claims_dev.json").read_text())["claims"]
    paths = []
    for name in sorted({claim["doc"] for claim in claims}):
        lines = (shared / "seeds" / name).read_text().split("\n")[: CHECKED.get(name[:3])]
        found = to_json(check("\n".join(lines), name=name), name=name)
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(json.dumps(found))
    files = [figures / "claims_dev.json", figures / "not_checkable_dev.json", "--", *paths]
    done = subprocess.run(
        [sys.executable, str(figures / "score.py"), *map(str, files)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def test_claims_are_found_with_their_inputs(score):
    assert score["found_share"] >= 0.95


def test_what_is_wrong_is_recalled(score):
    assert score["recall"] >= 0.95


def test_there_are_no_false_alarms(score):
    assert score["false_alarms"] == 0


def test_two_hundred_pages_take_under_five_seconds_and_time_grows_with_length(shared):
    text = "\n".join(path.read_text() for path in sorted((shared / "seeds").glob("*.txt")))
    page = 450  # words
    times = []
    for pages in (100, 200):
        repeated = (text * (pages * page // len(text.split()) + 1)).split("\n")
        share = pages * page / len(" ".join(repeated).split())
        started = time.process_time()
        check("\n".join(repeated[: int(len(repeated) * share)]))
        times.append(time.process_time() - started)
    assert times[1] < 5
    assert times[1] < 3.5 * times[0]
