"""From a specification to SVG: in our font, the same bytes each time, nothing that our policy bars.

The picture holds no style sheet and no style attribute, since pages allow none, and its ids
begin with its own mark, so that several may stand on one page.
"""

import hashlib
import json
import re
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from goldenthread.indicators.charts.look import FONT, Spec
from goldenthread.indicators.charts.series import Chart
from goldenthread.indicators.charts.specification import specification
from goldenthread.indicators.charts.words import described, titled

DRAWN_AS = 2  # raise it when the drawing itself changes, so that old pictures are not served
VEGA_LITE = "6.4"
KEPT_FOR = 30 * 24 * 3600
_LONG = re.compile(
    r"(?<![0-9#a-z])-?[0-9]+\.[0-9]{3,}(?![0-9a-z])"
)  # a hundredth of a px is enough
_SVG = "http://www.w3.org/2000/svg"


class FontsMissing(RuntimeError):  # noqa: N818 - reads as a sentence where it is raised
    """Our typeface has not been built, and no other may stand in for it."""


def draw(chart: Chart, size: str = "wide") -> SafeString:
    """The chart as SVG text, safe to stand in a page.

    size: see `specification`. Drawn once for each specification, then taken from the cache.
    Raises ValueError where there is nothing to draw, FontsMissing before `make setup`.
    """
    return picture(specification(chart, size), titled(chart), described(chart))


def picture(specified: Spec, *words: str) -> SafeString:
    """A specification of our own as SVG text, safe to stand in a page. words: title, description.

    Drawn once for each specification, then taken from the cache. Raises as `draw` does.
    """
    text = json.dumps(specified, sort_keys=True)
    mark = hashlib.sha256(f"{DRAWN_AS}{text}{words}".encode()).hexdigest()[:24]
    kept = cache.get(f"chart-{mark}")
    if kept is None:
        kept = _cleaned(_drawn(text), mark[:8], *words)
        cache.set(f"chart-{mark}", kept, KEPT_FOR)
    return mark_safe(kept)  # noqa: S308 - drawn by us; every word in it went through lxml


def as_png(chart: Chart, size: str = "wide") -> bytes:
    """The chart as a PNG twice as fine as a screen, for documents that hold no SVG.

    Raises as `draw` does.
    """
    return picture_as_png(specification(chart, size))


def picture_as_png(specified: Spec) -> bytes:
    """A specification of our own as PNG. Drawn once, then taken from the cache."""
    text = json.dumps({**specified, "background": "white"}, sort_keys=True)
    mark = hashlib.sha256(f"{DRAWN_AS}{text}".encode()).hexdigest()[:24]
    kept: bytes | None = cache.get(f"chart-png-{mark}")
    if kept is None:
        import vl_convert

        _fonts_at_hand(settings.BASE_DIR / "assets" / "dist" / "fonts")
        kept = vl_convert.vegalite_to_png(text, vl_version=VEGA_LITE, scale=2)
        cache.set(f"chart-png-{mark}", kept, KEPT_FOR)
    return kept


def svg_as_png(svg: str) -> bytes:
    """A drawing of our own as PNG in our font, on white; drawn once, then taken from the cache."""
    mark = hashlib.sha256(f"{DRAWN_AS}{svg}".encode()).hexdigest()[:24]
    kept: bytes | None = cache.get(f"drawing-png-{mark}")
    if kept is None:
        import vl_convert

        _fonts_at_hand(settings.BASE_DIR / "assets" / "dist" / "fonts")
        kept = vl_convert.svg_to_png(svg, scale=2)
        cache.set(f"drawing-png-{mark}", kept, KEPT_FOR)
    return kept


def start_drawing() -> None:
    """Draw a dot for nobody: the first picture of a process takes as long as twenty others."""
    import vl_convert

    dot = {"data": {"values": [{}]}, "mark": "point"}
    vl_convert.vegalite_to_svg(json.dumps(dot), vl_version=VEGA_LITE)


def _drawn(text: str) -> str:
    import vl_convert  # here, since loading it takes longer than most commands run

    _fonts_at_hand(settings.BASE_DIR / "assets" / "dist" / "fonts")
    svg: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE)
    return svg


@once
def _fonts_at_hand(folder: Path) -> None:
    import vl_convert

    if not list(folder.glob("AtkinsonHyperlegibleNext_*.ttf")):
        raise FontsMissing("The typeface of our charts is not built yet. Run `make setup`.")
    vl_convert.register_font_directory(str(folder))


def _cleaned(svg: str, mark: str, title: str, description: str) -> str:
    svg = _LONG.sub(lambda found: f"{float(found[0]):.2f}", svg)
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False))
    for element in root.iter(f"{{{_SVG}}}*"):
        _without_style(element)
        _with_own_ids(element, mark)
        if "font-family" in element.attrib:
            element.set("font-family", f"{FONT}, Verdana, sans-serif")
    root.set("role", "img")
    root.set("aria-labelledby", f"{mark}-title {mark}-words")
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        said = etree.Element(f"{{{_SVG}}}{tag}", id=f"{mark}-{('title', 'words')[place]}")
        said.text = words
        root.insert(place, said)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _without_style(element: etree._Element) -> None:
    """Turn a style attribute into attributes of its own; drop what only a pointer would use."""
    for part in element.get("style", "").split(";"):
        name, _, value = part.partition(":")
        if value:
            element.set(name.strip(), value.strip())
    for name in ("style", "class", "role", "pointer-events", "aria-roledescription", "cursor"):
        element.attrib.pop(name, "")


def _with_own_ids(element: etree._Element, mark: str) -> None:
    for name in list(element.keys()):
        value = element.get(name, "")
        if name == "id":
            element.set(name, f"{mark}-{value}")
        elif "url(#" in value:
            element.set(name, value.replace("url(#", f"url(#{mark}-"))
