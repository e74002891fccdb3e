"""What the board is assured of, since when and by whom; what was put before which group."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.permission import require
from goldenthread.accounts.queries import Person
from goldenthread.governance import rules
from goldenthread.governance.models import AssuranceReport, Escalation
from goldenthread.partnership.models import Group
from goldenthread.strategy.models import Area
from goldenthread.strategy.rules import ASSURANCE

READ = "governance.read"


@dataclass(frozen=True)
class Assured:
    """An area of assurance and the last report on it, if there is one."""

    area: Area
    report: AssuranceReport | None
    today: date

    @property
    def level(self) -> rules.Level | None:
        """How sure the board may be, as last reported."""
        return rules.LEVELS[self.report.level] if self.report else None

    @property
    def is_overdue(self) -> bool:
        """Whether a report was to come back by a day that has passed."""
        return bool(self.report and self.report.return_on and self.report.return_on < self.today)


def areas_of(partnership: Partnership, *, by: Person) -> QuerySet[Area]:
    """Give the areas of assurance of the adopted plans. Needs "governance.read"."""
    require(by, READ, on=partnership)
    every = Area.objects.of(partnership).filter(kind=ASSURANCE)
    own = every.filter(
        priority__strategy__status="adopted", priority__strategy__kind="partnership_plan"
    )
    return own.select_related("priority__strategy", "reporting_group").order_by(
        "priority__strategy", "priority__number", "order", "pk"
    )


def assured(partnership: Partnership, *, by: Person) -> list[Assured]:
    """Give every area of assurance with the last report on it, in the plan's order."""
    last: dict[int, AssuranceReport] = {}
    every = AssuranceReport.objects.of(partnership).select_related("group", "by")
    for report in every.order_by("on", "pk"):
        last[report.area_id] = report
    today = timezone.localdate()
    return [Assured(one, last.get(one.pk), today) for one in areas_of(partnership, by=by)]


def reports_on(area: Area) -> QuerySet[AssuranceReport]:
    """Give every report on an area, the latest first."""
    every = AssuranceReport.objects.of(area.partnership_id).filter(area=area)
    return every.select_related("group", "by")


def escalations_of(partnership: Partnership, *, by: Person) -> QuerySet[Escalation]:
    """Give everything that was put before a group, the latest first. Needs "governance.read"."""
    require(by, READ, on=partnership)
    return Escalation.objects.of(partnership).select_related(
        "from_group", "to_group", "by", "indicator", "action__plan", "area",
        "decision__item__meeting__group",
    )  # fmt: skip


def waiting_for(group: Group) -> QuerySet[Escalation]:
    """Give what was put before a group and is not answered, the oldest first."""
    every = Escalation.objects.of(group.partnership_id).filter(to_group=group, answered_on=None)
    return every.select_related("from_group", "by").order_by("number")
