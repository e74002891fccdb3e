"""Pages of delivery: who may open them, what they say, what they refuse."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import RoleGrant
from goldenthread.delivery import changes
from goldenthread.delivery.models import Action, CalendarFeed
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.partnership.models import Group, Organisation
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
    assert "5 of 6 open actions have no owner." in page


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
    history = client.get(at(made, "action_history")).content.decode()
    assert "was <del>Train</del>" in history
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


# Lists, plans, parts, decisions


@pytest.fixture
def chair(action, ours):
    person = UserFactory(roles=["subgroup_chair"], partnership=ours, name="Cher Chair")
    action.plan.chair = person
    action.plan.save()
    return person


def test_all_actions_are_listed_narrowed_sorted_and_downloaded(
    client, action, people, django_assert_max_num_queries
):
    ActionFactory(plan=action.plan, number=50, title="Train all", due=date(2020, 1, 1))
    client.force_login(people["partner"])
    with django_assert_max_num_queries(12):
        page = client.get("/delivery/actions/").content.decode()
    assert page.index("Train all") < page.index("Review the terms"), "late comes first"
    for query, there, gone in (
        ("q=terms", "Review the terms", "Train all"),
        ("status=late", "Train all", "Review the terms"),
        ("owner=none", "Train all", "Review the terms"),
        (f"owner={action.owner_id}", "Review the terms", "Train all"),
        ("status=open&plan=plan&sort=-action", "Train all", "Nothing"),
    ):
        for page in ("/delivery/actions/", "/delivery/actions.csv"):
            text = client.get(f"{page}?{query}").content.decode()
            assert there in text, query
            assert gone not in text, query
    assert "No action fits" in client.get("/delivery/actions/?q=nothing").content.decode()
    assert client.get("/delivery/actions/?status=<script>&owner=x&sort=y").status_code == 200


def test_no_change_is_one_tap_in_my_work(client, action, people):
    client.force_login(people["action_owner"])
    refused = client.post(at(action, "no_change"), follow=True).content.decode()
    assert "There is no update yet" in refused
    action.said, action.heard = "going_well", date(2020, 1, 1)
    action.save()
    assert "No change" in client.get("/my-work/").content.decode()
    answer = client.post(at(action, "no_change"), {"from": "my_work"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/my-work/"
    assert "Saved: no change in “Review the terms”" in answer.content.decode()
    assert client.post(at(action, "no_change")).url == at(action)
    assert client.get(at(action, "no_change")).status_code == 405


def test_a_chair_says_how_all_actions_stand_at_once(client, action, people, chair):
    ActionFactory(plan=action.plan, number=90, title="Train all")
    client.force_login(chair)
    address = reverse("update_delivery_plan", args=["plan"])
    page = client.get(address).content.decode()
    assert "Train all" in page
    number = action.number
    answer = client.post(
        address, {f"action-{number}-said": "going_well", "action-90-said": "no_change"}
    )
    assert "90. Train all: There is no update yet" in answer.content.decode()
    assert not action.updates.exists(), "all together or nothing"
    answer = client.post(address, {f"action-{number}-said": "going_well"}, follow=True)
    assert "1 update saved." in answer.content.decode()
    assert client.post(address, {f"action-{number}-said": "splendid"}).status_code == 200
    action.plan.actions.update(done_on=timezone.localdate())
    assert "No action of this plan is open" in client.get(address).content.decode()


def test_a_chair_changes_their_own_plan_only(client, action, chair, ours):
    other = DeliveryPlanFactory(partnership=ours, key="other", title="Other plan")
    client.force_login(chair)
    assert "Add an action" in client.get("/delivery/plan/").content.decode()
    assert "Add an action" not in client.get("/delivery/other/").content.decode()
    fields = {"title": "Mine now", "purpose": ""}
    assert client.post("/delivery/other/edit/", fields).status_code == 403
    client.post("/delivery/plan/edit/", {**fields, "chair": chair.pk})
    action.plan.refresh_from_db()
    other.refresh_from_db()
    assert (action.plan.title, other.title) == ("Mine now", "Other plan")


def test_a_manager_begins_a_plan(client, action, people, ours):
    client.force_login(people["partnership_manager"])
    fields = {"title": "Road plan", "purpose": "x", "strategy": action.plan.strategy_id}
    page = client.post("/delivery/add/", fields, follow=True).content.decode()
    assert "The plan is begun" in page
    elsewhere = DeliveryPlanFactory(partnership=ours).strategy
    priority = elsewhere.priorities.create(partnership=ours, key="p", number=1, title="P")
    wrong = client.post("/delivery/add/", {**fields, "priority": priority.pk})
    assert "That priority stands in another plan" in wrong.content.decode()
    assert client.get("/delivery/add/").status_code == 200


def test_a_date_is_asked_for_decided_and_both_are_seen(client, action, people):
    client.force_login(people["action_owner"])
    reason = "The supplier is late."
    client.post(at(action, "ask_for_date"), {"now": "2099-01-31", "reason": reason})
    assert "It waits for a second person" in client.get(at(action)).content.decode()
    client.force_login(people["partnership_manager"])
    assert "Dates that others asked for" in client.get("/my-work/").content.decode()
    form = at(action, "decide_date")
    assert "Example action_owner asks for 31 January 2099" in client.get(form).content.decode()
    assert "choose one" in client.post(form, {"answer": ""}).content.decode()
    client.post(form, {"approve": "no", "answer": "It is needed in May."})
    assert "Refused by Example partnership_manager" in client.get(at(action)).content.decode()
    assert client.get(form).status_code == 404, "nothing waits any more"
    changes.ask_for_date(
        action=action, by=people["action_owner"], now=date(2099, 1, 31), reason=reason
    )
    client.post(form, {"approve": "yes", "answer": ""})
    page = client.get(at(action)).content.decode()
    assert "approved by Example partnership_manager, asked for by Example action_owner" in page


def test_what_is_set_by_hand_shows_what_the_dates_say(client, action, people):
    action.due = date(2020, 1, 1)
    action.save()
    client.force_login(people["partnership_manager"])
    client.post(
        at(action, "override_action"), {"status": "on_track", "reason": "Only papers are missing."}
    )
    page = client.get(at(action)).content.decode()
    assert "Only papers are missing." in page
    assert "Its dates and updates say" in page
    assert "Late" in page
    assert "On track (set by hand)" in client.get("/delivery/plan/").content.decode()
    client.post(at(action, "drop_override"))
    assert "set by hand" not in client.get("/delivery/plan/").content.decode()


def test_given_up_says_why(client, action, people):
    client.force_login(people["partnership_manager"])
    client.post(at(action, "give_up_action"), {"reason": "Nobody pays for it."})
    page = client.get(at(action)).content.decode()
    assert "Missed" in page
    assert "Nobody pays for it." in page
    assert "Say how it stands" not in page


def test_milestones_and_effects_on_their_action(client, action, people, ours):
    client.force_login(people["partnership_manager"])
    client.post(at(action, "add_milestone"), {"title": "Money found", "due": "2099-01-31"})
    step = action.milestones.get()
    where = [action.plan.key, action.number, step.pk]
    assert "due 31 January 2099" in client.get(at(action)).content.decode()
    client.post(reverse("reach_milestone", args=where))
    assert "It is not reached after all" in client.get(at(action)).content.decode()
    client.post(reverse("remove_milestone", args=where))
    assert not action.milestones.exists()

    asb = IndicatorDefinition.objects.create(id="asb", name="Incidents", measure="count")
    fields = {"indicator": asb.pk, "towards": "lower", "claim": "evidenced", "evidence": ""}
    wrong = client.post(at(action, "add_effect"), {**fields, "baseline": "the spring"})
    assert "Baseline:" in wrong.content.decode()
    wrong = client.post(at(action, "add_effect"), {**fields, "baseline": ""})
    assert "Name what shows it" in wrong.content.decode()
    client.post(at(action, "add_effect"), {**fields, "claim": "hypothesis", "baseline": ""})
    page = client.get(at(action)).content.decode()
    assert "A hypothesis: we expect it" in page
    assert "No baseline is set" in page
    effect = action.effects.get()
    client.post(reverse("remove_effect", args=[action.plan.key, action.number, effect.pk]))
    assert not action.effects.exists()


def test_an_action_is_edited_with_all_that_belongs_to_it(client, action, people, ours):
    body = Organisation.objects.create(partnership=ours, key="council", name="Council", kind="x")
    other = ActionFactory(plan=action.plan, number=90, title="Find money")
    client.force_login(people["partnership_manager"])
    fields = {
        "title": "Review",
        "owner_post": "Head of Housing",
        "owner_organisation": body.pk,
        "contributors": [body.pk],
        "needs": [other.pk],
    }
    client.post(at(action, "edit_action"), fields)
    page = client.get(at(action)).content.decode()
    assert "Head of Housing, Council" in page
    assert "Waits for" in page
    circle = client.post(at(other, "edit_action"), {"title": "Find money", "needs": [action.pk]})
    assert "in a circle" in circle.content.decode()
    both = client.post(at(action, "edit_action"), {**fields, "owner": people["action_owner"].pk})
    assert "Name one owner" in both.content.decode()
    two = client.post(reverse("add_action", args=["plan"]), {"title": "X", "owner_post": "Head"})
    assert "Name one owner" in two.content.decode()


# Calendars


def test_a_calendar_is_made_read_without_signing_in_and_stopped(client, action, people):
    action.due, action.title = date(2099, 1, 31), "Train; all"
    action.save()
    action.milestones.create(
        partnership=action.partnership, title="Money found", due=date(2098, 1, 31)
    )
    client.force_login(people["action_owner"])
    assert "You have no address yet" in client.get("/delivery/calendars/").content.decode()
    page = client.post("/delivery/calendars/start/", {"group": ""}, follow=True).content.decode()
    feed = CalendarFeed.objects.of(action.partnership).get()
    assert feed.token in page
    client.logout()
    answer = client.get(f"/delivery/calendars/{feed.token}.ics")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.index("20980131") < text.index("20990131"), "in order of days"
    assert r"Due: Train\; all" in text
    assert client.get("/delivery/calendars/guessed.ics").status_code == 404
    client.force_login(people["partner"])
    assert client.post(f"/delivery/calendars/{feed.pk}/stop/").status_code == 404, "not theirs"
    client.force_login(people["action_owner"])
    client.post(f"/delivery/calendars/{feed.pk}/stop/")
    assert client.get(f"/delivery/calendars/{feed.token}.ics").status_code == 404


def test_a_calendar_of_a_group_holds_its_plans(client, action, people, ours):
    group = Group.objects.create(partnership=ours, key="g", name="Hate group", kind="subgroup")
    action.plan.owner_group = group
    action.plan.save()
    action.due = date(2099, 1, 31)
    action.save()
    ActionFactory(plan=DeliveryPlanFactory(partnership=ours), due=date(2099, 2, 1))
    client.force_login(people["partner"])
    client.post("/delivery/calendars/start/", {"group": group.pk})
    wrong = client.post("/delivery/calendars/start/", {"group": "999"}, follow=True)
    assert "Nothing was made" in wrong.content.decode()
    feed = CalendarFeed.objects.of(ours).get()
    text = client.get(f"/delivery/calendars/{feed.token}.ics").content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "X-WR-CALNAME:Calendar of Hate group" in text


def test_a_calendar_ends_with_the_persons_role(client, action, people, ours):
    feed = changes.start_feed(partnership=ours, by=people["partner"])
    address = f"/delivery/calendars/{feed.token}.ics"
    assert client.get(address).status_code == 200
    RoleGrant.objects.of(ours).filter(user=people["partner"]).delete()
    assert client.get(address).status_code == 404
