"""Pages on which plans are written and decided upon. What is published changes with a reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.models import Stated
from goldenthread.partnership.showing import done, or_404
from goldenthread.strategy import changes, models, queries, rules
from goldenthread.strategy.changes.statements import plan_of
from goldenthread.strategy.forms import (
    AdoptForm,
    AimForm,
    DutiesForm,
    PlanForm,
    ReasonForm,
    StatementForm,
    SupersedeForm,
    TargetForm,
)
from goldenthread.strategy.models import Amendment, CaseStudy, IndicatorUse, Strategy
from goldenthread.strategy.showing import crumbs
from goldenthread.strategy.statements import EDITABLE, is_words
from goldenthread.strategy.views.reading import plan_or_404


def _item(request: Request, plan: Strategy, kind: str, number: int) -> Stated:
    """Give one statement of a plan; "not found" where it is of another plan or kind."""
    if kind not in EDITABLE:
        raise Http404
    item: Stated = or_404(EDITABLE[kind].objects.of(request.partnership).filter(pk=number).first())
    if plan_of(item).pk != plan.pk:
        raise Http404
    return item


def page_of_item(item: Stated) -> str:
    """Give the address of the page on which a statement is read."""
    plan = plan_of(item)
    if isinstance(item, models.Area | models.Aim):
        return reverse(item._meta.model_name or "", args=[plan.key, item.key])
    if isinstance(item, models.Commitment):
        return reverse("commitment", args=[item.key])
    if isinstance(item, models.Achievement):
        return reverse("commitment", args=[item.commitment.key])
    if isinstance(item, models.Priority):
        return reverse("priority", args=[plan.key, item.key])
    if isinstance(item, models.EvidenceItem):
        return reverse("evidence", args=[plan.key])
    if isinstance(item, models.Mechanism):
        return reverse("work", args=[plan.key])
    above = getattr(item, "priority", None) or getattr(
        getattr(item, "work_area", None), "priority", None
    )
    if above:
        return reverse("priority", args=[plan.key, above.key])
    return reverse("strategy", args=[plan.key])


@needs("strategy.edit")
def edit(request: Request, plan: str, kind: str, number: int) -> HttpResponse:
    """Edit the wording of one statement; a published one only with a reason to read."""
    strategy = plan_or_404(request, plan)
    item = _item(request, strategy, kind, number)
    back = page_of_item(item)
    form = StatementForm(
        request.POST or None,
        item=item,
        model=type(item),
        published=not strategy.is_draft,
        partnership=request.partnership,
    )
    if form.is_valid() and done(
        form,
        lambda: changes.edit_statement(
            item=item, by=request.user, reason=form.cleaned_data["reason"], **form.wording
        ),
    ):
        messages.success(request, "The wording is saved, with what stood there before.")
        return redirect(back)
    return _form(request, strategy, form, f"Edit: {item}", back, submit="Save the wording")


@needs("strategy.edit")
def undo(request: Request, plan: str, number: int) -> HttpResponse:
    """Put back what stood before one change, after asking; itself a change with a reason."""
    strategy = plan_or_404(request, plan)
    one: Amendment = or_404(strategy.amendments.filter(pk=number).exclude(field="").first())
    if not is_words(one):
        raise Http404
    item = _item(request, strategy, one.about_kind, one.about_id)
    back = reverse("plan_changes", args=[plan])
    form = ReasonForm(request.POST or None, public=not strategy.is_draft)
    if form.is_valid() and done(
        form,
        lambda: changes.edit_statement(
            item=item,
            by=request.user,
            reason=form.cleaned_data["reason"],
            **{one.field: one.before},
        ),
    ):
        messages.success(request, "What stood there before stands again.")
        return redirect(back)
    now = getattr(item, one.field)
    told = [f"It says now: “{now}”.", f"It will say again: “{one.before}”."]
    title = f"Put back the earlier wording of “{one.about_name}”?"
    return _confirm(request, strategy, form, title, told, "Put it back", back)


@needs("strategy.edit")
def add_aim(request: Request, plan: str, key: str) -> HttpResponse:
    """Add an aim to a priority."""
    one = or_404(queries.priority(request.partnership, plan, key, by=request.user))
    back = reverse("priority", args=[plan, key])
    form = AimForm(request.POST or None, published=not one.strategy.is_draft)
    if form.is_valid() and done(
        form,
        lambda: changes.add_statement(
            models.Aim, under=one, by=request.user, order=one.aims.count() + 1, **form.cleaned_data
        ),
    ):
        messages.success(request, "The aim is added.")
        return redirect(back)
    return _form(request, one.strategy, form, f"Add an aim to: {one.title}", back, "Add the aim")


@needs("strategy.edit")
def tag_duties(request: Request, plan: str, key: str) -> HttpResponse:
    """Say which duties of the Crime and Disorder Act a priority serves."""
    one = or_404(queries.priority(request.partnership, plan, key, by=request.user))
    back = reverse("priority", args=[plan, key])
    form = DutiesForm(
        request.POST or None,
        published=not one.strategy.is_draft,
        initial={"duties": one.duties},
    )
    if form.is_valid() and done(
        form, lambda: changes.tag_duties(priority=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The duties are saved.")
        return redirect(back)
    about = "Crime and Disorder Act 1998, section 6(1). A plan must serve all four."
    return _form(request, one.strategy, form, f"Duties of: {one.title}", back, about=about)


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
    return _form(request, None, form, "Begin a plan", reverse("strategies"), "Begin the draft")


@needs("strategy.edit")
def add_priority(request: Request, plan: str) -> HttpResponse:
    """Add a priority to a plan."""
    strategy = plan_or_404(request, plan)
    back = reverse("strategy", args=[plan])
    form = StatementForm(
        request.POST or None,
        item=None,
        model=models.Priority,
        published=not strategy.is_draft,
        partnership=request.partnership,
    )
    number = max([one.number for one in strategy.priorities.all()], default=0) + 1
    if form.is_valid() and done(
        form,
        lambda: changes.add_statement(
            models.Priority, under=strategy, by=request.user, number=number, **form.cleaned_data
        ),
    ):
        messages.success(request, "The priority is added.")
        return redirect(back)
    return _form(request, strategy, form, f"Add a priority to: {strategy}", back, "Add it")


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
    return _confirm(request, strategy, form, title, told, "Adopt the plan", back)


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
    return _confirm(request, strategy, form, title, told, "Mark it as superseded", back)


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
    return _form(request, strategy, form, f"Target: {use}", back, "Save the target")


def _study(request: Request, plan: str, key: str) -> tuple[CaseStudy, str]:
    strategy = plan_or_404(request, plan)
    every = CaseStudy.objects.of(request.partnership).filter(priority__strategy=strategy, key=key)
    found: CaseStudy = or_404(every.select_related("priority__strategy").first())
    return found, reverse("priority", args=[plan, found.priority.key])


@needs("strategy.edit")
def accept_study(request: Request, plan: str, key: str) -> HttpResponse:
    """Accept what the anonymity check found in a case study, with a reason."""
    study, back = _study(request, plan, key)
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
def publish_study(request: Request, plan: str, key: str) -> HttpResponse:
    """Show a case study to everybody, after asking."""
    study, back = _study(request, plan, key)
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
    return _confirm(request, study.strategy, None, title, told, "Show it", back, error=error)


@needs("strategy.edit")
def withdraw_study(request: Request, plan: str, key: str) -> HttpResponse:
    """Take a case study off the pages, with a reason."""
    study, back = _study(request, plan, key)
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
    return _confirm(request, study.strategy, form, title, told, submit, back)


def _form(
    request: Request,
    strategy: Strategy | None,
    form: Any,
    title: str,
    back: str,
    submit: str = "Save",
    about: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "about": about,
        "submit": submit,
        "cancel_url": back,
        "strategy": strategy,
        "breadcrumbs": crumbs(strategy) if strategy else [],
    }
    return render(request, "strategy/form.html", context)


def _confirm(
    request: Request,
    strategy: Strategy,
    form: Any,
    title: str,
    told: list[str],
    submit: str,
    back: str,
    *,
    error: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "consequences": told,
        "submit": submit,
        "error": error,
        "cancel_url": back,
        "breadcrumbs": crumbs(strategy),
    }
    return render(request, "strategy/confirm.html", context)
