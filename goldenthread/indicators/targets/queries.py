"""Reading targets and the declared colour rules."""

from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from goldenthread import declared
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.targets.declaring import ColourRulesFile
from goldenthread.indicators.targets.models import TargetSet
from goldenthread.indicators.targets.rules import Band, ColourRule


def history(partnership: Partnership, plan: str, measure: str) -> QuerySet[TargetSet]:
    """Give every target ever set for a measure of a plan, newest first."""
    return (
        TargetSet.objects.of(partnership)
        .filter(plan=plan, measure=measure)
        .select_related("recorded_by")
        .order_by("-version")
    )


def standing(
    partnership: Partnership, plan: str, measure: str, *, as_of: date | None = None
) -> TargetSet | None:
    """Give the target that stands, or stood at the end of a day; None where none was entered."""
    rows = history(partnership, plan, measure)
    if as_of is not None:
        moment = timezone.make_aware(datetime.combine(as_of, time.max))
        rows = rows.filter(recorded_at__lte=moment)
    return rows.first()


def of_plan(
    partnership: Partnership, plan: str, *, as_of: date | None = None
) -> dict[str, TargetSet]:
    """Give the targets of a plan that stand, or stood at the end of a day, by measure."""
    rows = TargetSet.objects.of(partnership).filter(plan=plan).order_by("version")
    if as_of is not None:
        moment = timezone.make_aware(datetime.combine(as_of, time.max))
        rows = rows.filter(recorded_at__lte=moment)
    return {one.measure: one for one in rows}


@cache
def colour_rules() -> dict[str, ColourRule]:
    """Give the declared colour rules by id. Raises CannotDo where the file is wrong."""
    path = settings.DEFINITIONS_DIR / "colour_rules.yaml"
    return {
        one.id: ColourRule(
            one.id, one.name, tuple(Band(b.colour, b.word, b.when) for b in one.bands)
        )
        for one in declared.read(path, ColourRulesFile).rules
    }
