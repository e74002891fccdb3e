"""Pages of what was loaded: releases, one release with its checks, and which months are there."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.commands import CannotDo
from goldenthread.partnership.showing import done
from goldenthread.sources import changes, queries, showing
from goldenthread.sources.forms import ReleaseFilter, WithdrawForm
from goldenthread.sources.models import Release
from goldenthread.tables import arranged, as_csv

HEAD = (
    "key", "title", "source", "publisher", "licence", "period_start", "period_end", "received",
    "rows_received", "rows_kept", "rows_set_aside", "state", "invented", "sha256",
)  # fmt: skip


@needs("sources.read")
def releases(request: Request) -> HttpResponse:
    """Every release, newest first."""
    form = ReleaseFilter(request.GET or None)
    found = _chosen(form, queries.releases(request.partnership, by=request.user))
    shown = arranged(request, found, showing.COLUMNS, first="-received")
    context = {
        "form": form,
        "page": shown.page,
        "table": showing.releases_table(shown),
        "found": f"{len(shown.rows)} release{'' if len(shown.rows) == 1 else 's'}",
        "asked": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "sources/releases.html", context)


def _chosen(form: ReleaseFilter, every: QuerySet[Release]) -> QuerySet[Release]:
    if not form.is_bound or not form.is_valid():
        return every
    chosen = form.cleaned_data
    if chosen["q"]:
        every = every.filter(title__icontains=chosen["q"])
    if chosen["source"]:
        every = every.filter(source=chosen["source"])
    if chosen["status"]:
        every = every.filter(status=chosen["status"])
    return every


@needs("sources.read")
def releases_csv(request: Request) -> HttpResponse:
    """Every release as a table to download."""
    rows = [
        [
            one.key, one.title, one.source.name, one.publisher, one.licence, one.period_start,
            one.period_end, one.received_at.date(), one.rows_in, one.rows_kept,
            vars(one)["rows_set_aside"], one.status, "yes" if one.is_invented else "no",
            one.checksum,
        ]
        for one in queries.releases(request.partnership, by=request.user)
    ]  # fmt: skip
    return as_csv("releases", HEAD, rows)


@needs("sources.read")
def release(request: Request, key: str) -> HttpResponse:
    """One release: where it came from, its files, and what was set aside and why."""
    found = _release_or_404(request, key)
    context = {
        "release": found,
        "span": showing.span_of(found),
        "difference": showing.difference_of(found),
        "may_withdraw": found.status != Release.Status.WITHDRAWN
        and may(request.user, "sources.ingest", on=found),
        "tone": showing.TONES[Release.Status(found.status)],
        "files": showing.files_table(queries.files_of(found)),
        "set_aside": showing.set_aside_table(queries.set_aside_of(found)),
        "breadcrumbs": [{"label": "Releases", "url": reverse("releases")}],
        "steps": [
            {"label": "Source", "title": found.source.name},
            {"label": "Release", "title": found.title, "current": True},
        ],
    }
    return render(request, "sources/release.html", context)


def _release_or_404(request: Request, key: str) -> Release:
    try:
        return queries.release(request.partnership, key, by=request.user)
    except CannotDo:
        raise Http404 from None


@needs("sources.ingest")
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take a release back, after asking why."""
    found = _release_or_404(request, key)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.withdraw(found, why=form.cleaned_data["why"], by=request.user)
    ):
        messages.success(request, "It is withdrawn. What it had replaced stands again.")
        return redirect("release", found.key)
    return render(request, "sources/withdraw.html", {"form": form, "release": found})


@needs("sources.read")
def coverage(request: Request) -> HttpResponse:
    """Which months of each force's files are there. A missing month is never a zero."""
    covered = queries.whole_coverage(request.partnership, by=request.user)
    context = {
        "tables": showing.coverage_tables(covered),
        "breadcrumbs": [{"label": "Releases", "url": reverse("releases")}],
    }
    return render(request, "sources/coverage.html", context)
