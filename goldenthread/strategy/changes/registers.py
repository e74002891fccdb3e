"""Commitments' status, targets, and the release of case studies."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.indicators.targets.changes import keep_target
from goldenthread.partnership.models import Group
from goldenthread.strategy import rules
from goldenthread.strategy.models import CaseStudy, Commitment, CommitmentUpdate, IndicatorUse


@transaction.atomic
def set_commitment_status(
    *, commitment: Commitment, status: str, evidence: str, on: date, by: Person
) -> CommitmentUpdate:
    """Say how a commitment stands on a day, and what shows it.

    status: a key of rules.COMMITMENT_STATUSES. The status of the latest day counts.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.edit", on=commitment)
    rules.check_commitment_status(status, evidence)
    every = Commitment.objects.of(commitment.partnership)
    commitment = every.select_for_update().get(pk=commitment.pk)
    before = commitment.status
    update = CommitmentUpdate.objects.create(
        partnership=commitment.partnership,
        commitment=commitment,
        status=status,
        evidence=evidence,
        on=on,
        by_id=by.pk,
        by_name=str(by),
    )
    latest = commitment.updates.order_by("-on", "-pk")[0]
    Commitment.objects.of(commitment.partnership).filter(pk=commitment.pk).update(
        status=latest.status
    )
    record(
        "strategy.commitment_status_set",
        by=by,
        about=commitment,
        before=before,
        after=latest.status,
        evidence=evidence,
    )
    return update


@transaction.atomic
def set_target(
    *,
    use: IndicatorUse,
    target: Decimal | None,
    set_by: str,
    why: str,
    by: User,
    comparison: str = "",
    period: str = "",
    tolerance: Decimal | None = None,
    owner: Group | None = None,
    due_day: int | None = None,
    **kept: Any,
) -> IndicatorUse:
    """Set or take away the target of an indicator in a plan, with who set it, when and why.

    due_day: working days after a quarter's end by which the figure is due. kept: what else is
    kept of a target: set_on, profile and colour_rule, see `keep_target`.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "indicators.edit", on=use)
    rules.check_target(target, set_by, why)
    every = IndicatorUse.objects.of(use.partnership)
    use = every.select_for_update().get(pk=use.pk)
    before = str(use.target if use.target is not None else "")
    use.target, use.target_set_by, use.target_why = target, set_by, why
    use.target_printed = ""
    use.target_comparison, use.target_period = comparison, period
    use.tolerance, use.owner, use.due_day = tolerance, owner, due_day
    use.edited_at = timezone.now()
    use.save()
    keep_target(
        partnership=use.partnership, definition=use.definition, plan=use.strategy.key,
        measure=use.key, value=target, comparison=comparison, period=period,
        tolerance=tolerance, set_by=set_by, why=why, by=by, **kept,
    )  # fmt: skip
    record(
        "strategy.target_set",
        by=by,
        about=use,
        before=before,
        after=str(target if target is not None else ""),
        set_by=set_by,
        why=why,
    )
    return use


@transaction.atomic
def accept_case_study(*, study: CaseStudy, reason: str, by: Person) -> CaseStudy:
    """Let a named person accept what the anonymity check found, with a reason.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "strategy.edit", on=study)
    study = _locked(study)
    if not study.findings:
        raise rules.RuleBroken("The check found nothing, so there is nothing to accept.")
    if not reason.strip():
        raise rules.RuleBroken("Say why nobody can be known from these words.")
    study.accepted_by_id, study.accepted_reason = by.pk, reason
    study.accepted_at = timezone.now()
    study.save()
    record(
        "strategy.case_study_accepted",
        by=by,
        about=study,
        reason=reason,
        kinds=sorted({finding["kind"] for finding in study.findings}),
    )
    return study


@transaction.atomic
def publish_case_study(*, study: CaseStudy, by: Person) -> CaseStudy:
    """Show a case study to everyone; refused while the anonymity check stands open."""
    require(by, "strategy.edit", on=study)
    study = _locked(study)
    rules.check_publishable(study.findings, study.accepted_reason)
    study.published = True
    study.save()
    record("strategy.case_study_published", by=by, about=study)
    return study


@transaction.atomic
def withdraw_case_study(*, study: CaseStudy, by: Person, reason: str) -> CaseStudy:
    """Take a case study off the pages. Raises PermissionDenied or RuleBroken."""
    require(by, "strategy.edit", on=study)
    study = _locked(study)
    if not reason.strip():
        raise rules.RuleBroken("Say why it is withdrawn.")
    study.published = False
    study.save()
    record("strategy.case_study_withdrawn", by=by, about=study, reason=reason)
    return study


def _locked(study: CaseStudy) -> CaseStudy:
    return CaseStudy.objects.of(study.partnership).select_for_update().get(pk=study.pk)
