"""Reading the days from which something is recorded otherwise."""

from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.indicators.control.models import RecordingChange
from goldenthread.indicators.models import IndicatorDefinition


def recording_changes(
    partnership: Partnership, indicator: IndicatorDefinition, *, as_of: date | None = None
) -> tuple[tuple[date, str], ...]:
    """Give the days from which an indicator is recorded otherwise, with what changed.

    as_of: as entered by the end of that day; left out, now.
    """
    rows = entered(partnership, indicator)
    if as_of is None:
        rows = rows.filter(withdrawn_at=None)
    else:
        moment = timezone.make_aware(datetime.combine(as_of, time.max))
        rows = rows.filter(recorded_at__lte=moment)
        rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
    return tuple(rows.values_list("on", "what"))


def entered(partnership: Partnership, indicator: IndicatorDefinition) -> QuerySet[RecordingChange]:
    """Give every change of recording entered for an indicator, those taken back too."""
    return (
        RecordingChange.objects.of(partnership)
        .filter(definition=indicator)
        .select_related("recorded_by")
        .order_by("on", "pk")
    )
