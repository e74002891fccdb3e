"""Disclosures out of a case: allowed by a gateway, or refused in a sentence (IS-01 to IS-12)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.changes.engine import add_event
from goldenthread.casework.changes.working import worked_by
from goldenthread.casework.models import Case, CaseDisclosure
from goldenthread.casework.rules import disclosing
from goldenthread.casework.rules import disclosure as rules
from goldenthread.casework.rules.lengths import local_day
from goldenthread.partnership.models import InformationSharingAgreement, Organisation

JUDGED = ("what", "purpose", "gateway", "basis", "necessity", "handling", "regime", "special",
          "condition", "policy_document")  # fmt: skip
ASKED = ("statutory", "personal", "patient", "law_enforcement", "for_case_review")


@transaction.atomic
def disclose(
    *, case: Case, sender: Organisation, receiver: Organisation, asked_by: str, asked_for: str,
    agreement: InformationSharingAgreement | None = None, grading: str = "",
    social_care: bool = False, heeds: bool = False, by: User, at: datetime | None = None,
    **told: Any,
) -> CaseDisclosure:  # fmt: skip
    """Record what was disclosed of a case, to whom and under which gateway (IS-01 to IS-09, IS-12).

    told: fields of rules.Disclosure. heeds: goes ahead though there are warnings, which are kept.
    Needs "casework.work". Raises RuleBroken with every reason against it; nothing is saved then.
    """
    case, at = worked_by(case, by).case, at or timezone.now()
    _check_asked(asked_by, asked_for)
    judged = rules.Disclosure(
        at=at, person=str(by),
        sender=disclosing.body(sender.name, sender.kind, social_care=social_care),
        receivers=(disclosing.body(receiver.name, receiver.kind),),
        agreement=_as_ruled(agreement) if agreement else None,
        **{name: told[name] for name in (*JUDGED, *ASKED) if name in told},
    )  # fmt: skip
    warnings = rules.check(judged)
    if grading:
        rules.check_intelligence(judged.what, grading=grading, conditions=judged.handling)
    if warnings and not heeds:
        raise RuleBroken("\n".join([*warnings, "Tick below that you disclose it all the same."]))
    made = CaseDisclosure.objects.create(
        partnership=case.partnership, case=case, at=at, by=by, sender=sender, receiver=receiver,
        asked_by=asked_by.strip(), asked_for=asked_for.strip(), agreement=agreement,
        grading=grading.upper().replace(" ", ""), warnings=list(warnings),
        **{name: getattr(judged, name) for name in JUDGED},
    )  # fmt: skip
    add_event(case, "disclosed", by=by, at=at, about=str(receiver)[:200])
    record("casework.disclosed", by=by, about=case)
    return made


@transaction.atomic
def refuse_disclosure(
    *, case: Case, receiver: Organisation, asked_by: str, asked_for: str, why: str, by: User,
    at: datetime | None = None,
) -> CaseDisclosure:  # fmt: skip
    """Record that information was asked for and not given, and why (IS-04, G-06).

    Needs "casework.work". Raises PermissionDenied or RuleBroken.
    """
    case, at = worked_by(case, by).case, at or timezone.now()
    _check_asked(asked_by, asked_for)
    if not why.strip():
        raise RuleBroken("Say why it is not given: the reasons are kept.")
    made = CaseDisclosure.objects.create(
        partnership=case.partnership, case=case, at=at, by=by, is_refused=True, receiver=receiver,
        asked_by=asked_by.strip(), asked_for=asked_for.strip(), refused_because=why.strip(),
    )  # fmt: skip
    add_event(case, "disclosure_refused", by=by, at=at, about=str(receiver)[:200])
    record("casework.disclosure_refused", by=by, about=case)
    return made


@transaction.atomic
def confirm_receipt(
    *, disclosure: CaseDisclosure, on: date, by: User, at: datetime | None = None
) -> CaseDisclosure:
    """Record that what was disclosed has arrived (IS-04). Needs "casework.work"."""
    case, at = worked_by(disclosure.case, by).case, at or timezone.now()
    found = CaseDisclosure.objects.of(case.partnership).select_for_update().get(pk=disclosure.pk)
    if found.is_refused or found.received_on:
        raise RuleBroken("Nothing waits to be confirmed here.")
    if not local_day(found.at) <= on <= local_day(at):
        raise RuleBroken("It arrived between the day of disclosing and today.")
    found.received_on = on
    found.save(update_fields=["received_on"])
    record("casework.receipt_confirmed", by=by, about=case)
    return found


def _check_asked(asked_by: str, asked_for: str) -> None:
    if not asked_by.strip() or not asked_for.strip():
        raise RuleBroken("Say who asked and what they asked for.")


def _as_ruled(one: InformationSharingAgreement) -> rules.Agreement:
    parties = one.parties.values_list("name", flat=True)
    review_by = min(day for day in (one.review_on, one.ends) if day)
    return rules.Agreement(one.title, frozenset(parties), review_by)
