"""The risk assessment of a victim (RAM-01 to RAM-08, CASE-03, HT-07)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import ram
from goldenthread.casework.values.matrix import BANDS, matrices, read_matrices
from goldenthread.commands import CannotDo

(MATRIX,) = matrices()
LOWEST = {one.id: min(one.options, key=lambda o: one.options[o][0]) for one in MATRIX.questions}
HIGHEST = {one.id: max(one.options, key=lambda o: one.options[o][0]) for one in MATRIX.questions}
ANSWERS = st.fixed_dictionaries(
    {}, optional={one.id: st.sampled_from(sorted(one.options)) for one in MATRIX.questions}
)


def of_score(points: int) -> dict[str, str]:
    """Give a full set of answers without hate that scores just so."""
    answers, left = dict(LOWEST), points
    for one in MATRIX.questions:
        if one.id != "hate":
            fitting = {o: s for o, (s, _) in one.options.items() if s <= left}
            answers[one.id] = max(fitting, key=lambda o: fitting[o])
            left -= fitting[answers[one.id]]
    assert left == 0
    return answers


def test_ram03_the_default_matrix_has_13_questions_and_39_points():
    assert (len(MATRIX.questions), MATRIX.most) == (13, 39)
    assert ram.score(MATRIX, LOWEST).score == 0
    assert ram.score(MATRIX, HIGHEST).score == 39


@pytest.mark.parametrize(
    ("points", "band"),
    [(0, "standard"), (13, "standard"), (14, "medium"), (25, "medium"), (26, "high")],
)
def test_ram03_bands_change_at_14_and_26(points, band):
    found = ram.score(MATRIX, of_score(points))
    assert (found.score, found.band, found.is_incomplete) == (points, band, False)


@given(ANSWERS)
def test_ram06_an_unanswered_question_scores_nothing_and_is_told(answers):
    found = ram.score(MATRIX, answers)
    slow = 0
    for one in MATRIX.questions:
        slow += one.options[answers[one.id]][0] if one.id in answers else 0
    assert found.score == slow
    assert len(found.unanswered) == 13 - len(answers)


@given(ANSWERS, st.sets(st.sampled_from([one.id for one in MATRIX.overrides])), st.integers(1, 4))
def test_ram04_an_override_never_lowers_and_always_makes_it_high(answers, facts, reports):
    found = ram.score(MATRIX, answers, facts=facts, reports=reports)
    assert BANDS.index(found.band) >= BANDS.index(found.by_score)
    if facts:
        assert found.band == "high"


def test_ram04_hate_reported_twice_is_high_and_once_at_least_medium():
    hate = of_score(0) | {"hate": "yes"}
    assert ram.score(MATRIX, hate, reports=2).band == "high"
    once = ram.score(MATRIX, hate)
    assert (once.by_score, once.band) == ("standard", "medium")  # HT-07
    assert "raised to medium" in str(once)
    assert ram.score(MATRIX, of_score(20) | {"hate": "yes"}).band == "medium"


def test_ram04_signs_of_domestic_abuse_leave_it_for_another_assessment():
    assert ram.score(MATRIX, LOWEST, facts=["domestic"]).leave_for == "DASH (REF-05)"
    assert ram.score(MATRIX, LOWEST, facts=["threat"]).leave_for == ""


@pytest.mark.parametrize(
    ("answers", "facts", "why"),
    [
        ({"frequenzy": "daily"}, [], 'Did you mean "frequency"'),
        ({"frequency": "dayly"}, [], 'Did you mean "daily"'),
        ({}, ["threats"], 'Did you mean "threat"'),
    ],
)
def test_what_the_matrix_does_not_know_is_refused(answers, facts, why):
    with pytest.raises(RuleBroken, match=why):
        ram.score(MATRIX, answers, facts=facts)


def test_ram05_judgement_raises_with_reasons_and_lowers_only_with_a_supervisor():
    medium = ram.score(MATRIX, of_score(20))
    assert ram.settle(medium, by="a").band == "medium"
    with pytest.raises(RuleBroken, match="Say why it is high"):
        ram.settle(medium, band="high", by="a")
    assert ram.settle(medium, band="high", by="a", reasons="Threats").band == "high"
    with pytest.raises(RuleBroken, match="supervisor must approve"):
        ram.settle(medium, band="standard", by="a", reasons="Calm")
    with pytest.raises(RuleBroken, match="supervisor must approve"):
        ram.settle(medium, band="standard", by="a", reasons="Calm", approved_by="a")
    done = ram.settle(medium, band="standard", by="a", reasons=" Calm ", approved_by="b")
    assert (done.band, done.reasons, done.approved_by) == ("standard", "Calm", "b")


def test_ram06_an_incomplete_one_is_not_standard_without_a_supervisor():
    open_ = ram.score(MATRIX, {"worse": "no"})
    assert "Incomplete: 12" in str(open_)
    with pytest.raises(RuleBroken, match="12 questions are open"):
        ram.settle(open_, by="a")
    assert ram.settle(open_, by="a", approved_by="b").band == "standard"
    assert ram.settle(open_, band="medium", by="a", reasons="Not sure").band == "medium"


def test_ram07_reviews_by_band():
    day = date(2026, 6, 1)
    assert ram.reviews_due(MATRIX, "high", day) == {
        "supervisor": date(2026, 6, 15),
        "manager": date(2026, 6, 29),
        "senior_manager": date(2026, 7, 27),
    }
    assert ram.reviews_due(MATRIX, "standard", day) == {"supervisor": date(2026, 7, 27)}
    assert [ram.goes_to_meeting(band) for band in BANDS] == [False, False, True]


def test_case03_contact_by_band():
    assert ram.contact_due(MATRIX, "high", date(2026, 6, 1)) == date(2026, 6, 8)
    assert ram.contact_due(MATRIX, "standard", date(2026, 1, 31)) == date(2026, 2, 28)


def test_ram08_vulnerable_is_medium_or_high():
    assert [ram.is_vulnerable(band) for band in BANDS] == [False, True, True]


def test_ram02_when_it_is_made_and_how_it_moves():
    assert ram.asks_for_assessment("new_incident")
    assert not ram.asks_for_assessment("letter_sent")
    assert ram.trend([]) == "not assessed"
    assert ram.trend(["high"]) == "assessed once"
    assert ram.trend(["standard", "high"]) == "raised"
    assert ram.trend(["high", "medium"]) == "lowered"
    assert ram.trend(["high", "high"]) == "unchanged"
    assert ram.was_ever_high(["high", "standard"])
    assert not ram.was_ever_high(["medium"])


DECLARED = """\
matrices:
- id: m
  version: 1
  from: 2026-01-01
  source: Ours
  provenance: L
  questions:
  - {id: a, ask: A?, options: {no: [0, "No"], yes: [5, "Yes"]}}
  - {id: b, ask: B?, options: {no: [0, "No"], yes: [5, "Yes"]}}
  bands: [{id: standard, from_score: 0}, {id: medium, from_score: 4}, {id: high, from_score: 8}]
  overrides: []
  hate_lowest_band: medium
  hate_repeat_at: 2
  reviews:
  - {band: high, by: s, every: {number: 14, unit: days}}
  - {band: medium, by: s, every: {number: 14, unit: days}}
  - {band: standard, by: s, every: {number: 14, unit: days}}
  contacts: {high: {number: 1, unit: weeks}, medium: {number: 1, unit: weeks}, standard: {number: 1, unit: weeks}}
"""  # noqa: E501 - as somebody may write it


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("id: b", "id: a", 'line 9, key "id": "a" stands twice'),
        ("from_score: 0", "from_score: 1", "are standard from 0"),
        ("{id: standard, from_score: 0}, ", "", "are standard from 0"),
        ("from_score: 8", "from_score: 4", "must be above 4"),
        ("from_score: 8", "from_score: 11", "within the highest score, 10"),
        ("{band: high, by", "{band: medium, by", '"high" needs a review'),
        ("{high: {number: 1, unit: weeks}, ", "{", '"high" needs a review and a contact'),
        ("bands: [{id: standard", "bands: [{id: low", "Valid here"),
    ],
)
def test_ram01_a_matrix_that_does_not_add_up_is_refused(tmp_path, old, new, why):
    path = tmp_path / "matrix.yaml"
    path.write_text(DECLARED)
    assert read_matrices(path)[0].most == 10
    assert old in DECLARED
    path.write_text(DECLARED.replace(old, new))
    with pytest.raises(CannotDo) as told:
        read_matrices(path)
    assert why in str(told.value)
