"""Entering a list of similar areas. A new list ends the one before; nothing is written over."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.permission import require
from goldenthread.accounts.rules import RuleBroken
from goldenthread.audit.changes import record
from goldenthread.indicators.comparators import rules
from goldenthread.indicators.comparators.models import SimilarArea, SimilarGroup
from goldenthread.places.models import Area


@transaction.atomic
def enter_similar_group(
    *,
    partnership: Partnership,
    name: str,
    source: str,
    starts: date,
    areas: Sequence[Area],
    by: User,
) -> SimilarGroup:
    """Enter the areas that are most similar to the partnership's own, from a day on.

    source: who chose them and where that stands. The list before ends on the day before.
    Raises PermissionDenied or RuleBroken; then nothing is saved.
    """
    require(by, "indicators.edit", on=partnership)
    last = (
        SimilarGroup.objects.of(partnership)
        .select_for_update(of=("self",))
        .order_by("-starts")
        .first()
    )
    wrong = rules.check_group(
        name,
        source,
        starts,
        [one.code for one in areas],
        own=partnership.area_code,
        last=last.starts if last else None,
    )
    if wrong:
        raise RuleBroken(wrong)
    if last is not None:
        last.ends = starts - timedelta(days=1)
        last.save()
    made = SimilarGroup.objects.create(
        partnership=partnership,
        name=name.strip(),
        source=source.strip(),
        starts=starts,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    SimilarArea.objects.bulk_create(
        SimilarArea(partnership=partnership, group=made, area=one) for one in areas
    )
    codes = [one.code for one in areas]
    record("indicators.similar_group_entered", by=by, about=made, areas=codes, source=made.source)
    return made
