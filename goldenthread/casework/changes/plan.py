"""The action plan of a case: who does what, by when, with which tool (CASE-02)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.due import drop_due, meet_due, set_due
from goldenthread.casework.changes.engine import add_event, keep_time
from goldenthread.casework.changes.people import check_worker
from goldenthread.casework.changes.victims import open_case_of
from goldenthread.casework.models import Case, PlannedAction
from goldenthread.casework.queries.together import tools_on
from goldenthread.casework.rules.closing import check_action
from goldenthread.casework.rules.lengths import local_day
from goldenthread.partnership.models import Organisation


@transaction.atomic
def plan_action(
    *, case: Case, what: str, body: Organisation, owner: User | None = None, person: str = "",
    tool: str, due: date, by: User, at: datetime | None = None,
) -> PlannedAction:  # fmt: skip
    """Add an action to the plan of a case (CASE-02). Needs "casework.work".

    owner: who does it, if they sign in here; else person: their name.
    """
    case, at = open_case_of(case, by), at or timezone.now()
    name = str(owner) if owner else person.strip()
    if not what.strip():
        raise RuleBroken("Say what is to be done.")
    check_action(body=str(body), person=name, due=due, tool=tool)
    if tool not in tools_on(local_day(at)):
        raise RuleBroken("Choose the tool from the list.")
    if due < local_day(at):
        raise RuleBroken("The day by which it is done cannot lie in the past.")
    if owner is not None:
        check_worker(case, owner)
    made = PlannedAction.objects.create(
        partnership=case.partnership, case=case, what=what.strip(), body=body, owner=owner,
        person=name, tool=tool, due=due, made_at=at, made_by=by,
    )  # fmt: skip
    add_event(case, "action_planned", by=by, at=at, about=name[:200], text=what)
    meet_due(case, "first_plan:", by=by, at=at)
    set_due(case, f"plan:{made.pk}", what.strip(), by_day=due, given_to=owner, by=by, at=at)
    keep_time(case, at=at)
    record("casework.action_planned", by=by, about=case)
    return made


@transaction.atomic
def finish_action(
    *, action: PlannedAction, needed: bool = True, outcome: str,
    victim_told_on: date | None = None, by: User, at: datetime | None = None,
) -> PlannedAction:  # fmt: skip
    """Record that an action is done, or no longer needed, and what came of it (CASE-02).

    victim_told_on: when the victim was told of it. Needs "casework.work".
    """
    case, at = open_case_of(action.case, by), at or timezone.now()
    found = PlannedAction.objects.of(case.partnership).select_for_update().get(pk=action.pk)
    if not found.is_open:
        raise RuleBroken("This action is done already, or is no longer needed.")
    if not outcome.strip():
        raise RuleBroken("Say what came of it, or why it is no longer needed.")
    if victim_told_on is not None and victim_told_on > local_day(at):
        raise RuleBroken("The victim cannot have been told on a day yet to come.")
    found.outcome, found.victim_told_on = outcome.strip(), victim_told_on
    key = f"plan:{found.pk}"
    if needed:
        found.done_on = local_day(at)
        meet_due(case, key, by=by, at=at)
    else:
        found.dropped_at = at
        drop_due(case, key, at=at)
    found.save()
    add_event(case, "action_done" if needed else "action_dropped", by=by, at=at,
              about=found.what[:200], text=outcome)  # fmt: skip
    keep_time(case, at=at)
    record("casework.action_finished", by=by, about=case)
    return found
