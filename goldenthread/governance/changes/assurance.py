"""Reports of assurance, and what is put before a group."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.governance import rules
from goldenthread.governance.changes.programme import EDIT as SETTLE
from goldenthread.governance.changes.programme import met
from goldenthread.governance.models import AssuranceReport, Decision, Escalation, Obligation
from goldenthread.partnership.models import Group
from goldenthread.strategy.models import Area

ASSURE = "governance.assure"


@transaction.atomic
def report_assurance(
    *,
    area: Area,
    level: str,
    says: str,
    basis: str,
    by: User,
    on: date | None = None,
    gaps: str = "",
    return_on: date | None = None,
    group: Group | None = None,
) -> AssuranceReport:
    """Report how sure the board may be of an area. What is owed for it is then done.

    Needs "governance.assure". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, ASSURE, on=area)
    today = timezone.localdate()
    day = on or today
    rules.check_report(level=level, says=says, basis=basis, on=day, today=today)
    rules.check_return(level=level, on=day, return_on=return_on)
    made = AssuranceReport.objects.create(
        partnership=area.partnership,
        area=area,
        group=group or area.reporting_group,
        on=day,
        level=level,
        says=says.strip(),
        basis=basis.strip(),
        gaps=gaps.strip(),
        return_on=return_on,
        by=by,
    )
    record("governance.assurance_reported", by=by, about=made, level=level)
    for owed in Obligation.objects.of(area.partnership).filter(area=area, kind="assurance"):
        if not owed.met.filter(on=day).exists():
            met(owed, on=day, evidence=f"Report of assurance: {made}", by=by)
    return made


@transaction.atomic
def escalate(
    *, to_group: Group, source: str, title: str, asked: str, by: User, **more: Any
) -> Escalation:
    """Put something before a group. It is offered for that group's next agenda.

    more: what, count, indicator, action, area, from_group, return_on. Needs "governance.assure".
    """
    owner: Partnership = to_group.partnership
    require(by, ASSURE, on=owner)
    rules.check_escalation(source=source, title=title, asked=asked, count=more.get("count"))
    every = Escalation.objects.of(owner).select_for_update()
    last = every.aggregate(last=Max("number"))["last"] or 0
    made = Escalation.objects.create(
        partnership=owner,
        number=last + 1,
        to_group=to_group,
        source=source,
        title=title.strip(),
        asked=asked.strip(),
        raised_on=timezone.localdate(),
        by=by,
        **more,
    )
    record("governance.escalated", by=by, about=made, to=str(to_group))
    return made


@transaction.atomic
def answer_escalation(
    *, escalation: Escalation, answer: str, by: User, decision: Decision | None = None
) -> Escalation:
    """Answer what was put before a group, with the decision it took, if it took one.

    Needs "governance.owe". Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, SETTLE, on=escalation)
    every = Escalation.objects.of(escalation.partnership).select_for_update(of=("self",))
    escalation = every.get(pk=escalation.pk)
    rules.check_answer(
        answered=escalation.answered_on is not None,
        same_group=decision is None or decision.item.meeting.group_id == escalation.to_group_id,
        answer=answer,
    )
    escalation.answer, escalation.decision = answer.strip(), decision
    escalation.answered_on = timezone.localdate()
    escalation.save()
    record("governance.escalation_answered", by=by, about=escalation, answer=escalation.answer)
    return escalation
