"""What a report is about besides its period: a priority, an area or a group that meets."""

from dataclasses import dataclass
from datetime import date

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest
from goldenthread.partnership.models import Group
from goldenthread.places.models import Area
from goldenthread.publishing import rules
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.strategy.models import Priority, Strategy


@dataclass(frozen=True)
class Subject:
    """What a report is about. name: for its title, "" where it is about the partnership.

    group: whom it goes to; meets_on: on which day.
    """

    area: Area
    priority: Priority | None = None
    name: str = ""
    group: Group | None = None
    meets_on: date | None = None


def read(
    declared: DeclaredReport,
    plan: Strategy,
    partnership: Partnership,
    text: str,
    meets_on: date | None = None,
) -> Subject:
    """Read what a report is about. Raises RuleBroken with what may be named."""
    own = Area.objects.filter(code=partnership.area_code).first()
    if own is None:
        raise RuleBroken(f"The area of {partnership} is not known here. Load the places first.")
    rules.check_meeting(wanted=declared.meeting, day=meets_on, title=declared.title)
    if not declared.subject:
        if text:
            raise RuleBroken(f"{declared.title} is about the whole partnership: name no subject.")
        return Subject(own, meets_on=meets_on)
    if declared.subject == "group":
        return Subject(own, group=_group(partnership, text), meets_on=meets_on)
    if declared.subject == "priority":
        every = {one.key: one for one in plan.priorities.all()}
        if text not in every:
            raise RuleBroken(f"Say which priority it is about. {nearest(text, every)}")
        return Subject(own, every[text], str(every[text]), meets_on=meets_on)
    found = Area.objects.filter(code=text or own.code).first()
    if found is None:
        raise RuleBroken(f'No area has the code "{text[:20]}". Our own is {own.code}.')
    return Subject(found, None, found.name, meets_on=meets_on)


def _group(partnership: Partnership, text: str) -> Group:
    """The group it goes to, by its key; none whose very meetings are restricted."""
    every = {one.key: one for one in Group.objects.of(partnership).filter(restricted=False)}
    if text not in every:
        raise RuleBroken(f"Say which group it goes to, by its key. {nearest(text, every)}")
    return every[text]
