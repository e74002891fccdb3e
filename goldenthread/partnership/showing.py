"""How this room's things are handed to pages and components. Rooms above use it too."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts.queries import may
from goldenthread.audit.models import Event
from goldenthread.declared import Place
from goldenthread.partnership.models import DocumentSource
from goldenthread.partnership.rules import listed


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Draw a page that says of each item where in the documents it stands."""
    documents = {one.key: one for one in DocumentSource.objects.of(request.partnership)}
    return render(request, template, {"documents": documents, **context})


def holds(request: HttpRequest, permission: str) -> bool:
    """Say whether whoever asks holds a permission in this partnership."""
    return may(request.user, permission, on=request.partnership)


def crumb(label: str, name: str, *args: Any) -> dict[str, str]:
    """Give one step of the breadcrumbs."""
    return {"label": label, "url": reverse(name, args=args)}


def said_places(places: Iterable[str], documents: Mapping[str, DocumentSource]) -> list[str]:
    """Say places as people read them, one text a document: "Plan 2021, lines 3 to 5 and 12"."""
    lines: dict[str, list[str]] = {}
    for place in (Place.parse(one) for one in places):
        if place.rule:
            lines.setdefault(f"Rule {place.rule}", [])
            continue
        document = documents.get(place.document)
        name = document.called if document else f"Document {place.document}"
        both = f"{place.first} to {place.last}" if place.last > place.first else f"{place.first}"
        lines.setdefault(name, []).append(both)
    return [_said(name, numbers) for name, numbers in lines.items()]


def _said(name: str, numbers: list[str]) -> str:
    if not numbers:
        return name
    several = len(numbers) > 1 or " to " in numbers[0]
    return f"{name}, {'lines' if several else 'line'} {listed(dict.fromkeys(numbers))}"


def sort_columns(
    request: HttpRequest, columns: Iterable[tuple[str, str]], chosen: str
) -> list[dict[str, str]]:
    """Give the head of a table whose columns sort by a link.

    columns: label and the word that stands for it in the address; no word: not sortable.
    chosen: the word now in the address, after "-" where it runs downwards.
    """
    given = []
    for label, word in columns:
        column = {"label": label}
        if word:
            now = {word: "ascending", f"-{word}": "descending"}.get(chosen, "")
            then = f"-{word}" if now == "ascending" else word
            kept = request.GET.copy()
            kept.pop("page", None)
            kept["sort"] = then
            column |= {"sort_url": f"?{kept.urlencode()}", "sorted": now}
        given.append(column)
    return given


def with_query(request: HttpRequest, name: str, *args: Any) -> str:
    """Give the address of a download that holds what the page shows now: the same filters."""
    kept = [(key, value) for key, value in request.GET.items() if key not in ("page",) and value]
    return f"{reverse(name, args=args)}{'?' if kept else ''}{urlencode(kept)}"


def pages_of(request: HttpRequest, rows: Any, size: int) -> Any:
    """Give the page of rows that the address asks for; the nearest one when there is no such."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def found(shown: int, every: int, one: str, many: str) -> str:
    """Say how many of how many are shown: "12 of 104 groups"."""
    if shown == every:
        return f"{every} {one if every == 1 else many}"
    return f"{shown} of {every} {many}"


def history_items(
    events: Iterable[Event], what: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Give the record of one thing for components/history.html.

    what: how the room's verbs read; others are read off the verb itself.
    """
    known = what or {}
    return [
        {
            "what": known.get(event.verb)
            or event.verb.partition(".")[2].replace("_", " ").capitalize(),
            "who": event.by_name,
            "when": event.at,
            "why": event.details.get("reason") or event.details.get("why") or "",
            "changes": _changed(event.details),
        }
        for event in events
    ]


def _changed(details: Mapping[str, Any]) -> list[dict[str, Any]]:
    before, after = details.get("before"), details.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    names = dict.fromkeys([*before, *after])
    return [
        {
            "field": name.replace("_", " ").capitalize(),
            "before": before.get(name, ""),
            "after": after.get(name, ""),
        }
        for name in names
        if before.get(name) != after.get(name)
    ]
