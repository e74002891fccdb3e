"""Moving about on a map: an addition, fetched when asked for, that leaves the picture as it was."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PUBLIC
from tests.browser.visiting import ASK_AXE, AXE, RULES

PLACE = "/places/E06000047/"


@pytest.fixture
def page(page_as: Callable[..., Page]) -> Iterator[Page]:
    """A page with a map, on which no script and no style is refused."""
    page = page_as(PUBLIC)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda why: complaints.append(str(why)))
    page.goto(PLACE)
    yield page
    assert complaints == []


def width(page: Page) -> float:
    """How wide the map is drawn."""
    box = page.locator(".gt-map__picture svg:has(path > title)").bounding_box()
    assert box
    return box["width"]


def test_leaflet_is_fetched_only_when_asked_for(page: Page):
    assert page.evaluate("() => typeof window.L") == "undefined"
    page.get_by_role("button", name="Move and zoom the map").click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    assert page.evaluate("() => window.L.version") == "1.9.4"


@pytest.mark.parametrize("size", [(1280, 900), (360, 740)])
def test_it_zooms_by_keyboard_and_goes_back(page: Page, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    plain = page.locator(".gt-map__picture").inner_html()
    button = page.get_by_role("button", name="Move and zoom the map")
    button.focus()
    page.keyboard.press("Enter")
    frame = page.locator(".leaflet-container")
    expect(frame).to_be_visible()
    frame.focus()
    wide = [width(page)]
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_timeout(150)
        wide.append(width(page))
    assert all(after > before for before, after in pairwise(wide)), wide
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= size[0]
    page.get_by_role("button", name="Back to the plain map").click()
    assert page.locator(".gt-map__picture").inner_html() == plain


def test_an_area_says_its_name_and_value(page: Page):
    page.get_by_role("button", name="Move and zoom the map").click()
    path = page.locator(".leaflet-container path:has(title)").nth(5)
    title = path.locator("title").text_content() or ""
    assert re.search(r": .*\d", title), title
    path.dispatch_event("click")
    expect(page.locator(".leaflet-popup-content")).to_have_text(title)


def test_axe_finds_nothing_while_it_is_moved_about_on(page: Page):
    page.get_by_role("button", name="Move and zoom the map").click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    page.evaluate(AXE.read_text())
    assert page.evaluate(ASK_AXE, RULES) == []
