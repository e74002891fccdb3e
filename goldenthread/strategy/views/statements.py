"""Pages on which what stands in a plan is written. What is published changes with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.partnership.models import Stated
from goldenthread.partnership.showing import done, or_404
from goldenthread.strategy import changes, models, queries
from goldenthread.strategy.changes.statements import plan_of
from goldenthread.strategy.forms import AimForm, DutiesForm, ReasonForm, StatementForm
from goldenthread.strategy.models import Amendment, Strategy
from goldenthread.strategy.statements import EDITABLE, is_words
from goldenthread.strategy.views.common import confirm_page, form_page, plan_or_404, tell_check

STORY = (
    "It is checked anew for words that may point to a person. Earlier wordings of a case study "
    "are read only by those who write plans."
)


def _item(request: Request, plan: Strategy, kind: str, number: int) -> Stated:
    """Give one statement of a plan; "not found" where it is of another plan or kind."""
    if kind not in EDITABLE:
        raise Http404
    item: Stated = or_404(EDITABLE[kind].objects.of(request.partnership).filter(pk=number).first())
    if plan_of(item).pk != plan.pk:
        raise Http404
    return item


# What stands on a line of a page of others: its place there begins with this word.
LINES: dict[type[Stated], str] = {
    models.WorkArea: "work",
    models.Deliverable: "deliverable",
    models.Mechanism: "carrier",
    models.Achievement: "achieved",
    models.SubTheme: "theme",
    models.PlanNote: "note",
    models.WayOfWorking: "way",
    models.PolicyDriver: "driver",
    models.EnablingPoint: "point",
}


def page_of_item(item: Stated) -> str:
    """Give the address at which a statement is read: its page, or its line on one."""
    if isinstance(item, models.CaseStudy):
        return f"{_page(item)}#story-{item.key}"
    line = LINES.get(type(item))
    return f"{_page(item)}#{line}-{item.pk}" if line else _page(item)


def _page(item: Stated) -> str:
    plan = plan_of(item)
    if isinstance(item, models.Area | models.Aim):
        return reverse(item._meta.model_name or "", args=[plan.key, item.priority.key, item.key])
    if isinstance(item, models.Commitment):
        return reverse("commitment", args=[plan.key, item.key])
    if isinstance(item, models.Achievement):
        return reverse("commitment", args=[plan.key, item.commitment.key])
    if isinstance(item, models.Priority):
        return reverse("priority", args=[plan.key, item.key])
    if isinstance(item, models.EvidenceItem):
        return reverse("evidence", args=[plan.key])
    if isinstance(item, models.Mechanism | models.WorkArea | models.Deliverable):
        return reverse("work", args=[plan.key])
    above = getattr(item, "priority", None)
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
        lambda: tell_check(
            request,
            changes.edit_statement(
                item=item, by=request.user, reason=form.cleaned_data["reason"], **form.wording
            ),
        ),
    ):
        messages.success(request, "The wording is saved, with what stood there before.")
        return redirect(back)
    about = STORY if isinstance(item, models.CaseStudy) else ""
    return form_page(request, strategy, form, f"Edit: {item}", back, "Save the wording", about)


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
    return confirm_page(request, strategy, form, title, told, "Put it back", back)


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
    return form_page(request, strategy, form, f"Add a priority to: {strategy}", back, "Add it")


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
    return form_page(
        request, one.strategy, form, f"Add an aim to: {one.title}", back, "Add the aim"
    )


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
    return form_page(request, one.strategy, form, f"Duties of: {one.title}", back, about=about)
