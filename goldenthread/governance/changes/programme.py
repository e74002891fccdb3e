"""What is owed by when: written down, dated, and noted as done."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.audit.changes import record
from goldenthread.governance import rules
from goldenthread.governance.changes.setting import set_fields
from goldenthread.governance.declarations import duties
from goldenthread.governance.models import Obligation, ObligationMet
from goldenthread.partnership.keys import free_key

EDIT = "governance.owe"
EDITABLE = (
    "title", "what", "kind", "area", "group", "goes_to", "owner", "owner_post", "due", "every",
)  # fmt: skip


@transaction.atomic
def owe(*, partnership: Partnership, title: str, by: User | None, **fields: Any) -> Obligation:
    """Write down something that is owed. Needs "governance.owe".

    by: None for a command of whoever keeps the installation. Raises PermissionDenied or
    RuleBroken; then nothing is saved.
    """
    if by is not None:
        require(by, EDIT, on=partnership)
    words = f"{title} obligation" if title.strip().lower() == "add" else title
    owed = Obligation(
        partnership=partnership,
        key=fields.pop("key", "") or free_key(Obligation, words, partnership=partnership),
        rule=fields.pop("rule", ""),
        places=fields.pop("places", []),
        title=title,
    )
    set_fields(owed, fields, EDITABLE)
    _check(owed)
    owed.save()
    record("governance.obligation_added", by=by, about=owed)
    return owed


@transaction.atomic
def edit_obligation(*, obligation: Obligation, by: User, **fields: Any) -> Obligation:
    """Date something that is owed, or change what it says and who answers for it."""
    require(by, EDIT, on=obligation)
    obligation = _locked(obligation)
    before, after = set_fields(obligation, fields, EDITABLE)
    _check(obligation)
    if after:
        obligation.save()
        record("governance.obligation_edited", by=by, about=obligation, before=before, after=after)
    return obligation


def _check(owed: Obligation) -> None:
    rules.check_obligation(
        title=owed.title,
        kind=owed.kind,
        every=owed.every,
        owners=bool(owed.owner_id) + bool(owed.owner_post),
    )


def _locked(obligation: Obligation) -> Obligation:
    every = Obligation.objects.of(obligation.partnership).select_for_update(of=("self",))
    return every.get(pk=obligation.pk)


@transaction.atomic
def meet_obligation(*, obligation: Obligation, on: date, evidence: str, by: User) -> ObligationMet:
    """Note that it was done on a day, with what shows it; it is then due again in its cycle.

    Needs "governance.report": whoever answers for it may, for their own.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "governance.report", on=obligation)
    obligation = _locked(obligation)
    already = list(obligation.met.values_list("on", flat=True))
    rules.check_met(on=on, today=timezone.localdate(), evidence=evidence, already=already)
    return met(obligation, on=on, evidence=evidence, by=by)


def met(obligation: Obligation, *, on: date, evidence: str, by: User) -> ObligationMet:
    """Keep that it was done, and move it on to its next day; part of a change."""
    done = ObligationMet.objects.create(
        partnership=obligation.partnership,
        obligation=obligation,
        was_due=obligation.due,
        on=on,
        evidence=evidence.strip(),
        by=by,
    )
    obligation.due = rules.next_due(obligation.due, every=obligation.every)
    obligation.save()
    record("governance.obligation_met", by=by, about=obligation, on=str(on))
    return done


@transaction.atomic
def take_up_duties(*, partnership: Partnership, by: User | None) -> int:
    """Write down every duty in law that is not yet written down; give how many are new.

    They come undated and without an owner: that is for the partnership to settle.
    """
    if by is not None:
        require(by, EDIT, on=partnership)
    known = set(Obligation.objects.of(partnership).exclude(rule="").values_list("key", flat=True))
    new = [one for one in duties() if one.key not in known]
    for one in new:
        owe(
            partnership=partnership, by=by, key=one.key, title=one.title, what=one.what,
            kind="duty", rule=one.rule, every=one.every, places=[f"rules:{one.rule}"],
        )  # fmt: skip
    return len(new)
