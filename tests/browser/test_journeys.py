"""The main things people come to do, by keyboard alone and without a script."""

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import HERE, PUBLIC
from tests.browser.keyboard import Keyboard
from tests.walk.served import Served


@pytest.fixture
def keyboard(page_as: Callable[..., Page]) -> Callable[[str], Keyboard]:
    """`keyboard(role)` gives somebody of that role at a keyboard."""
    return lambda role: Keyboard(page_as(role, script=False))


As = Callable[[str], Keyboard]


def test_signing_in(keyboard: As, house: Served):
    # by its own visitor: the public context must stay signed out
    browser = keyboard(PUBLIC).page.context.browser
    assert browser
    context = browser.new_context(base_url=house.url, java_script_enabled=False)
    hands = Keyboard(context.new_page())
    hands.open("/").follow("Sign in", within="header")
    hands.write("Email", house.people[HERE]["partner"]).write("Password", house.password)
    hands.push("Sign in")
    assert hands.page.url == f"{house.url}/my-work/"
    context.close()


def test_signing_in_with_a_wrong_password_says_so(keyboard: As, house: Served):
    hands = keyboard(PUBLIC).open("/accounts/login/")
    hands.write("Email", house.people[HERE]["partner"]).write("Password", "not the password")
    hands.push("Sign in")
    assert hands.page.title().startswith("Error: ")
    hands.sees("There is a problem")


def test_giving_an_update_on_my_action(keyboard: As):
    hands = keyboard("action_owner").open("/my-work/")
    hands.follow("Review how the group is structured", within="main")
    hands.choose("In difficulty").write("What happened", "Two members have left (tried out).")
    hands.push("Save my update")
    hands.sees("Your update is saved.").sees("Two members have left (tried out).")


def test_searching(keyboard: As):
    hands = keyboard(PUBLIC).open("/")
    hands.reach(hands.page.locator("header").get_by_role("searchbox"))
    hands.page.keyboard.type("hate crime")
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    hands.sees("found for “hate crime”")
    hands.page.keyboard.press("Home")
    hands.follow("hate crime", exact=True, within="main")
    hands.sees("ate crime")


def test_downloading_the_actions(keyboard: As):
    hands = keyboard("partner").open("/delivery/").follow("Hate crime work plan", within="main")
    got = hands.download("Download CSV")
    assert got.suggested_filename.endswith(".csv")
    with open(got.path(), newline="") as file:
        rows = list(csv.DictReader(file))
    assert "Review how the group is structured" in {row["action"] for row in rows}


def test_changing_an_aim_of_an_adopted_plan_needs_a_reason_that_all_can_read(keyboard: As):
    aim = "/plan/strategy-2024/priority/asb/aim/confidence-to-report-asb/"
    hands = keyboard("partnership_manager").open(aim).follow("Edit the wording", within="main")
    hands.write("Wording", "More people report anti-social behaviour (tried out)").push("Save")
    hands.sees("Why does it change?")
    assert hands.page.title().startswith("Error: ")
    hands.write("Why does it change?", "So that a resident understands it.").push("Save")
    hands.open(aim).sees("More people report anti-social behaviour (tried out)")
    visitor = keyboard(PUBLIC).open(aim)
    visitor.sees("So that a resident understands it.")


def test_appointing_a_liaison_officer(keyboard: As):
    hands = keyboard("partnership_manager").open("/liaison-officers/")
    hands.follow("Record one", within="main")
    hands.write("Officer's name", "Invented Person").write(
        "Their role", "Head of safety (invented)"
    )
    hands.push("Save")
    hands.open("/liaison-officers/").sees("Invented Person")


def test_narrowing_the_commitments(keyboard: As):
    hands = keyboard(PUBLIC).open("/commitments/")
    rows = hands.page.locator("main .gt-table").first.locator("tbody tr")
    every = rows.count()
    hands.reach(hands.page.locator("main .gt-filter input:not([type=hidden])").first)
    hands.page.keyboard.type("rural")
    hands.push("Show")
    assert 0 < rows.count() < every


def test_following_a_figure_down_to_its_release(keyboard: As):
    hands = keyboard("partner").open("/indicators/asb_rate_10000/")
    hands.follow("How we know", within="main")
    hands.sees("What it rests on").sees("SHA-256")
    hands.reach(hands.page.locator("main a[href*='/data/releases/']").first)
    with hands.page.expect_navigation():
        hands.page.keyboard.press("Enter")
    hands.sees("Open Government Licence")


def test_building_a_report(keyboard: As):
    hands = keyboard("analyst").open("/reports/build/")
    hands.write("Period", "Q1 2025/26").push("Build")
    hands.sees("Q1 2025/26")
    got = hands.download("PDF")
    with open(got.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
