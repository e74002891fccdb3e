"""Pages of the shortlist and of the register of hotspot areas."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.audit.queries import history_of
from goldenthread.hotspots import changes, choosing, evidence, queries, showing
from goldenthread.hotspots.forms import (
    DecisionForm,
    EndForm,
    InterestForm,
    NominationForm,
    RenewForm,
    ShortlistFilter,
)
from goldenthread.hotspots.models import Candidate
from goldenthread.hotspots.queries import Registered
from goldenthread.partnership.showing import (
    crumb,
    done,
    found,
    history_items,
    holds,
    or_404,
    with_query,
)
from goldenthread.tables import arranged, as_csv

CANDIDATE_HEAD = ("number", "place", "square", "width", "theme", "rests_on", "comes_from", "status",
                  "put_forward_on", "counted", "on_record", "share", "verdict", "months_high",
                  "months")  # fmt: skip
AREA_HEAD = ("number", "version", "name", "theme", "square", "width", "starts", "review_by",
             "ended_on", "reason")  # fmt: skip
HOTSPOTS = ("Hotspots", "hotspots")
SHORTLIST = ("Shortlist of hotspots", "hotspot_shortlist")
AREAS = ("Hotspot areas", "hotspot_areas")


@needs("hotspots.read")
def shortlist(request: Request) -> HttpResponse:
    """The places put forward, and how each stands."""
    form = ShortlistFilter(request.GET or None)
    every = list(queries.candidates_of(request.partnership, by=request.user))
    some = _chosen(form, every)
    shown = arranged(request, some, choosing.CANDIDATES, first="-on")
    context = {
        "form": form,
        "page": shown.page,
        "found": found(len(some), len(every), "place", "places"),
        "table": {
            "id": "shortlist",
            "caption": "Places put forward",
            "note": "On record: as it stood on the day each was put forward.",
            "columns": shown.columns,
            "rows": [choosing.candidate_row(one) for one in shown.page.object_list],
            "csv_url": with_query(request, "hotspot_shortlist_csv"),
        },
        "is_empty": not every,
        "may_nominate": holds(request, "hotspots.nominate"),
        "breadcrumbs": [crumb(*HOTSPOTS)],
    }
    return render(request, "hotspots/shortlist.html", context)


def _chosen(form: ShortlistFilter, every: list[Candidate]) -> list[Candidate]:
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = {name: value for name, value in asked.items() if value}
    return [one for one in every if all(getattr(one, key) == wanted[key] for key in wanted)]


@needs("hotspots.read")
def shortlist_csv(request: Request) -> HttpResponse:
    """The places put forward, with what was on record, as a table to download."""
    every = list(queries.candidates_of(request.partnership, by=request.user))
    told = [(one, one.evidence) for one in _chosen(ShortlistFilter(request.GET or None), every)]
    rows = [
        (one.number, one.name, one.reference, one.width, one.get_theme_display(),
         one.get_basis_display(), one.on_behalf_of, one.get_status_display(), one.nominated_on,
         fact.get("what"), fact.get("count"), fact.get("share"), fact.get("verdict"),
         fact.get("months_high"), fact.get("months"))
        for one, fact in told
    ]  # fmt: skip
    return as_csv("hotspot-shortlist", CANDIDATE_HEAD, rows)


@needs("hotspots.nominate")
def nominate(request: Request) -> HttpResponse:
    """Put a place forward; what is on record of its square is frozen with it."""
    start = {"where": request.GET.get("square", ""), "basis": "data", "theme": "asb"}
    form = NominationForm(request.POST or None, initial=start)
    made: list[Candidate] = []
    if form.is_valid() and done(form, lambda: made.append(_nominated(request, form))):
        messages.success(request, "The place is on the shortlist.")
        return redirect(made[0])
    asking = queries.find(request.partnership, request.GET, by=request.user)
    counted = (
        f" ({showing.what(asking)}, {asking.wish.width:,} metres wide)" if asking.found else ""
    )
    context = {
        "form": form,
        "title": "Put a place forward",
        "about": f"A panel decides on it, with reasons. What is on record of its square{counted} "
        "is kept with it as it stands today.",
        "submit": "Put it forward",
        "back": reverse("hotspot_shortlist"),
        "breadcrumbs": [crumb(*HOTSPOTS), crumb(*SHORTLIST)],
    }
    return render(request, "hotspots/form.html", context)


def _nominated(request: Request, form: forms.Form) -> Candidate:
    said = dict(form.cleaned_data)
    where = said.pop("where")
    known, _ = evidence.of_place(request.partnership, where, request.GET, by=request.user)
    return changes.nominate(
        partnership=request.partnership, by=request.user, evidence=known, **said
    )


@needs("hotspots.read")
def candidate(request: Request, number: int) -> HttpResponse:
    """One place put forward: why, what was on record, interests, and what was decided."""
    one = _candidate_or_404(request, number)
    may_decide = holds(request, "hotspots.decide")
    context = {
        "candidate": one,
        "status": choosing.status(one),
        "facts": choosing.facts(one),
        "evidence": choosing.evidence(one),
        "interests": one.interests.all(),
        "decisions": one.decisions.all(),
        "area": getattr(one, "area", None),
        "is_open": one.status == Candidate.Status.WAITING,
        "may_decide": may_decide,
        "why_not": choosing.may_still(one, by=request.user.pk or 0) if may_decide else "",
        "history": history_items(history_of(one), choosing.WHAT),
        "breadcrumbs": [crumb(*HOTSPOTS), crumb(*SHORTLIST)],
    }
    return render(request, "hotspots/candidate.html", context)


@needs("hotspots.decide")
def declare(request: Request, number: int) -> HttpResponse:
    """Declare an interest in a place, and so take no part."""
    one = _candidate_or_404(request, number)
    form = InterestForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: changes.declare_interest(candidate=one, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "Your interest is declared. You take no part in deciding on it.")
        return redirect(one)
    return _form(request, form, f"Declare an interest: {one.name}", one, "Declare it")


@needs("hotspots.decide")
def decide(request: Request, number: int) -> HttpResponse:
    """Record what the panel decided."""
    one = _candidate_or_404(request, number)
    form = DecisionForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.decide(candidate=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The decision is recorded.")
        return redirect(one)
    return _form(request, form, f"Decide: {one.name}", one, "Record the decision")


@needs("hotspots.read")
def areas(request: Request) -> HttpResponse:
    """The register of hotspot areas, ended ones too."""
    every = queries.areas_chosen(request.partnership, by=request.user)
    shown = arranged(request, every, choosing.AREAS, first="number")
    today = timezone.localdate()
    context = {
        "page": shown.page,
        "in_force": sum(one.now.ended_on is None for one in every),
        "table": {
            "id": "areas",
            "caption": "Hotspot areas",
            "note": "Each is reviewed every six months at the latest. Ended ones stay.",
            "columns": shown.columns,
            "rows": [choosing.area_row(one, today) for one in shown.page.object_list],
            "csv_url": reverse("hotspot_areas_csv"),
        },
        "is_empty": not every,
        "breadcrumbs": [crumb(*HOTSPOTS)],
    }
    return render(request, "hotspots/areas.html", context)


@needs("hotspots.read")
def areas_csv(request: Request) -> HttpResponse:
    """Every version of every area, as a table to download."""
    rows = [
        (one.area.number, version.number, version.name, version.get_theme_display(),
         version.reference, version.width, version.starts, version.review_by, version.ended_on,
         version.reason)
        for one in queries.areas_chosen(request.partnership, by=request.user)
        for version in one.versions
    ]  # fmt: skip
    return as_csv("hotspot-areas", AREA_HEAD, rows)


@needs("hotspots.read")
def area(request: Request, number: int) -> HttpResponse:
    """One hotspot area: as it stands, and every version before."""
    one = _area_or_404(request, number)
    labels = ("Version", "Name", "Theme", "From", "Until", "Why", "By")
    context = {
        "one": one,
        "standing": one.now.standing_on(timezone.localdate()),
        "square": choosing.square(one.now),
        "table": {
            "id": "versions",
            "caption": "Versions, the latest first",
            "columns": [{"label": label} for label in labels],
            "rows": [choosing.version_row(version) for version in one.versions],
        },
        "may_decide": holds(request, "hotspots.decide"),
        "may_log": holds(request, "hotspots.log_patrol"),
        "history": history_items(history_of(one.area), choosing.WHAT),
        "breadcrumbs": [crumb(*HOTSPOTS), crumb(*AREAS)],
    }
    return render(request, "hotspots/area.html", context)


@needs("hotspots.decide")
def renew(request: Request, number: int) -> HttpResponse:
    """Keep an area after a review."""
    one = _area_or_404(request, number)
    start = {"name": one.now.name, "theme": one.now.theme}
    form = RenewForm(request.POST or None, initial=start)
    if form.is_valid() and done(
        form, lambda: changes.renew(area=one.area, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The area is kept. A new version stands.")
        return redirect(one.area)
    return _form(request, form, f"Review: {one.now.name}", one.area, "Keep it")


@needs("hotspots.decide")
def end(request: Request, number: int) -> HttpResponse:
    """End an area."""
    one = _area_or_404(request, number)
    form = EndForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.end(area=one.area, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The area is ended. It stays in the register.")
        return redirect(one.area)
    return _form(request, form, f"End: {one.now.name}", one.area, "End it")


def _form(request: Request, form: forms.Form, title: str, back: Any, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back.get_absolute_url(),
        "breadcrumbs": [crumb(*HOTSPOTS), {"label": str(back), "url": back.get_absolute_url()}],
    }
    return render(request, "hotspots/form.html", context)


def _candidate_or_404(request: Request, number: int) -> Candidate:
    found: Candidate = or_404(queries.candidate_at(request.partnership, number, by=request.user))
    return found


def _area_or_404(request: Request, number: int) -> Registered:
    found: Registered = or_404(queries.area_at(request.partnership, number, by=request.user))
    return found
