"""Every page and operation against every role: what would happen to whom.

Read from the addresses and the permission that each view declares, so it cannot differ
from what `needs()` enforces; a test walks the real pages and compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.accounts import rules

ALLOWED, OWN, DENIED, HIDDEN, SIGN_IN = "allowed", "own", "denied", "hidden", "sign in"


@dataclass(frozen=True)
class Page:
    """One address: its name, its pattern, and the permission that its view declares.

    permission: None for the pages of the sign-in library, which guard themselves.
    """

    name: str
    pattern: str
    permission: str | None
    hidden: bool


def pages() -> list[Page]:
    """Give every address of the installation, sorted by pattern."""
    return sorted(_walk(get_resolver(), ""), key=lambda page: page.pattern)


def _walk(within: URLResolver, before: str) -> Iterator[Page]:
    for entry in within.url_patterns:
        pattern = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        elif isinstance(entry, URLPattern):
            view: Any = entry.callback
            yield Page(
                entry.name or "",
                f"/{pattern}",
                getattr(view, "permission", None),
                getattr(view, "hidden", False),
            )


def outcome(page: Page, role: str) -> str:
    """Say what happens to a holder of one role at a page.

    ALLOWED; OWN (the page opens; in it, only what names them as responsible may be
    changed); SIGN_IN (a visitor is asked to); DENIED; HIDDEN (answers "not found").
    """
    if page.permission is None:
        return ALLOWED
    scope = rules.scope_of(page.permission, frozenset({"public", role}))
    if scope is not None:
        return ALLOWED if scope == rules.ANY else OWN
    if page.hidden:
        return HIDDEN
    return SIGN_IN if role == "public" else DENIED


def matrix() -> list[dict[str, Any]]:
    """Give a row for every page: its name, pattern, permission, and the outcome for each role."""
    return [
        {
            "page": page.name,
            "address": page.pattern,
            "permission": page.permission or "guards itself",
            "roles": {role: outcome(page, role) for role in rules.ROLES},
        }
        for page in pages()
    ]
