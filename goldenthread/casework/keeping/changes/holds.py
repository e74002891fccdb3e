"""Legal holds: placed with a reason and a day of review, lifted with a reason (RET-03)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.keeping.queries import GOVERN
from goldenthread.casework.models import Case, LegalHold
from goldenthread.casework.rules.retention import Hold, check_hold


@transaction.atomic
def place_hold(
    *, case: Case, why: str, holder: str, reason: str, review_by: date, by: User
) -> LegalHold:
    """Hold a case: nothing of it goes until the hold is lifted (RET-03). Needs "casework.govern".

    why: one of retention.HOLDS. holder: who answers for it. Raises RuleBroken.
    """
    require(by, GOVERN, on=case.partnership)
    check_hold(Hold(why, holder, reason, review_by), on=timezone.localdate())
    if case.disposed_at is not None:
        raise RuleBroken("This case has gone: there is nothing left to hold.")
    made = LegalHold.objects.create(
        partnership=case.partnership, case=case, why=why, holder=holder.strip(),
        reason=reason.strip(), review_by=review_by, placed_at=timezone.now(), placed_by=by,
    )  # fmt: skip
    record("casework.hold_placed", by=by, about=case, why=why)
    return made


@transaction.atomic
def lift_hold(*, hold: LegalHold, reason: str, by: User) -> LegalHold:
    """Lift a hold, with a reason; what was kept by it goes when it is due (RET-03).

    Needs "casework.govern". Raises RuleBroken.
    """
    require(by, GOVERN, on=hold)
    rows = LegalHold.objects.of(hold.partnership).select_for_update(of=("self",))
    hold = rows.select_related("case", "partnership").get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise RuleBroken("This hold was lifted already.")
    if len(reason.split()) < 3:
        raise RuleBroken("Say why it is lifted: the case may go then.")
    hold.lifted_at, hold.lifted_by, hold.lifted_why = timezone.now(), by, reason.strip()
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    record("casework.hold_lifted", by=by, about=hold.case)
    return hold
