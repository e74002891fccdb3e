"""The data-quality page, and the page of how definitions are kept."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.indicators.quality import queries, rules
from goldenthread.indicators.quality.queries import Kept, Quality
from goldenthread.tables import Column, arranged, as_csv

CSV = (
    "indicator", "id", "verdict", "newest_period", "lag_days", "is_old", "periods", "missing",
    "which_missing", "provisional", "flagged", "rows_set_aside", "owed_by",
)  # fmt: skip
_ORDER = ("bad", "watch", "good", "waiting")
QUALITY: list[Column[Quality]] = [
    Column("name", "Indicator", lambda one: one.indicator.name.casefold()),
    Column("verdict", "Data", lambda one: _ORDER.index(one.verdict[1])),
    Column("lag", "Newest, and its age in days", lambda one: one.lag),
    Column("missing", "Missing between", lambda one: len(one.missing) if one.periods else None),
    Column("doubt", "Provisional, flagged, set aside",
           lambda one: (one.provisional, one.flagged, one.set_aside)),
    Column("owed", "Owed by", lambda one: one.owed_by.casefold() or None),
]  # fmt: skip
CSV_KEPT = ("indicator", "id", "written_by", "checked_by", "next_review", "due", "changes")
KEPT: list[Column[Kept]] = [
    Column("name", "Indicator", lambda one: one.indicator.name.casefold()),
    Column("written", "Written by", lambda one: one.written_by or None),
    Column("checked", "Checked by", lambda one: one.checked_by or None),
    Column("due", "To be looked at again", lambda one: one.indicator.next_review),
]


@needs("public.read")
def data_quality(request: Request) -> HttpResponse:
    """How good the data of every indicator are: coverage, age, gaps, doubts, who owes them."""
    found = queries.qualities(request.partnership, by=request.user, today=timezone.localdate())
    shown = arranged(request, found, QUALITY, first="verdict")
    context = {
        "table": {
            "id": "quality",
            "caption": "The data of every indicator, in our own area",
            "note": "Old: the newest period ended longer ago than data of its kind should.",
            "columns": shown.columns,
            "rows": [_row(one) for one in shown.page.object_list],
            "csv_url": reverse("data_quality_csv"),
            "sticky": True,
        },
        "page": shown.page,
        "counts": _counts(found),
        "breadcrumbs": [{"label": "Indicators", "url": reverse("indicators")}],
    }
    return render(request, "indicators/data_quality.html", context)


def _counts(found: list[Quality]) -> str:
    told: dict[str, int] = {}
    for one in found:
        told[one.verdict[0]] = told.get(one.verdict[0], 0) + 1
    return ", ".join(f"{word.lower()} {number}" for word, number in sorted(told.items()))


def _row(one: Quality) -> list[Any]:
    word, tone = one.verdict
    url = reverse("indicator", args=[one.indicator.pk])
    newest = f"{one.newest}, {one.lag} days" if one.newest else "None"
    between = f"{len(one.missing)} of {len(one.missing) + len(one.periods)}"
    absent = f"{between}: {rules.runs(one.missing)}" if one.missing else "None"
    doubts = (
        f"{one.provisional} provisional, {one.flagged} flagged, {one.set_aside:,} rows set aside"
    )
    return [
        {"url": url, "text": one.indicator.name},
        {"status": word, "tone": tone},
        newest,
        absent if one.periods else "Not known",
        doubts if one.periods else "Not known",
        one.owed_by or "Nobody is named",
    ]


@needs("public.read")
def data_quality_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    found = queries.qualities(request.partnership, by=request.user, today=timezone.localdate())
    rows = [
        [
            one.indicator.name, one.indicator.pk, one.verdict[0], one.newest, one.lag,
            "yes" if one.is_stale else "no", len(one.periods), len(one.missing),
            rules.runs(one.missing), one.provisional, one.flagged, one.set_aside, one.owed_by,
        ]
        for one in found
    ]  # fmt: skip
    return as_csv("data-quality", CSV, rows)


@needs("public.read")
def definitions(request: Request) -> HttpResponse:
    """Who wrote and who checked each definition, when it is due again, and what was changed."""
    today = timezone.localdate()
    shown = arranged(request, queries.kept(today), KEPT, first="due")
    log = queries.change_log()
    context = {
        "table": {
            "id": "definitions",
            "caption": "Definitions, the next one due first",
            "note": "Whoever writes one never checks it.",
            "columns": shown.columns,
            "rows": [_kept(one) for one in shown.page.object_list],
            "csv_url": reverse("definitions_csv"),
        },
        "page": shown.page,
        "log": {
            "id": "log",
            "caption": "What was changed, newest first",
            "columns": [{"label": one} for one in ("On", "Indicator", "What changed")],
            "rows": [
                [
                    _day(one.on),
                    {"url": _url(one.indicator.pk), "text": one.indicator.name},
                    one.what,
                ]
                for one in log
            ],
        },
        "breadcrumbs": [{"label": "Indicators", "url": reverse("indicators")}],
    }
    return render(request, "indicators/definitions.html", context)


def _url(id: str) -> str:
    return reverse("indicator", args=[id])


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%-d %B %Y}"


def _kept(one: Kept) -> list[Any]:
    word, tone = rules.DUE[one.due]
    review = one.indicator.next_review
    day: Any = {"status": word, "tone": tone}
    if review and one.due == rules.LATER:
        day = f"{review:%-d %B %Y}"
    elif review:
        day = {"status": f"{word}: {review:%-d %B %Y}", "tone": tone}
    return [
        {"url": _url(one.indicator.pk), "text": one.indicator.name},
        one.written_by.capitalize() or "Taken from a document",
        one.checked_by.capitalize() or "Nobody yet",
        day,
    ]


@needs("public.read")
def definitions_csv(request: Request) -> HttpResponse:
    """The same as a table."""
    rows = [
        [
            one.indicator.name, one.indicator.pk, one.written_by, one.checked_by,
            one.indicator.next_review, rules.DUE[one.due][0],
            " | ".join(f"{change['on']}: {change['what']}" for change in one.indicator.changes),
        ]
        for one in queries.kept(timezone.localdate())
    ]  # fmt: skip
    return as_csv("definitions", CSV_KEPT, rows)
