"""The yearly look at how well the procedure works (CR-03, CR-18)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.casework.models import EffectivenessReview
from goldenthread.casework.rules.lengths import local_day

LONGEST = 8_000


@transaction.atomic
def write_effectiveness(
    *, partnership: Partnership, year: int, reviewed_on: date, looked_at: str, found: str,
    changes: str, consulted: str, by: User, at: datetime | None = None,
) -> EffectivenessReview:  # fmt: skip
    """Write the effectiveness review of a year; until it is published it may be written again.

    year: in which the period began. Needs "casework.lead". Raises RuleBroken.
    """
    require(by, "casework.lead", on=partnership)
    at = at or timezone.now()
    told = {"looked_at": looked_at, "found": found, "changes": changes, "consulted": consulted}
    if any(not text.strip() or len(text) > LONGEST for text in told.values()):
        raise RuleBroken(f"Answer each question, in at most {LONGEST:,} characters.")
    if reviewed_on > local_day(at):
        raise RuleBroken("That day is still to come.")
    rows = EffectivenessReview.objects.of(partnership)
    if rows.filter(year=year).exclude(published_at=None).exists():
        raise RuleBroken("The review of that year is published. Say what is new in the next one.")
    stripped = {key: text.strip() for key, text in told.items()}
    made, _ = rows.update_or_create(
        partnership=partnership, year=year, defaults={"reviewed_on": reviewed_on, **stripped}
    )
    record("casework.effectiveness_written", by=by, about=made)
    return made


@transaction.atomic
def publish_effectiveness(
    *, review: EffectivenessReview, by: User, at: datetime | None = None
) -> EffectivenessReview:
    """Let everybody read the effectiveness review of a year. Needs "casework.lead"."""
    require(by, "casework.lead", on=review.partnership)
    rows = EffectivenessReview.objects.of(review.partnership).select_for_update(of=("self",))
    review = rows.select_related("partnership").get(pk=review.pk)
    if review.published_at:
        raise RuleBroken("It is published already.")
    review.published_at = at or timezone.now()
    review.save(update_fields=["published_at"])
    record("casework.effectiveness_published", by=by, about=review)
    return review
