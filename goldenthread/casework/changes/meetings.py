"""Meetings on cases: arranged, people seated, the statement accepted, the agenda, decisions."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import may
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event
from goldenthread.casework.changes.tasks import add_task
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import (
    Case,
    MeetingAction,
    MeetingItem,
    MeetingSeat,
    ProblemMeeting,
    Task,
)
from goldenthread.casework.queries import meetings as queries
from goldenthread.casework.rules import meetings as rules
from goldenthread.partnership.models import InformationSharingAgreement, Organisation

LONGEST_DECISION = 4_000


@transaction.atomic
def arrange_meeting(
    *, partnership: Partnership, name: str, on: date, agreement: InformationSharingAgreement,
    body: Organisation, by: User, statement: str = rules.STATEMENT,
) -> ProblemMeeting:  # fmt: skip
    """Arrange a meeting that `by` chairs for one body (PS-05). Needs "casework.lead"."""
    require(by, "casework.lead", on=partnership)
    made = ProblemMeeting.objects.create(
        partnership=partnership, name=name.strip()[:200], on=on, agreement=agreement, chair=by,
        statement=statement.strip(),
    )  # fmt: skip
    _seat(made, by, body)
    record("casework.meeting_arranged", by=by, about=made)
    return made


@transaction.atomic
def seat(*, meeting: ProblemMeeting, person: User, body: Organisation, by: User) -> MeetingSeat:
    """Give somebody a seat for a body that is party to the agreement. The chair alone may."""
    _chaired(meeting, by)
    if not may(person, "casework.read", on=meeting.partnership):
        raise RuleBroken(f"{person} may not see cases here. An administrator gives that role.")
    if MeetingSeat.objects.of(meeting.partnership).filter(meeting=meeting, person=person).exists():
        raise RuleBroken(f"{person} has a seat at this meeting already.")
    made = _seat(meeting, person, body)
    record("casework.meeting_seat_given", by=by, about=meeting)
    return made


def _seat(meeting: ProblemMeeting, person: User, body: Organisation) -> MeetingSeat:
    parties = {str(pk) for pk in meeting.agreement.parties.values_list("pk", flat=True)}
    rules.check_seat(body=str(body.pk), agreement=parties)
    return MeetingSeat.objects.create(
        partnership=meeting.partnership, meeting=meeting, person=person, body=body
    )


@transaction.atomic
def accept_statement(*, meeting: ProblemMeeting, by: User) -> None:
    """Accept the confidentiality statement, which opens the agenda. Needs "casework.read"."""
    require(by, "casework.read", on=meeting.partnership)
    rows = MeetingSeat.objects.of(meeting.partnership).filter(meeting=meeting, person=by)
    if not rows.filter(accepted_at=None).update(accepted_at=timezone.now()):
        raise RuleBroken("You have no seat here, or have accepted it already.")
    record("casework.meeting_statement_accepted", by=by, about=meeting)


@transaction.atomic
def draw_up_agenda(*, meeting: ProblemMeeting, by: User) -> int:
    """Put on the agenda what belongs there and is not on it yet; give how many (PS-05).

    Only the chair may, and only cases that they see whole come on it.
    """
    _chaired(meeting, by)
    rows = MeetingItem.objects.of(meeting.partnership).filter(meeting=meeting)
    known = dict(rows.values_list("case", "number"))
    new = rules.agenda(queries.reasons_for(meeting.partnership, by=by), known=known.keys())
    number = max(known.values(), default=0)
    MeetingItem.objects.bulk_create(
        MeetingItem(
            partnership=meeting.partnership, meeting=meeting, case_id=case, number=number + n,
            why=reason,
        )
        for n, (case, reason) in enumerate(new, start=1)
    )  # fmt: skip
    if new:
        record("casework.meeting_agenda_drawn_up", by=by, about=meeting, items=len(new))
    return len(new)


@transaction.atomic
def decide_item(*, item: MeetingItem, decision: str, by: User) -> MeetingItem:
    """Write down what was decided on a case; it goes into the case's timeline too."""
    case = _of_item(item, by)
    if not decision.strip() or len(decision) > LONGEST_DECISION:
        raise RuleBroken(f"Say in 1 to {LONGEST_DECISION:,} characters what was decided.")
    item.decision = decision.strip()
    item.save(update_fields=["decision"])
    add_event(case, "discussed", by=by, at=timezone.now(), text=decision, about=str(item.meeting))
    record("casework.meeting_item_decided", by=by, about=item.meeting)
    return item


@transaction.atomic
def add_action(*, item: MeetingItem, name: str, due: date, given_to: User | None, by: User) -> Task:
    """Add an action that the meeting asked for: a task of the case, seen at both."""
    case = _of_item(item, by)
    task = add_task(case=case, name=name, due=due, given_to=given_to, by=by)
    MeetingAction.objects.create(partnership=item.partnership, item=item, task=task)
    return task


def _of_item(item: MeetingItem, by: User) -> Case:
    _chaired(item.meeting, by)
    return worked_by(item.case, by).case


def _chaired(meeting: ProblemMeeting, by: User) -> None:
    require(by, "casework.lead", on=meeting.partnership)
    rows = MeetingSeat.objects.of(meeting.partnership).filter(meeting=meeting, person=by)
    own = rows.first()
    if own is None or meeting.chair_id != by.pk:
        raise PermissionDenied("Only the chair of a meeting does that.")
    if own.accepted_at is None:
        raise RuleBroken("Accept the confidentiality statement first.")
