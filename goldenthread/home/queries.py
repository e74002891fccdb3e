"""What the front page and "my work" gather from the rooms below."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from csp_analytics.period import Kind
from goldenthread.accounts.models import Partnership, User
from goldenthread.accounts.queries import Person, may
from goldenthread.casework.queries import work as casework
from goldenthread.delivery import queries as delivery
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.charts import Chart, described, draw
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.readings import Readings
from goldenthread.indicators.returns import queries as returns
from goldenthread.partnership import queries as partnerships
from goldenthread.places.models import Area
from goldenthread.strategy import queries as strategies
from goldenthread.strategy.models import IndicatorUse, Priority, Strategy

MONTHS = 12  # of the course that a picture on the front page shows
SHOWN = 4  # measures on the front page; the rest are one step away


@dataclass(frozen=True)
class Headline:
    """A measure of the plan as the front page shows it: its newest month, change and course.

    change: against the same month a year before, or where that is missing the month before.
    """

    use: IndicatorUse
    figure: Figure
    change: Changed | None
    chart: Chart

    @property
    def picture(self) -> SafeString:
        """The course of the last months, drawn."""
        return draw(self.chart, "narrow")

    @property
    def described(self) -> str:
        """The course of the last months, in words."""
        return described(self.chart)


def front_page(partnership: Partnership, *, by: Person) -> dict[str, Any]:
    """Give the adopted plan with its priorities, and how its measures stand."""
    plan = strategies.current_plan(partnership, by=by)
    area = Area.objects.filter(code=partnership.area_code).first()
    if plan is None:
        return {"plan": None, "area": area}
    uses = list(strategies.indicator_uses(plan))
    headlines = _headlines(partnership, uses, area, by=by) if area else []
    return {
        "plan": plan,
        "priorities": _priorities(plan),
        "area": area,
        "headlines": headlines[:SHOWN],
        "with_data": len(headlines),
        "measures": len(uses),
    }


def _priorities(plan: Strategy) -> list[dict[str, Any]]:
    found = plan.priorities.select_related("lead_group").prefetch_related("areas")
    return [
        {
            "priority": one,
            "focus": _titles(one, "focus"),
            "assurance": _titles(one, "assurance"),
        }
        for one in found
    ]


def _titles(priority: Priority, kind: str) -> list[str]:
    return [area.title for area in priority.areas.all() if area.kind == kind]


def _headlines(
    partnership: Partnership, uses: list[IndicatorUse], area: Area, *, by: Person
) -> list[Headline]:
    """Give the plan's measures that have data here, in the plan's order."""
    names = [use.definition_id for use in uses]
    readings = Readings.load(partnership, by=by, indicators=names, areas=[area])
    return [
        Headline(use, newest, _change(readings, use, newest), _course(readings, use, area))
        for use in uses
        if (newest := readings.newest(use.definition_id, area, Kind.MONTH)) is not None
    ]


def _change(readings: Readings, use: IndicatorUse, newest: Figure) -> Changed | None:
    """Set the newest month beside the one a year before, else beside the one before it."""
    if newest.period is None:
        return None
    for before in (newest.period.year_before(), newest.period.previous()):
        change = readings.change(use.definition_id, newest.area, before, newest.period)
        if change.is_known:
            return change
    return None


def _course(readings: Readings, use: IndicatorUse, area: Area) -> Chart:
    every = readings.chart(use.definition_id, area, Kind.MONTH)
    return replace(every, points=every.points[-MONTHS:])


def work_of(partnership: Partnership, *, by: Person) -> dict[str, Any]:
    """Give what waits for a person: their actions, and what their roles let them see to."""
    today = timezone.localdate()
    fills = may(by, "partnership.edit", on=partnership)
    asks = may(by, "delivery.edit", on=partnership)
    waiting = (
        delivery.waiting_for(partnership, by=by)
        if asks
        else delivery.Waiting(delivery.my_actions(partnership, by=by), [], [])
    )
    return {
        "mine": waiting.mine,
        "asks": asks,
        "others": waiting.others,
        "updates": may(by, "delivery.update_action", on=partnership),
        "to_decide": waiting.to_decide,
        "works_cases": may(by, "casework.work", on=partnership),
        # whoever keeps vacancies too has a page that asks enough; the link is there all the same
        "late_in_cases": None if fills else _late_in_cases(partnership, by),
        "owed": returns.owed_by(partnership, by) if isinstance(by, User) else [],
        "to_approve": returns.to_approve(partnership, by) if isinstance(by, User) else [],
        "reads_returns": may(by, "indicators.read_returns", on=partnership),
        "alerts": partnerships.alerts(partnership, on=today) if fills else [],
        "fills": fills,
        "loads": may(by, "sources.ingest", on=partnership),
        "builds": may(by, "publishing.build", on=partnership),
        "keeps": may(by, "accounts.manage", on=partnership),
        "reads_record": may(by, "audit.read", on=partnership),
    }


def _late_in_cases(partnership: Partnership, by: Person) -> int:
    """Say how much is overdue in a person's cases: a number, and nothing of the cases."""
    if isinstance(by, User) and may(by, "casework.work", on=partnership):
        return casework.overdue_of(partnership, by)
    return 0
