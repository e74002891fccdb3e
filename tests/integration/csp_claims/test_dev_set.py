"""The checker on the public development documents, scored by their own program."""

import json
import subprocess
import sys

import pytest

from csp_claims import Verdict, check, to_json

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


def test_a_true_figure_that_is_altered_is_flagged_and_its_neighbours_are_not(shared):
    """Every percentage that holds in a document, moved by 7 points, one document at a time."""
    text = (shared / "seeds" / "004_30be08c9c71c664a.txt").read_text()
    lines = text.split("\n")
    sound = [
        claim for claim in check(text)
        if claim.kind == "percent_change" and claim.verdict is Verdict.HOLDS and claim.stated
        and len(claim.lines) == 1
    ]  # fmt: skip
    before = {claim.lines for claim in check(text) if claim.flagged}
    altered, seen = list(lines), 0
    for claim in sound:
        at = claim.lines[0] - 1
        told = f"{abs(claim.stated)}%"
        if altered[at].count(told) == 1:
            altered[at] = altered[at].replace(told, f"{abs(claim.stated) + 7}%")
            seen += 1
    flagged = {claim.lines for claim in check("\n".join(altered)) if claim.flagged}
    expected = {c.lines for c in sound if altered[c.lines[0] - 1] != lines[c.lines[0] - 1]}
    assert seen > 25
    assert expected <= flagged
    assert {each for each in flagged - before if len(each) == 1} == expected - before
