"""Awards as reports need them: as they were known on a day, so that a report can be made anew."""

from collections.abc import Iterable
from datetime import date

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.queries import Person
from goldenthread.funding.models import Award, Variation
from goldenthread.funding.queries.awards import awards_seen


def known_by(partnership: Partnership, as_of: date, *, by: Person) -> list[Award]:
    """Give the awards that somebody may see, with sums and last days as they were on a day.

    What was recorded later is left out, what was varied later is as it was before; other words
    of an award are those of today.
    """
    every = [
        one
        for one in awards_seen(partnership, by=by)
        if one.recorded_on is None or one.recorded_on <= as_of
    ]
    first: dict[int, Variation] = {}
    later = Variation.objects.of(partnership).filter(on__gt=as_of)
    for variation in later.order_by("on", "pk"):
        first.setdefault(variation.award_id, variation)
    for one in every:
        if one.pk in first:
            one.amount, one.ends = first[one.pk].amount_before, first[one.pk].ends_before
    return every


def running(awards: Iterable[Award], starts: date, ends: date) -> list[Award]:
    """Give the awards of which both days are known and that run on some day of a span."""
    return [
        one
        for one in awards
        if one.starts is not None
        and one.ends is not None
        and one.starts <= ends
        and one.ends >= starts
    ]
