"""A meeting of several bodies on cases, from its agenda to its actions (PS-05)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes as cases
from goldenthread.casework.changes import meetings as changes
from goldenthread.casework.models import MeetingItem, ProblemMeeting, Task
from goldenthread.casework.queries import meetings as queries
from goldenthread.partnership import changes as partnerships
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.cases import opened, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(ours, people):
    by = people["partnership_manager"]
    return [
        partnerships.add_organisation(partnership=ours, name=name, kind=kind, by=by)
        for name, kind in (("Invented Council", "council"), ("Invented Fire", "fire"),
                           ("Invented Charity", "voluntary"))
    ]  # fmt: skip


@pytest.fixture
def agreement(ours, people, bodies):
    return partnerships.make_agreement(
        partnership=ours, title="Solving problems", purpose="So that problems end.",
        parties=bodies[:2], agreed_on=timezone.localdate(), by=people["partnership_manager"],
    )  # fmt: skip


@pytest.fixture
def meeting(ours, supervisor, agreement, bodies):
    return changes.arrange_meeting(
        partnership=ours, name="North, this month", on=timezone.localdate(), agreement=agreement,
        body=bodies[0], by=supervisor,
    )  # fmt: skip


@pytest.fixture
def held(meeting, supervisor):
    changes.accept_statement(meeting=meeting, by=supervisor)
    return meeting


def on_agenda(meeting):
    rows = MeetingItem.objects.of(meeting.partnership).select_related("case")
    return {one.case.reference: one.why for one in rows}


def first(meeting):
    rows = MeetingItem.objects.of(meeting.partnership)
    return rows.select_related("case__partnership", "meeting__partnership")[0]


def test_ps05_the_agenda_is_drawn_from_cases(ours, worker, supervisor, held):
    problem = cases.adopt("problem_solving", partnership=ours)
    said = {"problem": "Bikes.", "target_is": "Fewer.", "where": "Field", "theme": "vehicles"}
    solving = cases.open_case(of=problem, texts=said, by=worker)
    urgent = triaged(ours, worker, {"priority": "high"})
    other = opened(ours, worker, {"where": "Elsewhere"})
    late = opened(ours, worker, {"where": "Far"}, at=timezone.now() - timedelta(days=60))
    closed_to_most = opened(ours, worker, {"where": "Far"}, at=timezone.now() - timedelta(days=60))
    cases.give_access(
        case=closed_to_most, person=supervisor, worker="supervisor", reason="Leads on it",
        by=supervisor,
    )  # fmt: skip
    cases.restrict(case=closed_to_most, reason="An officer is party", by=supervisor)
    assert changes.draw_up_agenda(meeting=held, by=supervisor) == 3
    assert on_agenda(held) == {
        urgent.reference: "high", solving.reference: "problem", late.reference: "overdue",
    }  # fmt: skip
    assert changes.draw_up_agenda(meeting=held, by=supervisor) == 0
    same = opened(ours, worker, {"where": "Elsewhere"})
    assert changes.draw_up_agenda(meeting=held, by=supervisor) == 2
    assert {on_agenda(held)[one.reference] for one in (other, same)} == {"repeat_place"}
    numbers = MeetingItem.objects.of(ours).values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]


def test_ps05_who_has_no_seat_or_did_not_accept_sees_nothing_of_it(
    client, ours, worker, people, supervisor, held, bodies
):
    case = triaged(ours, worker, {"priority": "high"})
    changes.draw_up_agenda(meeting=held, by=supervisor)
    at = held.get_absolute_url()
    client.force_login(worker)
    page = client.get(at).content.decode()
    assert "You have no seat at this meeting" in page
    assert case.reference not in page
    assert "Invented Council" not in page
    changes.seat(meeting=held, person=worker, body=bodies[1], by=supervisor)
    assert held.name in client.get("/cases/meetings/").content.decode()
    assert case.reference not in client.get(at).content.decode()
    client.post(f"{at}accept/")
    client.post(f"{at}accept/")
    page = client.get(at).content.decode()
    assert case.reference in page
    assert "Write down what was decided" not in page, "only the chair does"
    held.agreement.parties.remove(bodies[1])
    assert case.reference not in client.get(at).content.decode(), "no longer party"
    theirs = PartnershipFactory(slug="theirs")
    stranger = UserFactory(roles=["case_supervisor"], partnership=theirs)
    assert queries.meeting_of(theirs, held.pk, by=stranger) is None


def test_who_sees_some_of_a_case_only_gets_no_link_to_one_they_may_not_open(
    ours, worker, supervisor, people, held, bodies
):
    triaged(ours, worker, {"priority": "high"})
    changes.draw_up_agenda(meeting=held, by=supervisor)
    analyst = people["analyst"]
    changes.seat(meeting=held, person=analyst, body=bodies[1], by=supervisor)
    changes.accept_statement(meeting=held, by=analyst)
    case = first(held).case
    cases.give_access(case=case, person=supervisor, worker="supervisor", reason="Leads on it",
                      by=supervisor)  # fmt: skip
    cases.restrict(case=case, reason="An officer is party", by=supervisor)
    item = queries.meeting_of(ours, held.pk, by=analyst).items[0]
    assert not item.opens


def test_a_chair_decides_and_adds_actions_which_go_to_the_case(
    client, ours, worker, supervisor, people, held, bodies
):
    case = triaged(ours, worker, {"priority": "high"})
    at = held.get_absolute_url()
    client.force_login(supervisor)
    assert "Nothing is on the agenda yet" in client.get(at).content.decode()
    client.post(f"{at}agenda/")
    client.post(f"{at}agenda/")
    client.post(f"{at}seat/", {"person": worker.pk, "body": bodies[1].pk})
    again = client.post(f"{at}seat/", {"person": worker.pk, "body": bodies[1].pk})
    assert "has a seat at this meeting already" in again.content.decode()
    client.post(f"{at}item/1/", {"decision": "A visit together, since it grows worse."})
    assert "A visit together" in client.get(f"{at}item/1/").content.decode()
    due = timezone.localdate() + timedelta(days=7)
    client.post(f"{at}item/1/action/", {"name": "Visit with the fire service", "due": due,
                                        "given_to": worker.pk})  # fmt: skip
    page = client.get(at).content.decode()
    for said in ("A visit together", "Visit with the fire service", "Invented Fire"):
        assert said in page
    assert Task.objects.of(ours).get(name="Visit with the fire service").given_to == worker
    shown = client.get(case.get_absolute_url()).content.decode()
    assert "Discussed at a meeting: North, this month" in shown
    assert "A visit together" in shown
    client.force_login(UserFactory(roles=["case_supervisor"], partnership=ours))
    form = client.get(f"{at}item/1/").content.decode()
    assert "A visit together" not in form
    assert case.reference not in form
    for what, sent in (("item/1/", {"decision": "No."}), ("agenda/", {}),
                       ("item/1/action/", {"name": "No", "due": due}),
                       ("seat/", {"person": worker.pk, "body": bodies[0].pk})):  # fmt: skip
        assert client.post(f"{at}{what}", sent).status_code == 403, "who does not chair it"
    for url in (f"{at}item/9/", f"{at}item/9/action/", "/cases/meetings/999/"):
        assert client.get(url).status_code == 404


def test_what_may_not_be_is_refused(ours, worker, supervisor, people, meeting, bodies):
    triaged(ours, worker, {"priority": "high"})
    with pytest.raises(RuleBroken, match="Accept the confidentiality statement first"):
        changes.draw_up_agenda(meeting=meeting, by=supervisor)
    changes.accept_statement(meeting=meeting, by=supervisor)
    with pytest.raises(RuleBroken, match="accepted it already"):
        changes.accept_statement(meeting=meeting, by=supervisor)
    with pytest.raises(RuleBroken, match="no party"):
        changes.seat(meeting=meeting, person=worker, body=bodies[2], by=supervisor)
    with pytest.raises(RuleBroken, match="may not see cases"):
        changes.seat(meeting=meeting, person=people["partner"], body=bodies[1], by=supervisor)
    changes.draw_up_agenda(meeting=meeting, by=supervisor)
    item = first(meeting)
    with pytest.raises(RuleBroken, match="what was decided"):
        changes.decide_item(item=item, decision=" ", by=supervisor)
    other = UserFactory(roles=["case_supervisor"], partnership=ours)
    with pytest.raises(PermissionDenied):
        changes.decide_item(item=item, decision="Yes.", by=other)
    with pytest.raises(PermissionDenied):
        changes.draw_up_agenda(meeting=meeting, by=worker)


def test_a_meeting_is_arranged_on_its_page(client, ours, supervisor, agreement, bodies):
    client.force_login(supervisor)
    assert "No meeting is arranged" in client.get("/cases/meetings/").content.decode()
    form = {"name": "South", "on": timezone.localdate(), "agreement": agreement.pk}
    wrong = client.post("/cases/meetings/new/", {**form, "body": bodies[2].pk})
    assert wrong.status_code == 200, "a body without any agreement is not offered"
    made = client.post("/cases/meetings/new/", {**form, "body": bodies[0].pk})
    meeting = ProblemMeeting.objects.of(ours).get()
    assert made.url == meeting.get_absolute_url()
    refused = client.post(f"{made.url}agenda/", follow=True).content.decode()
    assert "Accept the confidentiality statement first" in refused


def test_a_meeting_asks_few_queries_however_long_its_agenda(
    client, ours, worker, supervisor, held, django_assert_max_num_queries
):
    for _ in range(6):
        triaged(ours, worker, {"priority": "high"})
    changes.draw_up_agenda(meeting=held, by=supervisor)
    client.force_login(supervisor)
    for url in (held.get_absolute_url(), "/cases/meetings/"):
        with django_assert_max_num_queries(14):
            assert client.get(url).status_code == 200
