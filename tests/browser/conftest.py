"""A browser, the worked example served for real, and a context for each role."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.visiting import Visit, visit
from tests.walk.served import Served, served

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has a name: a page that reached further would fail its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PUBLIC = "public"
HERE = "safe-durham"


@pytest.fixture(scope="session")
def house() -> Iterator[Served]:
    """The worked example behind a real server, in a data folder of its own."""
    with served(Path(settings.DATA_DIR) / "browser") as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, off the network."""
    found = os.environ.get("GOLDENTHREAD_TEST_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("The browser tests need Chromium. On Debian: apt-get install chromium")
    chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, house: Served) -> Iterator[Callable[..., BrowserContext]]:
    """`signed_in(role)` gives the one context of that role; signed in by the form, once."""
    made: dict[tuple[str, bool], BrowserContext] = {}
    states: dict[str, Any] = {}

    def state_of(role: str) -> Any:
        if role not in states:
            context = browser.new_context(base_url=house.url, locale="en-GB")
            page = context.new_page()
            page.goto("/accounts/login/")
            page.get_by_label("Email").fill(house.people[HERE][role])
            page.get_by_label("Password").fill(house.password)
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_url(lambda url: "/login" not in url)
            states[role] = context.storage_state()
            context.close()
        return states[role]

    def context_of(role: str, *, script: bool = True) -> BrowserContext:
        if (role, script) not in made:
            made[role, script] = browser.new_context(
                base_url=house.url,
                locale="en-GB",
                java_script_enabled=script,
                storage_state=None if role == PUBLIC else state_of(role),
            )
            made[role, script].set_default_timeout(10_000)
        return made[role, script]

    yield context_of
    for context in made.values():
        context.close()


@pytest.fixture
def page_as(signed_in: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`page_as(role, script=False)` gives a new page; closed after the test."""
    opened: list[Page] = []

    def page_of(role: str, *, script: bool = True) -> Page:
        opened.append(signed_in(role, script=script).new_page())
        return opened[-1]

    yield page_of
    for page in opened:
        page.close()


@pytest.fixture(scope="session")
def visits(
    signed_in: Callable[..., BrowserContext], house: Served
) -> Callable[[str, str], list[Visit]]:
    """`visits(name, role)` gives what the samples of a page showed that role; looked at once."""
    kept: dict[tuple[str, str], list[Visit]] = {}

    def visits_of(name: str, role: str) -> list[Visit]:
        if (name, role) not in kept:
            page = signed_in(role).new_page()
            samples = [s for s in house.samples[HERE].get(name, ()) if is_page(s)]
            samples = [s for s in samples if s.get("role", role) == role]
            if role == PUBLIC:
                samples = [s for s in samples if s["public"]] or samples
            kept[name, role] = [visit(page, s["url"]) for s in samples[:SAMPLES_EACH]]
            page.close()
        return kept[name, role]

    return visits_of


SAMPLES_EACH = 2


def is_page(sample: dict[str, Any]) -> bool:
    """Whether a sample is a page to look at, and not a download or a form's target."""
    return sample["status"] == 200 and sample["kind"] == "text/html"
