"""Local multi-agency problem solving: meetings on cases (PS-05)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goldenthread.accounts.asking import Request
from goldenthread.accounts.permission import needs
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.casework.changes import meetings as changes
from goldenthread.casework.forms.meetings import DecisionForm, MeetingForm, SeatForm
from goldenthread.casework.forms.staff import TaskForm
from goldenthread.casework.models import MeetingItem
from goldenthread.casework.queries import meetings as queries
from goldenthread.casework.queries.meetings import Seen
from goldenthread.casework.queries.page import people_who_may
from goldenthread.casework.views.case import confidential, sent
from goldenthread.partnership.showing import crumb, done, or_404

MARKING = "OFFICIAL-SENSITIVE (PERSONAL)"


@needs("casework.read")
def problem_meetings(request: Request) -> HttpResponse:
    """Every meeting by name and day; what is on its agenda stays with those who sit there."""
    context = {
        "meetings": queries.meetings_of(request.partnership, request.user),
        "arranges": may(request.user, "casework.lead", on=request.partnership),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases")],
    }
    return confidential(request, "casework/meetings.html", context)


@needs("casework.lead")
def arrange(request: Request) -> HttpResponse:
    """Arrange a meeting and chair it."""
    form = MeetingForm(sent(request), partnership=request.partnership)

    def save() -> None:
        made = changes.arrange_meeting(
            partnership=request.partnership, by=request.user, **form.cleaned_data
        )
        form.made = made  # type: ignore[attr-defined]

    if form.is_valid() and done(form, save):
        return redirect(form.made)  # type: ignore[attr-defined]
    return _form(request, form, "Arrange a meeting", "problem_meetings")


@needs("casework.read")
def problem_meeting(request: Request, number: int) -> HttpResponse:
    """One meeting: its statement, who is there, and the agenda once the statement is accepted."""
    seen = _seen_or_404(request, number)
    context = {
        "seen": seen,
        "meeting": seen.meeting,
        "chairs": seen.chairs and may(request.user, "casework.lead", on=request.partnership),
        "marking": MARKING,
        "breadcrumbs": [crumb("Cases", "cases"), crumb("Meetings", "problem_meetings")],
    }
    return confidential(request, "casework/meeting.html", context)


@needs("casework.read")
@require_POST
def accept(request: Request, number: int) -> HttpResponse:
    """Accept the confidentiality statement."""
    seen = _seen_or_404(request, number)
    if not seen.accepted:
        changes.accept_statement(meeting=seen.meeting, by=request.user)
        messages.success(request, "You have accepted it. The agenda is open to you.")
    return redirect(seen.meeting)


@needs("casework.lead")
def seat(request: Request, number: int) -> HttpResponse:
    """Give somebody a seat."""
    seen = _seen_or_404(request, number)
    people = people_who_may("casework.read", on=request.partnership)
    form = SeatForm(sent(request), people=people, agreement=seen.meeting.agreement)
    if form.is_valid() and done(
        form, lambda: changes.seat(meeting=seen.meeting, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "They have a seat.")
        return redirect(seen.meeting)
    return _form(request, form, "Give somebody a seat", "problem_meeting", seen.meeting.pk)


@needs("casework.lead")
@require_POST
def agenda(request: Request, number: int) -> HttpResponse:
    """Put on the agenda what belongs there."""
    seen = _seen_or_404(request, number)
    try:
        new = changes.draw_up_agenda(meeting=seen.meeting, by=request.user)
        messages.success(
            request, f"{new} put on the agenda." if new else "Nothing new belongs on it."
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect(seen.meeting)


@needs("casework.lead")
def decide(request: Request, number: int, item: int) -> HttpResponse:
    """Write down what was decided on one case."""
    seen, found = _item_or_404(request, number, item)
    known = found.decision if any(one.row.pk == found.pk for one in seen.items) else ""
    form = DecisionForm(sent(request), initial={"decision": known})
    if form.is_valid() and done(
        form, lambda: changes.decide_item(item=found, by=request.user, **form.cleaned_data)
    ):
        return redirect(seen.meeting)
    title = f"Write down what was decided on item {found.number}"
    return _form(request, form, title, "problem_meeting", seen.meeting.pk)


@needs("casework.lead")
def action(request: Request, number: int, item: int) -> HttpResponse:
    """Add an action of the meeting to one case."""
    seen, found = _item_or_404(request, number, item)
    form = TaskForm(sent(request), people=people_who_may("casework.work", on=request.partnership))
    if form.is_valid() and done(
        form, lambda: changes.add_action(item=found, by=request.user, **form.cleaned_data)
    ):
        return redirect(seen.meeting)
    title = f"Add an action to item {found.number}"
    return _form(request, form, title, "problem_meeting", seen.meeting.pk)


def _seen_or_404(request: Request, number: int) -> Seen:
    seen: Seen = or_404(queries.meeting_of(request.partnership, number, by=request.user))
    return seen


def _item_or_404(request: Request, number: int, item: int) -> tuple[Seen, MeetingItem]:
    """Give an item by its number, which says nothing of its case; only the chair changes it."""
    seen = _seen_or_404(request, number)
    rows = MeetingItem.objects.of(request.partnership).select_related("case__partnership")
    row: MeetingItem = or_404(rows.filter(meeting=seen.meeting, number=item).first())
    row.meeting = seen.meeting
    return seen, row


def _form(request: Request, form: Any, title: str, back: str, *args: Any) -> HttpResponse:
    trail = [crumb("Cases", "cases"), crumb("Meetings", "problem_meetings")]
    context = {
        "form": form,
        "title": title,
        "back_url": crumb("", back, *args)["url"],
        "marking": MARKING,
        "breadcrumbs": [*trail, crumb("Meeting", back, *args)] if args else trail,
    }
    return confidential(request, "casework/meeting_form.html", context)
