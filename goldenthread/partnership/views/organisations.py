"""The list of organisations: who belongs on a day, and which other bodies documents name."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership import queries, rules
from goldenthread.partnership.forms import OrganisationFilter
from goldenthread.partnership.models import Membership, Organisation
from goldenthread.partnership.showing import holds, with_query
from goldenthread.tables import Column, arranged, as_csv

EVERY = 10_000  # all on one page: who belongs is read as a whole
MEMBERS: list[Column[Membership]] = [
    Column("name", "Organisation", lambda one: one.organisation.name.casefold()),
    Column("joined", "Joined", lambda one: one.starts),
    Column("left", "Left", lambda one: one.ends),
    Column("places", "Stands in"),
]
OTHERS: list[Column[Organisation]] = [
    Column("name", "Organisation", lambda one: one.name.casefold()),
    Column("kind", "Kind", lambda one: (one.get_kind_display(), one.name.casefold())),
    Column("places", "Stands in"),
]


@needs("public.read")
def organisations(request: Request) -> HttpResponse:
    """Who belongs to the partnership on a day, and which other bodies documents name."""
    form = OrganisationFilter(request.GET)
    form.is_valid()
    on = form.cleaned_data.get("on") or timezone.localdate()
    members, others = _chosen(request, form, on)
    named = arranged(request, others, OTHERS, first="name", on_a_page=EVERY)
    context = {
        "form": form,
        "on": on,
        "today": on == timezone.localdate(),
        "classes": [
            (name, _class_table(request, name, [m for m in members if m.membership_class == key]))
            for key, name in rules.CLASSES.items()
        ],
        "members": members,
        "others": {
            "id": "others-table",
            "caption": "Other organisations",
            "columns": named.columns,
            "rows": named.rows,
        },
        "wanted": form.cleaned_data.get("membership", ""),
        "csv_url": with_query(request, "organisations_csv"),
        "reads": holds(request, "partnership.read"),
    }
    return render(request, "partnership/organisations.html", context)


def _class_table(request: Request, name: str, members: list[Membership]) -> dict[str, Any]:
    ordered = arranged(request, members, MEMBERS, first="name")
    return {
        "id": f"{slugify(name)}-table",
        "caption": f"{name}: members and dates",
        "columns": ordered.columns,
        "rows": ordered.rows,
    }


def _chosen(
    request: Request, form: OrganisationFilter, on: date
) -> tuple[list[Membership], list[Organisation]]:
    words = form.cleaned_data.get("q", "").casefold().split()
    wanted = form.cleaned_data.get("membership", "")
    every = queries.memberships_on(request.partnership, on)
    belonging = {one.organisation_id for one in every}
    members = [
        one
        for one in every
        if wanted in ("", one.membership_class) and _named(one.organisation, words)
    ]
    others = [
        one
        for one in queries.organisations(request.partnership)
        if wanted in ("", "none") and one.pk not in belonging and _named(one, words)
    ]
    return members, others


def _named(body: Organisation, words: list[str]) -> bool:
    names = " ".join([body.name, body.short_name, *body.aliases]).casefold()
    return all(word in names for word in words)


@needs("public.read")
def organisations_csv(request: Request) -> HttpResponse:
    """The members and other bodies that the page shows, as a table to download."""
    form = OrganisationFilter(request.GET)
    form.is_valid()
    on = form.cleaned_data.get("on") or timezone.localdate()
    members, others = _chosen(request, form, on)
    head = ("organisation", "kind", "membership", "joined", "left", "as_at", "note", "places")
    rows: list[tuple[Any, ...]] = [
        (
            one.organisation.name,
            one.organisation.get_kind_display(),
            one.get_membership_class_display(),
            one.starts,
            one.ends,
            on,
            one.note,
            "; ".join(queries.say_places(one.places, request.partnership)),
        )
        for one in arranged(request, members, MEMBERS, first="name").rows
    ]
    rows += [
        (
            one.name,
            one.get_kind_display(),
            "No member on the day",
            None,
            None,
            on,
            one.note,
            "; ".join(queries.say_places(one.places, request.partnership)),
        )
        for one in arranged(request, others, OTHERS, first="name").rows
    ]
    return as_csv("organisations", head, rows)
