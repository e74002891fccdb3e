"""What the board is assured of, since when, by whom; and the trail from a trouble to a decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.rules import RuleBroken
from goldenthread.governance import changes
from goldenthread.governance.models import AssuranceReport, Decision, Escalation
from goldenthread.governance.queries import assurance as queries
from goldenthread.governance.queries.agenda import proposals
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.strategy.models import Area, Priority
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory
from tests.factories.governance import AgendaItemFactory, MeetingFactory, ObligationFactory
from tests.factories.partnership import GroupFactory

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + timedelta(days=number)


def said(answer):
    return answer.content.decode()


@pytest.fixture
def area(ours):
    """An area of assurance of the adopted plan."""
    plan = DeliveryPlanFactory(partnership=ours).strategy
    priority = Priority.objects.create(
        partnership=ours, strategy=plan, key="asb", number=1, title="Anti-social behaviour"
    )
    return Area.objects.create(
        partnership=ours, priority=priority, key="road", title="road safety", kind="assurance"
    )


@pytest.fixture
def told(area, manager):
    return {"area": area, "level": "limited", "says": "Late.", "basis": "An audit.",
            "return_on": days(90), "by": manager}  # fmt: skip


def test_a_report_is_the_last_word_and_meets_what_is_owed(area, told, ours, manager):
    owed = ObligationFactory(partnership=ours, kind="assurance", area=area, due=days(-2), every=6)
    assert queries.assured(ours, by=manager)[0].level is None
    made = changes.report_assurance(**told)
    changes.report_assurance(**told | {"level": "substantial", "on": days(-30)})  # told late
    one = queries.assured(ours, by=manager)[0]
    assert (one.report, one.level.label, one.is_overdue) == (made, "Limited", False)
    assert str(made) == f"road safety: limited, {days(0):%-d %B %Y}"
    owed.refresh_from_db()
    assert owed.due > days(0)
    assert owed.met.count() == 2
    changes.report_assurance(**told)  # twice on a day: what is owed is met once
    assert owed.met.count() == 2


def test_a_report_that_should_be_back_is_overdue(told, ours, manager):
    changes.report_assurance(**told | {"on": days(-60), "return_on": days(-1)})
    assert queries.assured(ours, by=manager)[0].is_overdue


def test_who_may_report_and_escalate(area, told, people, board):
    for role in ("partner", "action_owner"):
        with pytest.raises(PermissionDenied):
            changes.report_assurance(**told | {"by": people[role]})
        with pytest.raises(PermissionDenied):
            changes.escalate(to_group=board, source="other", title="A", asked="B", by=people[role])
    assert not AssuranceReport.objects.of(board.partnership).exists()
    assert changes.report_assurance(**told | {"by": people["board_member"]})


def test_a_trouble_is_put_before_a_group_and_its_decision_answers_it(
    board, item, manager, people, ours
):
    chair = people["subgroup_chair"]
    raised = changes.escalate(
        to_group=board, source="case_theme", title=" Noise at night ", asked="Decide who goes.",
        count=7, by=chair, from_group=GroupFactory(partnership=ours, name="ASB group"),
    )  # fmt: skip
    assert (raised.number, str(raised)) == (1, "Noise at night")
    coming = MeetingFactory(group=board, on=days(7))
    offered = next(one for one in proposals(coming, by=manager) if one.reason == "escalated")
    assert "put forward by ASB group. Asked for: Decide who goes." in offered.why
    decision = Decision.objects.create(
        partnership=ours, item=item, text="Wardens go.", reasons="Near.", quorum="2"
    )
    elsewhere = AgendaItemFactory(meeting=MeetingFactory(group=GroupFactory(partnership=ours)))
    other = Decision.objects.create(
        partnership=ours, item=elsewhere, text="No.", reasons="Far.", quorum="2"
    )
    answer = {"escalation": raised, "answer": "Wardens from June.", "by": manager}
    with pytest.raises(RuleBroken, match="another group"):
        changes.answer_escalation(**answer, decision=other)
    with pytest.raises(PermissionDenied):
        changes.answer_escalation(**answer | {"by": chair})
    changes.answer_escalation(**answer, decision=decision)
    with pytest.raises(RuleBroken, match="already"):
        changes.answer_escalation(**answer)
    assert not [one for one in proposals(coming, by=manager) if one.reason == "escalated"]


def test_the_pages_of_assurance(client, area, told, people, django_assert_max_num_queries):
    client.force_login(people["board_member"])
    assert "Never reported" in said(client.get("/assurance/"))
    page = reverse("assurance_area", args=[area.pk])
    assert "Nobody has reported" in said(client.get(page))
    form = {"level": "limited", "says": "Late.", "basis": "An audit."}
    refused = client.post(f"{page}report/", form)
    assert "on which day it comes back" in said(refused)
    client.post(f"{page}report/", {**form, "return_on": days(20).isoformat()})
    assert "An audit." in said(client.get(page))
    AssuranceReport.objects.of(area.partnership).update(return_on=days(-1))
    with django_assert_max_num_queries(12):
        board = said(client.get("/assurance/"))
    assert "Overdue since" in board
    assert "There are gaps of weight" in board
    assert "An audit." in said(client.get("/assurance.csv"))
    client.force_login(people["partner"])
    assert client.get(f"{page}report/").status_code == 403


def test_the_pages_of_escalations(
    client, board, item, area, manager, ours, django_assert_max_num_queries
):
    client.force_login(manager)
    indicator = IndicatorDefinition.objects.create(id="fires", name="Fires")
    action = ActionFactory(plan=DeliveryPlanFactory(partnership=ours), title="Fit alarms")
    about = [
        {"source": "measure", "indicator": indicator.pk},
        {"source": "action", "action": action.pk},
        {"source": "case_theme", "count": 6},
        {"source": "assurance", "area": area.pk},
    ]
    for number, more in enumerate(about, 1):
        form = {"title": f"Trouble {number}", "asked": "Act.", "to_group": board.pk, **more}
        answer = client.post("/escalations/raise/", form)
        assert answer.url == f"/escalations/{number}/"
    origins = ("Fires", "Fit alarms", "6 cases", "road safety")
    for number, origin in enumerate(origins, 1):
        with django_assert_max_num_queries(12):
            page = said(client.get(f"/escalations/{number}/"))
        assert origin in page
        assert "Not answered yet" in page
    decision = Decision.objects.create(
        partnership=ours, item=item, text="Alarms go in.", reasons="Needed.", quorum="2"
    )
    client.post("/escalations/1/answer/", {"answer": "Yes.", "decision": decision.pk})
    client.post("/escalations/2/answer/", {"answer": "Not now."})
    assert f"{item.meeting.get_absolute_url()}#item-1" in said(client.get("/escalations/1/"))
    assert "Not now." in said(client.get("/escalations/2/"))
    assert "already" in said(client.post("/escalations/2/answer/", {"answer": "Again."}))
    assert "Waits for an answer" in said(client.get("/escalations/"))
    assert "Alarms go in." in said(client.get("/escalations.csv"))
    refused = client.post("/escalations/raise/", {**form, "source": "case_theme", "count": 4})
    assert "fewer could be known" in said(refused)
    assert Escalation.objects.of(ours).count() == 4
