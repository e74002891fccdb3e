"""Every page says and offers the same where no script runs."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.test_pages import Visits, every_page
from tests.browser.visiting import lines_of

GROWING = {"case_looks"}  # every look at a case is written down: the next look shows more
DEAD_CONTROLS = """() => [
  ...[...document.querySelectorAll("form")]
    .filter(f => !f.querySelector("[type=submit], button:not([type=button])"))
    .map(f => `a form to ${f.getAttribute("action")} that nothing sends`),
  ...[...document.querySelectorAll("main button[type=button], main a:not([href])")]
    .filter(e => e.checkVisibility())
    .map(e => `"${e.textContent.trim()}" does nothing`)]"""


@every_page
def test_it_says_the_same(page_as: Callable[..., Page], visits: Visits, name: str, role: str):
    for with_script in visits(name, role):
        page = page_as(role, script=False)
        response = page.goto(with_script.url)
        assert response
        assert response.status == 200
        assert page.evaluate(DEAD_CONTROLS) == []
        assert name in GROWING or with_script.lines - lines_of(page) == set(), (
            "Shown only by a script."
        )
