"""Asking for figures, and ceasing to."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.indicators.returns import reading, rules
from goldenthread.indicators.returns.changes.locking import locked
from goldenthread.indicators.returns.models import ReturnRequest

EDITABLE = ("due_days", "due_in", "organisation", "owner", "deputy", "approver", "guidance")


@transaction.atomic
def ask(*, partnership: Partnership, by: User, **fields: Any) -> ReturnRequest:
    """Ask for a figure: from whom, how often, by when, approved by whom.

    fields: as of ReturnRequest. Needs "indicators.ask_return". Raises PermissionDenied, or
    RuleBroken where the indicator cannot be handed in or one person holds two parts.
    """
    require(by, "indicators.ask_return", on=partnership)
    if why := reading.why_not(fields["definition"]):
        raise RuleBroken(why)
    _check_people(fields)
    made = ReturnRequest(partnership=partnership, **fields)
    base = slugify(f"{made.definition_id}-{made.area.name}-{made.breakdown}")[:110].strip("-")
    taken = ReturnRequest.objects.of(partnership).filter(key__startswith=base).count()
    made.key = f"{base}-{taken + 1}" if taken else base
    made.save()
    record("indicators.return_asked", by=by, about=made, of=str(made.organisation))
    return made


@transaction.atomic
def edit_request(*, request: ReturnRequest, by: User, **fields: Any) -> ReturnRequest:
    """Change who owes a figure, who approves it, or when it is due; before and after are kept.

    fields: of EDITABLE. What was due on the day a return came in stays with that return.
    """
    require(by, "indicators.ask_return", on=request.partnership)
    request = locked(request)
    changed = {k: v for k, v in fields.items() if k in EDITABLE and getattr(request, k) != v}
    if changed:
        before = {name: str(getattr(request, name) or "") for name in changed}
        for name, value in changed.items():
            setattr(request, name, value)
        _check_people({name: getattr(request, name) for name in ("owner", "deputy", "approver")})
        request.save()
        after = {name: str(value or "") for name, value in changed.items()}
        record("indicators.return_request_edited", by=by, about=request, before=before, after=after)
    return request


@transaction.atomic
def end_request(*, request: ReturnRequest, by: User, ends: date, why: str) -> ReturnRequest:
    """Ask for no period that ends after a day. What was sent stays."""
    require(by, "indicators.ask_return", on=request.partnership)
    request = locked(request)
    if not why.strip():
        raise RuleBroken("Say why it is no longer asked for.")
    if ends < request.starts:
        raise RuleBroken(f"It is asked for since {request.starts:%-d %B %Y}; end it after that.")
    request.ends = ends
    request.save(update_fields=["ends"])
    record("indicators.return_request_ended", by=by, about=request, ends=ends.isoformat(), why=why)
    return request


def _check_people(fields: dict[str, Any]) -> None:
    deputy = fields.get("deputy")
    rules.check_people(
        owner=fields["owner"].pk,
        deputy=deputy.pk if deputy else None,
        approver=fields["approver"].pk,
    )
