"""Every page, as everybody who may open it: axe, console, zoom, print, shape, focus.

The pages come from the addresses that exist, their samples from the links that pages offer;
each page is opened once for each role, and every test here looks at that one visit.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from goldenthread.accounts.matrix import ALLOWED, OWN, outcome, pages
from goldenthread.accounts.matrix import Page as Address
from goldenthread.accounts.rules import ROLES
from tests.browser.conftest import HERE, PUBLIC, is_page
from tests.browser.visiting import Visit
from tests.walk.addresses import OF_A_CASE
from tests.walk.served import Served

MANAGER = "partnership_manager"
Visits = Callable[[str, str], list[Visit]]


def roles_at(address: Address) -> list[str]:
    """Give who walks a page: the public and the manager where they may, else the first who may.

    Of the pages of a case, everybody: each case is opened by one of those to whom it shows.
    """
    open_to = [role for role in ROLES if outcome(address, role) in (ALLOWED, OWN)]
    if address.pattern.startswith(OF_A_CASE):
        return open_to
    return [role for role in (PUBLIC, MANAGER) if role in open_to] or open_to[:1]


WALKS = [
    pytest.param(address.name, role, id=f"{role}:{address.pattern}")
    for address in pages()
    for role in roles_at(address)
]
every_page = pytest.mark.parametrize(("name", "role"), WALKS)


def nothing_wrong(visits: list[Visit], about: str) -> None:
    """Assert that nothing is wrong in one respect; else list it, each with its address."""
    found = [f"{seen.url}: {one}" for seen in visits for one in seen.wrong[about]]
    assert not found, "\n".join(found[:20])


def test_every_address_can_be_reached(house: Served):
    missing = [page.pattern for page in pages() if page.name not in house.samples[HERE]]
    assert not missing, "No page, letter or form leads to:\n" + "\n".join(missing)


def test_some_role_of_the_example_opens_every_page_of_a_case(house: Served):
    """Else nobody would have looked at it here."""
    of_a_case = [page for page in pages() if page.pattern.startswith(OF_A_CASE)]
    samples = {page.pattern: house.samples[HERE].get(page.name, ()) for page in of_a_case}
    assert of_a_case
    assert [at for at, some in samples.items() if some and not seen_by(some)] == []


def seen_by(samples: list[dict[str, Any]]) -> list[str]:
    """Give the roles that open a page, or take its form where it is no page to look at."""
    return [one["role"] for one in samples if one["role"] or not is_page(one)]


def test_every_address_has_its_own_name():
    names = Counter(page.name for page in pages())
    assert [name for name, times in names.items() if times > 1 or not name] == []


@every_page
def test_it_answers(visits: Visits, name: str, role: str):
    assert [(v.url, v.status) for v in visits(name, role) if v.status != 200] == []


@every_page
def test_axe_finds_nothing(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "axe")


@every_page
def test_the_console_is_quiet(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "console")


@every_page
def test_nothing_scrolls_sideways_at_400_percent(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "zoom")


@every_page
def test_print_leaves_navigation_out(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "print")


@every_page
def test_it_has_one_heading_landmarks_and_a_language(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "shape")


@every_page
def test_focus_can_be_seen(visits: Visits, name: str, role: str):
    nothing_wrong(visits(name, role), "focus")


def test_titles_tell_pages_apart(visits: Visits):
    """One page at two addresses, such as the plan that is current, may keep its title."""
    titles: dict[str, dict[str, set[str]]] = {}
    for address in pages():
        for role in roles_at(address)[:1]:
            for seen in visits(address.name, role):
                titles.setdefault(seen.title, {})[seen.arrived] = seen.lines
    same = [
        f"{title}: {sorted(pages)}"
        for title, pages in titles.items()
        if len({frozenset(lines) for lines in pages.values()}) > 1
    ]
    assert not same, "\n".join(same)


def test_the_skip_link_leads_to_the_main_content(page_as: Callable[..., Page]):
    page = page_as(PUBLIC)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"
    assert page.locator(".govuk-skip-link").bounding_box()["height"] > 10, "It must show."
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main, footer')")
