"""Pages of the schemes, programmes and systems that the documents name."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.partnership.models import Group, Organisation
from goldenthread.partnership.showing import (
    crumb,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.strategy import queries
from goldenthread.strategy.models import Scheme
from goldenthread.strategy.register_forms import (
    ALSO,
    NEEDS,
    SCHEME_KINDS,
    WITH,
    SchemeFilter,
    chosen,
)
from goldenthread.strategy.views.registers import showing
from goldenthread.tables import Column, arranged, as_csv

ON_A_PAGE = 25
EVENTS = {"strategy.scheme_added": "Added here", "strategy.scheme_edited": "Details changed"}
COLUMNS: list[Column[Scheme]] = [
    Column("name", "Scheme", lambda one: one.name.casefold()),
    Column("kind", "Kind", lambda one: (list(SCHEME_KINDS).index(kind_of(one)), one.name)),
    Column("serves", "Serves"),
    Column("named", "Where it is named", lambda one: one.places or None),
]
HEAD = (
    "key", "scheme", "other_names", "kind", "named_with", "owners", "serves", "what_to_keep",
    "from", "until", "places", "note",
)  # fmt: skip


def kind_of(one: Scheme) -> str:
    """Say which of the three kinds a scheme is (a key of SCHEME_KINDS)."""
    if one.named_with_id:
        return WITH
    return NEEDS if one.needs else ALSO


@needs("public.read")
def schemes(request: Request) -> HttpResponse:
    """Every scheme, found by any of its names."""
    form = SchemeFilter(request.GET, documents=queries.documents_held(request.partnership))
    every = list(queries.schemes_seen(request.partnership, by=request.user))
    shown = arranged(request, _chosen(every, form), COLUMNS, first="name", on_a_page=ON_A_PAGE)
    here = reverse("schemes")
    context = {
        "form": form,
        "found": found(len(shown.rows), len(every), "scheme", "schemes"),
        "counts": [
            {
                "label": label,
                "count": sum(kind_of(one) == kind for one in every),
                "url": f"{here}?kind={kind}",
                "tone": "none",
            }
            for kind, label in SCHEME_KINDS.items()
        ],
        "every": every,
        "may_edit": holds(request, "strategy.edit"),
        "table": {
            "id": "schemes",
            "caption": "Schemes",
            "columns": shown.columns,
            "rows": [_row(request, one) for one in shown.page.object_list],
            "csv_url": with_query(request, "schemes_csv"),
        },
        "page": shown.page,
    }
    return render(request, "strategy/schemes.html", context)


def _chosen(every: list[Scheme], form: SchemeFilter) -> list[Scheme]:
    asked = chosen(form)
    words = asked["q"].casefold().split()
    return [
        one
        for one in every
        if asked["kind"] in ("", kind_of(one))
        and (not asked["document"] or _named_in(one, asked["document"]))
        and all(word in _words(one) for word in words)
    ]


def _named_in(one: Scheme, document: str) -> bool:
    return any(place.startswith(f"{document}:") for place in one.places)


def _words(one: Scheme) -> str:
    return " ".join([one.name, *one.aliases, one.needs, one.note]).casefold()


def _row(request: Request, one: Scheme) -> list[Any]:
    also = f" (also {', '.join(one.aliases)})" if one.aliases else ""
    kind = f"Named together with {one.named_with}" if one.named_with else SCHEME_KINDS[kind_of(one)]
    return [
        {"url": reverse("scheme", args=[one.key]), "text": f"{one.name}{also}"},
        kind,
        _serves(one) or "No priority is given",
        showing.said_at(request, one.places) or "Written here, not in a document",
    ]


def _serves(one: Scheme) -> str:
    return "; ".join(dict.fromkeys(str(priority) for priority in one.serves.all()))


@needs("public.read")
def schemes_csv(request: Request) -> HttpResponse:
    """The schemes that the page shows, all of them, as a table to download."""
    form = SchemeFilter(request.GET, documents=queries.documents_held(request.partnership))
    every = list(queries.schemes_seen(request.partnership, by=request.user))
    ordered = arranged(request, _chosen(every, form), COLUMNS, first="name").rows
    return as_csv("schemes", HEAD, (_csv_row(request, one) for one in ordered))


def _csv_row(request: Request, one: Scheme) -> list[Any]:
    owners = [owner.name for owner in one.owners.all()]
    return [
        one.key,
        one.name,
        "; ".join(one.aliases),
        SCHEME_KINDS[kind_of(one)],
        str(one.named_with or ""),
        "; ".join([*owners, *([str(one.owner_group)] if one.owner_group else [])]),
        _serves(one),
        one.needs,
        one.starts,
        one.ends,
        showing.said_at(request, one.places),
        one.note,
    ]


@needs("public.read")
def scheme(request: Request, key: str) -> HttpResponse:
    """One scheme: what it is, whose it is, who paid, what it serves and where it is named."""
    one = or_404(queries.scheme_seen(request.partnership, key, by=request.user))
    one.partnership = request.partnership
    behind = queries.behind(one)
    context = {
        "one": one,
        "kind": SCHEME_KINDS[kind_of(one)],
        "owners": behind.owners,
        "groups": behind.groups,
        "funding": [_paid(request, said, behind.funders) for said in one.funding],
        "serves": [
            {"priority": priority, "url": showing.priority_url(priority)}
            for priority in one.serves.all()
        ],
        "studies": queries.studies_naming(one, by=request.user),
        "also_named": vars(one)["others"],
        "may_edit": holds(request, "strategy.edit"),
        # only what was written here has a history: the loading records none of one scheme
        "history": history_items(history_of(one), EVENTS) if one.edited_at else [],
        "breadcrumbs": [crumb("Schemes", "schemes")],
    }
    return render(request, "strategy/scheme.html", context)


def _paid(
    request: Request, said: dict[str, Any], bodies: dict[str, Organisation | Group]
) -> dict[str, Any]:
    """Give who paid: the funder by name, how much as printed, until when, and where it stands."""
    body = bodies.get(said.get("funder") or said.get("funder_group") or "")
    named = said.get("name", "")
    amount = said.get("printed", "")
    if not amount and said.get("amount"):
        amount = f"£{showing.number(Decimal(said['amount']))}"
    return {
        "name": named or (str(body) if body else "A funder who is not named"),
        "by": str(body) if body and named else "",
        "url": _body_url(body),
        "amount": amount,
        "until": _until(said.get("until", "")),
        "note": said.get("note", ""),
        "places": showing.said_at(request, said.get("places", [])),
    }


def _until(printed: str) -> str:
    """Give the month in which money ends as people say it; anything else as it is kept."""
    try:
        return str(Period.from_iso_month(printed))
    except (PeriodError, ValueError):
        return printed


def _body_url(body: Organisation | Group | None) -> str:
    if body is None:
        return ""
    name = "group" if isinstance(body, Group) else "organisation"
    return reverse(name, args=[body.key])
