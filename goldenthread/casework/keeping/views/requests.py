"""What people ask for of what is held on them: the register, and each request."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.keeping import finding, queries
from goldenthread.casework.keeping.bundle import bundle_of
from goldenthread.casework.keeping.changes import requests as changes
from goldenthread.casework.keeping.forms import (
    CasesForm,
    CorrectForm,
    ExtendForm,
    ItemForm,
    OutcomeForm,
    RequestForm,
)
from goldenthread.casework.keeping.views.showing import (
    MARKING,
    ON_A_PAGE,
    asked,
    listed,
    on,
    table,
    to,
    under,
)
from goldenthread.casework.models import Case, PersonRequest, RequestItem
from goldenthread.casework.views.case import confidential, sent
from goldenthread.partnership.showing import crumb, done, or_404, page_of
from goldenthread.tables import as_csv

AT_ONCE = 20  # things that are looked at on one page
MOST_CASES = 200
HERE = "Requests of people"


@needs("casework.govern")
def register(request: Request) -> HttpResponse:
    """Every request, those still open first."""
    today = timezone.localdate()
    page = page_of(request, queries.requests(request.partnership, by=request.user), ON_A_PAGE)
    rows = [
        [to("person_request", str(one), one.number), one.get_kind_display(), one.name,
         on(one.received), _standing(one, today)]
        for one in page
    ]  # fmt: skip
    found = table("requests", "Requests, those still open first",
                  ("Request", "What they ask", "Who", "Received", "How it stands"), rows,
                  csv_url=reverse("person_requests_csv"))  # fmt: skip
    lede = "To see what is held on them, or to have it put right. We have one month (rule IS-10)."
    return listed(request, HERE, lede, found, empty="Nobody has asked yet.", page=page,
                  links=[to("make_request", "Take in a request")])  # fmt: skip


def _standing(one: PersonRequest, today: Any) -> Any:
    if one.ended_at:
        return f"Answered on {on(one.ended_at)}"
    due = one.due_on(today)
    if due < today:
        return {"status": "Overdue", "tone": "bad", "text": f"it was due by {on(due)}"}
    return f"To be answered by {on(due)}"


@needs("casework.govern")
def register_csv(request: Request) -> HttpResponse:
    """The register as a table to download: no names."""
    today = timezone.localdate()
    rows = [
        (one.number, one.kind, one.received, one.due_on(today), one.ended_at, one.outcome, one.hash)
        for one in queries.requests(request.partnership, by=request.user)
    ]
    heads = ("request", "kind", "received", "due", "ended", "outcome", "hash")
    return as_csv("requests-of-people", heads, rows)


@needs("casework.govern")
def make(request: Request) -> HttpResponse:
    """Take in a request."""
    form, made = RequestForm(sent(request)), list[PersonRequest]()
    if form.is_valid() and done(form, lambda: made.append(changes.make_request(
            partnership=request.partnership, by=request.user, **form.cleaned_data))):  # fmt: skip
        return redirect("person_request", number=made[0].number)
    return asked(request, "Take in a request", form, back=reverse("person_requests"),
                 crumbs=[crumb(HERE, "person_requests")])  # fmt: skip


def _request_or_404(request: Request, number: int, kind: str = "") -> PersonRequest:
    rows = queries.requests(request.partnership, by=request.user)
    rows = rows.select_related("partnership", "ended_by").filter(number=number)
    found: PersonRequest = or_404((rows.filter(kind=kind) if kind else rows).first())
    return found


def _around(one: PersonRequest) -> dict[str, Any]:
    return {
        "asked": one,
        "marking": MARKING,
        "back": reverse("person_request", args=[one.number]),
        "breadcrumbs": under(*_crumbs(one)),
    }


def _crumbs(one: PersonRequest) -> list[dict[str, str]]:
    return [crumb(HERE, "person_requests"), crumb(str(one), "person_request", one.number)]


@needs("casework.govern")
def one(request: Request, number: int) -> HttpResponse:
    """One request: by when it is answered, and what can be done."""
    found = _request_or_404(request, number)
    context = {
        **_around(found),
        "breadcrumbs": under(crumb(HERE, "person_requests")),
        "due": found.due_on(timezone.localdate()),
        "items": found.items.count(),
        "undecided": found.items.filter(decision="").count(),
        "outcome": changes.OUTCOMES.get(found.outcome, ""),
    }
    return confidential(request, "casework/keeping/request.html", context)


def _act(request: Request, number: int, change: Any, said: str) -> HttpResponse:
    found = _request_or_404(request, number)
    try:
        change(request=found, by=request.user)
        messages.success(request, said)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect("person_request", number=number)


@needs("casework.govern")
@require_POST
def identify(request: Request, number: int) -> HttpResponse:
    """Say that we are sure who they are."""
    return _act(request, number, changes.identify, "It is kept that we are sure.")


@needs("casework.govern")
@require_POST
def wait(request: Request, number: int) -> HttpResponse:
    """Let the month stand still while we wait for the person, or run on."""
    return _act(request, number, changes.wait_for_person, "Kept.")


@needs("casework.govern")
@require_POST
def issue(request: Request, number: int) -> HttpResponse:
    """Issue what the person is given."""
    return _act(request, number, changes.issue, "It is issued. Download it and hand it over.")


def _asked(
    request: Request, found: PersonRequest, title: str, form: forms.Form, change: Any, said: str
) -> HttpResponse:
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, said)
        return redirect("person_request", number=found.number)
    return asked(request, title, form, kicker=str(found), crumbs=_crumbs(found),
                 back=reverse("person_request", args=[found.number]))  # fmt: skip


@needs("casework.govern")
def extend(request: Request, number: int) -> HttpResponse:
    """Give a complex request more time, once."""
    found = _request_or_404(request, number)
    return _asked(
        request, found, "Extend a request", ExtendForm(sent(request)),
        lambda given: changes.extend_request(request=found, by=request.user, **given),
        "It is extended. Tell the person, and why.",
    )  # fmt: skip


@needs("casework.govern")
def find(request: Request, number: int) -> HttpResponse:
    """Find the cases that name the person, and lay out what those hold."""
    found = _request_or_404(request, number, "access")
    cases, wrong = list[Case](), ""
    try:
        rows = finding.cases_on(request.partnership, found.terms, by=request.user)
        cases = list(rows.prefetch_related("parties")[:MOST_CASES])
    except RuleBroken as broken:
        wrong = str(broken)
    form = CasesForm(sent(request), cases=cases)
    if form.is_valid() and done(form, lambda: changes.gather(
            request=found, cases=form.chosen, by=request.user)):  # fmt: skip
        messages.success(request, "It is laid out. Look at each thing by itself.")
        return redirect("request_items", number=number)
    if wrong:
        messages.error(request, wrong)
    context = {**_around(found), "form": form, "cases": cases}
    return confidential(request, "casework/keeping/found.html", context)


@needs("casework.govern")
def items(request: Request, number: int) -> HttpResponse:
    """Look at each thing that is held, and decide whether it is given."""
    found = _request_or_404(request, number, "access")
    every = found.items.select_related("case", "request__partnership").order_by("case", "pk")
    page = page_of(request, every, AT_ONCE)
    entries = [
        {"item": item, "form": ItemForm(sent(request), prefix=f"i{item.pk}", initial={
            "decision": item.decision, "reason": item.reason, "words": item.words})}
        for item in page
    ]  # fmt: skip
    if request.method == "POST" and _decided(request, entries):
        messages.success(request, "The decisions are kept.")
        return redirect(request.get_full_path())
    context = {**_around(found), "page": page, "entries": entries}
    return confidential(request, "casework/keeping/items.html", context)


def _decided(request: Request, entries: list[dict[str, Any]]) -> bool:
    """Keep what was decided of each; say whether all of it could be kept."""
    kept = [
        _keep(request, one["item"], one["form"]) for one in entries
    ]  # each, before any is judged
    return all(kept)


def _keep(request: Request, item: RequestItem, form: ItemForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if not given["decision"]:
        return True
    return done(form, lambda: changes.decide_item(item=item, by=request.user, **given))


@needs("casework.govern")
def bundle(request: Request, number: int) -> HttpResponse:
    """What the person is given, as one page to hand over."""
    found = _request_or_404(request, number, "access")
    or_404(found.hash or None)
    text = bundle_of(found)
    or_404(hashlib.sha256(text.encode()).hexdigest() == found.hash or None)
    answer = HttpResponse(text, content_type="text/html; charset=utf-8")
    name = f"OFFICIAL-SENSITIVE-request-{found.number}.html"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@needs("casework.govern")
def correct(request: Request, number: int) -> HttpResponse:
    """Put an entry of a timeline right; the earlier words stay, marked."""
    found = _request_or_404(request, number, "rectify")

    def change(given: dict[str, Any]) -> None:
        rows = Case.objects.of(request.partnership).filter(disposed_at=None)
        case = rows.filter(reference=given["reference"]).select_related("partnership").first()
        if case is None:
            raise RuleBroken("There is no case of this reference.")
        changes.correct(request=found, case=case, number=given["number"], text=given["text"],
                        by=request.user)  # fmt: skip

    return _asked(request, found, "Put an entry right", CorrectForm(sent(request)), change,
                  "It is put right. The earlier words stay, marked as corrected.")  # fmt: skip


@needs("casework.govern")
def decide(request: Request, number: int) -> HttpResponse:
    """Say what becomes of a request to put something right."""
    found = _request_or_404(request, number, "rectify")
    return _asked(
        request, found, "Say what becomes of it", OutcomeForm(sent(request)),
        lambda given: changes.decide_rectification(request=found, by=request.user, **given),
        "It is answered. Tell the person.",
    )  # fmt: skip
