"""Pages of decisions: plans begun, adopted and superseded, targets, and stories shown."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.showing import done, or_404
from goldenthread.strategy import changes, queries, rules
from goldenthread.strategy.forms import AdoptForm, PlanForm, ReasonForm, SupersedeForm, TargetForm
from goldenthread.strategy.models import CaseStudy, IndicatorUse, Strategy
from goldenthread.strategy.views.common import confirm_page, form_page, plan_or_404


@needs("strategy.edit")
def make_plan(request: Request) -> HttpResponse:
    """Begin a draft."""
    form = PlanForm(request.POST or None)
    made: list[Strategy] = []
    if form.is_valid() and done(
        form,
        lambda: made.append(
            changes.make_plan(partnership=request.partnership, by=request.user, **form.cleaned_data)
        ),
    ):
        messages.success(request, "The draft is begun. Only those who may read drafts see it.")
        return redirect("strategy", made[0].key)
    return form_page(request, None, form, "Begin a plan", reverse("strategies"), "Begin the draft")


@needs("strategy.adopt")
def adopt(request: Request, key: str) -> HttpResponse:
    """Adopt a draft, after asking and showing which checks it does not meet."""
    strategy = plan_or_404(request, key)
    back = reverse("strategy", args=[key])
    form = AdoptForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: changes.adopt_plan(strategy=strategy, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{strategy} is adopted. Everybody can read it now.")
        return redirect(back)
    told = [
        "Everybody can read the plan from then on.",
        "Every later change needs a reason that everybody can read.",
        "This cannot be taken back; a later plan can supersede it.",
        *(f"Not met: {check.sentence}" for check in queries.checks(strategy) if not check.holds),
    ]
    title = f"Adopt “{strategy}”?"
    return confirm_page(request, strategy, form, title, told, "Adopt the plan", back)


@needs("strategy.adopt")
def supersede(request: Request, key: str) -> HttpResponse:
    """Say that a plan gave way to a later one, after asking."""
    strategy = plan_or_404(request, key)
    back = reverse("strategy", args=[key])
    form = SupersedeForm(request.POST or None, strategy=strategy)
    if form.is_valid() and done(
        form,
        lambda: changes.supersede_plan(strategy=strategy, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, f"{strategy} is superseded. It stays here to read.")
        return redirect(back)
    told = ["It stays here to read, marked as superseded."]
    title = f"Has “{strategy}” given way to a later plan?"
    return confirm_page(request, strategy, form, title, told, "Mark it as superseded", back)


@needs("indicators.edit")
def set_target(request: Request, plan: str, key: str) -> HttpResponse:
    """Set the target of an indicator in a plan, with who set it and why."""
    strategy = plan_or_404(request, plan)
    use: IndicatorUse = or_404(queries.indicator_uses(strategy).filter(key=key).first())
    back = (
        reverse("priority", args=[plan, use.priority.key])
        if use.priority
        else reverse("plan_sheet", args=[plan])
    )
    form = TargetForm(request.POST or None, use=use)
    if form.is_valid() and done(
        form, lambda: changes.set_target(use=use, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The target is saved.")
        return redirect(back)
    return form_page(request, strategy, form, f"Target: {use}", back, "Save the target")


def _study(request: Request, plan: str, priority: str, key: str) -> tuple[CaseStudy, str]:
    found: CaseStudy = or_404(
        queries.case_study(request.partnership, plan, priority, key, by=request.user)
    )
    return found, reverse("priority", args=[plan, priority])


@needs("strategy.edit")
def accept_study(request: Request, plan: str, priority: str, key: str) -> HttpResponse:
    """Accept what the anonymity check found in a case study, with a reason."""
    study, back = _study(request, plan, priority, key)
    words = [f"{found['kind'].capitalize()}: “{found['words']}”" for found in study.findings]
    return _decide(
        request,
        study,
        lambda reason: changes.accept_case_study(study=study, reason=reason, by=request.user),
        title=f"Can nobody be known from “{study}”?",
        told=["Your name and reason are kept with it.", *words],
        submit="Nobody can be known from it",
        back=back,
    )


@needs("strategy.edit")
def publish_study(request: Request, plan: str, priority: str, key: str) -> HttpResponse:
    """Show a case study to everybody, after asking."""
    study, back = _study(request, plan, priority, key)
    error = ""
    if request.method == "POST":
        try:
            changes.publish_case_study(study=study, by=request.user)
        except rules.RuleBroken as broken:
            error = str(broken)
        else:
            messages.success(request, "Everybody can read the case study now.")
            return redirect(back)
    told = [
        "Everybody can read it.",
        "The software looks for initials, ages, exact days and addresses. "
        "Read it yourself for anything else by which a person could be known.",
    ]
    title = f"Show “{study}” to everybody?"
    return confirm_page(request, study.strategy, None, title, told, "Show it", back, error=error)


@needs("strategy.edit")
def withdraw_study(request: Request, plan: str, priority: str, key: str) -> HttpResponse:
    """Take a case study off the pages, with a reason."""
    study, back = _study(request, plan, priority, key)
    return _decide(
        request,
        study,
        lambda reason: changes.withdraw_case_study(study=study, reason=reason, by=request.user),
        title=f"Take “{study}” off the pages?",
        told=["Only those who may edit plans see it then. It can be shown again."],
        submit="Take it off",
        back=back,
    )


def _decide(
    request: Request,
    study: CaseStudy,
    change: Callable[[str], Any],
    *,
    title: str,
    told: list[str],
    submit: str,
    back: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None, public=False)
    if form.is_valid() and done(form, lambda: change(form.cleaned_data["reason"])):
        messages.success(request, "Done.")
        return redirect(back)
    return confirm_page(request, study.strategy, form, title, told, submit, back)
