"""How releases and coverage are handed to the page's components."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from csp_analytics.period import Period
from csp_analytics.period.shapes import MONTHS
from goldenthread.sources.models import Release, ReleaseFile, RowsSetAside
from goldenthread.sources.queries import Cover, Covered
from goldenthread.tables import Column, Sorted

TONES = {
    Release.Status.LOADED: "good",
    Release.Status.WITHDRAWN: "bad",
    Release.Status.SUPERSEDED: "waiting",
}
COLUMNS: list[Column[Release]] = [
    Column("title", "Release", lambda one: one.title.casefold()),
    Column("source", "Source", lambda one: one.source.name.casefold()),
    Column("period", "Period", lambda one: one.period_start),
    Column("received", "Received", lambda one: one.received_at),
    Column("rows", "Rows received", lambda one: one.rows_in, numeric=True),
    Column("kept", "Rows kept", lambda one: one.rows_kept, numeric=True),
    Column("status", "State", lambda one: one.status),
]
STREET = "police_street"
COVER = {Cover.HAVE: "Here", Cover.MISSING: "Missing", Cover.KNOWN_GAP: "Not published"}


def span_of(release: Release) -> str:
    """Say what time a release is about: "January to August 2025"."""
    if release.period_start is None or release.period_end is None:
        return ""
    return str(Period.from_dates(release.period_start, release.period_end))


def difference_of(release: Release) -> str:
    """Say what a release changed against what it replaced: "12 rows added, 3 removed"."""
    told = release.difference
    if not told:
        return ""
    if told.get("added") is None:
        return "It replaced what stood there before, whose rows are not in the lake to compare."
    said = f"{told['added']:,} rows added, {told['removed']:,} removed"
    return said if told["changed"] is None else f"{said}, {told['changed']:,} changed"


def releases_table(found: Sorted[Release]) -> dict[str, Any]:
    """Give releases for components/table.html."""
    return {
        "id": "releases",
        "caption": "Releases",
        "columns": found.columns,
        "rows": [_release_row(one) for one in found.page.object_list],
        "csv_url": reverse("releases_csv"),
    }


def _release_row(one: Release) -> list[Any]:
    return [
        {"url": reverse("release", args=[one.key]), "text": one.title},
        one.source.name,
        span_of(one) or "Not stated",
        f"{one.received_at:%-d %B %Y}",
        {"text": f"{one.rows_in:,}", "numeric": True},
        {"text": f"{one.rows_kept:,}", "numeric": True},
        {
            "status": one.get_status_display().capitalize(),
            "tone": TONES[Release.Status(one.status)],
        },
    ]


def files_table(files: Iterable[ReleaseFile]) -> dict[str, Any]:
    """Give the files of a release with their checksums."""
    labels = (
        ("File", False),
        ("Month", False),
        ("Rows", True),
        ("Bytes", True),
        ("SHA-256", False),
    )
    return {
        "id": "files",
        "caption": "Files",
        "note": "The checksum is of the file as it was given, so anybody can check a copy.",
        "columns": [{"label": label, "numeric": numeric} for label, numeric in labels],
        "rows": [
            [
                one.name,
                str(Period.month(one.month.year, one.month.month)) if one.month else "Not stated",
                {"text": f"{one.rows:,}", "numeric": True},
                {"text": f"{one.bytes:,}", "numeric": True},
                one.sha256,
            ]
            for one in files
        ],
    }


def set_aside_table(rows: Iterable[RowsSetAside]) -> dict[str, Any]:
    """Give the rows that did not count everywhere, with why and where the first one stands."""
    labels = (
        ("Why", False), ("File", False), ("Rows", True), ("Still counted", False),
        ("First at line", True), ("For example", False),
    )  # fmt: skip
    return {
        "id": "set-aside",
        "caption": "Rows set aside",
        "columns": [{"label": label, "numeric": numeric} for label, numeric in labels],
        "rows": [
            [
                one.reason,
                one.file.name,
                {"text": f"{one.count:,}", "numeric": True},
                _still_counted(one),
                {"text": f"{one.first_line:,}", "numeric": True},
                one.sample or "None kept",
            ]
            for one in rows
        ],
    }


def _still_counted(one: RowsSetAside) -> str:
    if not one.kept:
        return "Nowhere"
    return "For the whole force" if one.file.force else "Kept, with this word"


def coverage_tables(covered: Iterable[Covered]) -> list[dict[str, Any]]:
    """Give one table for each source and force: a row for each year, a column for each month."""
    by_force: dict[tuple[str, str], dict[int, dict[int, Covered]]] = {}
    for one in covered:
        years = by_force.setdefault((one.source, one.force), {})
        years.setdefault(one.month.start.year, {})[one.month.start.month] = one
    return [_coverage_table(source, force, years) for (source, force), years in by_force.items()]


def _coverage_table(
    source: str, force: str, years: dict[int, dict[int, Covered]]
) -> dict[str, Any]:
    here = sum(one.cover == Cover.HAVE for months in years.values() for one in months.values())
    every = sum(len(months) for months in years.values())
    name = force.replace("-", " ").title()
    what = "" if source == STREET else f", {source.replace('_', ' ')}"
    return {
        "id": f"coverage-{force}" if source == STREET else f"coverage-{source}-{force}",
        "caption": f"{name}{what}: {here} of {every} months are here",
        "columns": [{"label": "Year"}, *({"label": name[:3], "mark": True} for name in MONTHS)],
        "rows": [
            [str(year), *(_cover_cell(months.get(number)) for number in range(1, 13))]
            for year, months in sorted(years.items(), reverse=True)
        ],
        "sticky": True,
    }


def _cover_cell(one: Covered | None) -> dict[str, Any]:
    if one is None:
        return {"text": "", "mark": True}
    return {"text": COVER[one.cover], "mark": True}
