"""Look at one page in a real browser, once, and keep everything that is wrong with it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

HOME = Path(__file__).resolve().parent.parent.parent
AXE = HOME / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE, ZOOMED = (1280, 900), (360, 740), (320, 640)  # 1280 px at 400% is 320 wide

ASK_AXE = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(
  found => found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")} `
    + (n.any.concat(n.all, n.none)[0]?.message ?? ""))))"""

TOO_WIDE = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const scrolls = e => { for (let p = e; p && p !== document.body; p = p.parentElement)
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(p).overflowX)) return true; };
  const wide = [...document.body.querySelectorAll("*")].filter(
    e => e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e));
  return [`${page.scrollWidth} px wide of ${page.clientWidth}: `
    + wide.slice(-4).map(e => e.tagName.toLowerCase() + "." + e.className).join(", ")];
}"""

PRINTED = """() => [...document.querySelectorAll(
    "nav, [role=search], .govuk-skip-link, .gt-filter, .gt-account, main a.govuk-button")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 1)
  .map(e => `${e.tagName.toLowerCase()}.${e.className} is printed`)"""

# A script may add helps, such as a count of characters or moving a map; what they say is left out.
TEXT = """() => [
  document.querySelector("main")?.innerText ?? "",
  [...document.querySelectorAll("[class*=character-count] [aria-hidden], [class*=toggle], "
    + "[class*=map__button]")]
    .flatMap(e => e.innerText.split("\\n"))]"""

# Focus must show: something about the element or what surrounds it changes.
UNSEEN_FOCUS = """() => {
  const look = e => { const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor,
            s.borderWidth, s.textDecorationLine].join(); };
  const looks = e => [e, e.parentElement, e.nextElementSibling].filter(Boolean).map(look).join("|");
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, "
    + "[tabindex='0']")].filter(e => e.checkVisibility() && !e.disabled && e.type !== "hidden");
  const unseen = [];
  for (const e of all.slice(0, 80)) {
    document.activeElement?.blur();
    const before = looks(e);
    e.focus();
    if (document.activeElement === e && looks(e) === before)
      unseen.push(`${e.tagName}.${e.className} "${e.textContent.trim().slice(0, 40)}"`);
  }
  document.activeElement?.blur();
  return unseen;
}"""

SHAPE = """() => {
  const wrong = [];
  const count = (what, selector, least, most) => {
    const n = document.querySelectorAll(selector).length;
    if (n < least || n > most) wrong.push(`${n} ${what}`);
  };
  count("h1", "h1", 1, 1);
  count("main", "main", 1, 1);
  count("header", "body header", 1, 99);
  count("footer", "body footer", 1, 99);
  count("main navigation", "nav", 1, 99);
  if (document.documentElement.lang !== "en-GB") wrong.push("lang is not en-GB");
  if (!document.querySelector("h1")?.textContent.trim()) wrong.push("the h1 is empty");
  const skip = document.querySelector("a[href='#main']");
  if (!skip || !document.querySelector("main#main")) wrong.push("no skip link to #main");
  // What a writer types to refer to a figure, such as {{ figure: 1 }}, may be shown as help.
  const text = document.body.innerText.replace(/[{]{2} [a-z_]+: /g, "");
  for (const bad of ["{{", "{%", "None None", "undefined", "NaN", "Traceback", "<QuerySet",
                     " object at 0x", "(key="])
    if (text.includes(bad)) wrong.push(`the text says ${bad}`);
  return wrong;
}"""


@cache
def axe() -> str:
    """Give the source of axe-core."""
    if not AXE.exists():
        raise RuntimeError("axe-core is not installed: run `make setup`.")
    return AXE.read_text()


@dataclass
class Visit:
    """What one page showed: `wrong` holds complaints by what was looked at.

    arrived: the path that an address led to in the end, without what follows a "?".
    """

    url: str
    status: int
    title: str = ""
    arrived: str = ""
    lines: set[str] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=dict)


class Listener:
    """Hears what a page complains of while it loads."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.heard.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        self.heard.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.heard.append(f"{response.status}: {response.url}")


def visit(page: Page, url: str) -> Visit:
    """Open a page, look at it wide, on a phone, at 400% and printed; give all that is wrong."""
    listener = Listener(page)
    page.emulate_media(media="screen")
    page.set_viewport_size(_size(WIDE))
    response = page.goto(url, wait_until="load")
    seen = Visit(url, response.status if response else 0, page.title())
    seen.arrived = urlsplit(page.url).path
    seen.lines = lines_of(page)
    seen.wrong["shape"] = page.evaluate(SHAPE)
    page.evaluate(axe())
    seen.wrong["axe"] = [f"{WIDE[0]} px: {one}" for one in _ask_axe(page)]
    page.keyboard.press("Tab")  # from here on the browser shows focus as for a keyboard
    seen.wrong["focus"] = page.evaluate(UNSEEN_FOCUS)
    page.set_viewport_size(_size(PHONE))
    seen.wrong["axe"] += [f"{PHONE[0]} px: {one}" for one in _ask_axe(page)]
    page.set_viewport_size(_size(ZOOMED))
    seen.wrong["zoom"] = page.evaluate(TOO_WIDE)
    page.emulate_media(media="print")
    seen.wrong["print"] = page.evaluate(PRINTED)
    page.emulate_media(media="screen")
    seen.wrong["console"] = listener.heard
    return seen


def lines_of(page: Page) -> set[str]:
    """Give the lines of text that the main part of a page shows."""
    text, added = page.evaluate(TEXT)
    return {line.strip() for line in text.splitlines()} - {line.strip() for line in added} - {""}


def _ask_axe(page: Page) -> list[str]:
    found: list[str] = page.evaluate(ASK_AXE, RULES)
    return found


def _size(pixels: tuple[int, int]) -> Any:
    return {"width": pixels[0], "height": pixels[1]}
