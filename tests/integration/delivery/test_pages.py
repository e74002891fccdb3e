"""Pages of delivery: who may open them, what they say, what they refuse."""

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.delivery.models import Action
from tests.factories.accounts import PartnershipFactory, UserFactory
from tests.factories.delivery import ActionFactory, DeliveryPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours():
    return PartnershipFactory(slug="ours", is_default=True)


@pytest.fixture
def people(ours):
    return {
        role: UserFactory(roles=[role], partnership=ours, name=f"Example {role}")
        for role in ("partner", "action_owner", "partnership_manager", "administrator")
    }


@pytest.fixture
def action(ours, people):
    plan = DeliveryPlanFactory(partnership=ours, key="plan", title="Hate crime plan")
    return ActionFactory(plan=plan, owner=people["action_owner"], title="Review the terms")


def at(action, name="action"):
    return reverse(name, args=[action.plan.key, action.number])


def test_a_visitor_is_asked_to_sign_in(client, action):
    answer = client.get("/delivery/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_an_administrator_who_edits_no_plans_is_refused(client, action, people):
    client.force_login(people["administrator"])
    assert client.get("/delivery/").status_code == 403


def test_the_list_says_how_plans_stand_by_counts(
    client, action, people, django_assert_max_num_queries
):
    for number in range(5):
        ActionFactory(plan=action.plan, number=100 + number)
    client.force_login(people["partner"])
    with django_assert_max_num_queries(12):
        page = client.get("/delivery/").content.decode()
    assert "Hate crime plan" in page
    assert "Not started" in page
    assert "5 open actions have no owner" in page


def test_a_plan_lists_its_actions_and_offers_editing_only_to_who_may(
    client, action, people, django_assert_max_num_queries
):
    client.force_login(people["partner"])
    with django_assert_max_num_queries(12):
        page = client.get(action.plan.get_absolute_url()).content.decode()
    assert "Review the terms" in page
    assert "Add an action" not in page
    client.force_login(people["partnership_manager"])
    assert "Add an action" in client.get(action.plan.get_absolute_url()).content.decode()


def test_a_plan_can_be_narrowed_to_one_status(client, action, people):
    client.force_login(people["partner"])
    address = action.plan.get_absolute_url()
    assert "Review the terms" in client.get(f"{address}?status=not_started").content.decode()
    assert "No action here" in client.get(f"{address}?status=late").content.decode()
    assert client.get(f"{address}?status=<script>").status_code == 200


def test_an_owner_gives_an_update(client, action, people):
    client.force_login(people["action_owner"])
    assert "Say how it stands" in client.get(at(action)).content.decode()
    answer = client.post(at(action), {"said": "going_well", "text": "Begun."}, follow=True)
    assert "Your update is saved." in answer.content.decode()
    action.refresh_from_db()
    assert (action.said, action.heard) == ("going_well", timezone.localdate())


def test_an_update_that_says_too_little_comes_back_with_a_sentence(client, action, people):
    client.force_login(people["action_owner"])
    page = client.post(at(action), {"said": "in_difficulty", "text": ""}).content.decode()
    assert "Say what the difficulty is" in page
    action.refresh_from_db()
    assert action.said == ""


@pytest.mark.parametrize("data", [{}, {"said": "splendid"}, {"said": "done", "text": "x" * 5000}])
def test_a_hostile_update_saves_nothing(client, action, people, data):
    client.force_login(people["action_owner"])
    assert client.post(at(action), data).status_code == 200
    assert not action.updates.exists()


def test_who_does_not_own_it_cannot_update_it(client, action, people):
    client.force_login(people["partner"])
    assert "Say how it stands" not in client.get(at(action)).content.decode()
    assert client.post(at(action), {"said": "going_well"}).status_code == 403
    assert not action.updates.exists()


def test_a_manager_adds_changes_moves_defers_and_reopens(client, action, people, ours):
    client.force_login(people["partnership_manager"])
    client.post(
        reverse("add_action", args=["plan"]), {"title": "Train", "detail": "", "due": "30/6/2031"}
    )
    made = Action.objects.of(ours).get(title="Train")
    assert str(made.due) == "2031-06-30"
    client.post(at(made, "edit_action"), {"title": "Train all", "detail": "x"})
    reason = "The contractor has closed."
    client.post(at(made, "move_date"), {"now": "2032-01-31", "reason": reason})
    page = client.get(at(made)).content.decode()
    assert "31 January 2032" in page
    assert "first 30 June 2031" in page
    assert reason in page
    assert "was <del>Train</del>" in page
    client.post(at(made, "defer_action"), {"reason": reason})
    assert "Put off" in client.get(at(made)).content.decode()
    client.post(at(made, "reopen_action"), {"reason": "There is money again."})
    made.refresh_from_db()
    assert made.deferred_on is None


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("move_date", {"now": "2001-01-01", "reason": "The contractor closed."}, "into the past"),
        ("move_date", {"now": "31/31/2030", "reason": "The contractor closed."}, "Write the day"),
        ("defer_action", {"reason": "no"}, "Give the reason"),
        ("reopen_action", {"reason": "There is money."}, "open already"),
        ("edit_action", {"title": ""}, "This field is required"),
    ],
)
def test_a_refusal_is_a_sentence_on_the_form(client, action, people, name, data, says):
    client.force_login(people["partnership_manager"])
    assert says in client.post(at(action, name), data).content.decode()


def test_what_is_not_there_is_not_found(client, action, people):
    client.force_login(people["partner"])
    assert client.get("/delivery/nothing/").status_code == 404
    assert client.get("/delivery/plan/9999/").status_code == 404


def test_another_partnerships_plan_is_not_found(client, people):
    theirs = ActionFactory(plan=DeliveryPlanFactory(key="their-plan", title="Theirs"))
    client.force_login(people["partnership_manager"])
    assert client.get("/delivery/their-plan/").status_code == 404
    assert client.get(f"/delivery/their-plan/{theirs.number}/").status_code == 404
    assert "Theirs" not in client.get("/delivery/").content.decode()


def test_the_table_downloads_and_no_cell_is_a_formula(client, action, people):
    ActionFactory(plan=action.plan, number=50, title="=cmd|' /C calc'!A0")
    client.force_login(people["partner"])
    answer = client.get("/delivery/actions.csv?plan=plan")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Review the terms" in answer.content.decode()
    assert "'=cmd" in answer.content.decode()


def test_an_empty_partnership_says_so(client, ours, people):
    client.force_login(people["partner"])
    assert "There is no delivery plan yet" in client.get("/delivery/").content.decode()
