"""Cases in a list, what waits for me, and where a new case begins."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework import changes
from goldenthread.casework.forms.staff import CaseFilter
from goldenthread.casework.models import Case, CaseTypeVersion
from goldenthread.casework.queries import listing, seeing
from goldenthread.casework.queries.work import work_of
from goldenthread.casework.rules import steps
from goldenthread.casework.rules.wording import LABELS, TONES, due_said, plain_standing
from goldenthread.casework.views.wizard import Wizard
from goldenthread.partnership.showing import crumb, or_404

ON_A_PAGE = 50
MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"
HEADS = (("reference", "Reference"), ("", "About"), ("", "Stage"), ("", "Led by"),
         ("opened", "Opened"), ("due", "Next due"))  # fmt: skip


@needs("casework.read")
def cases(request: Request) -> HttpResponse:
    """The cases that this person may see, what is due first before all others."""
    types = [one.declared for one in seeing.types_in_force(request.partnership)]
    form = CaseFilter(request.GET or None, types=types)
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = listing.Wanted(
        **{name: value for name, value in chosen.items() if value},
        sort=request.GET.get("sort", listing.FIRST),
    )
    try:
        rows = listing.cases(request.partnership, wanted, by=request.user)
    except RuleBroken as broken:  # words that very many cases have
        rows = Case.objects.of(request.partnership).none()
        form.add_error("q", str(broken))
    pages = listing.Counted(rows, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page, wanted.sort),
        "found": pages.found,
        "opens": may(request.user, "casework.open", on=request.partnership),
        "works": may(request.user, "casework.work", on=request.partnership),
        "leads": may(request.user, "casework.lead", on=request.partnership),
        "marking": MARKING,
    }
    return render(request, "casework/cases.html", context)


def _table(request: Request, page: Page[Case], sort: str) -> dict[str, Any]:
    rows, now = list(page), timezone.now()
    beside = listing.beside(rows)
    return {
        "id": "cases",
        "caption": "Cases",
        "columns": [_head(request, key, label, sort) for key, label in HEADS],
        "rows": [_row(one, beside[one.pk], now) for one in rows],
    }


def _head(request: Request, key: str, label: str, sort: str) -> dict[str, Any]:
    if not key:
        return {"label": label}
    now = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    kept = {name: value for name, value in request.GET.items() if name not in ("sort", "page")}
    turned = f"-{key}" if now == "ascending" else key
    return {"label": label, "sorted": now, "sort_url": f"?{urlencode({**kept, 'sort': turned})}"}


def _row(case: Case, beside: str, now: Any) -> list[Any]:
    declared = case.type.declared
    stage = declared.stage(case.stage)
    return [
        {"url": case.get_absolute_url(), "text": case.reference},
        beside or declared.name,
        stage.name,
        str(case.lead) if case.lead else "Nobody",
        f"{timezone.localtime(case.opened_at):%-d %B %Y}",
        _due(case, now),
    ]


def _due(case: Case, now: Any) -> Any:
    if case.closed_at:
        return f"Closed {timezone.localtime(case.closed_at):%-d %B %Y}"
    if case.next_due is None:
        return "Nothing is due"
    standing = plain_standing(case.next_due, now=now)
    said = due_said(case.next_due, now=now)
    return {"status": LABELS[standing], "tone": TONES[standing], "text": said}


@needs("casework.work")
def my_cases(request: Request) -> HttpResponse:
    """What waits for this person in their cases, overdue first."""
    context = {
        "work": work_of(request.partnership, request.user),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return render(request, "casework/my_cases.html", context)


@needs("casework.open")
def new_case(request: Request) -> HttpResponse:
    """Which kind of case to open."""
    context = {
        "types": _opened_by(request),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return render(request, "casework/new_case.html", context)


def _opened_by(request: Request) -> list[CaseTypeVersion]:
    """Give the kinds of case that this person's role opens."""
    return [
        one
        for one in seeing.types_in_force(request.partnership)
        if steps.forms_at(
            one.declared,
            one.declared.first.id,
            workers=seeing.held_by_role(one.declared, request.partnership, request.user),
        )
    ]


@needs("casework.open")
def open_case(request: Request, key: str) -> HttpResponse:
    """Open a case of one kind: its questions, and a look at all answers."""
    version = or_404(next((one for one in _opened_by(request) if one.key == key), None))
    declared = version.declared
    workers = seeing.held_by_role(declared, request.partnership, request.user)

    def finish(texts: dict[str, str]) -> HttpResponse:
        return redirect(changes.open_case(of=version, texts=texts, by=request.user))

    page = {
        "title": f"Open: {declared.name}",
        "send": "Open the case",
        "back": reverse("new_case"),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases"), crumb("Open a case", "new_case")],
    }
    forms = steps.forms_at(declared, declared.first.id, workers=workers)
    return Wizard(request, forms, declared.forms, finish, page).answer()
