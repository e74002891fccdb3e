"""Web pages: what a reader sees, in order. Nothing is fetched; scripts and styles are left out."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from csp_claims.lexicon import words
from goldenthread.publishing.checking.reading import plain
from goldenthread.publishing.checking.reading.limits import Limits
from goldenthread.publishing.checking.reading.text import Line, Text, Unreadable

_UNSEEN = words("script style template noscript head svg math select textarea iframe object")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_APART = words("p table ul ol section article blockquote caption dl pre figure")
_BLOCKS = _APART | words(
    "div li header footer main aside nav dt dd figcaption form fieldset legend details summary"
    " hr br address body html tr thead tbody tfoot"
)
_SPACE = re.compile(r"\s+")


def read(name: str, data: bytes, limits: Limits, say: Callable[[str], Unreadable]) -> Text:
    """Read the visible text of a page."""
    text, notes = plain.decoded(data, say, html=True)
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as why:
        raise say("holds no readable web page. Save it anew, or as plain text.") from why
    lines = [Line(line) for line in _tidied("".join(_walk(root)))]
    if not any(line.text for line in lines):
        raise say("shows no text: a script may draw it. Open it in a browser and save it as PDF.")
    return Text(name, "HTML", tuple(lines), notes)


def _walk(root: Any) -> Iterator[str]:
    """Pieces of text; a newline parts blocks, a tab cells."""
    skip: Any = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and skip is None:
            if _hidden(node):
                skip = node
            elif node.tag == "tr" and node.find(".//table") is None:
                skip = node
                yield "\n" + "\t".join(_cells(node))
            else:
                yield _before(node) + _plain(node.text)
        elif event == "end":
            if skip is None:
                yield _after(node.tag)
            skip = None if skip is node else skip
            if skip is None and node is not root:
                yield _plain(node.tail)


def _plain(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")


def _cells(row: Any) -> Iterator[str]:
    """The cells of a row; one that spans several columns is followed by empty ones."""
    for cell in row.iterchildren("td", "th"):
        yield " ".join("".join(_walk(cell)).split())
        wide = str(cell.get("colspan") or "1")
        yield from [""] * (min(int(wide), 50) - 1 if wide.isdigit() else 0)


def _hidden(node: Any) -> bool:
    style = "".join((node.get("style") or "").split()).casefold()
    return node.tag in _UNSEEN or node.get("hidden") is not None or "display:none" in style


def _before(node: Any) -> str:
    tag = node.tag
    if tag == "li":
        return "\n" + _marker(node)
    if tag in _HEADINGS:
        return "\n\n" + "#" * int(tag[1]) + " "
    return "\n\n" if tag in _APART else "\n" if tag in _BLOCKS else ""


def _marker(item: Any) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    return f"{sum(1 for _ in item.itersiblings('li', preceding=True)) + 1}. "


def _after(tag: str) -> str:
    return "\n\n" if tag in _APART | _HEADINGS else "\n" if tag in _BLOCKS - {"li"} else ""


def _tidied(text: str) -> Iterator[str]:
    """Lines without needless blanks, and never two empty ones in a row."""
    empty = True
    for line in text.split("\n"):
        told = "\t".join(" ".join(cell.split()) for cell in line.split("\t"))
        if told.strip("\t") or not empty:
            yield told if told.strip("\t") else ""
        empty = not told.strip("\t")
