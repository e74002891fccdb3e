"""Pages of the commitments of the police and crime plan, and how each stands."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.partnership.showing import (
    crumb,
    done,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.strategy import changes, queries, rules
from goldenthread.strategy.models import Commitment, CommitmentUpdate, Priority
from goldenthread.strategy.queries import Standing
from goldenthread.strategy.register_forms import CommitmentFilter, CommitmentStatusForm, chosen
from goldenthread.strategy.views.registers import showing
from goldenthread.tables import Column, Sorted, arranged, as_csv

ON_A_PAGE = 25
EVENTS = {"strategy.commitment_status_set": "Status given"}
COLUMNS: list[Column[Commitment]] = [
    Column("title", "Commitment", lambda one: one.title.casefold()),
    Column("theme", "Theme", lambda one: (one.priority.number, one.order)),
    Column("listed", "Where it stands", lambda one: one.order),
    Column("reported", "Report tells of it", lambda one: (not one.is_reported, one.order)),
    Column("done", "Achievements", lambda one: vars(one)["achievements_count"], numeric=True),
    Column("status", "Status", lambda one: list(showing.TONES).index(one.status)),
]
HEAD = (
    "key", "commitment", "theme", "sub_theme", "listed", "listed_at", "reported", "reported_at",
    "achievements", "status",
)  # fmt: skip


@needs("public.read")
def commitments(request: Request) -> HttpResponse:
    """Every commitment, with what the report tells of it and how it stands."""
    themes = list(queries.themes(request.partnership, by=request.user))
    form = CommitmentFilter(request.GET, themes=themes)
    shown = arranged(request, _chosen(request, form), COLUMNS, first="listed", on_a_page=ON_A_PAGE)
    standing = queries.commitments_standing(request.partnership, by=request.user)
    every = sum(one.count for one in standing)
    context = {
        "form": form,
        "found": found(len(shown.rows), every, "commitment", "commitments"),
        "every": every,
        "listed": sum(one.count for one in standing if one.is_listed),
        "only_reported": sum(one.count for one in standing if not one.is_listed),
        "counts": _counts(standing),
        "table": _table(request, shown),
        "page": shown.page,
        "by_theme": _by_theme(themes, standing),
    }
    return render(request, "strategy/commitments.html", context)


def _chosen(request: Request, form: CommitmentFilter) -> list[Commitment]:
    asked = chosen(form)
    return list(
        queries.commitments(
            request.partnership,
            by=request.user,
            theme=asked["theme"],
            sub_theme=asked["sub_theme"],
            status=asked["status"],
            reported={"yes": True, "no": False}.get(asked["reported"]),
            words=asked["q"],
        )
    )


def _counts(standing: list[Standing]) -> list[dict[str, Any]]:
    """Give how many are reported on and how many have each status, for summary_counts.html."""
    here = reverse("commitments")
    reported = sum(one.count for one in standing if one.is_reported)
    silent = sum(one.count for one in standing if not one.is_reported)
    counts = [
        {"label": "Reported on", "tone": "done", "count": reported, "url": f"{here}?reported=yes"},
        {"label": "Not reported on", "tone": "none", "count": silent, "url": f"{here}?reported=no"},
    ]
    for status, tone in showing.TONES.items():
        count = sum(one.count for one in standing if one.status == status)
        label = showing.status_label(status) if status else "No status given"
        query = urlencode({"status": status or queries.NO_STATUS})
        if count or not status:
            counts.append({"label": label, "tone": tone, "count": count, "url": f"{here}?{query}"})
    return counts


def _table(request: Request, shown: Sorted[Commitment]) -> dict[str, Any]:
    return {
        "id": "commitments",
        "caption": "Commitments",
        "columns": shown.columns,
        "rows": [_row(request, one) for one in shown.page.object_list],
        "csv_url": with_query(request, "commitments_csv"),
    }


def _row(request: Request, one: Commitment) -> list[Any]:
    return [
        {"url": showing.commitment_url(one), "text": one.title},
        _theme(one),
        showing.said_at(request, one.listed_places) or "Not in the list",
        showing.said_at(request, one.reported_places) if one.is_reported else "No",
        {"text": str(vars(one)["achievements_count"]), "numeric": True},
        {"status": showing.status_label(one.status), "tone": showing.TONES[one.status]},
    ]


def _theme(one: Commitment) -> str:
    sub = one.sub_theme.title if one.sub_theme else ""
    return one.priority.title if sub in ("", one.priority.title) else f"{one.priority.title}: {sub}"


def _by_theme(themes: Iterable[Priority], standing: list[Standing]) -> dict[str, Any]:
    """Give how the themes compare, by counts."""
    labels = ("Theme", "Commitments", "Reported on", "With a status")
    rows = []
    for theme in themes:
        mine = [one for one in standing if one.theme == theme.pk]
        numbers = (
            sum(one.count for one in mine),
            sum(one.count for one in mine if one.is_reported),
            sum(one.count for one in mine if one.status),
        )
        url = f"{reverse('commitments')}?{urlencode({'theme': queries.theme_named(theme)})}"
        cells = [{"text": str(number), "numeric": True} for number in numbers]
        rows.append([{"url": url, "text": theme.title}, *cells])
    return {
        "id": "by-theme",
        "caption": "Commitments by theme",
        "columns": [{"label": label, "numeric": bool(n)} for n, label in enumerate(labels)],
        "rows": rows,
    }


@needs("public.read")
def commitments_csv(request: Request) -> HttpResponse:
    """The commitments that the page shows, all of them, as a table to download."""
    themes = queries.themes(request.partnership, by=request.user)
    rows = _chosen(request, CommitmentFilter(request.GET, themes=themes))
    ordered = arranged(request, rows, COLUMNS, first="listed").rows
    return as_csv("commitments", HEAD, (_csv_row(request, one) for one in ordered))


def _csv_row(request: Request, one: Commitment) -> list[Any]:
    return [
        one.key,
        one.title,
        one.priority.title,
        one.sub_theme.title if one.sub_theme else "",
        "yes" if one.is_listed else "no",
        showing.said_at(request, one.listed_places),
        "yes" if one.is_reported else "no",
        showing.said_at(request, one.reported_places),
        vars(one)["achievements_count"],
        rules.COMMITMENT_STATUSES.get(one.status, ""),
    ]


@needs("public.read")
def commitment(request: Request, plan: str, key: str) -> HttpResponse:
    """One commitment: its thread, where it stands, what was achieved, and how it stood."""
    one = _commitment(request, plan, key)
    edits = holds(request, "strategy.edit")
    drafts = holds(request, "strategy.read_draft")
    context = {
        "one": one,
        "steps": showing.thread(one),
        "standing": showing.status_label(one.status),
        "tone": showing.TONES[one.status],
        "latest": next(iter(one.updates.all()), None),
        "updates": _updates(one, names=holds(request, "partnership.read")),
        "achieved": _under_headings(one),
        "schemes": [s for s in one.schemes.all() if drafts or not s.restricted],
        "regards": _regards(request, one),
        "may_edit": edits,
        "history": history_items(history_of(one), EVENTS) if edits else [],
        "breadcrumbs": [crumb("Commitments", "commitments")],
    }
    return render(request, "strategy/commitment.html", context)


def _under_headings(one: Commitment) -> list[dict[str, Any]]:
    """Give what was achieved, gathered under the words that lead it in, in the order printed."""
    groups: list[dict[str, Any]] = []
    for achieved in one.achievements.all():
        if not groups or groups[-1]["heading"] != achieved.heading:
            groups.append({"heading": achieved.heading, "achieved": []})
        groups[-1]["achieved"].append(achieved)
    return groups


def _regards(request: Request, one: Commitment) -> list[Any]:
    """Give the partnership's priorities that have regard to this part of the plan (CSP-06)."""
    every = queries.regards_seen(request.partnership, by=request.user)
    return [
        regard
        for regard in every.filter(theme=one.priority_id)
        if regard.sub_theme_id in (None, one.sub_theme_id)
    ]


def _updates(one: Commitment, *, names: bool) -> list[dict[str, Any]]:
    """Give how it stood over time, newest first; who said so only to those who see names."""
    return [
        {
            "update": update,
            "label": update.get_status_display(),
            "tone": showing.TONES[update.status],
            "who": _who(update) if names else "",
        }
        for update in one.updates.all()
    ]


def _who(update: CommitmentUpdate) -> str:
    return str(update.by) if update.by else update.by_name


@needs("strategy.edit")
def set_commitment_status(request: Request, plan: str, key: str) -> HttpResponse:
    """Say how a commitment stands and what shows it; shown once more before it is published."""
    one = _commitment(request, plan, key)
    form = CommitmentStatusForm(request.POST or None, initial={"status": one.status})
    context = {
        "one": one,
        "form": form,
        "steps": showing.thread(one),
        "breadcrumbs": [
            crumb("Commitments", "commitments"),
            crumb(one.title, "commitment", plan, one.key),
        ],
    }
    if not form.is_valid() or "change" in request.POST:
        return render(request, "strategy/commitment_status.html", context)
    said = {name: form.cleaned_data[name] for name in ("status", "evidence", "on")}
    if not form.cleaned_data["sure"]:
        before, after = showing.status_label(one.status), showing.status_label(said["status"])
        return render(
            request, "strategy/commitment_sure.html", {**context, "before": before, "after": after}
        )
    if done(form, lambda: changes.set_commitment_status(commitment=one, by=request.user, **said)):
        messages.success(request, "The status is given, with what shows it.")
        return redirect("commitment", plan, one.key)
    return render(request, "strategy/commitment_status.html", context)


def _commitment(request: Request, plan: str, key: str) -> Commitment:
    one: Commitment = or_404(queries.commitment(request.partnership, plan, key, by=request.user))
    return one
