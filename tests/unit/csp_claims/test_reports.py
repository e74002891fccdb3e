"""Sentences and passages in the style of public reports: true, false, and not checkable."""

import pytest

from csp_claims import check
from csp_claims.working import said, working
from tests.unit.csp_claims.reports import (
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
