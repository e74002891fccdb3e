"""A plan as a file holds it: goals and what stands under them, free of any database.

Priorities are goals. What stands under a priority (aims, areas of focus and assurance, work
areas with deliverables, sub-themes, commitments) are parts, each of a kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

AIM, FOCUS, ASSURANCE, WORK_AREA = "aim", "focus", "assurance", "work-area"
DELIVERABLE, SUB_THEME, COMMITMENT, MEASURES = "deliverable", "sub-theme", "commitment", "measures"
PRIORITY = "priority"
KINDS = MappingProxyType(
    {
        PRIORITY: "Priority",
        FOCUS: "Area of focus",
        ASSURANCE: "Area of assurance",
        AIM: "Aim",
        WORK_AREA: "Work area",
        DELIVERABLE: "Deliverable",
        SUB_THEME: "Sub-theme",
        COMMITMENT: "Commitment",
        MEASURES: "Measures",
    }
)
# which kinds may stand under which
UNDER = MappingProxyType(
    {
        PRIORITY: (FOCUS, ASSURANCE, AIM, WORK_AREA, SUB_THEME, COMMITMENT, MEASURES),
        WORK_AREA: (DELIVERABLE,),
        DELIVERABLE: (DELIVERABLE,),
        SUB_THEME: (COMMITMENT,),
    }
)
_IDENTIFIER = re.compile(rf"({'|'.join(KINDS)})((?:\.[-\w]+)+)\Z")


@dataclass(frozen=True)
class Stakeholder:
    """Somebody with a part in it. kind: "Person", "Organization", "Generic_Group" or empty."""

    name: str
    text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Organisation:
    """A body the plan belongs to."""

    name: str = ""
    acronym: str = ""
    identifier: str = ""
    text: str = ""
    stakeholders: tuple[Stakeholder, ...] = ()


@dataclass(frozen=True)
class Value:
    """A principle by which everybody in the plan works."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Result:
    """A result over a period. said: as printed, with its words of doubt and its limits."""

    starts: date | None
    ends: date | None
    number: Decimal | None
    said: str = ""


@dataclass(frozen=True)
class Measure:
    """An indicator by which a part is judged. Read by nobody here: it goes out, not in."""

    identifier: str
    name: str
    unit: str
    targets: tuple[Result, ...] = ()
    results: tuple[Result, ...] = ()
    other: str = ""


@dataclass(frozen=True)
class Part:
    """A priority or what stands under one.

    identifier: as the file gives it; empty where it gives none. keys: of each step from the
    priority down, where the identifier is one of ours. sequence: its number, such as "1.2".
    other: further information; line: where it stands in the file, from 1, or 0.
    """

    kind: str
    name: str
    text: str = ""
    identifier: str = ""
    sequence: str = ""
    stakeholders: tuple[Stakeholder, ...] = ()
    other: str = ""
    measures: tuple[Measure, ...] = ()
    parts: tuple["Part", ...] = ()
    line: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in an identifier of ours, from the priority down; empty for any other."""
        found = _IDENTIFIER.match(self.identifier)
        return tuple(found[2][1:].split(".")) if found and found[1] == self.kind else ()

    def walk(self) -> Iterator["Part"]:
        """Give it and all that stands under it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Outline:
    """A whole plan as a file holds it. dropped: what the file says that we do not take over."""

    title: str
    text: str = ""
    other: str = ""
    organisations: tuple[Organisation, ...] = ()
    vision: str = ""
    mission: str = ""
    values: tuple[Value, ...] = ()
    goals: tuple[Part, ...] = ()
    starts: date | None = None
    ends: date | None = None
    published_on: date | None = None
    source: str = ""
    vision_identifier: str = ""
    mission_identifier: str = ""
    dropped: tuple[str, ...] = field(default=(), compare=False)

    def walk(self) -> Iterator[Part]:
        """Give every part, in order."""
        for goal in self.goals:
            yield from goal.walk()


def identifier_of(kind: str, *keys: str) -> str:
    """Give our identifier of a part: an xsd:ID, so it begins with a letter."""
    return ".".join((kind, *keys))


def kind_of(identifier: str, other: str) -> str:
    """Say what kind of part a file means: by our identifier, by our word, or else an aim."""
    found = _IDENTIFIER.match(identifier)
    if found:
        return found[1]
    named = {said: kind for kind, said in KINDS.items() if kind != PRIORITY}
    return named.get(other.strip(), AIM)
