"""Kinds of case: how each is worked, and what is counted of it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.casework.models import CaseTypeVersion
from goldenthread.casework.queries import seeing
from goldenthread.casework.queries.statistics import Statistics, statistics_of
from goldenthread.casework.types.telling import Part, parts
from goldenthread.partnership.showing import crumb, or_404
from goldenthread.tables import as_csv

HIDDEN = "not shown"
MARKING = "OFFICIAL-SENSITIVE"


@needs("casework.read")
def kinds(request: Request) -> HttpResponse:
    """Every kind of case that is worked here."""
    context = {
        "types": seeing.types_in_force(request.partnership),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return render(request, "casework/kinds.html", context)


@needs("casework.read")
def kind(request: Request, key: str) -> HttpResponse:
    """How cases of one kind are worked: all that its file says."""
    version = _version_or_404(request, key)
    context = {
        "version": version,
        "declared": version.declared,
        "tables": [_part(one) for one in parts(version.declared)],
        "marking": MARKING,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "casework/kind.html", context)


@needs("casework.read")
def statistics(request: Request, key: str) -> HttpResponse:
    """What is counted of one kind of case, small numbers hidden."""
    version = _version_or_404(request, key)
    found = statistics_of(request.partnership, version.declared, by=request.user)
    context = {
        "version": version,
        "declared": version.declared,
        "tables": list(_tables(found)),
        "csv_url": reverse("case_statistics_csv", args=[key]),
        "marking": MARKING,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "casework/statistics.html", context)


@needs("casework.read")
def statistics_csv(request: Request, key: str) -> HttpResponse:
    """The same as a file: one number a line."""
    version = _version_or_404(request, key)
    found = statistics_of(request.partnership, version.declared, by=request.user)
    rows = [
        (table["caption"], row[0], head["label"], _plain(cell))
        for table in _tables(found)
        for row in table["rows"]
        for head, cell in zip(table["columns"][1:], row[1:], strict=True)
    ]
    return as_csv(f"statistics-{key}", ("table", "row", "column", "number"), rows)


def _version_or_404(request: Request, key: str) -> CaseTypeVersion:
    version: CaseTypeVersion = or_404(seeing.type_in_force(request.partnership, key))
    return version


def _crumbs() -> list[dict[str, str]]:
    return [crumb("Cases", "cases"), crumb("Kinds of case", "case_kinds")]


def _part(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "caption": part.title,
        "columns": [{"label": head} for head in part.heads],
        "rows": [list(row) for row in part.rows],
        "none": part.none,
    }


def _tables(found: Statistics) -> Iterator[dict[str, Any]]:
    quarters = [f"{one:%B %Y} on" for one in found.first_days]
    if found.counts:
        yield _table("counts", "Cases by quarter", ["Count", *quarters, "All four"],
                     [[one.name, *one.quarters, one.total] for one in found.counts])  # fmt: skip
    number = 0
    for one in found.counts:
        for part in one.broken_down:
            number += 1
            caption = f"{one.name}: {part.ask}"
            yield _table(f"by-{number}", caption, ["Answer", "All four quarters"],
                         [list(row) for row in part.rows])  # fmt: skip
    if found.timeliness:
        heads = ["Time limit", "In time", "Late", "Overdue", "Still running", "In time, %"]
        rows = [
            [f"{t.name} ({t.rule})", t.in_time, t.late, t.overdue, t.running, t.share]
            for t in found.timeliness
        ]
        yield _table("timeliness", "Time limits that began in these quarters", heads, rows)
    if found.measures:
        heads = ["Measure", "Cases measured twice", "Mean at first", "Mean now", "Got better, %"]
        rows = [[m.name, m.cases, m.then, m.now, m.better] for m in found.measures]
        yield _table("measures", "Then and now, all cases", heads, rows)
    if found.totals:
        yield _table("totals", "Added up in these quarters", ["What", "All four quarters"],
                     [[one.name, one.number] for one in found.totals])  # fmt: skip


def _table(id: str, caption: str, heads: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    return {
        "id": id,
        "caption": caption,
        "columns": [{"label": head, "numeric": n > 0} for n, head in enumerate(heads)],
        "rows": [[row[0], *({"text": _plain(one), "numeric": True} for one in row[1:])]
                 for row in rows],
    }  # fmt: skip


def _plain(cell: Any) -> str:
    """Say a number, or that it is hidden. A cell of a table is said as it stands."""
    if isinstance(cell, dict):
        return str(cell["text"])
    if cell is None:
        return HIDDEN
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else f"{cell}"
