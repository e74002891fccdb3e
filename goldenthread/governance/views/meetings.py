"""Pages of meetings: all of them, one with its papers, and its course from planned to agreed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.governance import changes, rules, showing
from goldenthread.governance.changes.meetings import Present
from goldenthread.governance.forms import (
    AgreedForm,
    MeetingFilter,
    MeetingForm,
    NewMeetingForm,
    ReasonForm,
    attendance_forms,
)
from goldenthread.governance.models import Meeting
from goldenthread.governance.queries import meetings as queries
from goldenthread.partnership.queries import say_places
from goldenthread.partnership.showing import crumb, done, found, holds, or_404, with_query
from goldenthread.tables import arranged, as_csv

EDIT = "governance.edit"


@needs("public.read")
def meetings(request: Request) -> HttpResponse:
    """Meetings and their papers: for visitors those that are published."""
    every = list(queries.meetings_of(request.partnership, by=request.user))
    chosen, form = _chosen(request, every)
    shown = arranged(request, chosen, showing.MEETINGS, first="-day")
    reads = holds(request, "governance.read")
    today = timezone.localdate()
    ahead = [one for one in every if one.on >= today and one.state == rules.PLANNED]
    context = {
        "form": form,
        "found": found(len(chosen), len(every), "meeting", "meetings"),
        "page": shown.page,
        "table": showing.meetings_table(shown, csv_url=with_query(request, "meetings_csv")),
        "next": min(ahead, key=lambda one: one.on, default=None),
        "reads": reads,
        "may_edit": holds(request, EDIT),
    }
    return render(request, "governance/meetings.html", context)


def _chosen(request: Request, every: list[Meeting]) -> tuple[list[Meeting], MeetingFilter]:
    form = MeetingFilter(request.GET or None, groups=[one.group for one in every])
    given = form.cleaned_data if form.is_valid() else {}
    group, state = given.get("group", ""), given.get("state", "")
    return [
        one
        for one in every
        if (not group or one.group.key == group) and (not state or one.said == state)
    ], form


@needs("public.read")
def meetings_csv(request: Request) -> HttpResponse:
    """The same meetings as a table to download."""
    every = list(queries.meetings_of(request.partnership, by=request.user))
    rows = [
        (one.group.name, one.said_day, one.title, one.place, one.get_said_display(),
         "yes" if one.published_at else "", "; ".join(say_places(one.places, request.partnership)))
        for one in _chosen(request, every)[0]
    ]  # fmt: skip
    head = ("group", "day", "theme", "place", "state", "papers_published", "places")
    return as_csv("meetings", head, rows)


@needs("public.read")
def meeting(request: Request, group: str, on: date) -> HttpResponse:
    """One meeting: who was there, what it spoke of, what it decided and gave people to do."""
    one = meeting_or_404(request, group, on)
    reads = holds(request, "governance.read")
    items = queries.items_of(one, by=request.user)
    noted = queries.attendances_of(one) if reads or one.published_at else []
    edits = may(request.user, EDIT, on=one)
    context = {
        "meeting": one,
        "items": [showing.item(item, one, reads=reads) for item in items],
        "attendances": noted,
        "quorum": showing.quorum(one, noted) if noted else None,
        "reads": reads,
        "private": any(item.restricted for item in items),
        "may_edit": edits,
        "may_change": edits and one.is_open,
        "may_publish": may(request.user, "governance.publish", on=one),
        "may_build": may(request.user, "publishing.build", on=one),
        "places": say_places(one.places, request.partnership),
        "breadcrumbs": [crumb("Meetings", "meetings")],
    }
    return render(request, "governance/meeting.html", context)


def meeting_or_404(request: Request, group: str, on: date) -> Meeting:
    """Give the meeting at an address, or answer "not found"."""
    found: Meeting = or_404(queries.meeting_at(request.partnership, group, on, by=request.user))
    found.partnership = request.partnership  # known: not asked again
    return found


@needs(EDIT)
def add(request: Request) -> HttpResponse:
    """Plan a meeting."""
    new = Meeting(partnership=request.partnership)
    form = NewMeetingForm(request.POST or None, instance=new, partnership=request.partnership)
    made: list[Meeting] = []
    if form.is_valid() and done(
        form, lambda: made.append(changes.plan_meeting(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, "The meeting is planned. Put together its agenda next.")
        return redirect(made[0])
    return show_form(request, form, "Plan a meeting", reverse("meetings"))


@needs(EDIT)
def edit(request: Request, group: str, on: date) -> HttpResponse:
    """Change the day, place or theme of a meeting, or who keeps it."""
    one = meeting_or_404(request, group, on)
    title = f"Change the meeting of {one}"
    form = MeetingForm(request.POST or None, instance=one, partnership=request.partnership)
    changed: list[Meeting] = []
    if form.is_valid():
        fresh = meeting_or_404(request, group, on)
        if done(
            form,
            lambda: changed.append(
                changes.edit_meeting(meeting=fresh, by=request.user, **form.cleaned_data)
            ),
        ):
            messages.success(request, "The meeting is changed.")
            return redirect(changed[0])
    back = reverse("meeting", args=[group, on])
    return show_form(request, form, title, back)


@needs(EDIT)
def attendance(request: Request, group: str, on: date) -> HttpResponse:
    """Note who came, who wrote and who did not."""
    one = meeting_or_404(request, group, on)
    forms_ = attendance_forms(
        queries.members_of(one, by=request.user),
        queries.attendances_of(one),
        request.POST or None,
    )
    problem = ""
    if request.method == "POST" and all(each.is_valid() for each in forms_):
        present = [
            Present(each.cleaned_data["name"], each.cleaned_data["how"], each.seat)
            for each in forms_
            if each.cleaned_data["how"]
        ]
        try:
            changes.note_attendance(meeting=one, present=present, by=request.user)
        except RuleBroken as broken:
            problem = str(broken)
        else:
            messages.success(request, "Who came is noted.")
            return redirect(one)
    context = {
        "meeting": one, "forms": forms_, "problem": problem, "breadcrumbs": crumbs(one),
    }  # fmt: skip
    return render(request, "governance/attendance.html", context)


@needs(EDIT)
@require_POST
def hold(request: Request, group: str, on: date) -> HttpResponse:
    """Say that a meeting was held."""
    one = meeting_or_404(request, group, on)
    return _step(
        request, one, lambda: changes.hold_meeting(meeting=one, by=request.user),
        "The meeting is noted as held. Write its minutes next.",
    )  # fmt: skip


@needs("governance.publish")
@require_POST
def publish(request: Request, group: str, on: date) -> HttpResponse:
    """Publish the public part of its papers."""
    one = meeting_or_404(request, group, on)
    return _step(
        request, one, lambda: changes.publish_papers(meeting=one, by=request.user),
        "The public part of the papers is published.",
    )  # fmt: skip


def _step(request: Request, one: Meeting, change: Callable[[], Any], said: str) -> HttpResponse:
    try:
        change()
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, said)
    return redirect(one)


@needs(EDIT)
def agree(request: Request, group: str, on: date) -> HttpResponse:
    """Say when the minutes were agreed."""
    one = meeting_or_404(request, group, on)
    return decide_with(
        request, one, AgreedForm(request.POST or None), changes.agree_minutes,
        title="Agree the minutes", said="The minutes are agreed.",
    )  # fmt: skip


@needs(EDIT)
def cancel(request: Request, group: str, on: date) -> HttpResponse:
    """Cancel a meeting, with the reason."""
    one = meeting_or_404(request, group, on)
    return decide_with(
        request, one, ReasonForm(request.POST or None), changes.cancel_meeting,
        title="Cancel the meeting", said="The meeting is cancelled.",
    )  # fmt: skip


@needs("governance.publish")
def withdraw(request: Request, group: str, on: date) -> HttpResponse:
    """Take published papers back, with the reason."""
    one = meeting_or_404(request, group, on)
    return decide_with(
        request, one, ReasonForm(request.POST or None), changes.withdraw_papers,
        title="Take the papers back", said="The papers are no longer published.",
    )  # fmt: skip


def decide_with(
    request: Request,
    one: Meeting,
    form: forms.Form,
    change: Callable[..., Any],
    *,
    title: str,
    said: str,
) -> HttpResponse:
    """Show a form about a meeting and do what it says."""
    if form.is_valid() and done(
        form, lambda: change(meeting=one, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, said)
        return redirect(one)
    return show_form(request, form, f"{title}: {one}", one.get_absolute_url(), crumbs(one))


def show_form(
    request: Request,
    form: forms.BaseForm,
    title: str,
    back: str,
    breadcrumbs: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Show a form on a page of its own."""
    context = {
        "form": form,
        "title": title,
        "back": back,
        "breadcrumbs": breadcrumbs or [crumb("Meetings", "meetings")],
    }
    return render(request, "governance/form.html", context)


def crumbs(one: Meeting) -> list[dict[str, str]]:
    """Give the breadcrumbs of a page below a meeting."""
    return [crumb("Meetings", "meetings"), {"label": str(one), "url": one.get_absolute_url()}]
