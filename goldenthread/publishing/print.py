"""A report as a tagged PDF: by Typst, in our font, the same bytes for the same report.

PDF/UA-1 is asked for, so a picture without words or a heading out of order stops the build.
"""

import json
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from goldenthread.indicators.charts import draw
from goldenthread.publishing.document import (
    Counts,
    Document,
    Element,
    Facts,
    Heading,
    Leading,
    Paragraph,
    Part,
    Picture,
    Status,
    Table,
    Words,
    plain,
)

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
WIDEST = 4  # times the narrowest column of a table


def as_pdf(document: Document, *, on: date) -> bytes:
    """The report as PDF/UA-1.

    on: the day it speaks of, which stands as the day it was made, so that the same report
        gives the same bytes.
    """
    with tempfile.TemporaryDirectory(prefix="goldenthread-report-") as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(TEMPLATE.read_bytes())
        data = _data(document, on, root)
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


def _data(document: Document, on: date, root: Path) -> dict[str, Any]:
    return {
        "title": document.title,
        "partnership": document.partnership,
        "period": document.period,
        "period_long": document.period_long,
        "marking": document.marking,
        "about": document.about,
        "date": {"year": on.year, "month": on.month, "day": on.day},
        "facts": [{"term": term, "text": text} for term, text in document.facts],
        "groups": _groups(
            [_element(one, number, root) for number, one in enumerate(document.elements, 1)]
        ),
    }


def _groups(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put together what one page should hold: a measure up to its picture, and what follows it.

    Outside measures, paragraphs flow.
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
    return [group for group in groups if group["elements"]]


def _element(one: Element, number: int, root: Path) -> dict[str, Any]:
    match one:
        case Heading():
            text = f"{one.kicker}: {one.text}" if one.kicker else one.text
            return {"kind": "heading", "level": one.level, "text": text}
        case Paragraph():
            return {"kind": "paragraph", "role": one.role, "words": _words(one.words)}
        case Leading():
            words = {"value": _words(one.value), "limits": _words(one.limits)}
            said = {"unit": one.unit, "period": one.period, "note": one.note}
            return {"kind": "leading", **words, **said}
        case Status():
            return {"kind": "status", "label": one.label, "tone": one.tone}
        case Picture():
            return _picture(one, number, root)
        case Facts():
            items = [{"term": term, "words": _words(words)} for term, words in one.items]
            return {"kind": "facts", "items": items}
        case Counts():
            counts = [
                {"label": label, "tone": tone, "number": number.text}
                for label, tone, number in one.items
            ]
            return {"kind": "counts", "items": counts}
        case Table():
            return _table(one)


def _picture(one: Picture, number: int, root: Path) -> dict[str, Any]:
    name = f"chart-{number}.svg"
    (root / name).write_text(draw(one.chart), encoding="utf-8")
    said = {"title": one.title, "alt": one.description, "note": one.note}
    return {"kind": "picture", "file": name, **said}


def _table(one: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": one.caption,
        "columns": [{"label": label, "numeric": numeric} for label, numeric in one.columns],
        "cells": [_words(cell) for row in one.rows for cell in row],
        "widths": _widths(one),
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
