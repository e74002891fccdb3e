"""From a reminder to a saved update on a phone: at most three taps, no script, no password."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import HERE
from tests.walk.served import Served

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: Browser, house: Served) -> Iterator[Page]:
    """A phone on which nobody has signed in, without scripts."""
    context = browser.new_context(
        base_url=house.url, viewport=PHONE, has_touch=True, is_mobile=True,
        java_script_enabled=False,
    )  # fmt: skip
    yield context.new_page()
    context.close()


def link_of(house: Served) -> str:
    """Give the link of a reminder, as the walk found it."""
    return house.samples[HERE]["update_by_link"][0]["url"]


class Counted:
    """Taps, and the requests for pages that they made."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.requests = page, 0, 0
        self.begun = time.monotonic()
        page.on("request", self._count)

    def _count(self, request) -> None:
        self.requests += request.resource_type == "document"

    def open(self, link: str) -> None:
        """Tap a link in a letter."""
        self.page.goto(link)
        self.taps += 1
        assert self.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]

    def tap(self, role: str, name: str) -> None:
        """Tap something on the page."""
        self.page.locator("main").get_by_role(role, name=name).first.tap()
        self.taps += 1

    @property
    def seconds(self) -> float:
        """How long it took so far."""
        return time.monotonic() - self.begun


def test_no_change_takes_two_taps(phone: Page, house: Served):
    hand = Counted(phone)
    hand.open(link_of(house))
    with phone.expect_navigation():
        hand.tap("button", "No change")
    assert "Your update is saved" in phone.locator("main").inner_text()
    assert hand.taps == 2
    assert hand.requests <= 3, "the page, what is sent, and the page again"
    assert hand.seconds < 20


def test_saying_how_it_goes_takes_three_taps(phone: Page, house: Served):
    hand = Counted(phone)
    hand.open(link_of(house))
    hand.tap("radio", "Going well")
    with phone.expect_navigation():
        hand.tap("button", "Save my update")
    assert "Your update is saved" in phone.locator("main").inner_text()
    assert hand.taps == 3
    assert hand.requests <= 3
    assert hand.seconds < 20


def test_my_work_says_no_change_in_one_tap(signed_in: Callable[..., BrowserContext], house: Served):
    context = signed_in("action_owner").browser.new_context(
        base_url=house.url, viewport=PHONE, has_touch=True, is_mobile=True,
        java_script_enabled=False, storage_state=signed_in("action_owner").storage_state(),
    )  # fmt: skip
    page = context.new_page()
    page.goto("/my-work/")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="No change").first.tap()
    assert "Saved: no change in" in page.locator("main").inner_text()
    context.close()
