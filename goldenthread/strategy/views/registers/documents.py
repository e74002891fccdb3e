"""The documents from which everything stated here was taken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.models import DocumentSource
from goldenthread.strategy import queries, rules
from goldenthread.tables import as_csv

NAMES_OF_POLICE = {"priorities": "themes"}
DOCUMENT_KINDS = {
    "partnership_plan": "Partnership plan",
    "committee_report": "Committee report",
    "annual_report": "Annual report",
}

# Where one of many is not told by an "s" at the end of its first or last word.
ONE = {
    "priorities": "priority",
    "areas of focus and assurance": "area of focus or assurance",
    "deliverables and their sub-items": "deliverable",
    "ways of working": "way of working",
    "filled cells of the alignment matrix": "filled cell of the alignment matrix",
    "indicators in use": "indicator in use",
    "statements of evidence": "statement of evidence",
    "case studies": "case study",
}


def _held(count: int, kind: str) -> str:
    """Say how many of a kind: "1 aim", "9 aims", "1 group named"."""
    if count != 1:
        return f"{count} {kind}"
    plain = kind.removesuffix(" named").removesuffix("s")
    named = " named" if kind.endswith(" named") else ""
    return f"1 {ONE.get(kind, plain + named)}"


@needs("public.read")
def documents(request: Request) -> HttpResponse:
    """The documents from which everything stated here was taken, and what of each is held."""
    rows = _documents(request)
    context = {"rows": rows, "csv_url": reverse("documents_csv")}
    return render(request, "strategy/documents.html", context)


def _documents(request: Request) -> list[dict[str, Any]]:
    """Give each document with its plan and with counts of what is held of it.

    A plan's own document carries what the plan holds; any document, whom and what it names.
    """
    plans = {one.key: one for one in queries.plans(request.partnership, by=request.user)}
    held = queries.held_of_plans(request.partnership, by=request.user)
    named = queries.named_in_documents(request.partnership, by=request.user)
    rows = []
    for one in queries.documents_held(request.partnership):
        plan = plans.get(one.strategy_key)
        own = held.get(plan.pk, {}) if plan and plan.document == one.key else {}
        if plan and plan.kind == rules.POLICE_PLAN:
            own = {NAMES_OF_POLICE.get(kind, kind): count for kind, count in own.items()}
        counts = {**own, **named.get(one.key, {})}
        rows.append(
            {
                "document": one,
                "kind": DOCUMENT_KINDS.get(one.kind, one.kind.replace("_", " ").capitalize()),
                "plan": plan,
                "published": _published(one),
                "counts": list(counts.items()),
                "held": [_held(count, kind) for kind, count in counts.items()],
                "has_evidence": "statements of evidence" in own,
            }
        )
    return rows


def _published(one: DocumentSource) -> str:
    return f"{one.published_day:%-d %B %Y}" if one.published_day else one.published


@needs("public.read")
def documents_csv(request: Request) -> HttpResponse:
    """The documents as a table to download: a line for each kind of thing held."""
    head = (
        "document", "title", "publisher", "kind", "period", "published", "lines", "held", "count",
    )  # fmt: skip
    rows = (
        [
            row["document"].key, row["document"].title, row["document"].publisher, row["kind"],
            row["document"].period, row["published"], row["document"].lines, kind, count,
        ]
        for row in _documents(request)
        for kind, count in row["counts"] or [("", "")]
    )  # fmt: skip
    return as_csv("documents", head, rows)
