"""How much one internet address sends: counted in the database, for all processes together."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.casework.models import SentFrom

KEPT = timedelta(hours=24)


@transaction.atomic
def count_sent(*, partnership: Partnership, code: str, by: Person, now: datetime) -> int:
    """Count one more of an address within the hour; give how many there are now.

    code: of the address, which leads back to nobody. Older counts are thrown away.
    Needs "public.read".
    """
    require(by, "public.read", on=partnership)
    hour = now.replace(minute=0, second=0, microsecond=0)
    rows = SentFrom.objects.of(partnership).filter(code=code, hour=hour)
    if not rows.update(number=F("number") + 1):
        _first(partnership, code, hour)
    number: int = rows.values_list("number", flat=True).get()
    return number


def _first(partnership: Partnership, code: str, hour: datetime) -> None:
    """Begin the count of an hour; where another process was first, add to its count."""
    SentFrom.objects.of(partnership).filter(hour__lt=hour - KEPT).delete()
    try:
        with transaction.atomic():
            SentFrom.objects.create(partnership=partnership, code=code, hour=hour)
    except IntegrityError:
        rows = SentFrom.objects.of(partnership).filter(code=code, hour=hour)
        rows.update(number=F("number") + 1)
