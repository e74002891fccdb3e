"""What becomes of the rows of cases that go: nothing personal stays, what is counted does."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import FileField, Model, Q, QuerySet

from goldenthread.casework.files import store
from goldenthread.casework.keeping import held
from goldenthread.casework.keeping.rules import month_of
from goldenthread.casework.models import (
    Answer,
    Attachment,
    Case,
    CaseAccess,
    CaseClock,
    CaseEvent,
    EmergencyLook,
)
from goldenthread.casework.types.conditions import comparisons, parse
from goldenthread.casework.types.model import CaseType
from goldenthread.commands import CannotDo

HOUR = timedelta(hours=1)


def let_go(cases: list[Case], *, then: str, at: datetime) -> Counter[str]:
    """Empty cases of one version of one type of all that is personal; count what was deleted.

    then: "delete" keeps only what its declared counts need, "anonymise" each answer that may be
    counted. The caller holds a transaction, and has locked them. It cannot be undone.
    """
    if strangers := held.unknown():
        raise CannotDo(
            f"Nothing goes: of {', '.join(strangers)} it is not known what becomes when a case "
            "goes. Say it in goldenthread/casework/keeping/held.py."
        )
    numbers = [one.pk for one in cases]
    counts = _answers_and_events(cases[0].type.declared, numbers, then)
    for key in Attachment._base_manager.filter(case__in=numbers).values_list("key", flat=True):
        transaction.on_commit(partial(store.throw_away, key))
    for kind in held.deleted():
        counts += _delete(kind._base_manager.filter(held.of_cases(kind, numbers)))
    for kind in held.paths():
        if held.keeps(kind):
            counts[f"{kind._meta.verbose_name_plural} emptied"] += _empty(kind, numbers)
    _strip_looks(numbers)
    _coarsen_clocks(numbers)
    for one in cases:
        _strip(one, at)
    return counts


def _answers_and_events(of: CaseType, numbers: list[int], then: str) -> Counter[str]:
    answers = Answer._base_manager.filter(case__in=numbers)
    counted = set(of.countable) if then == "anonymise" else _asked_in_counts(of)
    stays = answers.filter(current=True, personal=False, question__in=counted)
    kept = set(stays.values_list("pk", flat=True))
    counts = _delete(answers.exclude(pk__in=kept))
    events = CaseEvent._base_manager.filter(case__in=numbers)
    behind = Answer._base_manager.filter(case__in=numbers).values("event")
    counts += _delete(events.exclude(_counted(of, then) | Q(pk__in=behind)))
    left = list(events)
    for one in left:
        one.by, one.by_name, one.text, one.about, one.at = None, "", "", "", month_of(one.at)
    CaseEvent._base_manager.bulk_update(left, ["by", "by_name", "text", "about", "at"], 500)
    return counts


def _counted(of: CaseType, then: str) -> Q:
    if then == "anonymise":
        return ~Q(stage="")
    reached = [one.reached for one in of.counts if one.reached]
    return Q(stage__in=reached) | Q(step__in=[one.took for one in of.counts if one.took])


def _asked_in_counts(of: CaseType) -> set[str]:
    conditions = [parse(one.when) for one in of.counts if one.when]
    named = {part.field for one in conditions for part in comparisons(one)}
    return {*named, *(id for one in of.counts for id in one.by)} & set(of.countable)


def _delete(rows: QuerySet[Any]) -> Counter[str]:
    """Delete rows, and their files once that is certain; count them by what they are called."""
    kind = rows.model
    for field in kind._meta.concrete_fields:
        if isinstance(field, FileField):
            names = [one for one in rows.values_list(field.name, flat=True) if one]
            transaction.on_commit(partial(_unlink, field.storage, names))
    _, by_kind = rows.delete()
    number = by_kind.get(kind._meta.label, 0)
    return Counter({str(kind._meta.verbose_name_plural): number}) if number else Counter()


def _unlink(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)


def _empty(kind: type[Model], numbers: list[int]) -> int:
    """Take what is personal out of rows whose countable fields stay."""
    rows = list(kind._base_manager.filter(held.of_cases(kind, numbers)))
    fields = [
        field for field in kind._meta.concrete_fields
        if field.name in kind.Privacy.personal  # type: ignore[attr-defined]
        and not (field.is_relation and not field.null)
    ]  # fmt: skip
    for one in rows:
        for field in fields:
            setattr(one, field.attname, None if field.null else field.get_default())
    if rows and fields:
        kind._base_manager.bulk_update(rows, [field.name for field in fields], 500)
    return len(rows)


def _strip_looks(numbers: list[int]) -> None:
    CaseAccess._base_manager.filter(case__in=numbers).update(reason="")
    EmergencyLook._base_manager.filter(case__in=numbers).update(reason="", finding="")


def _coarsen_clocks(numbers: list[int]) -> None:
    """Leave of each time limit its month and whether it was met in time, met late or missed.

    Two of a kind that began in one month are told apart by their seconds.
    """
    rows = list(CaseClock._base_manager.filter(case__in=numbers).order_by("pk"))
    taken: Counter[tuple[int, str, datetime]] = Counter()
    for one in rows:
        started, due = month_of(one.started), month_of(one.due)
        key = (one.case_id, one.key, started)
        if one.met is not None:
            one.met = due - HOUR if one.met < one.due else due
        if one.dropped_at is not None:
            one.dropped_at = month_of(one.dropped_at)
        one.started, one.due, one.pauses = started + timedelta(seconds=taken[key]), due, []
        taken[key] += 1
    fields = ["started", "due", "met", "dropped_at", "pauses"]
    CaseClock._base_manager.bulk_update(rows, fields, 500)


def _strip(case: Case, at: datetime) -> None:
    case.reference = f"GONE-{case.pk}"
    case.place, case.link_hash, case.lead, case.next_due = "", "", None, None
    case.opened_at = month_of(case.opened_at)
    case.closed_at = month_of(case.closed_at or at)
    case.disposed_at = at
    case.save()
