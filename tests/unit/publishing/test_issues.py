"""From draft to publication: who may approve, what may be published, what a correction says."""

import pytest

from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing import issues
from goldenthread.publishing.issues import Difference


@pytest.mark.parametrize(("writer", "asker"), [(1, 2), (2, 1), (1, 1)])
def test_nobody_approves_what_they_wrote_or_sent_round(writer, asker):
    with pytest.raises(RuleBroken, match="Ask somebody else"):
        issues.check_reader(writer=writer, asker=asker, reader=1)


def test_another_may_read_it():
    issues.check_reader(writer=None, asker=2, reader=1)


@pytest.mark.parametrize(
    ("verdicts", "published", "said"),
    [
        (["approved"], True, "stays as it is"),
        ([], False, "Nobody has approved it"),
        (["approved", "changes"], False, "wants changes"),
        (["approved", ""], False, "has not answered"),
    ],
)
def test_what_is_not_ready_is_not_published(verdicts, published, said):
    with pytest.raises(RuleBroken, match=said):
        issues.check_ready(verdicts=verdicts, published=published)


def test_what_all_approved_is_ready():
    issues.check_ready(verdicts=["approved", "approved"], published=False)


def test_the_fingerprint_changes_with_every_part_of_what_is_said():
    given = {"about": {"title": "T"}, "body": "<p>1</p>", "figures": [("a", "1")]}
    first = issues.fingerprint(**given)
    assert first == issues.fingerprint(**given)
    for more in ({"about": {"title": "U"}}, {"body": "<p>2</p>"}, {"figures": [("a", "2")]}):
        assert issues.fingerprint(**{**given, **more}) != first


def test_differences_name_what_changed_came_and_went():
    before = [("a", "1", "Here"), ("b", "2", "There"), ("c", "3", "Gone")]
    after = [("a", "1", "Here"), ("b", "9", "There"), ("d", "4", "New")]
    assert issues.differences(before, after) == [
        Difference("b", "There", "2", "9"),
        Difference("d", "New", "", "4"),
        Difference("c", "Gone", "3", ""),
    ]


def test_a_second_issue_has_an_address_of_its_own():
    assert issues.free_address("annual", []) == "annual"
    assert issues.free_address("annual", ["annual", "annual-issue-2"]) == "annual-issue-3"
