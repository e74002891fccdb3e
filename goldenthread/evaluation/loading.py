"""Declared interventions into rows. What is there already is left alone."""

from datetime import date
from pathlib import Path

from goldenthread.accounts.models import Partnership, User
from goldenthread.declared import DeclaredItem, nearest, read
from goldenthread.evaluation import asking, changes, rules
from goldenthread.evaluation.models import Question
from goldenthread.funding.models import Award


class DeclaredIntervention(DeclaredItem):
    """An intervention with its question; the day it is loaded is the day it is asked."""

    name: str
    kind: str
    what: str
    measure: str
    width: int = 500
    starts: date
    ends: date | None = None
    first: date
    last: date
    design: str
    expected: int | None = None
    chosen: str
    treated: list[str]
    comparison: list[str] = []
    alike: int = 0
    compared_how: str = ""
    buffer: list[str] = []
    ring: bool = False
    award: str = ""
    asked_by: str
    published_by: str = ""


class DeclaredInterventions(DeclaredItem):
    """A file of interventions."""

    partnership: str
    interventions: list[DeclaredIntervention]


def declared(path: Path) -> DeclaredInterventions:
    """Read one file. Raises CannotDo with file and line for a mistake."""
    return read(path, DeclaredInterventions)


def load(file: DeclaredInterventions, *, partnership: Partnership, people: dict[str, User]) -> int:
    """Load one file; give how many interventions are new.

    people: the example's sign-ins by role. Raises CannotDo where something named is not there.
    """
    known = set(Question.objects.of(partnership).values_list("name", flat=True))
    new = [one for one in file.interventions if one.name not in known]
    for one in new:
        _make(one, partnership, people)
    return len(new)


def _make(one: DeclaredIntervention, partnership: Partnership, people: dict[str, User]) -> None:
    said = one.model_dump(exclude={"award", "asked_by", "published_by"})
    said |= {role: "\n".join(said[role]) for role in rules.ROLES}
    try:
        made = changes.declare(
            partnership=partnership, by=_person(one, "asked_by", people),
            asked=asking.asked_of(partnership, said), award=_award(one, partnership),
        )  # fmt: skip
        if one.published_by:
            changes.publish(intervention=made, by=_person(one, "published_by", people))
    except rules.RuleBroken as broken:
        raise one.mistake("name", str(broken)) from broken


def _award(one: DeclaredIntervention, partnership: Partnership) -> Award | None:
    if not one.award:
        return None
    awards = {each.key: each for each in Award.objects.of(partnership)}
    if one.award not in awards:
        raise one.mistake("award", f'there is no award "{one.award}". {nearest(one.award, awards)}')
    return awards[one.award]


def _person(one: DeclaredIntervention, key: str, people: dict[str, User]) -> User:
    role = getattr(one, key)
    if role not in people:
        raise one.mistake(key, f'no sign-in has the role "{role}". {nearest(role, people)}')
    return people[role]
