"""Pages of interventions: the question, what it could see, its answer worked out anew."""

from collections.abc import Callable
from datetime import date
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
from goldenthread.evaluation import (
    asking,
    changes,
    drawing,
    planning,
    queries,
    rules,
    showing,
    wording,
)
from goldenthread.evaluation.forms import (
    ChangeForm,
    DeclareForm,
    PlanForm,
    PublishForm,
    first_of,
)
from goldenthread.evaluation.models import Intervention, Result
from goldenthread.evaluation.queries import Asking
from goldenthread.evaluation.register_views import REGISTER
from goldenthread.hotspots.queries import patrols_of
from goldenthread.partnership.showing import crumb, done, history_items, holds, or_404
from goldenthread.tables import arranged, as_csv

ALL = ("Interventions", "interventions")
HEAD = ("intervention", "name", "kind", "what", "measure", "starts", "ends", "design", "expected",
        "chosen", "treated", "comparison", "buffer", "declared_on", "asked_before",
        "fingerprint")  # fmt: skip
ABOUT = (
    "Ask before it begins: what is to change, where, by how much, and what it is set beside. From "
    "its first day the question is frozen; asked later, it says so."
)


@needs("evaluation.read")
def interventions(request: Request) -> HttpResponse:
    """Every intervention with its question."""
    every = queries.interventions_of(request.partnership, by=request.user)
    shown = arranged(request, every, showing.ASKED, first="-starts")
    context = {
        "page": shown.page,
        "table": {
            "id": "interventions",
            "caption": "Interventions and how they are judged",
            "columns": shown.columns,
            "rows": [showing.asking_row(one) for one in shown.page.object_list],
            "csv_url": reverse("interventions_csv"),
        },
        "is_empty": not every,
        "may_ask": holds(request, "evaluation.ask"),
        "breadcrumbs": [crumb(*REGISTER)],
    }
    return render(request, "evaluation/interventions.html", context)


@needs("evaluation.read")
def interventions_csv(request: Request) -> HttpResponse:
    """Every question as a table to download."""
    rows = []
    for one in queries.interventions_of(request.partnership, by=request.user):
        asked = one.now.asked()
        rows.append((
            one.intervention.number, asked.name, one.now.get_kind_display(), asked.what,
            asked.measure, asked.starts, asked.ends, asked.design, asked.expected, asked.chosen,
            *("; ".join(getattr(asked, role)) for role in rules.ROLES), one.now.declared_on,
            "yes" if one.now.asked_before else "no", one.now.fingerprint,
        ))  # fmt: skip
    return as_csv("interventions", HEAD, rows)


@needs("evaluation.ask")
def declare(request: Request) -> HttpResponse:
    """Declare an intervention with its question."""
    start = {"width": "500", "design": "differences", "chosen": "high"}
    form = DeclareForm(request.POST or None, request=request, initial=start)
    made: list[Intervention] = []

    def make() -> None:
        asked = asking.asked_of(request.partnership, form.cleaned_data)
        made.append(changes.declare(
            partnership=request.partnership, by=request.user, asked=asked, **form.links()
        ))  # fmt: skip

    if form.is_valid() and done(form, make):
        messages.success(request, "The question is on record.")
        return redirect(made[0])
    return _form(request, form, "Declare an intervention", "Ask it", ALL[1])


@needs("evaluation.read")
def plan(request: Request) -> HttpResponse:
    """Try out what a plan could see, before money is spent."""
    form = PlanForm(request.GET or None, initial=PlanForm.START)
    said, wrong = PlanForm.START, ""
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
    try:
        found = planning.planned(
            places=said["places"], comparison=said["comparison"], events=said["events"],
            months=(said["before"], said["after"]), spread=said["spread"], change=said["change"],
        )  # fmt: skip
    except ValueError as why:
        found, wrong = None, str(why)
    context = {
        "form": form,
        "power": wording.power(found) if found else [],
        "wrong": wrong,
        "breadcrumbs": [crumb(*REGISTER), crumb(*ALL)],
    }
    return render(request, "evaluation/plan.html", context)


@needs("evaluation.read")
def intervention(request: Request, number: int) -> HttpResponse:
    """One intervention: its question, what it belongs to, and what it could see."""
    one = _or_404(request, number)
    question = one.now
    found, what = queries.plan_of(question, by=request.user)
    begun = timezone.localdate() >= question.starts
    context = {
        "one": one,
        "facts": showing.question_facts(question, what),
        "earlier": showing.versions(one.questions),
        "power": wording.power(found) if found else [],
        "spread": f"{found.spread:.1f}" if found else "",
        "links": _links(one),
        "patrols": _patrols(request, one),
        "result": showing.published(_result(request, one)),
        "begun": begun,
        "may_ask": holds(request, "evaluation.ask") and not begun,
        "may_publish": holds(request, "evaluation.publish") and begun,
        "history": history_items(history_of(one.intervention), showing.WHAT),
        "breadcrumbs": [crumb(*REGISTER), crumb(*ALL)],
    }
    return render(request, "evaluation/intervention.html", context)


def _links(one: Asking) -> list[dict[str, str]]:
    linked = (("Paid for by", one.intervention.award), ("Action", one.intervention.action),
              ("Hotspot area", one.intervention.hotspot))  # fmt: skip
    return [{"term": term, "url": thing.get_absolute_url(), "text": str(thing)}
            for term, thing in linked if thing is not None]  # fmt: skip


def _patrols(request: Request, one: Asking) -> str:
    """Say how many hours were patrolled in its hotspot area since it starts; "" without one."""
    area, asked = one.intervention.hotspot, one.now
    if area is None or not holds(request, "hotspots.read"):
        return ""
    every = (
        patrols_of(request.partnership, by=request.user).filter(area=area).prefetch_related(None)
    )
    since = [one for one in every if timezone.localdate(one.starts) >= asked.starts]
    hours = sum(one.hours for one in since)
    return f"{len(since):,} patrols logged since it starts, {hours:,.1f} hours."


def _result(request: Request, one: Asking) -> Result | None:
    every = queries.results_of(request.partnership, by=request.user)
    same = [each for each in every if each.question.intervention_id == one.intervention.pk]
    return same[0] if same else None


@needs("evaluation.ask")
def change(request: Request, number: int) -> HttpResponse:
    """Put a question otherwise before it begins."""
    one = _or_404(request, number)
    form = ChangeForm(request.POST or None, initial=first_of(one.now.asked()))

    def make() -> None:
        asked = asking.asked_of(request.partnership, form.cleaned_data)
        changes.change(intervention=one.intervention, by=request.user, asked=asked,
                       reason=form.cleaned_data["reason"])  # fmt: skip

    return _done(request, form, one, make, "Change the question", "The question is changed.")


@needs("evaluation.read")
def answer(request: Request, number: int) -> HttpResponse:
    """The answer as it stands, worked out anew from what is on record."""
    one = _or_404(request, number)
    as_of = _day(request.GET.get("as_of", ""))
    found = queries.answer_of(one.now, by=request.user, as_of=as_of)
    csv = reverse("intervention_csv", args=[number]) + (f"?as_of={as_of}" if as_of else "")
    context = {
        "one": one,
        "told": found.told,
        "as_of": as_of,
        "status": rules.VERDICTS[found.found.verdict],
        "tone": rules.TONES[found.found.verdict],
        "chart": drawing.drawn(found.told),
        "estimates": showing.estimates_table(found.told),
        "months": showing.months_table(found.told, csv),
        "traced": showing.traced_table(one.now.asked(), found.panel),
        "fingerprint": found.fingerprint,
        "breadcrumbs": [crumb(*REGISTER), crumb(*ALL), _crumb(one)],
    }
    return render(request, "evaluation/answer.html", context)


@needs("evaluation.read")
def answer_csv(request: Request, number: int) -> HttpResponse:
    """The sums by month that an answer is worked out from, as a table to download."""
    one = _or_404(request, number)
    found = queries.answer_of(one.now, by=request.user, as_of=_day(request.GET.get("as_of", "")))
    keys = (*rules.ROLES, "expected")
    rows = [(row["month"], "after" if row["after"] else "before", *(row.get(key) for key in keys))
            for row in found.told["months"]]  # fmt: skip
    return as_csv(f"intervention-{number}", ("month", "part", *keys), rows)


@needs("evaluation.publish")
def publish(request: Request, number: int) -> HttpResponse:
    """Put the answer into the what-works register."""
    one = _or_404(request, number)
    form = PublishForm(request.POST or None)

    def make() -> None:
        changes.publish(intervention=one.intervention, by=request.user, **form.cleaned_data)

    return _done(request, form, one, make, "Publish the result", "The result is published.")


def _done(
    request: Request, form: forms.Form, one: Asking, make: Callable[[], Any], title: str, said: str
) -> HttpResponse:
    if form.is_valid() and done(form, make):
        messages.success(request, said)
        return redirect(one.intervention)
    return _form(request, form, f"{title}: {one.now.name}", title, "intervention",
                 one.intervention.number)  # fmt: skip


def _form(
    request: Request, form: forms.Form, title: str, submit: str, back: str, *args: int
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": ABOUT if isinstance(form, DeclareForm) else "",
        "submit": submit,
        "back": reverse(back, args=args),
        "breadcrumbs": [crumb(*REGISTER), crumb(*ALL)],
    }
    return render(request, "evaluation/form.html", context)


def _crumb(one: Asking) -> dict[str, str]:
    return {"label": one.now.name, "url": one.intervention.get_absolute_url()}


def _or_404(request: Request, number: int) -> Asking:
    found: Asking = or_404(queries.intervention_at(request.partnership, number, by=request.user))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
