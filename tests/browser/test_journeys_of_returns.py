"""Sending a figure from a phone: few steps, no script, and a second person who approves."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import HERE
from tests.walk.served import Served

PHONE = {"width": 360, "height": 740}


class Thumb:
    """Somebody on a phone, counting what they do."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0
        page.set_viewport_size(PHONE)

    def tap(self, role: str, name: str) -> None:
        """Tap a link or button, and wait for its page."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role(role, name=name).first.tap()
        self.steps += 1

    def open(self, address: str) -> None:
        """Tap the link to an address, and wait for its page."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href*='{address}']").first.tap()
        self.steps += 1

    def write(self, label: str, text: str) -> None:
        """Write into a field."""
        self.page.locator("main").get_by_label(label).first.fill(text)
        self.steps += 1


def phone(signed_in: Callable[..., BrowserContext], house: Served, role: str) -> Thumb:
    """Give a phone on which somebody of a role has signed in."""
    context = signed_in(role).browser.new_context(
        base_url=house.url,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
        storage_state=signed_in(role).storage_state(),
    )
    return Thumb(context.new_page())


def test_a_figure_is_sent_in_three_steps_and_approved_in_two(
    signed_in: Callable[..., BrowserContext], house: Served
):
    assert "data_owner" in house.people[HERE]
    owner = phone(signed_in, house, "data_owner")
    owner.page.goto("/my-work/")
    owner.open("/returns/requests/deliberate-fire-rate-10000/")
    width = owner.page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= PHONE["width"], "nothing scrolls sideways"
    number = owner.page.locator("main").get_by_label("How many?").first
    assert number.get_attribute("inputmode") == "numeric", "the keypad of numbers opens"
    owner.write("How many?", "41")
    owner.tap("button", "Send")
    assert "is asked to approve it" in owner.page.locator("main").inner_text()
    assert owner.steps == 3

    manager = phone(signed_in, house, "partnership_manager")
    manager.page.goto("/my-work/")
    manager.tap("link", "Deliberate fires per 10,000")
    assert "New" in manager.page.locator("main").inner_text()
    manager.tap("button", "Approve")
    assert "Its figures are taken over" in manager.page.locator("main").inner_text()
    assert manager.steps == 2


def test_nil_takes_one_tap(signed_in: Callable[..., BrowserContext], house: Served):
    owner = phone(signed_in, house, "data_owner")
    owner.page.goto("/my-work/")
    owner.open("/returns/requests/domestic-abuse-incidents/")
    before = owner.steps
    owner.tap("button", "There were none: send nil")
    assert "a count of 0" in owner.page.locator("main").inner_text()
    assert owner.steps - before == 1
