"""Priorities and what stands under them."""

from typing import Literal

from goldenthread.declared import DeclaredItem, Places
from goldenthread.strategy.declarations.statements import Said

Duty = Literal["a", "b", "c", "d"]


class DeclaredArea(DeclaredItem):
    """An area of focus or assurance."""

    key: str
    title: str
    kind: Literal["focus", "assurance"]
    at: Places = ()


class Draft(DeclaredItem):
    """The wording of a draft, where it read otherwise."""

    text: str
    at: Places = ()


class DeclaredAim(DeclaredItem):
    """What a priority wants to achieve."""

    key: str
    title: str
    as_drafted: bool = True
    draft: Draft | None = None
    at: Places = ()
    at_draft: Places = ()


class DeclaredDeliverable(DeclaredItem):
    """What a work area is to bring about."""

    order: int
    title: str
    heading: str = ""
    items: list[str] = []
    shared_with: list[str] = []
    flag: str = ""
    at: Places = ()


class DeclaredWorkArea(DeclaredItem):
    """A part of a priority with deliverables."""

    key: str
    title: str
    aliases: list[str] = []
    mechanisms: list[str] = []
    deliverables: list[DeclaredDeliverable] = []
    at: Places = ()


class DeclaredSubTheme(DeclaredItem):
    """A part of a theme."""

    key: str
    title: str
    at: Places = ()


class PrintedWith(DeclaredItem):
    """What the document itself printed of the person in a case study."""

    initial: bool = False
    age: bool = False
    place: bool = False


class DeclaredCaseStudy(DeclaredItem):
    """A case study, told without naming anyone."""

    key: str
    title: str
    summary: str
    printed_with: PrintedWith = PrintedWith()
    schemes: list[str] = []
    organisations: list[str] = []
    at: Places = ()


class DeclaredPriority(DeclaredItem):
    """A priority, section or theme with everything under it."""

    key: str
    number: int
    title: str
    short: str = ""
    why: str = ""
    duties: list[Duty] = []
    lead_group: str = ""
    lead_group_at: Places = ()
    areas: list[DeclaredArea] = []
    aims: list[DeclaredAim] = []
    work_areas: list[DeclaredWorkArea] = []
    sub_themes: list[DeclaredSubTheme] = []
    achievements: list[Said] = []
    challenges: list[Said] = []
    public_concerns: list[Said] = []
    actions_ahead: list[Said] = []
    case_studies: list[DeclaredCaseStudy] = []
    at: Places = ()


class MechanismPlace(DeclaredItem):
    """One naming of a mechanism, in the cell of these work areas."""

    at: Places = ()
    work_areas: list[str] = []


class DeclaredMechanism(DeclaredItem):
    """A delivery plan or strategy behind work areas."""

    key: str
    title: str
    aliases: list[str] = []
    status: str = ""
    owner_group: str = ""
    note: str = ""
    flag: str = ""
    places: list[MechanismPlace] = []
    at: Places = ()
