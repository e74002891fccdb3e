"""How this room's things are handed to pages and components. Rooms above use it too."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts.asking import Request
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.models import Event


def holds(request: Request, permission: str) -> bool:
    """Say whether whoever asks holds a permission in this partnership."""
    return may(request.user, permission, on=request.partnership)


def or_404(thing: Any) -> Any:
    """Give what was found; answer "not found" where nothing was."""
    if thing is None:
        raise Http404
    return thing


def crumb(label: str, name: str, *args: Any) -> dict[str, str]:
    """Give one step of the breadcrumbs."""
    return {"label": label, "url": reverse(name, args=args)}


def done(form: BaseForm, change: Callable[[], Any]) -> bool:
    """Make a change, or put the sentence of the rule it breaks on the form."""
    try:
        change()
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return False
    return True


def with_query(request: Request, name: str, *args: Any) -> str:
    """Give the address of a download that holds what the page shows now: the same filters."""
    kept = [(key, str(value)) for key, value in request.GET.items() if key != "page" and value]
    return f"{reverse(name, args=args)}{'?' if kept else ''}{urlencode(kept)}"


def page_of(request: Request, rows: Any, size: int) -> Page:
    """Give the page of rows that the address asks for; the nearest where there is no such."""
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

    what: how a room's verbs read; any other is read off the verb itself.
    """
    known = what or {}
    return [
        {
            "what": known.get(event.verb, _read(event.verb)),
            "who": event.by_name,
            "when": event.at,
            "why": event.details.get("reason") or event.details.get("why") or "",
            "changes": _changed(event.details),
        }
        for event in events
    ]


def _read(verb: str) -> str:
    return verb.partition(".")[2].replace("_", " ").capitalize()


def _changed(details: Mapping[str, Any]) -> list[dict[str, Any]]:
    before, after = details.get("before"), details.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        {
            "field": name.replace("_", " ").capitalize(),
            "before": before.get(name, ""),
            "after": after.get(name, ""),
        }
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
