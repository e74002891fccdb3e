"""A report as a page: the part that a page of the site holds, and a file that stands alone."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from goldenthread.indicators.charts import Chart
from goldenthread.publishing.document import Document, Element, Heading, Picture
from goldenthread.publishing.pictures import as_svg

STYLE = Path(__file__).parent / "standalone.css"
WEIGHTS = (400, 600)


@dataclass(frozen=True)
class Shown:
    """An element with what its template needs beside it."""

    kind: str
    one: Element
    id: str = ""
    level: int = 0
    wide: str = ""
    narrow: str = ""


def as_part(document: Document) -> str:
    """The body of the report, for a page with its own top: headings begin at the second level."""
    context = {"document": document, "elements": list(_shown(document))}
    return render_to_string("publishing/_document.html", context)


def as_file(document: Document, *, body: str) -> bytes:
    """The whole report as one HTML file that needs nothing else: style and letters are in it.

    body: what `as_part` gave.
    """
    context = {
        "document": document,
        "body": mark_safe(_from_outside(body)),  # noqa: S308 - made by as_part
        "style": mark_safe(_style()),  # noqa: S308 - our own file
        "contents": [one for one in _shown(document, pictures=False) if one.level in (2, 3)],
    }
    return render_to_string("publishing/standalone.html", context).encode()


def contents(document: Document) -> list[dict[str, Any]]:
    """The headings of sections and measures with their ids, for a list of contents."""
    return [
        {"id": one.id, "text": one.one.text, "level": one.one.level}
        for one in _shown(document, pictures=False)
        if isinstance(one.one, Heading) and one.one.level < 3
    ]


def _shown(document: Document, *, pictures: bool = True) -> Iterator[Shown]:
    used: dict[str, int] = {}
    for one in document.elements:
        kind = type(one).__name__.lower()
        if isinstance(one, Heading):
            name = slugify(one.text)[:50].strip("-") or "part"
            used[name] = used.get(name, 0) + 1
            name += f"-{used[name]}" if used[name] > 1 else ""
            yield Shown(kind, one, id=name, level=one.level + 1)
        elif isinstance(one, Picture) and pictures:
            narrow = as_svg(one.chart, "narrow") if isinstance(one.chart, Chart) else ""
            yield Shown(kind, one, wide=as_svg(one.chart), narrow=narrow)
        else:
            yield Shown(kind, one)


def _from_outside(body: str) -> str:
    """Make our links whole, so that they lead to the site from wherever the file is opened."""
    return body.replace('href="/', f'href="{settings.PUBLIC_URL}/')


@once
def _style() -> str:
    return f"{_faces()}\n{STYLE.read_text(encoding='utf-8')}"


def _faces() -> str:
    """Our letters inside the file, so that it looks the same wherever it is opened."""
    fonts = settings.BASE_DIR / "assets" / "dist" / "fonts"
    faces = []
    for weight in WEIGHTS:
        file = fonts / f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
        letters = base64.b64encode(file.read_bytes()).decode()
        faces.append(
            '@font-face{font-family:"Atkinson Hyperlegible Next";'
            f"font-weight:{weight};src:url(data:font/woff2;base64,{letters})}}"
        )
    return "\n".join(faces)
