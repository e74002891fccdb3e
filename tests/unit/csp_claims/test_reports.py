"""Sentences and passages in the style of public reports: true, false, and not checkable."""

import pytest

from csp_claims import Verdict, check
from csp_claims.working import said, working
from tests.unit.csp_claims.reports import (
    APART,
    FALSE,
    FALSE_PASSAGES,
    QUIET,
    QUIET_PASSAGES,
    TRUE,
    TRUE_PASSAGES,
)

LEAST_FOUND = 65  # of the true ones; the others are passed over, which is no error


@pytest.mark.parametrize("text", [*TRUE, *TRUE_PASSAGES])
def test_what_is_true_is_never_flagged(text):
    assert not [claim for claim in check(text) if claim.flagged]


@pytest.mark.parametrize("text", [*FALSE, *FALSE_PASSAGES])
def test_what_is_false_is_flagged_and_its_sum_shown(text):
    flagged = [claim for claim in check(text) if claim.flagged]
    assert flagged
    assert all(working(claim) and said(claim.verdict) for claim in flagged)


@pytest.mark.parametrize("text", [*QUIET, *QUIET_PASSAGES])
def test_what_carries_no_evidence_is_never_flagged(text):
    assert not [claim for claim in check(text) if claim.flagged]


def test_most_true_sentences_are_found():
    assert sum(bool(check(text)) for text in TRUE) >= LEAST_FOUND
    assert all(check(text) for text in TRUE_PASSAGES)


def test_there_are_as_many_as_we_say():
    assert len({*TRUE, *FALSE, *TRUE_PASSAGES, *FALSE_PASSAGES}) >= 150
    assert len(QUIET) >= 80


def test_true_sentences_beside_each_other_do_not_contradict():
    """A page of unrelated paragraphs is as quiet as each of them."""
    page = "\n\n".join([*TRUE, *QUIET])
    flagged = [claim for claim in check(page) if claim.flagged]
    assert not flagged


@pytest.mark.parametrize(("one", "other"), APART)
def test_figures_of_two_things_do_not_contradict_each_other(one, other):
    between = "We met.\n\nThe partnership works with all of its members in every place."
    for first, last in ((one, other), (other, one)):
        assert not [claim for claim in check(f"{first}\n\n{between}\n\n{last}") if claim.flagged]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Burglary fell by 9% in 2022/23.", "In 2022/23, burglary fell by 5%."),
        (
            "The rate of burglary fell by 5% in 2022/23.",
            "The rate of burglary fell by 9% in 2022/23.",
        ),
        ("In the force area burglary fell by 5% in 2022/23.", "Burglary fell by 9% in 2022/23."),
    ],
)
def test_one_thing_told_twice_with_two_values_is_contradictory(one, other):
    between = "We met.\n\nThe partnership works with all of its members in every place."
    verdicts = {claim.verdict for claim in check(f"{one}\n\n{between}\n\n{other}")}
    assert Verdict.CONTRADICTORY in verdicts
