"""Every page says and offers the same where no script runs."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import HERE, is_page
from tests.browser.test_pages import Visits, every_page
from tests.browser.visiting import lines_of
from tests.walk.served import Served

DEAD_CONTROLS = """() => [
  ...[...document.querySelectorAll("form")]
    .filter(f => !f.querySelector("[type=submit], button:not([type=button])"))
    .map(f => `a form to ${f.getAttribute("action")} that nothing sends`),
  ...[...document.querySelectorAll("main button[type=button], main a:not([href])")]
    .filter(e => e.checkVisibility())
    .map(e => `"${e.textContent.trim()}" does nothing`)]"""


@every_page
def test_it_says_the_same(
    page_as: Callable[..., Page], visits: Visits, house: Served, name: str, role: str
):
    samples = [s for s in house.samples[HERE].get(name, ()) if is_page(s)]
    for sample, with_script in zip(samples, visits(name, role), strict=False):
        page = page_as(role, script=False)
        response = page.goto(sample["url"])
        assert response
        assert response.status == 200
        assert page.evaluate(DEAD_CONTROLS) == []
        assert with_script.lines - lines_of(page) == set(), "Shown only by a script."
