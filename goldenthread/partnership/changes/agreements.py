"""Information-sharing agreements: made, signed, reviewed (CSP-14, IS-05)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership import rules
from goldenthread.partnership.changes.bodies import EDIT
from goldenthread.partnership.keys import free_key
from goldenthread.partnership.models import InformationSharingAgreement, Organisation, Signature


@transaction.atomic
def make_agreement(
    *,
    partnership: Partnership,
    title: str,
    purpose: str,
    parties: Collection[Organisation],
    agreed_on: date,
    by: Person,
    review_months: int = rules.REVIEW_MONTHS,
) -> InformationSharingAgreement:
    """Write down an agreement; its review falls due so many months after it was agreed.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=partnership)
    if len(parties) < 2 or any(body.partnership_id != partnership.pk for body in parties):
        raise rules.RuleBroken("An agreement needs two parties or more, all of this partnership.")
    if not title.strip() or not purpose.strip():
        raise rules.RuleBroken("Give the agreement a title and say what it is for.")
    agreement = InformationSharingAgreement.objects.create(
        partnership=partnership,
        key=free_key(InformationSharingAgreement, title, partnership=partnership),
        title=title,
        purpose=purpose,
        agreed_on=agreed_on,
        review_months=review_months,
        review_on=rules.months_after(agreed_on, review_months),
    )
    agreement.parties.set(parties)
    record(
        "partnership.agreement_made",
        by=by,
        about=agreement,
        parties=sorted(str(body) for body in parties),
    )
    return agreement


@transaction.atomic
def sign_agreement(
    *,
    agreement: InformationSharingAgreement,
    organisation: Organisation,
    signed_by: str,
    signed_on: date,
    by: Person,
) -> Signature:
    """Record that a party signed. Raises PermissionDenied or RuleBroken."""
    require(by, EDIT, on=agreement)
    agreement = _locked(agreement)
    if not agreement.parties.filter(pk=organisation.pk).exists():
        raise rules.RuleBroken(f"{organisation} is not a party to this agreement.")
    if Signature.objects.filter(agreement=agreement, organisation=organisation).exists():
        raise rules.RuleBroken(f"{organisation} has signed already.")
    if not signed_by.strip():
        raise rules.RuleBroken("Say who signed.")
    signature = Signature.objects.create(
        partnership=agreement.partnership,
        agreement=agreement,
        organisation=organisation,
        signed_by=signed_by,
        signed_on=signed_on,
    )
    record("partnership.agreement_signed", by=by, about=agreement, party=str(organisation))
    return signature


@transaction.atomic
def review_agreement(
    *, agreement: InformationSharingAgreement, reviewed_on: date, by: Person
) -> InformationSharingAgreement:
    """Record a review; the next falls due so many months later. Raises PermissionDenied."""
    require(by, EDIT, on=agreement)
    agreement = _locked(agreement)
    rules.check_span(agreement.agreed_on, reviewed_on)
    before = agreement.review_on
    agreement.review_on = rules.months_after(reviewed_on, agreement.review_months)
    agreement.save()
    record(
        "partnership.agreement_reviewed",
        by=by,
        about=agreement,
        before=str(before),
        after=str(agreement.review_on),
    )
    return agreement


def _locked(agreement: InformationSharingAgreement) -> InformationSharingAgreement:
    every = InformationSharingAgreement.objects.of(agreement.partnership)
    return every.select_for_update().get(pk=agreement.pk)
