"""A plan as a declared YAML file, for people who write one by hand or with another program."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from goldenthread.declared import DeclaredItem, FirstDay, LastDay, read
from goldenthread.strategy.exchange.carrying import duties_line
from goldenthread.strategy.exchange.outline import KINDS, PRIORITY, UNDER, Outline, Part, Value

Words = Annotated[str, Field(min_length=1)]
Kind = Literal["focus", "assurance", "aim", "work-area", "deliverable", "sub-theme", "commitment"]


class DeclaredValue(DeclaredItem):
    """A way of working."""

    title: Words
    text: str = ""


class DeclaredPart(DeclaredItem):
    """What stands under a priority, or under another part."""

    kind: Kind
    title: Words
    parts: list["DeclaredPart"] = []


class DeclaredPriority(DeclaredItem):
    """A priority. duties: letters of the Crime and Disorder Act 1998 s.6(1)."""

    title: Words
    why: str = ""
    duties: list[Literal["a", "b", "c", "d"]] = []
    parts: list[DeclaredPart] = []


class DeclaredPlan(DeclaredItem):
    """A whole plan. starts and ends: a day, a month or a year."""

    title: Words
    strapline: str = ""
    vision: str = ""
    ambition: str = ""
    starts: FirstDay = None
    ends: LastDay = None
    ways_of_working: list[DeclaredValue] = []
    priorities: Annotated[list[DeclaredPriority], Field(min_length=1)]


def read_declared(path: Path) -> Outline:
    """Read a plan's YAML file. Raises CannotDo with file, line, key and what to do."""
    plan = read(path, DeclaredPlan)
    return Outline(
        title=plan.title,
        text=plan.strapline,
        vision=plan.vision,
        mission=plan.ambition,
        values=tuple(Value(one.title, one.text) for one in plan.ways_of_working),
        goals=tuple(
            Part(
                PRIORITY,
                one.title,
                text=one.why,
                other=duties_line(list(one.duties)),
                parts=_parts(one.parts, PRIORITY),
            )
            for one in plan.priorities
        ),
        starts=plan.starts,
        ends=plan.ends,
    )


def _parts(every: list[DeclaredPart], above: str) -> tuple[Part, ...]:
    made = []
    for one in every:
        may = UNDER.get(above, ())
        if one.kind not in may:
            known = f"only: {', '.join(kind for kind in may if kind != 'measures')}"
            said = known if may else "nothing"
            raise one.mistake("kind", f'no "{one.kind}" stands under a {above}; {said}.')
        made.append(Part(one.kind, one.title, other=KINDS[one.kind],
                         parts=_parts(one.parts, one.kind)))  # fmt: skip
    return tuple(made)
