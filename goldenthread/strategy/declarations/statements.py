"""What stands in a plan: the plan itself, its notes, ways, factors and drivers."""

from typing import Literal

from goldenthread.declared import DeclaredItem, LastDay, Places


class DeclaredStrategy(DeclaredItem):
    """The plan itself."""

    key: str
    title: str
    kind: Literal["partnership_plan", "police_and_crime_plan"]
    status: Literal["draft", "adopted", "superseded"]
    period: str = ""
    strapline: str = ""
    strapline_at: Places = ()
    ambition: str = ""
    ambition_at: Places = ()
    vision: str = ""
    vision_at: Places = ()
    adopted_on: LastDay = None
    ends: LastDay = None
    ends_at: Places = ()
    at: Places = ()


class DeclaredSignatory(DeclaredItem):
    """An officer who signed the foreword."""

    person: str
    role: str
    post: str = ""
    organisation: str = ""
    until: LastDay = None
    at: Places = ()


class Agreed(DeclaredItem):
    """How many respondents agreed, as printed."""

    value: float
    unit: str
    printed: str
    qualifier: str = ""


class DeclaredNote(DeclaredItem):
    """A statement with no table of its own."""

    kind: str = "note"
    key: str = ""
    title: str = ""
    text: str
    order: int = 0
    priority: str = ""
    date: str = ""
    until: str = ""
    by: str = ""
    period: str = ""
    step: str = ""
    group: str = ""
    groups: list[str] = []
    shared_with: list[str] = []
    organisations: list[str] = []
    schemes: list[str] = []
    code: str = ""
    own_name: str = ""
    consultation: str = ""
    responses: int | None = None
    agreed: Agreed | None = None
    flag: str = ""
    at: Places = ()


class Said(DeclaredItem):
    """A sentence at its place."""

    text: str
    heading: str = ""
    at: Places = ()


class DeclaredWay(DeclaredItem):
    """A way of working."""

    key: str
    title: str
    text: str = ""
    at: Places = ()


class DeclaredFactor(DeclaredItem):
    """A heading with what makes delivery possible."""

    key: str
    title: str
    points: list[Said] = []
    at: Places = ()


class DeclaredDriver(DeclaredItem):
    """An Act, duty or event that shaped the plan."""

    title: str
    year: int | None = None
    years: list[int] = []
    kind: str
    recent: bool = False
    note: str = ""
    flag: str = ""
    at: Places = ()
