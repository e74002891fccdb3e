"""Schemes on the web: added, edited, ended and taken up again, each with a reason to read."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.audit.changes import record
from goldenthread.partnership.keys import free_key
from goldenthread.strategy import rules
from goldenthread.strategy.models import Scheme

EDIT = "strategy.edit"
PLAIN = ("name", "aliases", "needs", "note", "named_with", "owner_group", "starts", "restricted")
LINKED = ("owners", "groups", "serves")


@transaction.atomic
def add_scheme(*, partnership: Partnership, by: Person, reason: str, **fields: Any) -> Scheme:
    """Add a scheme. fields: any of PLAIN and LINKED; a name is needed.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=partnership)
    _check(fields, reason)
    key = free_key(Scheme, fields.get("name", ""), partnership=partnership)
    one = Scheme(partnership=partnership, key=key, edited_at=timezone.now())
    _check_named_with(one, fields.get("named_with"))
    for name in PLAIN:
        if name in fields:
            setattr(one, name, fields[name])
    one.save()
    for name in LINKED:
        getattr(one, name).set(fields.get(name, ()))
    record("strategy.scheme_added", by=by, about=one, reason=reason)
    return one


@transaction.atomic
def edit_scheme(*, scheme: Scheme, by: Person, reason: str, **fields: Any) -> Scheme:
    """Change what is known of a scheme; before and after go to the record.

    fields: any of PLAIN and LINKED. Changing nothing writes nothing.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=scheme)
    _check({"name": scheme.name, **fields}, reason)
    one = _locked(scheme)
    _check_named_with(one, fields.get("named_with"))
    before = {name: _said(getattr(one, name)) for name in fields}
    for name in PLAIN:
        if name in fields:
            setattr(one, name, fields[name])
    for name in LINKED:
        if name in fields:
            getattr(one, name).set(fields[name])
    after = {name: _said(getattr(one, name)) for name in fields}
    changed = [name for name in fields if before[name] != after[name]]
    if changed:
        one.edited_at = timezone.now()
        one.save()
        record(
            "strategy.scheme_edited",
            by=by,
            about=one,
            reason=reason,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return one


@transaction.atomic
def end_scheme(*, scheme: Scheme, on: date, by: Person, reason: str) -> Scheme:
    """Say on which day a scheme ended; it stays in the register.

    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, EDIT, on=scheme)
    one = _locked(scheme)
    rules.check_end(one.ends, on, one.starts, reason)
    return _set_end(one, on, "strategy.scheme_ended", reason, by)


@transaction.atomic
def resume_scheme(*, scheme: Scheme, by: Person, reason: str) -> Scheme:
    """Take up again a scheme that had ended. Raises PermissionDenied or RuleBroken."""
    require(by, EDIT, on=scheme)
    one = _locked(scheme)
    rules.check_resume(one.ends, reason)
    return _set_end(one, None, "strategy.scheme_taken_up_again", reason, by)


def _set_end(one: Scheme, on: date | None, verb: str, reason: str, by: Person) -> Scheme:
    before, after = {"ends": _said(one.ends)}, {"ends": _said(on)}
    one.ends, one.edited_at = on, timezone.now()
    one.save()
    record(verb, by=by, about=one, reason=reason, before=before, after=after)
    return one


def _locked(scheme: Scheme) -> Scheme:
    return Scheme.objects.of(scheme.partnership).select_for_update(of=("self",)).get(pk=scheme.pk)


def _check(fields: Mapping[str, Any], reason: str) -> None:
    unknown = sorted(set(fields) - {*PLAIN, *LINKED})
    if unknown:
        raise rules.RuleBroken(f"Of a scheme {', '.join(unknown)} is not edited.")
    if not str(fields.get("name", "")).strip():
        raise rules.RuleBroken("A scheme needs a name.")
    if not reason.strip():
        raise rules.RuleBroken("Say why. Everyone can read the reason beside the change.")


def _check_named_with(one: Scheme, other: Scheme | None) -> None:
    """Refuse to name a scheme with itself, or with one that is named with another."""
    if other is None:
        return
    if other.pk == one.pk or other.named_with_id:
        raise rules.RuleBroken("Name it with a scheme that heads its own entry.")


def _said(value: Any) -> str:
    """Say a value as people read it in the history."""
    if isinstance(value, models.Manager):
        return "; ".join(sorted(str(one) for one in value.all()))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(map(str, value))
    return str(value or "")
