"""Every write of this room: one verb, one function, one transaction, one event."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.funding import rules
from goldenthread.funding.models import (
    Award,
    Claim,
    Fund,
    Funder,
    Payment,
    ProfileLine,
    ValueReview,
    Variation,
)
from goldenthread.funding.queries import kept_of
from goldenthread.partnership.keys import free_key

EDIT, AGREE = "funding.edit", "funding.agree_claim"
# What the web may edit. Sum and last day are varied with a reason, on their own page.
EDITABLE = (
    "title", "purpose", "kind", "fund", "recipient", "recipient_name", "place", "priority",
    "commitment", "scheme", "action", "year", "starts", "section_17", "public",
)  # fmt: skip


def _locked(award: Award) -> Award:
    """Read an award again under a lock, so that two people cannot change it at once."""
    rows = Award.objects.of(award.partnership).select_for_update(of=("self",))
    return rows.select_related("partnership").get(pk=award.pk)


@transaction.atomic
def add_funder(*, partnership: Partnership, name: str, by: User) -> Funder:
    """Record somebody who gives money. Needs "funding.edit"."""
    require(by, EDIT, on=partnership)
    key = free_key(Funder, name, partnership=partnership)
    made = Funder.objects.create(
        partnership=partnership, key=key, name=name, edited_at=timezone.now()
    )
    record("funding.funder_added", by=by, about=made)
    return made


@transaction.atomic
def add_fund(*, partnership: Partnership, name: str, by: User, **fields: Any) -> Fund:
    """Record a fund or a round of one. Needs "funding.edit"; raises RuleBroken."""
    require(by, EDIT, on=partnership)
    if fields.get("total") is not None:
        rules.check_amount(fields["total"], "The whole of the fund")
    rules.check_span(fields.get("starts"), fields.get("ends"))
    key = free_key(Fund, name, partnership=partnership)
    made = Fund.objects.create(
        partnership=partnership, key=key, name=name, edited_at=timezone.now(), **fields
    )
    record("funding.fund_added", by=by, about=made)
    return made


@transaction.atomic
def add_award(*, partnership: Partnership, amount: Decimal, by: User, **fields: Any) -> Award:
    """Record an award; its funder is its fund's. Needs "funding.edit"; raises RuleBroken."""
    require(by, EDIT, on=partnership)
    rules.check_amount(amount)
    rules.check_span(fields.get("starts"), fields.get("ends"))
    fund = fields.get("fund")
    last = Award.objects.of(partnership).aggregate(last=Max("order"))["last"] or 0
    made = Award.objects.create(
        partnership=partnership,
        key=free_key(Award, fields["title"], partnership=partnership),
        order=last + 1,
        amount=amount,
        funder=fund.funder if fund else None,
        recorded_on=timezone.localdate(),
        edited_at=timezone.now(),
        **fields,
    )
    record("funding.award_added", by=by, about=made, amount=str(amount))
    return made


@transaction.atomic
def edit_award(*, award: Award, by: User, **fields: Any) -> Award:
    """Change what an award says; before and after go into the record.

    fields: of EDITABLE. Needs "funding.edit"; raises RuleBroken. Changing nothing writes nothing.
    """
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    rules.check_span(fields.get("starts", award.starts), award.ends)
    changed = {k: v for k, v in fields.items() if k in EDITABLE and getattr(award, k) != v}
    if not changed:
        return award
    before = {name: _said(getattr(award, name)) for name in changed}
    for name, value in changed.items():
        setattr(award, name, value)
    if changed.get("fund"):
        award.funder = changed["fund"].funder
    award.edited_at = timezone.now()
    award.save()
    after = {name: _said(value) for name, value in changed.items()}
    record("funding.award_edited", by=by, about=award, before=before, after=after)
    return award


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value is not None else ""


@transaction.atomic
def vary_award(
    *, award: Award, amount: Decimal | None, ends: date | None, reason: str, by: User
) -> Variation:
    """Change an award's sum or last day, with the reason; what it was stays visible.

    A profile that no longer adds up is taken away, and the record says so. Needs
    "funding.edit"; raises PermissionDenied or RuleBroken.
    """
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    kept = kept_of(award)
    rules.check_variation(
        before=(award.amount, award.ends), after=(amount, ends), agreed=kept.claimed, reason=reason
    )
    rules.check_span(award.starts, ends)
    made = Variation.objects.create(
        partnership=award.partnership,
        award=award,
        on=timezone.localdate(),
        amount_before=award.amount,
        amount_after=amount,
        ends_before=award.ends,
        ends_after=ends,
        reason=reason.strip(),
        by_name=str(by),
    )
    award.amount, award.ends, award.edited_at = amount, ends, timezone.now()
    award.qualifier = award.printed = ""
    award.save()
    award.profile.all().delete()
    before = {"sum": _said(made.amount_before), "last_day": _said(made.ends_before)}
    after = {"sum": _said(amount), "last_day": _said(ends)}
    record("funding.award_varied", by=by, about=award, before=before, after=after, reason=reason)
    return made


@transaction.atomic
def spread_profile(*, award: Award, by: User) -> list[ProfileLine]:
    """Spread an award evenly over the quarters between its days, no penny lost.

    Needs "funding.edit"; raises RuleBroken where its sum or a day is not known.
    """
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    if award.amount is None or award.starts is None or award.ends is None:
        raise rules.RuleBroken(
            "A profile needs the sum, the first day and the last day. Give them."
        )
    spans = rules.quarters(award.starts, award.ends)
    amounts = rules.split(award.amount, len(spans))
    rules.check_profile(amounts, award=award.amount)
    award.profile.all().delete()
    made = ProfileLine.objects.bulk_create(
        ProfileLine(
            partnership=award.partnership, award=award, starts=starts, ends=ends, amount=amount
        )
        for (starts, ends), amount in zip(spans, amounts, strict=True)
    )
    record("funding.profile_set", by=by, about=award, quarters=len(made))
    return made


@transaction.atomic
def set_profile(*, award: Award, amounts: dict[int, Decimal], by: User) -> list[ProfileLine]:
    """Give each line of a profile its sum. amounts: by the line's number; others stay.

    Needs "funding.edit"; raises RuleBroken unless the lines add up to the award.
    """
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    lines = list(award.profile.all())
    for line in lines:
        line.amount = amounts.get(line.pk, line.amount)
    rules.check_profile([line.amount for line in lines], award=award.amount)
    ProfileLine.objects.of(award.partnership).bulk_update(lines, ["amount"])
    record("funding.profile_set", by=by, about=award, quarters=len(lines))
    return lines


@transaction.atomic
def record_claim(
    *, award: Award, starts: date, ends: date, amount: Decimal, what_for: str, by: User
) -> Claim:
    """Record what a recipient claims; somebody else agrees it. Needs "funding.edit"."""
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    rules.check_span(starts, ends)
    kept = kept_of(award)
    rules.check_claim(amount, award=award.amount, claimed=kept.claimed)
    made = Claim.objects.create(
        partnership=award.partnership,
        award=award,
        number=max((one.number for one in kept.claims), default=0) + 1,
        starts=starts,
        ends=ends,
        amount=amount,
        what_for=what_for.strip(),
        recorded_by=by,
        recorded_by_name=str(by),
    )
    record("funding.claim_recorded", by=by, about=award, claim=made.number, amount=str(amount))
    return made


@transaction.atomic
def decide_claim(*, claim: Claim, agreed: bool, reason: str = "", by: User) -> Claim:
    """Agree a claim that somebody else recorded, or refuse it with the reason.

    Needs "funding.agree_claim"; raises PermissionDenied or RuleBroken, then nothing is saved.
    """
    require(by, AGREE, on=claim.partnership)
    award = _locked(claim.award)
    rules.check_open(award.closed_on)
    claim = Claim.objects.of(award.partnership).get(pk=claim.pk)
    rules.check_decision(
        decided=claim.agreed is not None, claimed_by=claim.recorded_by_id, by=by.pk
    )
    if not agreed:
        rules.check_reason(reason, "refusing this claim")
    claim.agreed, claim.reason = agreed, reason.strip()
    claim.decided_by_name, claim.decided_on = str(by), timezone.localdate()
    claim.save()
    verb = "funding.claim_agreed" if agreed else "funding.claim_refused"
    record(verb, by=by, about=award, claim=claim.number, why=claim.reason)
    return claim


@transaction.atomic
def record_payment(
    *, award: Award, paid_on: date, amount: Decimal, reference: str = "", by: User
) -> Payment:
    """Record money that was paid, out of what was agreed. Needs "funding.edit"."""
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    if paid_on > timezone.localdate():
        raise rules.RuleBroken("That day is still to come. Record a payment once it is made.")
    kept = kept_of(award)
    rules.check_payment(amount, agreed=kept.agreed, paid=kept.paid)
    made = Payment.objects.create(
        partnership=award.partnership,
        award=award,
        paid_on=paid_on,
        amount=amount,
        reference=reference.strip(),
        by_name=str(by),
    )
    record("funding.payment_recorded", by=by, about=award, amount=str(amount))
    return made


@transaction.atomic
def review_value(
    *, award: Award, economy: str, efficiency: str, effectiveness: str, by: User
) -> ValueReview:
    """Say whether an award was worth its money, in three respects (rule CSP-13)."""
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    made = ValueReview.objects.create(
        partnership=award.partnership,
        award=award,
        on=timezone.localdate(),
        economy=economy.strip(),
        efficiency=efficiency.strip(),
        effectiveness=effectiveness.strip(),
        by_name=str(by),
    )
    record("funding.value_reviewed", by=by, about=award)
    return made


@transaction.atomic
def close_award(*, award: Award, closing_note: str, by: User) -> Award:
    """Close an award with a note on what came of it; nothing more is claimed or paid.

    Needs "funding.edit"; raises RuleBroken while a claim waits or agreed money is unpaid.
    """
    require(by, EDIT, on=award.partnership)
    award = _locked(award)
    rules.check_open(award.closed_on)
    rules.check_reason(closing_note, "closing: what came of it")
    kept = kept_of(award)
    rules.check_settled(
        waiting=sum(one.agreed is None for one in kept.claims), agreed=kept.agreed, paid=kept.paid
    )
    award.closed_on, award.closing_note = timezone.localdate(), closing_note.strip()
    award.edited_at = timezone.now()
    award.save()
    record("funding.award_closed", by=by, about=award, why=award.closing_note)
    return award
