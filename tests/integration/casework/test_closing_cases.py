"""Closing a case: refused until everything is done that closing asks for (CASE-06)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.models import Closing, VictimTold
from goldenthread.casework.queries.closing import closing_page
from goldenthread.casework.rules.lengths import LONDON
from tests.factories.accounts import UserFactory
from tests.factories.cases import queries_of, triaged
from tests.factories.partnership import OrganisationFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)
TOLD = {"on": MONDAY.date(), "why": "It stopped.", "review_right": True, "survey_offered": True}
CLOSE = {"step": "close", "reason": "It stopped.", "outcome": "action_taken"}


@pytest.fixture
def case(ours, worker):
    return changes.move(case=triaged(ours, worker), step="act_once", by=worker)


@pytest.fixture
def harmed(case, worker):
    return changes.keep_victim(case=case, name="Invented Victim", by=worker)


def assess(harmed, by, **more):
    return changes.assess(victim=harmed, by=by, **{
        "occasion": "before_closure", "answers": {}, "wished": "medium", "reasons": "Judged.",
        **more})  # fmt: skip


def missing(case):
    return closing_page(case, timezone.localdate()).missing


def test_a_case_in_which_nobody_is_harmed_closes_as_before(case, worker):
    assert missing(case) == []
    assert changes.move(case=case, by=worker, **CLOSE).closed_at


def test_a_case_closes_once_nothing_is_missing(case, harmed, worker):
    with pytest.raises(RuleBroken, match="Say first why"):
        changes.move(case=case, by=worker, **CLOSE)
    changes.prepare_closing(case=case, reason="resolved", by=worker)
    assert missing(case) == [
        "Assess the risk once more before closing (RAM-02).",
        "Tell the victim when and why it is closed, and record it.",
        "Tell the victim again of the right to a case review.",
        "Offer the survey on how content the victim is.",
    ]
    changes.tell_victim(victim=harmed, by=worker, **TOLD)
    assess(harmed, worker, occasion="review")
    assert missing(case) == ["Assess the risk once more before closing (RAM-02)."]
    assess(harmed, worker)
    assert missing(case) == []
    closed = changes.move(case=case, by=worker, **CLOSE)
    assert closed.closed_at
    told = VictimTold.objects.of(case.partnership).select_related("case__partnership").get()
    done = changes.record_content(told=told, content="content", text="Fine.", by=worker)
    assert (done.content, done.content_text) == ("content", "Fine.")
    with pytest.raises(RuleBroken, match="how content"):
        changes.record_content(told=told, content="thrilled", by=worker)


def test_a_risk_that_was_high_needs_a_supervisor_who_did_not_prepare_it(
    case, harmed, worker, supervisor
):
    assess(harmed, worker, facts=["assault"], wished="", occasion="new_incident")
    assess(harmed, worker)
    changes.tell_victim(victim=harmed, by=worker, **TOLD)
    made = changes.prepare_closing(case=case, reason="resolved", by=worker)
    assert missing(case) == [
        "The risk was high at a time, so a supervisor must approve the closure."
    ]
    with pytest.raises(PermissionDenied):
        changes.approve_closing(closing=made, why="Yes.", by=worker)
    with pytest.raises(RuleBroken, match="Say why you agree"):
        changes.approve_closing(closing=made, why=" ", by=supervisor)
    changes.approve_closing(closing=made, why="All is done.", by=supervisor)
    assert missing(case) == []
    with pytest.raises(RuleBroken, match="Nothing waits"):
        changes.approve_closing(closing=made, why="Again.", by=supervisor)
    own = changes.prepare_closing(case=case, reason="no_asb", by=supervisor)
    assert missing(case), "saying it anew asks anew"
    with pytest.raises(PermissionDenied, match="Somebody else"):
        changes.approve_closing(closing=own, why="Mine.", by=supervisor)


def test_what_waits_stands_in_the_way(case, harmed, ours, worker):
    changes.prepare_closing(case=case, reason="stopped", by=worker,
                            quiet_since=timezone.localdate() - timedelta(days=3))  # fmt: skip
    changes.tell_victim(victim=harmed, by=worker, **TOLD)
    assess(harmed, worker, wished="", reasons="")
    officer = UserFactory(roles=["receiving_officer"], partnership=ours, name="Example officer")
    body = OrganisationFactory(partnership=ours, name="Example Homes")
    changes.refer(case=case, body=body, officer=officer, worker="receiving_officer", reason="a",
                  shared="b", consent=True, by=worker)  # fmt: skip
    assert missing(case) == [
        "A supervisor has yet to decide on the band.",
        "The behaviour must have stopped for 4 weeks before it is closed as such.",
        "End the referral to Example Homes first.",
    ]
    changes.keep_victim(case=case, name="Another Victim", by=worker)
    assert "Another Victim: tell the victim when" in " ".join(missing(case))


def test_what_says_too_little_is_refused(case, harmed, worker):
    tomorrow = timezone.localdate() + timedelta(days=1)
    early = {"reason": "stopped", "quiet_since": tomorrow}
    for wrong, said in (({"reason": "bored"}, "Choose why"), (early, "yet to come")):
        with pytest.raises(RuleBroken, match=said):
            changes.prepare_closing(case=case, by=worker, **wrong)
    for wrong, said in (({"why": " "}, "what they were told"), ({"on": tomorrow}, "yet to come")):
        with pytest.raises(RuleBroken, match=said):
            changes.tell_victim(victim=harmed, by=worker, **{**TOLD, **wrong})
    assert not Closing.objects.of(case.partnership).exists()


def test_a_case_is_closed_on_its_pages(client, case, harmed, ours, worker, supervisor):
    client.force_login(worker)
    at = case.get_absolute_url()
    page = f"{at}closing/"
    assess(harmed, worker, facts=["assault"], wished="")
    assert "Say first why" in client.get(page).content.decode()
    client.post(f"{page}why/", {"reason": "resolved"})
    said = {"why": "It stopped.", "review_right": "on", "survey_offered": "on"}
    client.post(f"{page}told/{harmed.pk}/", {"on": timezone.localdate(), **said})
    assert client.get(f"{page}content/999/").status_code == 404
    client.post(f"{page}content/{harmed.pk}/", {"content": "discontent", "text": "Too slow."})
    refused = client.post(f"{at}step/close/", {"reason": "x", "outcome": "action_taken"})
    assert "a supervisor must approve" in refused.content.decode()
    client.force_login(supervisor)
    assert "Agree to the closing" in client.get(page).content.decode()
    client.post(f"{page}agree/", {"why": "All done."})
    assert client.get(f"{page}agree/").status_code == 404
    shown = client.get(page).content.decode()
    for words in ("Nothing stands in the way", "Not content: Too slow.", "All done.", "Resolved"):
        assert words in shown, words
    assert queries_of(client, page) <= 12
    client.post(f"{at}step/close/", {"reason": "Done.", "outcome": "action_taken"})
    assert "Say why it is to be closed" not in client.get(page).content.decode()
    assert queries_of(client, at) <= 12
