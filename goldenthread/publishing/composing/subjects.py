"""What a report is about besides its period: a priority of the plan, an area, or neither."""

from dataclasses import dataclass

from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.declared import nearest
from goldenthread.places.models import Area
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.strategy.models import Priority, Strategy


@dataclass(frozen=True)
class Subject:
    """What a report is about. name: for its title, "" where it is about the partnership."""

    area: Area
    priority: Priority | None = None
    name: str = ""


def read(declared: DeclaredReport, plan: Strategy, partnership: Partnership, text: str) -> Subject:
    """Read what a report is about. Raises RuleBroken with what may be named."""
    own = Area.objects.filter(code=partnership.area_code).first()
    if own is None:
        raise RuleBroken(f"The area of {partnership} is not known here. Load the places first.")
    if not declared.subject:
        if text:
            raise RuleBroken(f"{declared.title} is about the whole partnership: name no subject.")
        return Subject(own)
    if declared.subject == "priority":
        every = {one.key: one for one in plan.priorities.all()}
        if text not in every:
            raise RuleBroken(f"Say which priority it is about. {nearest(text, every)}")
        return Subject(own, every[text], str(every[text]))
    found = Area.objects.filter(code=text or own.code).first()
    if found is None:
        raise RuleBroken(f'No area has the code "{text[:20]}". Our own is {own.code}.')
    return Subject(found, None, found.name)
