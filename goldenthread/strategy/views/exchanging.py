"""Plans out as StratML, and a plan's file in: shown first, then made a draft."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.rules import RuleBroken
from goldenthread.commands import CannotDo
from goldenthread.strategy.changes.imported import import_plan
from goldenthread.strategy.exchange import files, measuring, tables, telling, writing
from goldenthread.strategy.exchange_forms import PlanAgainForm, PlanFileForm
from goldenthread.strategy.views.common import plan_or_404

TEMPLATES = (tables.XLSX, tables.ODS, tables.CSV)


@needs("public.read")
def stratml(request: Request, key: str) -> HttpResponse:
    """A plan as StratML Part 1, for another body's software."""
    plan = plan_or_404(request, key)
    return _as_xml(writing.write(telling.outline(plan)), key)


@needs("public.read")
def performance(request: Request, key: str) -> HttpResponse:
    """A plan as StratML Part 2: with what its measures came to, public figures only."""
    plan = plan_or_404(request, key)
    told = telling.outline(plan, measuring.Measures(plan))
    return _as_xml(writing.write(told, performance=True), f"{key}-performance")


@needs("public.read")
def plan_table(request: Request, key: str, format: str) -> HttpResponse:
    """A plan as a spreadsheet: a row for each part, to be changed and brought in again."""
    plan = plan_or_404(request, key)
    return _as_table(tables.as_table(telling.outline(plan), _known(format)), key, format)


@needs("strategy.edit")
def plan_template(request: Request, format: str) -> HttpResponse:
    """The empty spreadsheet to write a plan in."""
    return _as_table(tables.template(_known(format)), "plan-template", format)


def _known(format: str) -> str:
    if format not in tables.CONTENT_TYPES:
        raise Http404
    return format


def _as_table(content: bytes, name: str, format: str) -> HttpResponse:
    head = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return HttpResponse(content, content_type=tables.CONTENT_TYPES[format], headers=head)


def _as_xml(content: bytes, name: str) -> HttpResponse:
    head = {"Content-Disposition": f'attachment; filename="{name}.xml"'}
    return HttpResponse(content, content_type="application/xml; charset=utf-8", headers=head)


@needs("strategy.edit")
def import_file(request: Request) -> HttpResponse:
    """Choose a plan's file, and see what it would become."""
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.outline is not None:
        again = PlanAgainForm(
            initial={
                "name": form.name,
                "kind": form.cleaned_data["kind"],
                "content": PlanAgainForm.packed(form.content),
            }
        )
        context = {
            "outline": form.outline,
            "name": form.name,
            "found": files.preview(form.outline),
            "again": again,
            "title": f"What {form.name} would become",
            "breadcrumbs": _crumbs(),
        }
        return render(request, "strategy/import_preview.html", context)
    context = {
        "form": form,
        "title": "Bring in a plan from a file",
        "submit": "Look at it",
        "cancel_url": reverse("strategies"),
        "formats": [(one.upper(), reverse("plan_template", args=[one])) for one in TEMPLATES],
        "guide": tables.guide(),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "strategy/import_file.html", context)


@needs("strategy.edit")
@require_POST
def import_again(request: Request) -> HttpResponse:
    """Make the draft of the file that was looked at."""
    form = PlanAgainForm(request.POST or None)
    if not form.is_valid():
        messages.error(request, "Choose the plan's file first.")
        return redirect("import_plan")
    try:
        content, outline = form.read()
        plan = import_plan(
            outline,
            partnership=request.partnership,
            content=content,
            by=request.user,
            kind=form.cleaned_data["kind"],
        )
    except (CannotDo, RuleBroken) as why:
        messages.error(request, str(why))
        return redirect("import_plan")
    messages.success(request, "The draft is made. Only those who may read drafts see it.")
    return redirect("strategy", plan.key)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": "Plans", "url": reverse("strategies")}]
