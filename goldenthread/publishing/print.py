"""A report as a tagged PDF: by Typst, in our font, the same bytes for the same report.

In three looks: for print, in large print, and easy to print at home.

PDF/UA-1 is asked for, so a picture without words or a heading out of order stops the build.
"""

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from goldenthread.places.maps import Plan
from goldenthread.publishing import rules
from goldenthread.publishing.document import (
    LETTERS,
    Counts,
    Document,
    Element,
    Facts,
    Heading,
    Leading,
    Listing,
    Paragraph,
    Part,
    Picture,
    Quotation,
    Status,
    Table,
    Tiles,
    Words,
    plain,
)
from goldenthread.publishing.pictures import as_svg

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
MOST_KEPT = 9  # elements of a measure that are kept on one page
WIDEST = 4  # times the narrowest column of a table
_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\b")


@dataclass(frozen=True)
class Look:
    """How a print looks. size: of its letters, in points. smallest: of any letter.

    grey: black ink only. cover: whether it has a title page and each part its own page.
    chart: the size its charts are drawn in. flow: whether tables become lists of their rows.
    """

    size: float = 10.5
    smallest: float = 9
    grey: bool = False
    cover: bool = True
    chart: str = "wide"
    flow: bool = False


PRINT = Look()
LOOKS = {
    rules.PDF: PRINT,
    rules.LARGE_PRINT: Look(size=18, smallest=18, chart="narrow", flow=True),
    rules.EASY_PRINT: Look(size=12, smallest=11, grey=True, cover=False),
}


def as_pdf(document: Document, *, on: date, look: Look = PRINT) -> bytes:
    """The report as a tagged PDF, with PDF/UA-1 asked of Typst.

    on: the day it speaks of, which stands as the day it was made, so that the same report
        gives the same bytes.
    """
    with tempfile.TemporaryDirectory(prefix="goldenthread-report-") as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(TEMPLATE.read_bytes())
        data = _data(document, on, root, look)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        made: bytes = typst.compile(
            str(root / "report.typ"),
            root=str(root),
            font_paths=[str(settings.BASE_DIR / "assets" / "dist" / "fonts")],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(datetime.combine(on, time(12), UTC).timestamp()),
        )
    return made


def _data(document: Document, on: date, root: Path, look: Look) -> dict[str, Any]:
    return {
        "look": asdict(look),
        "invented": document.is_invented,
        "title": document.title,
        "partnership": document.partnership,
        "period": document.period,
        "period_long": document.period_long,
        "marking": document.marking,
        "about": document.about,
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "facts": [{"term": term, "text": text} for term, text in document.facts],
        "groups": _groups(
            [_element(one, number, root, look) for number, one in enumerate(document.elements, 1)],
            keep=not look.flow,
        ),
    }


def _groups(elements: list[dict[str, Any]], *, keep: bool) -> list[dict[str, Any]]:
    """Put together what one page should hold: a measure up to its picture, and what follows it.

    Outside measures, paragraphs flow. keep: whether groups are kept whole at all; in large
    print many would be longer than a page.
    """
    groups: list[dict[str, Any]] = []
    for one in elements:
        starts_measure = one["kind"] == "heading" and one["level"] == 2
        ends_measure = one["kind"] == "heading" and one["level"] == 1
        if not groups or starts_measure or ends_measure or one["kind"] == "picture":
            groups.append({"keep": not ends_measure, "elements": []})
        groups[-1]["elements"].append(one)
        if one["kind"] == "picture":
            groups.append({"keep": True, "elements": []})
    for group in groups:
        short = len(group["elements"]) <= MOST_KEPT
        group["keep"] = bool(keep and group["keep"] and short)
    return [group for group in groups if group["elements"]]


def _element(one: Element, number: int, root: Path, look: Look) -> dict[str, Any]:
    if isinstance(one, Picture):
        return _picture(one, number, root, look)
    return {"kind": type(one).__name__.lower(), **_DATA[type(one)](one)}


def _heading(one: Heading) -> dict[str, Any]:
    return {"level": one.level, "text": f"{one.kicker}: {one.text}" if one.kicker else one.text}


def _leading(one: Leading) -> dict[str, Any]:
    words = {"value": _words(one.value), "limits": _words(one.limits)}
    return {**words, "unit": one.unit, "period": one.period, "note": one.note}


def _counts(one: Counts) -> dict[str, Any]:
    return {
        "items": [
            {"label": label, "tone": tone, "number": number.text}
            for label, tone, number in one.items
        ]
    }


def _tiles(one: Tiles) -> dict[str, Any]:
    items = [
        {"value": _words(tile.value), "label": tile.label, "note": _words(tile.note)}
        for tile in one.items
    ]
    return {"title": one.title, "items": items}


def _picture(one: Picture, number: int, root: Path, look: Look) -> dict[str, Any]:
    name = f"chart-{number}.svg"
    drawn = as_svg(one.chart, look.chart)
    (root / name).write_text(_grey(drawn) if look.grey else drawn, encoding="utf-8")
    said = {"title": one.title, "alt": one.description, "note": one.note}
    return {"kind": "picture", "file": name, "tall": isinstance(one.chart, Plan), **said}


def _grey(svg: str) -> str:
    """A picture in shades of grey, each as light as the colour it stands for."""

    def shade(found: re.Match[str]) -> str:
        red, green, blue = (int(part, 16) for part in found.groups())
        light = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        return f"#{light:02x}{light:02x}{light:02x}"

    return _COLOUR.sub(shade, svg)


def _table(one: Table) -> dict[str, Any]:
    return {
        "caption": one.caption,
        "columns": [{"label": label, "numeric": numeric} for label, numeric in one.columns],
        "cells": [_words(cell) for row in one.rows for cell in row],
        "widths": _widths(one),
    }


_DATA: dict[type[Element], Callable[[Any], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: lambda one: {"role": one.role, "words": _words(one.words)},
    Leading: _leading,
    Status: lambda one: {"label": one.label, "tone": one.tone},
    Facts: lambda one: {
        "items": [{"term": term, "words": _words(words)} for term, words in one.items]
    },
    Counts: _counts,
    Tiles: _tiles,
    Listing: lambda one: {
        "numbered": one.numbered,
        "start": one.start,
        "letters": one.role == LETTERS,
        "items": [_words(words) for words in one.items],
    },
    Quotation: lambda one: {"words": _words(one.words), "source": one.source},
    Table: _table,
}


def _widths(one: Table) -> list[int]:
    """Shares of the width by what stands in the columns, the widest four times the narrowest."""
    longest = [
        max([len(label), *(len(plain(row[place])) for row in one.rows)])
        for place, (label, _) in enumerate(one.columns)
    ]
    narrowest = max(6, min(longest))
    return [max(1, min(WIDEST, round(length / narrowest))) for length in longest]


def _words(words: Words) -> list[dict[str, str]]:
    return [_part(part) for part in words]


def _part(part: Part) -> dict[str, str]:
    if isinstance(part, str):
        return {"text": part, "url": ""}
    return {"text": part.text, "url": f"{settings.PUBLIC_URL}{part.url}" if part.url else ""}
