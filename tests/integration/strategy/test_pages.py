"""Pages of plans: who sees what, what they say of each plan, and how they are written."""

import csv
import datetime
import io
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from config import example
from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership, User
from goldenthread.partnership.models import Group
from goldenthread.strategy import changes
from goldenthread.strategy.models import (
    Aim,
    Amendment,
    Area,
    CaseStudy,
    Deliverable,
    IndicatorUse,
    Priority,
    StatusChange,
    Strategy,
)
from goldenthread.strategy.showing import number, when
from goldenthread.strategy.statements import EDITABLE
from goldenthread.strategy.views.statements import page_of_item
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
WHY = "The council asked for plainer words."
ASB = "/plan/strategy-2024/priority/asb/"


@pytest.fixture(scope="module", autouse=True)
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        example.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _first_factor_is_enough(settings: LazySettings) -> None:
    settings.REQUIRE_MFA = False


@pytest.fixture
def ours() -> Partnership:
    return Partnership.objects.get(slug="safe-durham")


@pytest.fixture
def person(ours: Partnership) -> User:
    return UserFactory(roles=["partnership_manager"], partnership=ours, name="Mina Manager")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager(person: User) -> Client:
    return signed_in(person)


@pytest.fixture
def as_role(ours: Partnership):
    return lambda role: signed_in(UserFactory(roles=[role], partnership=ours))


@pytest.fixture
def draft(ours: Partnership, person: User) -> Strategy:
    return changes.make_plan(
        partnership=ours, title="Plan to come", period=Period.parse("2029-2034"), by=person
    )


def text(response) -> str:
    return response.content.decode()


def table(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(response).lstrip("\ufeff"))))


READ = [
    "/plan/",
    "/plans/",
    "/plans.csv",
    "/plan/strategy-2024/",
    "/plan/plan-2021/",
    "/plan/plan-2011/",
    "/plan/police-and-crime-plan-2021/",
    "/plan/plan-2021/on-a-page/",
    "/plan/police-and-crime-plan-2021/on-a-page/",
    "/plan/strategy-2024/changes/",
    "/plan/strategy-2024/changes.csv",
    "/plan/plan-2021/work/",
    "/plan/plan-2021/work.csv",
    "/plan/plan-2021/mechanisms.csv",
    "/plan/plan-2011/indicators.csv",
    ASB,
    "/plan/plan-2021/priority/feeling-safe/",
    "/plan/plan-2011/priority/asb/",
    "/plan/police-and-crime-plan-2021/priority/safer-people/",
    "/plan/strategy-2024/priority/asb/area/anti-social-behaviour/",
    "/plan/strategy-2024/priority/asb/area/road-safety/",
    "/plan/strategy-2024/priority/asb/aim/confidence-to-report-asb/",
]
EDIT = [
    "/plans/add/",
    "/plan/strategy-2024/priority/add/",
    ASB + "aims/add/",
    ASB + "duties/",
    "/plan/strategy-2024/supersede/",
    "/plan/strategy-2024/target/focus-1/",
]


@pytest.mark.parametrize("url", READ)
def test_everybody_may_read_published_plans(client, url):
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", EDIT)
def test_only_who_may_write_plans_opens_the_forms(client, as_role, manager, url):
    assert client.get(url).status_code == 302
    assert as_role("partner").get(url).status_code == 403
    assert manager.get(url).status_code == 200


@pytest.mark.parametrize("url", [url for url in READ if not url.endswith(".csv")])
def test_a_page_asks_the_database_at_most_twelve_times(manager, url, django_assert_max_num_queries):
    manager.get(url)  # the first request reads declared duties from their file
    with django_assert_max_num_queries(12):
        manager.get(url)


@pytest.mark.parametrize(
    "url",
    [
        "/plan/no-such/",
        "/plan/strategy-2024/priority/no-such/",
        "/plan/plan-2021/priority/asb/area/anti-social-behaviour/",
        "/plan/plan-2021/priority/asb/aim/confidence-to-report-asb/",
    ],
)
def test_what_is_not_there_is_not_found(client, url):
    assert client.get(url).status_code == 404


def test_a_draft_does_not_exist_for_those_who_may_not_read_drafts(client, as_role, draft):
    url = f"/plan/{draft.key}/"
    for page in (url, url + "on-a-page/", url + "changes/", url + "work/"):
        assert client.get(page).status_code == 404
        assert as_role("partner").get(page).status_code == 404
        assert as_role("board_member").get(page).status_code == 200
    assert "Plan to come" not in text(client.get("/plans/"))
    assert "Plan to come" not in text(client.get("/plans.csv"))
    assert "Plan to come" in text(as_role("board_member").get("/plans/"))


def test_the_plan_on_a_page_holds_the_whole_strategy(client, ours):
    page = text(client.get("/plan/"))
    assert "Durham is a county where everyone can feel and be safe" in page
    plan = Strategy.objects.of(ours).get(key="strategy-2024")
    for one in [*plan.priorities.all(), *plan.ways_of_working.all()]:
        assert one.title in page
    for aim in Aim.objects.of(ours).filter(priority__strategy=plan):
        assert aim.title in page
    for area in Area.objects.of(ours).filter(priority__strategy=plan):
        assert reverse("area", args=[plan.key, area.priority.key, area.key]) in page
    for use in plan.indicator_uses.all():
        assert str(use) in page
    assert page.count("none of the 3 recorded") == 10


def test_the_plan_on_a_page_says_which_parts_of_an_area_are_there(client, ours):
    focus = Area.objects.of(ours).get(key="anti-social-behaviour", kind="focus")
    Area.objects.of(ours).filter(pk=focus.pk).update(champion="The Chair")
    page = text(client.get("/plan/"))
    assert "champion recorded; delivery plan, themed meeting missing" in page


def test_without_a_plan_the_page_says_so(client, ours):
    Strategy.objects.of(ours).filter(key="strategy-2024").update(status="draft")
    assert "No plan has been adopted yet." in text(client.get("/plan/"))


def test_plans_stand_by_generation_with_status_and_period(client):
    page = text(client.get("/plans/"))
    places = [page.index(f"/plan/{key}/") for key in ("strategy-2024", "plan-2021", "plan-2011")]
    assert places == sorted(places)
    assert "Superseded" in page
    assert "Its period is not printed" in page  # the commissioner's plan


def test_a_plan_says_which_checks_it_meets(client, ours):
    page = text(client.get("/plan/strategy-2024/"))
    assert "Every duty of section 6 has a priority that serves it." in page
    assert "Every priority is set beside a theme" in page
    Priority.objects.of(ours).filter(strategy__key="strategy-2024").update(duties=["a"])
    page = text(client.get("/plan/strategy-2024/"))
    assert "No priority serves: (b)" in page
    assert "Not met" in page


def test_a_plan_tells_dates_as_people_do(client):
    page = text(client.get("/plan/strategy-2024/"))
    assert "18 March to 14 April 2024: public consultation." in page
    assert "July 2023: development session." in page


def test_a_priority_says_where_it_stands_and_what_is_missing(client):
    page = text(client.get(ASB))
    assert "Strategy 2024-2029, lines 78, 135 to 137 and 149 to 187" in page
    assert page.count("Missing") == 9
    assert "None set in the plan" in page  # targets
    assert "/groups/asb-strategic-group/" in page


def test_the_thread_runs_from_strategy_to_indicator(client):
    page = text(client.get("/plan/strategy-2024/priority/asb/area/anti-social-behaviour/"))
    thread = page[page.index('class="gt-thread') :]
    steps = ["Strategy", "Priority 1", "Area of focus", "Reports of ASB per 10,000 people"]
    places = [thread.index(step) for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "url", [ASB, f"{ASB}area/anti-social-behaviour/", f"{ASB}aim/confidence-to-report-asb/",
            "/plan/", "/plan/strategy-2024/on-a-page/"]
)  # fmt: skip
def test_a_measure_of_the_current_plan_leads_to_its_use_there(client, ours, url):
    use = IndicatorUse.objects.of(ours).get(
        strategy__key="strategy-2024", definition="asb_rate_10000"
    )
    page = text(client.get(url))
    assert reverse("kpi", args=[use.key]) in page
    assert reverse("indicator", args=[use.definition_id]) not in page


def test_a_measure_of_an_earlier_plan_leads_to_its_indicator(client):
    for url in ("/plan/plan-2011/priority/asb/", "/plan/plan-2011/on-a-page/"):
        page = text(client.get(url))
        assert "/indicators/" in page
        assert "/plan/kpi/" not in page


@pytest.mark.parametrize(
    ("key", "owes"),
    [
        ("anti-social-behaviour", ("A champion", "A delivery plan", "A themed Board meeting")),
        ("road-safety", ("A group that reports", "A cycle", "A way to escalate")),
    ],
)
def test_an_area_says_what_its_kind_owes(client, key, owes):
    page = text(client.get(f"/plan/strategy-2024/priority/asb/area/{key}/"))
    assert "3 of 3 are missing" in page
    assert all(thing in page for thing in owes)


def test_an_aim_gives_its_drafted_wording(client, ours):
    other = Aim.objects.of(ours).exclude(drafted="").get()
    page = text(client.get(reverse("aim", args=["strategy-2024", other.priority.key, other.key])))
    assert other.title in page
    assert other.drafted in page
    same = text(client.get("/plan/strategy-2024/priority/asb/aim/confidence-to-report-asb/"))
    assert "Worded the same" in same


def test_work_areas_list_every_deliverable_beneath_the_one_it_belongs_to(client, ours):
    page = text(client.get("/plan/plan-2021/work/"))
    every = Deliverable.objects.of(ours)
    assert page.count('<li id="deliverable-') == every.count() == 112
    assert page.index("Tackle these nuisances") < page.index("Fly tipping")
    assert len(table(client.get("/plan/plan-2021/work.csv"))) == 113


def test_indicators_and_mechanisms_download(client):
    assert len(table(client.get("/plan/plan-2021/mechanisms.csv"))) == 17
    assert len(table(client.get("/plan/strategy-2024/indicators.csv"))) == 18
    assert "25% or less" in text(client.get("/plan/plan-2011/indicators.csv"))


def test_the_anonymity_check_is_shown_to_partners_only(client, as_role):
    assert "Anonymity check" not in text(client.get(ASB))
    page = text(as_role("partner").get(ASB))
    assert "Anonymity check" in page
    assert "It found no initial, age, exact day or address" in page


def edit_url(item) -> str:
    return reverse("edit_statement", args=[item.strategy.key, item._meta.model_name, item.pk])


def test_a_published_statement_changes_only_with_a_reason(manager, client, ours):
    aim = Aim.objects.of(ours).get(key="confidence-to-report-asb")
    before = aim.title
    response = manager.get(edit_url(aim))
    assert "This plan is published." in text(response)
    refused = manager.post(edit_url(aim), {"title": "Plainer", "reason": " "})
    assert "Why does it change?: this is needed." in text(refused)
    aim.refresh_from_db()
    assert aim.title == before
    assert not Amendment.objects.of(ours).exists()
    assert manager.post(edit_url(aim), {"title": "Plainer", "reason": WHY}).status_code == 302
    page = text(client.get("/plan/strategy-2024/priority/asb/aim/confidence-to-report-asb/"))
    for said in (before, "Plainer", WHY, "Mina Manager"):
        assert said in page
    assert "1 since it was published" in text(client.get("/plan/strategy-2024/"))
    assert WHY in text(client.get("/plan/strategy-2024/changes/"))


def test_a_change_can_be_put_back_with_a_reason(manager, ours):
    aim = Aim.objects.of(ours).get(key="confidence-to-report-asb")
    before = aim.title
    manager.post(edit_url(aim), {"title": "Plainer", "reason": WHY})
    change = Amendment.objects.of(ours).get()
    url = f"/plan/strategy-2024/changes/{change.pk}/undo/"
    assert url in text(manager.get("/plan/strategy-2024/changes/"))
    asked = text(manager.get(url))
    assert "It will say again" in asked
    assert manager.post(url, {"reason": ""}).status_code == 200
    aim.refresh_from_db()
    assert aim.title == "Plainer"
    assert manager.post(url, {"reason": "It was better."}).status_code == 302
    aim.refresh_from_db()
    assert aim.title == before
    assert Amendment.objects.of(ours).count() == 2


@pytest.mark.parametrize("kind", ["user", "nonsense", "group"])
def test_what_is_no_statement_is_not_edited(manager, ours, kind):
    assert manager.get(f"/plan/strategy-2024/edit/{kind}/1/").status_code == 404


def test_a_statement_of_another_plan_is_not_found_under_this_one(manager, ours):
    other = Priority.objects.of(ours).get(key="prevent")
    assert manager.get(f"/plan/strategy-2024/edit/priority/{other.pk}/").status_code == 404


def test_every_kind_of_statement_has_a_form_and_a_page_to_go_back_to(manager, ours):
    for kind, model in EDITABLE.items():
        item = model.objects.of(ours).first()
        url = reverse("edit_statement", args=[_plan(item).key, kind, item.pk])
        assert manager.get(url).status_code == 200, kind
        assert manager.get(page_of_item(item)).status_code == 200, kind


def _plan(item) -> Strategy:
    return item if isinstance(item, Strategy) else item.strategy


def test_what_an_area_owes_is_recorded_on_its_form(manager, client, ours):
    area = Area.objects.of(ours).get(key="road-safety")
    group = Group.objects.of(ours).get(key="casualty-reduction-forum")
    sent = {name: getattr(area, name) or "" for name in Area.EDITABLE}
    sent |= {"reporting_group": group.pk, "cycle_months": "often", "reason": WHY}
    refused = manager.post(edit_url(area), sent)
    assert "Months from one report to the next: write a whole number." in text(refused)
    assert manager.post(edit_url(area), sent | {"cycle_months": 6}).status_code == 302
    page = text(client.get("/plan/strategy-2024/priority/asb/area/road-safety/"))
    assert "1 of 3 is missing: a way to escalate trouble to the Board" in page
    assert "Every 6 months" in page
    change = Amendment.objects.of(ours).get(field="cycle_months")
    assert manager.get(f"/plan/strategy-2024/changes/{change.pk}/undo/").status_code == 404


def test_too_long_a_wording_gets_a_sentence_and_saves_nothing(manager, ours):
    aim = Aim.objects.of(ours).get(key="confidence-to-report-asb")
    response = manager.post(edit_url(aim), {"title": "x" * 301, "reason": WHY})
    assert "Wording: at most 300 characters; this has 301." in text(response)
    assert not Amendment.objects.of(ours).exists()


def test_an_aim_is_added_with_a_reason_to_a_published_plan(manager, client, ours):
    url = ASB + "aims/add/"
    assert manager.post(url, {"title": "A fourth aim"}).status_code == 200
    assert not Aim.objects.of(ours).filter(title="A fourth aim").exists()
    assert manager.post(url, {"title": "A fourth aim", "reason": WHY}).status_code == 302
    assert "A fourth aim" in text(client.get(ASB))
    assert "Aim added: A fourth aim" in text(client.get("/plan/strategy-2024/changes/"))


def test_duties_are_tagged_and_an_unknown_one_is_refused(manager, ours):
    url = ASB + "duties/"
    assert "Section 6 has the duties" in text(manager.post(url, {"duties": ["z"], "reason": WHY}))
    assert manager.post(url, {"duties": ["b"], "reason": WHY}).status_code == 302
    assert Priority.objects.of(ours).get(strategy__key="strategy-2024", key="asb").duties == ["b"]


def test_a_draft_is_begun_written_and_adopted(manager, client, as_role, ours):
    wrong = manager.post("/plans/add/", {"title": "Next plan", "period": "some day"})
    assert wrong.status_code == 200
    assert "some day" in text(wrong)
    made = manager.post("/plans/add/", {"title": "Next plan", "period": "2029-2034"})
    assert made["Location"] == "/plan/next-plan/"
    added = manager.post(
        "/plan/next-plan/priority/add/",
        {"title": "A first priority", "short_title": "", "why": "", "reason": ""},
    )
    assert added.status_code == 302
    url = "/plan/next-plan/adopt/"
    assert as_role("board_member").get(url).status_code == 403
    asked = text(manager.get(url))
    assert "Not met: No priority serves" in asked
    assert "cannot be taken back" in asked
    refused = manager.post(url, {"on": "2029-01-01", "decided_by": ""})
    assert "By which body: this is needed." in text(refused)
    assert not StatusChange.objects.of(ours).exists()
    assert client.get("/plan/next-plan/").status_code == 404
    assert manager.post(url, {"on": "2029-01-01", "decided_by": "Full Council"}).status_code == 302
    assert client.get("/plan/next-plan/").status_code == 200
    twice = manager.post(url, {"on": "2029-01-01", "decided_by": "Full Council"})
    assert "cannot become adopted" in text(twice)


def test_a_plan_gives_way_to_a_later_one(manager, ours, draft, person):
    changes.adopt_plan(
        strategy=draft, on=datetime.date(2029, 1, 1), decided_by="Full Council", by=person
    )
    url = "/plan/strategy-2024/supersede/"
    sent = {"on": "2029-01-01", "by_plan": draft.pk, "decided_by": "Full Council"}
    assert manager.post(url, sent).status_code == 302
    plan = Strategy.objects.of(ours).get(key="strategy-2024")
    assert (plan.status, plan.superseded_by) == ("superseded", draft)
    assert draft.title in text(manager.get("/plan/strategy-2024/"))


def test_a_target_needs_who_set_it_and_why(manager, client, ours):
    url = "/plan/strategy-2024/target/focus-1/"
    refused = manager.post(url, {"target": "400"})
    assert "Say who set the target, and why at this level." in text(refused)
    assert "Target: write a number" in text(manager.post(url, {"target": "many"}))
    use = IndicatorUse.objects.of(ours).get(key="focus-1", strategy__key="strategy-2024")
    assert use.target is None
    sent = {"target": "400", "comparison": "or less", "set_by": "The Board", "why": "As in 2023."}
    assert manager.post(url, sent).status_code == 302
    page = text(client.get(ASB))
    assert "400 or less" in page
    assert "Set by The Board: As in 2023." in page


def test_a_case_study_is_shown_only_once_nobody_can_be_known_from_it(manager, client, ours):
    study = CaseStudy.objects.of(ours).get(key="off-road-motorcycles")
    at = "/plan/strategy-2024/priority/asb/story/off-road-motorcycles/"
    edited = {"title": study.title, "summary": "Mr B, aged 34, rode there.", "reason": WHY}
    assert manager.post(edit_url(study), edited).status_code == 302
    assert study.title not in text(client.get(ASB))
    refused = manager.post(at + "publish/")
    assert "may point to a person" in text(refused)
    asked = text(manager.get(at + "accept/"))
    assert "aged 34" in asked
    assert manager.post(at + "accept/", {"reason": ""}).status_code == 200
    manager.post(at + "accept/", {"reason": "The name is invented."})
    assert manager.post(at + "publish/").status_code == 302
    assert study.title in text(client.get(ASB))
    assert manager.post(at + "withdraw/", {"reason": "Asked by the family."}).status_code == 302
    assert study.title not in text(client.get(ASB))


def test_no_cell_of_a_download_can_run_as_a_formula(client, ours):
    Deliverable.objects.of(ours).filter(title="Fly tipping").update(title="=1+1")
    rows = table(client.get("/plan/plan-2021/work.csv"))
    assert "'=1+1" in {row[2] for row in rows}


def test_the_invented_partnership_has_its_own_plan(client):
    page = text(client.get("/exampleshire/plan/"))
    assert "/exampleshire/plan/exampleshire-2026/" in page
    assert "Durham" not in page
    assert client.get("/exampleshire/plan/strategy-2024/").status_code == 404


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (None, None, ""),
        ("2024-04-16", None, "16 April 2024"),
        ("2023-07-01", "2023-07-31", "July 2023"),
        ("2023-07-01", "2023-09-30", "July 2023 to September 2023"),
        ("2024-03-18", "2024-04-14", "18 March to 14 April 2024"),
        ("2023-12-18", "2024-01-14", "18 December 2023 to 14 January 2024"),
        ("2024-01-01", "2029-12-31", "2024 to 2029"),
        ("2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_a_span_reads_as_people_say_it(starts, ends, said):
    days = [datetime.date.fromisoformat(day) if day else None for day in (starts, ends)]
    assert when(*days) == said


def test_numbers_print_with_thousands_and_no_idle_zeros(ours):
    use = IndicatorUse.objects.of(ours).filter(target__isnull=False).first()
    assert number(use.target) == "25"
    assert number(None) == ""
