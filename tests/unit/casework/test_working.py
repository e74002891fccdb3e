"""What is asked of whoever works a case for the people harmed (CASE-01, CASE-03, RAM-05 to 08)."""

from datetime import date

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.rules import own_pages, ram, working
from goldenthread.casework.values.matrix import matrices

DAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def matrix():
    return matrices()[0]


def scored(matrix, *, whole=True, facts=()):
    answers = {one.id: next(iter(one.options)) for one in matrix.questions}
    if not whole:
        answers.popitem()
    return ram.score(matrix, answers, facts=facts)


@pytest.mark.parametrize(
    ("whole", "facts", "wished", "waits", "until"),
    [
        (True, (), "standard", False, "standard"),
        (True, (), "high", False, "high"),
        (False, (), "standard", True, "medium"),
        (False, (), "medium", False, "medium"),
        (True, ("assault",), "high", False, "high"),
        (True, ("assault",), "medium", True, "high"),
        (False, ("assault",), "standard", True, "high"),
    ],
)
def test_ram05_and_ram06_what_holds_until_a_supervisor_agrees(
    matrix, whole, facts, wished, waits, until
):
    one = scored(matrix, whole=whole, facts=facts)
    assert working.waits_for_approval(one, wished) is waits
    assert working.until_approved(one, wished) == until


@pytest.mark.parametrize(
    ("band", "more", "due"),
    [
        ("high", {}, date(2026, 11, 9)),
        ("medium", {}, date(2026, 11, 16)),
        ("standard", {}, date(2026, 12, 2)),
        ("", {}, date(2026, 12, 2)),
        ("high", {"every": 3}, date(2026, 11, 5)),
        ("high", {"every": 3, "agreed": date(2026, 11, 20)}, date(2026, 11, 20)),
    ],
)
def test_case03_the_next_contact_is_as_agreed_or_as_the_band_asks(matrix, band, more, due):
    assert working.next_contact(matrix, band, DAY, **more) == due


@pytest.mark.parametrize("days", [0, 57])
def test_case03_contacts_are_no_further_apart_than_the_slowest_review(days):
    working.check_every(None)
    working.check_every(56)
    with pytest.raises(RuleBroken, match="every 1 to 56 days"):
        working.check_every(days)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"how": "pigeon"}, "how the contact was made"),
        ({"text": " "}, "what was said"),
        ({"on": date(2026, 11, 3)}, "yet to come"),
        ({"agreed": DAY}, "comes after this one"),
    ],
)
def test_case03_a_contact_says_when_how_and_what(change, said):
    whole = {"how": "phone", "text": "All quiet.", "on": DAY, "today": DAY, "agreed": None}
    working.check_contact(**whole)
    with pytest.raises(RuleBroken, match=said):
        working.check_contact(**(whole | change))


def test_case01_a_supervisor_does_not_lead():
    working.check_supervisor(supervisor="1", lead="2")
    with pytest.raises(RuleBroken, match="not the lead"):
        working.check_supervisor(supervisor="1", lead="1")


def test_ram08_a_case_stands_at_the_worst_risk_in_it():
    assert working.worst(["standard", "high", "medium"]) == "high"
    assert working.worst(["standard"]) == "standard"
    assert working.worst([]) == ""


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("contact:12", ("contact_victim", ("12",))),
        ("review:12:manager", ("review_victim", ("12", "manager"))),
        ("strange:12", None),
        ("explain_case_review", None),
        ("", None),
    ],
)
def test_some_tasks_are_done_on_a_page_of_their_own(key, page):
    assert own_pages.own_page(key) == page
