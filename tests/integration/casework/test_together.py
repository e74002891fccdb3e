"""Partners in a case: referrals with the access they give, and the action plan."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.models import CaseAccess, PlannedAction, Referral, Task
from goldenthread.casework.queries.seeing import sight
from goldenthread.casework.rules.lengths import LONDON
from tests.factories.accounts import UserFactory
from tests.factories.cases import opened, queries_of
from tests.factories.partnership import OrganisationFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=LONDON)


@pytest.fixture
def officer(ours):
    return UserFactory(roles=["receiving_officer"], partnership=ours, name="Example officer")


@pytest.fixture
def landlord(ours):
    return OrganisationFactory(partnership=ours, name="Example Homes (invented)", kind="housing")


@pytest.fixture
def case(ours, worker):
    case = opened(ours, worker, at=MONDAY)
    return changes.lead_case(case=case, person=worker, by=worker, at=MONDAY)


def refer(case, body, officer, by, **more):
    told = {
        "worker": "receiving_officer", "reason": "They own the flat.", "shared": "The address.",
        "consent": True, "at": MONDAY, **more,
    }  # fmt: skip
    return changes.refer(case=case, body=body, officer=officer, by=by, **told)


def open_keys(case):
    rows = Task.objects.of(case.partnership).filter(case=case, done_at=None, dropped_at=None)
    return {one.key: (one.due - timedelta(seconds=1)).date() for one in rows if ":" in one.key}


def test_access_begins_with_acceptance_and_ends_with_the_referral(case, landlord, officer, worker):
    sent = refer(case, landlord, officer, worker)
    assert sent.due == date(2026, 11, 9)
    assert open_keys(case) == {f"referral:{sent.pk}": date(2026, 11, 9)}
    assert sight(case, by=officer) is None
    accepted = changes.answer_referral(referral=sent, accepts=True, by=officer)
    assert sight(case, by=officer).whole
    assert open_keys(case) == {}
    done = changes.end_referral(referral=accepted, then="completed", outcome="Done.", by=officer)
    assert (done.state, sight(case, by=officer)) == ("completed", None)
    assert CaseAccess.objects.of(case.partnership).get().until is not None
    with pytest.raises(RuleBroken, match="can become: nothing more"):
        changes.end_referral(referral=done, then="revoked", outcome="x", by=worker)


def test_an_access_that_stood_before_is_used_and_ends_too(case, landlord, officer, people, worker):
    changes.give_access(case=case, person=officer, worker="receiving_officer", reason="Knows it.",
                        by=people["case_supervisor"])  # fmt: skip
    sent = refer(case, landlord, officer, worker, urgent=True)
    assert sent.due == date(2026, 11, 4)
    changes.answer_referral(referral=sent, accepts=True, by=officer)
    assert CaseAccess.objects.of(case.partnership).count() == 1


def test_a_referral_is_declined_with_a_reason_or_taken_back(case, landlord, officer, worker):
    sent = refer(case, landlord, officer, worker)
    with pytest.raises(PermissionDenied, match="somebody else"):
        changes.answer_referral(referral=sent, accepts=True, by=worker)
    with pytest.raises(RuleBroken, match="says why"):
        changes.answer_referral(referral=sent, accepts=False, by=officer)
    changes.answer_referral(referral=sent, accepts=False, why="Not ours.", by=officer)
    assert sight(case, by=officer) is None
    again = refer(case, landlord, officer, worker)
    with pytest.raises(RuleBroken, match="Say how it ended"):
        changes.end_referral(referral=again, then="revoked", outcome=" ", by=worker)
    back = changes.end_referral(referral=again, then="revoked", outcome="A slip.", by=worker)
    assert (back.state, back.access) == ("revoked", None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent": False}, "Record consent"),
        ({"shared": ""}, "what is shared"),
        ({"worker": "search_contact"}, "Choose the role"),
    ],
)
def test_ref02_what_may_not_be_sent_is_refused(case, landlord, officer, worker, change, said):
    with pytest.raises(RuleBroken, match=said):
        refer(case, landlord, officer, worker, **change)
    assert not Referral.objects.of(case.partnership).exists()


def test_it_goes_to_somebody_who_may_see_cases_and_once(case, landlord, officer, people, worker):
    with pytest.raises(RuleBroken, match="no role in which cases are seen"):
        refer(case, landlord, people["partner"], worker)
    refer(case, landlord, officer, worker, consent=False, override="Risk.", legal_basis="s.115")
    with pytest.raises(RuleBroken, match=r"referred to .+ already"):
        refer(case, landlord, officer, worker)


def plan(case, body, by, **more):
    told = {"what": "Speak to the neighbour", "person": "A. Officer", "tool": "verbal_warning",
            "due": date(2026, 11, 6), "at": MONDAY, **more}  # fmt: skip
    return changes.plan_action(case=case, body=body, by=by, **told)


def test_case02_an_action_has_owner_day_and_tool_and_is_done(case, landlord, worker):
    made = plan(case, landlord, worker, owner=worker)
    assert (made.person, made.owner) == (str(worker), worker)
    assert open_keys(case) == {f"plan:{made.pk}": date(2026, 11, 6)}
    with pytest.raises(RuleBroken, match="what came of it"):
        changes.finish_action(action=made, outcome="", by=worker)
    with pytest.raises(RuleBroken, match="yet to come"):
        changes.finish_action(action=made, outcome="x", by=worker, at=MONDAY,
                              victim_told_on=date(2026, 11, 3))  # fmt: skip
    done = changes.finish_action(action=made, outcome="Agreed to stop.", by=worker, at=MONDAY,
                                 victim_told_on=date(2026, 11, 2))  # fmt: skip
    assert (done.done_on, open_keys(case)) == (date(2026, 11, 2), {})
    with pytest.raises(RuleBroken, match="done already"):
        changes.finish_action(action=made, outcome="x", by=worker)
    other = plan(case, landlord, worker, tool="cpw")
    dropped = changes.finish_action(action=other, needed=False, outcome="Moved.", by=worker)
    assert (dropped.done_on, dropped.is_open, open_keys(case)) == (None, False, {})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"what": " "}, "what is to be done"),
        ({"person": ""}, "An action needs the person"),
        ({"tool": "respect_order"}, "Choose the tool"),
        ({"due": date(2026, 11, 1)}, "in the past"),
    ],
)
def test_case02_an_action_that_says_too_little_is_refused(case, landlord, worker, change, said):
    with pytest.raises(RuleBroken, match=said):
        plan(case, landlord, worker, **change)


def test_partners_work_together_on_their_pages(client, ours, landlord, officer, worker):
    client.force_login(worker)
    case = changes.lead_case(case=opened(ours, worker), person=worker, by=worker)
    at = case.get_absolute_url()
    told = {"body": landlord.pk, "officer": officer.pk, "worker": "receiving_officer",
            "reason": "Their flat.", "shared": "Noise at night.", "urgent": "no"}  # fmt: skip
    assert client.get(f"{at}referrals/new/").status_code == 200
    refused = client.post(f"{at}referrals/new/", {**told, "consent": "no"}).content.decode()
    assert "Record consent" in refused
    client.post(f"{at}referrals/new/", {**told, "consent": "yes"})
    one = Referral.objects.of(ours).get()
    read = client.get(f"/cases/referred/{one.pk}/").content.decode()
    assert "This is all that Example officer reads" in read
    client.post(f"/cases/referred/{one.pk}/", {"accepts": "yes"})
    assert client.get("/cases/referred/999/").status_code == 404
    stranger = UserFactory(roles=["receiving_officer"], partnership=ours)
    client.force_login(stranger)
    assert client.get(f"/cases/referred/{one.pk}/").status_code == 404
    client.force_login(officer)
    assert client.get(at).status_code == 404
    assert case.reference in client.get("/cases/referred/").content.decode()
    asked = client.get(f"/cases/referred/{one.pk}/").content.decode()
    assert "Noise at night." in asked
    assert "Invented Resident" not in asked, "nothing of the case but what is shared"
    assert (
        "says why" in client.post(f"/cases/referred/{one.pk}/", {"accepts": "no"}).content.decode()
    )
    taken = client.post(f"/cases/referred/{one.pk}/", {"accepts": "yes"})
    assert taken.url == at
    assert "Invented Resident" in client.get(at).content.decode()
    assert client.get(f"/cases/referred/{one.pk}/").status_code == 404
    assert "Accepted: they see the case" in client.get(f"{at}referrals/").content.decode()
    assert "how it ended" not in client.get(f"{at}referrals/{one.pk}/").content.decode()
    left = client.post(f"{at}referrals/{one.pk}/", {"then": "disengaged", "outcome": "Left."})
    assert left.url == "/cases/"
    assert client.get(at).status_code == 404
    assert "No referral waits" in client.get("/cases/referred/").content.decode()
    client.force_login(worker)
    today = timezone.localdate()
    assert "There is no plan yet" in client.get(f"{at}plan/").content.decode()
    client.post(f"{at}plan/new/", {"what": "Knock", "body": landlord.pk, "person": "A. Officer",
                                   "tool": "cpw", "due": today})  # fmt: skip
    client.post(f"{at}plan/new/", {"what": "Wait", "body": landlord.pk, "person": "A. Officer",
                                   "tool": "other", "due": today})  # fmt: skip
    done, other = PlannedAction.objects.of(ours).order_by("pk")
    client.post(f"{at}plan/{done.pk}/", {"needed": "yes", "outcome": "Knocked."})
    PlannedAction.objects.of(ours).filter(pk=other.pk).update(due=today - timedelta(days=2))
    page = client.get(f"{at}plan/").content.decode()
    for words in ("Community protection warning", "Knocked.", "The victim was not told", "Overdue"):
        assert words in page, words
    client.post(f"{at}plan/{other.pk}/", {"needed": "no", "outcome": "Gone."})
    assert "No longer needed" in client.get(f"{at}plan/").content.decode()
    assert client.get(f"{at}plan/{done.pk}/").status_code == 404
    for page in ("plan/", "referrals/", "referrals/new/", "plan/new/"):
        assert queries_of(client, f"{at}{page}") <= 12, page
