"""Adding to a plan and editing it. What is published changes only with a reason to read."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership.keys import free_key
from goldenthread.partnership.models import Stated
from goldenthread.strategy import rules
from goldenthread.strategy.models import (
    Aim,
    Amendment,
    Area,
    CaseStudy,
    Commitment,
    Deliverable,
    EnablingFactor,
    EnablingPoint,
    Mechanism,
    PlanNote,
    PolicyDriver,
    Priority,
    Strategy,
    SubTheme,
    WayOfWorking,
    WorkArea,
)

# What may be added on the web, each with the field that says under what it stands.
UNDER = {
    Priority: "strategy",
    WayOfWorking: "strategy",
    EnablingFactor: "strategy",
    EnablingPoint: "factor",
    PolicyDriver: "strategy",
    Mechanism: "strategy",
    PlanNote: "strategy",
    Area: "priority",
    Aim: "priority",
    SubTheme: "priority",
    WorkArea: "priority",
    Deliverable: "work_area",
    CaseStudy: "priority",
    Commitment: "priority",
}
ENDED = "ended_on"
ENDABLE = (WorkArea, Deliverable)
OF_PLAN_TOO = (Commitment,)  # those that also name their plan


@transaction.atomic
def add_statement(
    model: type[Stated], *, under: Stated, by: Person, reason: str = "", **fields: Any
) -> Stated:
    """Add a statement to a plan.

    model: a key of UNDER. under: the plan, priority, work area or factor it stands under.
    fields: its columns. reason: needed once the plan is published.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.edit", on=under)
    strategy = _locked(plan_of(under))
    rules.check_reason(strategy.status, reason)
    parent = {UNDER[model]: under}
    words = str(fields.get("title") or fields.get("text") or model._meta.verbose_name)
    key = free_key(model, words[:60], **parent)
    row = model(partnership=strategy.partnership, key=key, **parent, **fields)
    if isinstance(row, OF_PLAN_TOO):
        row.strategy = strategy
    if isinstance(row, CaseStudy):
        _check_again(row)
    _check_above(row)
    _clean(row)
    row.save()
    _amend(strategy, row, {"": ("", str(row))}, reason=reason, by=by)
    record(f"strategy.{row._meta.model_name}_added", by=by, about=row, reason=reason)
    return row


@transaction.atomic
def edit_statement(*, item: Stated, by: Person, reason: str = "", **fields: Any) -> Stated:
    """Change the wording of a statement; every field's before and after can be read.

    fields: any of the model's EDITABLE. reason: needed once the plan is published.
    A case study is checked anew, and taken off the pages if the check finds something.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.edit", on=item)
    editable: tuple[str, ...] = getattr(item, "EDITABLE", ())
    unknown = sorted(set(fields) - set(editable))
    if unknown:
        raise rules.RuleBroken(f"Here {', '.join(unknown)} is not edited.")
    return _change(item, fields, by=by, reason=reason)


@transaction.atomic
def tag_duties(
    *, priority: Priority, duties: Collection[str], by: Person, reason: str = ""
) -> Stated:
    """Say which duties of the Crime and Disorder Act 1998 s.6(1) a priority serves (CSP-05)."""
    require(by, "strategy.edit", on=priority)
    rules.check_duties(duties)
    return _change(priority, {"duties": sorted(set(duties))}, by=by, reason=reason)


@transaction.atomic
def end_statement(*, item: Stated, on: date, by: Person, reason: str) -> Stated:
    """Say that a work area or deliverable is no longer pursued since a day; nothing is erased.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.edit", on=item)
    begins = plan_of(item).period_start
    rules.check_end(_ended(item), on, begins, reason)
    return _change(item, {ENDED: on}, by=by, reason=reason, verb="ended")


@transaction.atomic
def resume_statement(*, item: Stated, by: Person, reason: str) -> Stated:
    """Take up again what had ended. Raises PermissionDenied or RuleBroken."""
    require(by, "strategy.edit", on=item)
    rules.check_resume(_ended(item), reason)
    return _change(item, {ENDED: None}, by=by, reason=reason, verb="taken_up_again")


def _ended(item: Stated) -> date | None:
    """Give the day on which a statement ended, read again, so that two cannot end it at once."""
    if not isinstance(item, ENDABLE):
        raise rules.RuleBroken("This is not ended; change its wording.")
    every = type(item).objects.of(item.partnership).select_for_update()
    ended: date | None = every.values_list(ENDED, flat=True).get(pk=item.pk)
    return ended


def _check_above(row: Stated) -> None:
    """Refuse to add a deliverable or a part of one where it cannot stand.

    What it stands under is read again: somebody may have ended it since the page was opened.
    """
    if not isinstance(row, Deliverable):
        return
    row.work_area.refresh_from_db(fields=[ENDED])
    rules.check_under(row.work_area.ended_on)
    if row.parent is not None:
        row.parent.refresh_from_db(fields=[ENDED])
        rules.check_under(row.parent.ended_on, is_part=row.parent.parent_id is not None)


def plan_of(item: Stated) -> Strategy:
    """Give the plan a statement belongs to."""
    if isinstance(item, Strategy):
        return item
    strategy = getattr(item, "strategy", None)
    if not isinstance(strategy, Strategy):
        raise rules.RuleBroken("This does not belong to a plan.")
    return strategy


def _change(
    item: Stated, fields: dict[str, Any], *, by: Person, reason: str, verb: str = "edited"
) -> Stated:
    strategy = _locked(plan_of(item))
    every = type(item).objects.of(item.partnership)
    row = every.select_for_update().get(pk=item.pk)
    changed = {
        name: (str(getattr(row, name) or ""), str(value or ""))
        for name, value in fields.items()
        if getattr(row, name) != value
    }
    if not changed:
        return row
    rules.check_reason(strategy.status, reason)
    for name in changed:
        setattr(row, name, fields[name])
    if isinstance(row, CaseStudy):
        _check_again(row)
    row.edited_at = timezone.now()
    _clean(row)
    row.save()
    _amend(strategy, row, changed, reason=reason, by=by)
    record(
        f"strategy.{row._meta.model_name}_{verb}",
        by=by,
        about=row,
        reason=reason,
        before={name: before for name, (before, _) in changed.items()},
        after={name: after for name, (_, after) in changed.items()},
    )
    return row


def _locked(strategy: Strategy) -> Strategy:
    return Strategy.objects.of(strategy.partnership).select_for_update().get(pk=strategy.pk)


def _clean(row: Stated) -> None:
    try:
        row.clean_fields(exclude=[f.name for f in row._meta.fields if f.is_relation])
    except ValidationError as why:
        name, problems = next(iter(why.message_dict.items()))
        said = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        raise rules.RuleBroken(f"{str(said).capitalize()}: {' '.join(problems)}") from None


def _check_again(study: CaseStudy) -> None:
    found = rules.identifying(f"{study.title}\n{study.summary}")
    study.findings = [{"kind": one.kind, "words": one.words} for one in found]
    study.checked_at, study.checked_by = timezone.now(), "the software"
    study.accepted_by, study.accepted_reason, study.accepted_at = None, "", None
    study.published = study.published and not found


def _amend(
    strategy: Strategy,
    row: Stated,
    changed: dict[str, tuple[str, str]],
    *,
    reason: str,
    by: Person,
) -> None:
    Amendment.objects.bulk_create(
        Amendment(
            partnership=strategy.partnership,
            strategy=strategy,
            about_kind=row._meta.model_name or "",
            about_id=row.pk,
            about_name=str(row)[:300],
            field=name,
            before=before,
            after=after,
            reason=reason,
            by_id=by.pk,
            by_name=str(by),
        )
        for name, (before, after) in changed.items()
    )
    if strategy.status != rules.DRAFT:
        strategy.version += 1
        Strategy.objects.of(strategy.partnership).filter(pk=strategy.pk).update(
            version=strategy.version
        )
        if isinstance(row, Strategy):
            row.version = strategy.version
