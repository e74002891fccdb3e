"""One case: its page, and what is done to it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.casework import changes
from goldenthread.casework.changes.letters import Draft, drafts
from goldenthread.casework.forms.staff import DoneForm, NoteForm, ReasonForm, StepTaken, TaskForm
from goldenthread.casework.models import CaseClock, Task
from goldenthread.casework.queries import seeing
from goldenthread.casework.queries.answers import answers_of, texts_of
from goldenthread.casework.queries.page import case_people, page_of
from goldenthread.casework.queries.review import REVIEW
from goldenthread.casework.queries.seeing import Sight
from goldenthread.casework.rules import asking, steps
from goldenthread.casework.rules.own_pages import own_page
from goldenthread.casework.rules.references import tidy
from goldenthread.casework.rules.seeing import Level
from goldenthread.casework.views.review import page_instead
from goldenthread.casework.views.showing import timeline
from goldenthread.casework.views.wizard import Wizard
from goldenthread.partnership.showing import crumb, done, or_404

_STEP_REASON = "(the reason that you write above)"


def sent(request: Request) -> QueryDict | None:
    """Give what was sent with a form; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def sight_or_404(request: Request, reference: str) -> Sight:
    """Give a case as this person sees it. Forbidden and unknown look the same: not found."""
    found = seeing.sight_of(request.partnership, tidy(reference), by=request.user)
    sight: Sight = or_404(found)
    return sight


def whole_or_404(request: Request, reference: str) -> Sight:
    """Give a case of which this person sees everything; not found otherwise."""
    found = sight_or_404(request, reference)
    if not found.works:
        raise Http404
    return found


def around(seen: Sight) -> dict[str, Any]:
    """Give what every page of a case shows around its content."""
    return {
        "case": seen.case,
        "marking": seen.case.marking,
        "back": seen.case,
        "breadcrumbs": [
            crumb("Cases", "cases"),
            {"label": seen.case.reference, "url": seen.case.get_absolute_url()},
        ],
    }


@needs("casework.read")
def case(request: Request, reference: str) -> HttpResponse:
    """One case, as far as this person sees it. That they looked is noted."""
    seen = sight_or_404(request, reference)
    changes.note_read(seen, by=request.user)
    if seen.seen.level is Level.NAME_ONLY:
        return _answer(request, "casework/name_only.html", {**around(seen), "seen": seen.seen})
    page = page_of(seen)
    works = seen.works and may(request.user, "casework.work", on=request.partnership)
    context = {
        **around(seen),
        "page": page,
        "has_letters": seen.whole and bool(page.declared.letters),
        "is_review": seen.whole and seen.case.type.key == REVIEW,
        "stage": page.declared.stage(seen.case.stage),
        "outcome": steps.outcomes(page.declared, seen.case.stage).get(seen.case.outcome, ""),
        "events": timeline(page),
        "works": works,
        "leads": seen.works and may(request.user, "casework.lead", on=request.partnership),
        "ways": page.ways if works else [],
        "forms": page.forms if works else [],
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return _answer(request, "casework/case.html", context)


@needs("casework.work")
def fill(request: Request, reference: str, form: str) -> HttpResponse:
    """Fill in a form of a case, or change what was answered before."""
    seen = whole_or_404(request, reference)
    if instead := page_instead(seen.case, form=form):
        return redirect(instead)
    declared = seen.case.type.declared
    able = steps.forms_at(declared, seen.case.stage, workers=seen.workers)
    found = or_404(next((one for one in able if one.id == form), None))

    def finish(texts: dict[str, str]) -> HttpResponse:
        changes.record_answers(case=seen.case, form=found.id, texts=texts, by=request.user)
        messages.success(request, "The answers are saved.")
        return redirect(seen.case)

    page = {
        **around(seen),
        "title": f"{found.name}: case {seen.case.reference}",
        "send": "Save the answers",
        "back": seen.case.get_absolute_url(),
    }
    known = asking.carried_over(found, declared.measures, texts_of(seen.case))
    return Wizard(request, [found], declared.forms, finish, page, known).answer()


@needs("casework.work")
def step(request: Request, reference: str, step: str) -> HttpResponse:
    """Take a step, with the reason where it needs one and the outcome where it closes the case."""
    seen = whole_or_404(request, reference)
    if instead := page_instead(seen.case, step=step):
        return redirect(instead)
    declared = seen.case.type.declared
    able = steps.ways(
        declared, seen.case.stage, workers=seen.workers, answers=answers_of(seen.case)
    )
    way = or_404(next((one for one in able if one.step.id == step), None))
    form = StepTaken(
        sent(request),
        needs_reason=way.step.needs_reason,
        outcomes=steps.outcomes(declared, way.step.to),
    )
    return _decide(
        request,
        seen,
        form,
        lambda given: changes.move(case=seen.case, step=step, by=request.user, **given),
        letters=drafts(seen.case, way.step, at=timezone.now(), reason=_STEP_REASON),
        title=way.step.name,
        said=f"The case is now at: {declared.stage(way.step.to).name}.",
        lede=way.refused or f"The case goes on to: {declared.stage(way.step.to).name}.",
    )


@needs("casework.work")
def note(request: Request, reference: str) -> HttpResponse:
    """Add a note."""
    seen = whole_or_404(request, reference)
    return _decide(
        request,
        seen,
        NoteForm(sent(request)),
        lambda given: changes.add_note(case=seen.case, by=request.user, **given),
        title="Add a note",
        said="The note is added.",
    )


@needs("casework.work")
def add_task(request: Request, reference: str) -> HttpResponse:
    """Add a task by hand."""
    seen = whole_or_404(request, reference)
    return _decide(
        request,
        seen,
        TaskForm(sent(request), people=case_people(seen.case)),
        lambda given: changes.add_task(case=seen.case, by=request.user, **given),
        title="Add a task",
        said="The task is added.",
    )


@needs("casework.work")
def task_done(request: Request, reference: str, number: int) -> HttpResponse:
    """Record that a task is done."""
    seen = whole_or_404(request, reference)
    rows = Task.objects.of(request.partnership).select_related("case__partnership")
    found = or_404(rows.filter(case=seen.case, pk=number, done_at=None, dropped_at=None).first())
    if own := own_page(found.key):
        return redirect(own[0], seen.case.reference, *own[1])
    return _decide(
        request,
        seen,
        DoneForm(sent(request), mandatory=found.mandatory),
        lambda given: changes.complete_task(task=found, by=request.user, **given),
        title="Record a task as done",
        said="The task is done.",
        lede=found.name,
    )


@needs("casework.work")
def pause_clock(request: Request, reference: str, number: int) -> HttpResponse:
    """Let a local time limit stand still, with a reason."""
    seen, found = _clock_or_404(request, reference, number)
    return _decide(
        request,
        seen,
        ReasonForm(sent(request)),
        lambda given: changes.pause_clock(clock=found, by=request.user, **given),
        title=f"Pause: {found.name}",
        said="The time limit is paused.",
        lede="The reason goes on record. A time limit in law cannot be paused.",
    )


@needs("casework.work")
def resume_clock(request: Request, reference: str, number: int) -> HttpResponse:
    """Let a paused time limit run on."""
    seen, found = _clock_or_404(request, reference, number)
    return _decide(
        request,
        seen,
        forms.Form(sent(request)),
        lambda given: changes.resume_clock(clock=found, by=request.user),
        title=f"Run on: {found.name}",
        said="The time limit runs on.",
        lede="Its last day moves on by the days on which it stood still.",
    )


def _clock_or_404(request: Request, reference: str, number: int) -> tuple[Sight, CaseClock]:
    seen = whole_or_404(request, reference)
    rows = CaseClock.objects.of(request.partnership).select_related("case__partnership")
    found = rows.filter(case=seen.case, pk=number, met=None, dropped_at=None, statutory=False)
    return seen, or_404(found.first())


def _decide(
    request: Request,
    seen: Sight,
    form: forms.Form,
    change: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    said: str,
    lede: str = "",
    letters: list[Draft] | None = None,
) -> HttpResponse:
    """Show a form of one case, and make the change it asks for. letters: that go out with it."""
    if form.is_valid() and done(form, lambda: change(form.cleaned_data)):
        messages.success(request, said)
        return redirect(seen.case)
    context = {**around(seen), "form": form, "title": title, "lede": lede, "letters": letters}
    return _answer(request, "casework/form.html", context)


decide = _decide


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page that no browser may keep: it holds what people told in confidence."""
    answer = render(request, template, context)
    answer["Cache-Control"] = "no-store"
    return answer


confidential = _answer
