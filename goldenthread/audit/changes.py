"""Adding to the record."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.audit import rules
from goldenthread.audit.models import ChainEnd, Event

Actor = User | AnonymousUser | None


@transaction.atomic
def record(
    verb: str,
    *,
    by: Actor,
    about: models.Model | None = None,
    partnership: Partnership | None = None,
    **details: Any,
) -> Event:
    """Write one event, in the same transaction as the change it tells of.

    verb: room and past participle, such as "strategy.aim_edited".
    by: who did it; None for a command run by whoever keeps the installation.
    about: what it was done to. Its partnership is taken from it unless given.
    details: what JSON can hold; before and after of an edit. No personal data of cases.
    """
    owner = partnership or getattr(about, "partnership", None)
    owner_id = owner.pk if owner is not None else 0
    end, _ = ChainEnd.objects.select_for_update().get_or_create(
        partnership=owner_id, defaults={"hash": rules.START}
    )
    event = Event(
        partnership=owner_id,
        number=end.number + 1,
        at=timezone.now(),
        verb=verb,
        by_id=by.pk if isinstance(by, User) else None,
        by_name=_name(by),
        about_kind=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        about_name=str(about)[:300] if about is not None else "",
        details=details,
        previous=end.hash,
    )
    event.hash = rules.link(end.hash, said_by(event))
    event.save()
    end.number, end.hash = event.number, event.hash
    end.save(update_fields=["number", "hash"])
    return event


def said_by(event: Event) -> dict[str, Any]:
    """Give everything an event says, as it goes into its hash."""
    return {
        "partnership": event.partnership,
        "number": event.number,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "by": [event.by_id, event.by_name],
        "about": [event.about_kind, event.about_id, event.about_name],
        "details": event.details,
    }


def _name(by: Actor) -> str:
    if by is None:
        return "the installation"
    return str(by) if isinstance(by, User) else "somebody not signed in"
