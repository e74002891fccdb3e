"""Pages of groups: who they are, who sits in them, and what they answer for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.partnership import changes, queries, rules
from goldenthread.partnership.forms import (
    GroupFilter,
    GroupForm,
    LastDayForm,
    NewGroupForm,
    SeatForm,
)
from goldenthread.partnership.models import Group, GroupMember
from goldenthread.partnership.showing import (
    crumb,
    done,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.partnership.told import told_of
from goldenthread.tables import Column, arranged, as_csv

EVENTS = {
    "partnership.group_edited": "Details changed",
}

CHAIRS_BY_POST = (
    "Chairs are given by their post. Officers' names are shown to partners who sign in."
)


def _above(one: Group) -> str:
    return str(one.parent or one.parent_organisation or "")


COLUMNS: list[Column[dict[str, Any]]] = [
    Column("group", "Group", lambda row: _under_its_head(row["group"])),
    Column("kind", "Kind", lambda row: row["group"].get_kind_display()),
    Column("leads", "Leads", lambda row: row["leads"][0].text.casefold() if row["leads"] else None),
    Column("chair", "Chair", lambda row: row["chair"].casefold() or None),
    Column("under", "Stands under", lambda row: _above(row["group"]).casefold() or None),
]


@needs("public.read")
def groups(request: Request) -> HttpResponse:
    """Every group, found by any of its names, and how they stand under one another."""
    form = GroupFilter(request.GET)
    every = list(queries.groups(request.partnership))
    shown = _chosen(every, form)
    ordered = arranged(request, _rows(request, shown), COLUMNS, first="group")
    reads = holds(request, "partnership.read")
    context = {
        "form": form,
        "page": ordered.page,
        "table": {
            "id": "groups",
            "caption": "Groups",
            "note": "" if reads else CHAIRS_BY_POST,
            "columns": ordered.columns,
            "rows": ordered.page.object_list,
            "csv_url": with_query(request, "groups_csv"),
        },
        "found": found(len(shown), len(every), "group", "groups"),
        "tree": _tree(every),
        "filtered": len(shown) != len(every),
        "may_edit": holds(request, "partnership.edit"),
    }
    return render(request, "partnership/groups.html", context)


def _chosen(every: list[Group], form: GroupFilter) -> list[Group]:
    """Keep the groups that fit; those named with another come right after it."""
    form.is_valid()
    words = form.cleaned_data.get("q", "").casefold().split()
    kind = form.cleaned_data.get("kind", "")
    shown = [
        one
        for one in every
        if (not kind or one.kind == kind)
        and all(word in " ".join([one.name, *one.aliases]).casefold() for word in words)
    ]
    return sorted(shown, key=_under_its_head)


def _under_its_head(one: Group) -> tuple[str, bool, str]:
    head = one.named_with or one
    return head.name.casefold(), one.named_with is not None, one.name.casefold()


def _rows(request: Request, shown: list[Group]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    seats = queries.seats_on(request.partnership, today, by=request.user)
    told = told_of(request.partnership, request.user, [one.pk for one in shown])
    names = holds(request, "partnership.read")
    return [
        {
            "group": one,
            "chair": _chair(seats.get(one.pk, []), names=names),
            "leads": told[one.pk].get("Leads", []),
        }
        for one in shown
    ]


def _chair(seats: list[GroupMember], *, names: bool) -> str:
    for seat in seats:
        if seat.office == "chair":
            return holder(seat, names=names)
    return ""


def holder(seat: GroupMember, *, names: bool) -> str:
    """Say who sits: the name for those who may see officers' names, the post for everybody."""
    if not seat.officer:
        return seat.holder
    post = ", ".join(filter(None, [seat.officer.post, str(seat.officer.organisation or "")]))
    if not names:
        return post or "An officer"
    return ", ".join(filter(None, [seat.officer.name, post]))


def _tree(every: Iterable[Group]) -> list[dict[str, Any]]:
    """Give groups that have others under them, with those, from the top down."""
    under: dict[int, list[Group]] = defaultdict(list)
    ones = {one.pk: one for one in every}
    for one in ones.values():
        if one.parent_id:
            under[one.parent_id].append(one)

    def branch(one: Group) -> dict[str, Any]:
        return {"group": one, "branches": [branch(child) for child in under.get(one.pk, [])]}

    return [branch(one) for one in ones.values() if not one.parent_id and under.get(one.pk)]


@needs("public.read")
def groups_csv(request: Request) -> HttpResponse:
    """The groups that the page shows, as a table to download."""
    every = list(queries.groups(request.partnership))
    chosen = _rows(request, _chosen(every, GroupFilter(request.GET)))
    rows = arranged(request, chosen, COLUMNS, first="group").rows
    head = (
        "group",
        "other_names",
        "kind",
        "named_with",
        "stands_under",
        "leads",
        "chair",
        "places",
    )
    return as_csv(
        "groups",
        head,
        (
            (
                row["group"].name,
                "; ".join(row["group"].aliases),
                row["group"].get_kind_display(),
                str(row["group"].named_with or ""),
                _above(row["group"]),
                "; ".join(one.text for one in row["leads"]),
                row["chair"],
                "; ".join(queries.say_places(row["group"].places, request.partnership)),
            )
            for row in rows
        ),
    )


@needs("public.read")
def group(request: Request, key: str) -> HttpResponse:
    """One group: who it is, who sits in it, what it answers for, and where documents name it."""
    one = _group(request, key)
    names, edits = holds(request, "partnership.read"), holds(request, "partnership.edit")
    seats = list(queries.seats_of(one, by=request.user))
    on = timezone.localdate()
    now = {seat.pk for seat in queries.seats_now(seats, on)}
    shown: list[dict[str, Any]] = [
        {"seat": seat, "who": holder(seat, names=names), "now": seat.pk in now} for seat in seats
    ]
    near = queries.beside(one)
    context = {
        "group": one,
        "children": [other for other in near if other.parent_id == one.pk],
        "also_named": [other for other in near if other.named_with_id == one.pk],
        "told": told_of(request.partnership, request.user, [one.pk])[one.pk],
        "officers": [row for row in shown if row["seat"].office != "member"],
        "members": [row for row in shown if row["seat"].office == "member"],
        "has_chair": any(row["now"] and row["seat"].office == "chair" for row in shown),
        "reads": names,
        "may_edit": edits,
        "history": history_items(history_of(one), EVENTS) if edits else [],
        "breadcrumbs": [crumb("Groups", "groups")],
    }
    return render(request, "partnership/group.html", context)


@needs("partnership.edit")
def add_group(request: Request) -> HttpResponse:
    """Add a group that no document names."""
    form = NewGroupForm(request.POST or None)
    made: list[Group] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.add_group(partnership=request.partnership, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, "The group is added.")
        return redirect("group", made[0].key)
    context = {
        "form": form,
        "title": "Add a group",
        "about": "What it is for, its quorum and its members are said on its own page.",
        "cancel_url": reverse("groups"),
        "breadcrumbs": [crumb("Groups", "groups")],
    }
    return render(request, "partnership/form.html", context)


@needs("partnership.edit")
def edit_group(request: Request, key: str) -> HttpResponse:
    """Change what is known of a group."""
    one = _group(request, key)
    form = GroupForm(request.POST or None, instance=one)
    if form.is_valid():
        fresh = _group(request, key)
        if done(
            form, lambda: changes.edit_group(group=fresh, by=request.user, **form.cleaned_data)
        ):
            messages.success(request, "The group is changed.")
            return redirect("group", key)
    return _form(request, form, f"Change: {_group(request, key).name}", key)


@needs("partnership.edit")
def give_seat(request: Request, key: str) -> HttpResponse:
    """Seat a person or a body in a group."""
    one = _group(request, key)
    form = SeatForm(request.POST or None, partnership=request.partnership)
    if form.is_valid() and done(
        form, lambda: changes.give_seat(group=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The seat is given.")
        return redirect("group", key)
    about = "A chair or vice chair whose time is open ends on the day before."
    return _form(request, form, f"Give a seat in {rules.the(one.name)}", key, about)


@needs("partnership.edit")
def end_seat(request: Request, key: str, number: int) -> HttpResponse:
    """End somebody's time in a group, after asking."""
    one = _group(request, key)
    seat = or_404(queries.seats_of(one, by=request.user).filter(pk=number).first())
    form = LastDayForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.end_seat(seat=seat, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{seat.holder} no longer sits in {rules.the(one.name)}.")
        return redirect("group", key)
    context = {
        "title": f"End the time of {seat}?",
        "question": "From which day?",
        "consequences": ["They are shown as a former holder; nothing is erased."],
        "form": form,
        "submit": "End it",
        "cancel_url": reverse("group", args=[key]),
        "breadcrumbs": [crumb("Groups", "groups"), crumb(one.name, "group", key)],
    }
    return render(request, "partnership/confirm.html", context)


def _group(request: Request, key: str) -> Group:
    one: Group = or_404(queries.groups(request.partnership).filter(key=key).first())
    return one


def _form(request: Request, form: Any, title: str, key: str, about: str = "") -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": about,
        "cancel_url": reverse("group", args=[key]),
        "breadcrumbs": [crumb("Groups", "groups")],
    }
    return render(request, "partnership/form.html", context)
