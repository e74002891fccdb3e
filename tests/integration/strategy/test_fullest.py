"""A page asks at most twelve times, however much stands in a plan and was changed in it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.accounts.rules import ROLES
from tests.factories.accounts import UserFactory
from tests.factories.fullest import FullestPlan, fullest

pytestmark = pytest.mark.django_db
MOST = 12
EVERYBODY = [role for role in ROLES if role != "public"]


@pytest.fixture(autouse=True)
def _one_factor(settings) -> None:
    settings.REQUIRE_MFA = False


def pages(full: FullestPlan) -> list[str]:
    """Give the address of every page that shows something of a plan, or changes it."""
    plan, one = full.plan.key, full.priority.key
    under = [plan, one]
    named = [
        *(("area", [*under, full.area.key]), ("aim", [*under, full.aim.key])),
        *((name, [full.scheme.key]) for name in ("scheme", "edit_scheme", "end_scheme")),
        *((name, under) for name in ("priority", "add_aim", "add_work_area", "tag_duties")),
        *((name, under) for name in ("priority_measures", "add_area", "add_study")),
        *((name, [plan]) for name in ("strategy", "plan_sheet", "work", "evidence")),
        *((name, [plan]) for name in ("plan_changes", "plan_changes_csv", "work_csv")),
        *((name, [plan]) for name in ("mechanisms_csv", "plan_indicators_csv", "add_priority")),
        *((name, [plan]) for name in ("plan_stratml", "plan_performance", "supersede_plan")),
        *((name, [plan, full.commitment.key]) for name in ("commitment", "set_commitment_status")),
        *((name, [plan, full.use.key]) for name in ("set_target", "target_history")),
        *((f"{verb}_study", [*under, full.study.key]) for verb in ("publish", "withdraw")),
        *((name, [full.group.key]) for name in ("group", "edit_group", "give_seat")),
        *((name, [full.body.key]) for name in ("organisation",)),
        *((name, []) for name in ("plan_on_a_page", "strategies", "alignment", "crosswalk")),
        *((name, []) for name in ("schemes", "add_scheme", "commitments", "documents", "groups")),
        *((name, []) for name in ("organisations", "front", "my_work", "make_plan")),
    ]
    if full.plan.kind == "partnership_plan":
        named.append(("kpi", [full.use.key]))
    addresses = [reverse(name, args=args) for name, args in named]
    return [*addresses, *_forms(full)]


def _forms(full: FullestPlan) -> list[str]:
    items = [full.plan, full.priority, full.area, full.aim, full.sub_theme, full.study]
    items += [full.commitment, full.use, full.scheme]
    return [
        reverse("edit_statement", args=[full.plan.key, item._meta.model_name, item.pk])
        for item in items
        if item is not full.scheme
    ]


@pytest.mark.parametrize("kind", ["partnership_plan", "police_and_crime_plan"])
def test_the_fullest_pages_ask_at_most_twelve_times(kind):
    full = fullest(kind, EVERYBODY)
    manager = UserFactory(roles=["partnership_manager"], partnership=full.partnership)
    wrong = []
    for person in (full.by, manager, None):
        client = Client()
        if person:
            client.force_login(person)
        for address in pages(full):
            with CaptureQueriesContext(connection) as asked:
                status = client.get(address).status_code
            assert status == 200 or (person is None and status == 302), (address, status)
            if len(asked) > MOST:
                wrong.append("\n".join([f"{address}: {len(asked)}", *(q["sql"] for q in asked)]))
    assert not wrong, "\n".join(wrong)


def test_the_page_of_a_priority_shows_all_that_stands_under_it(client):
    full = fullest("partnership_plan", EVERYBODY)
    address = reverse("priority", args=[full.plan.key, full.priority.key])
    page = client.get(address).content.decode()
    said = ["Area, changed", "Aim, changed", "Part, changed", "Story, changed", "Work, changed"]
    said += [
        "Whole, changed",
        "Item, changed",
        "<strong>, changed.</strong> lesson",
        "Theme, changed</a>. Near",
    ]
    for words in [*said, "Carried out through: Mechanism, changed."]:
        assert words in page
    assert reverse("kpi", args=[full.use.key]) in page
