"""What the files of organisations, groups, documents and partnerships may declare."""

from typing import Literal

from pydantic import Field

from goldenthread.declared import DeclaredItem, FirstDay, LastDay, Places


class DeclaredPerson(DeclaredItem):
    """An officer whom a document names, with the role in which it does."""

    person: str
    role: str
    post: str = ""
    organisation: str = ""
    named_in: str = ""
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    at: Places = ()


class DeclaredOrganisation(DeclaredItem):
    """A body with a name of its own."""

    key: str
    name: str
    short: str = ""
    aliases: list[str] = []
    kind: Literal[
        "council",
        "police",
        "fire",
        "probation",
        "health",
        "local_policing_body",
        "prison",
        "voluntary",
        "housing",
        "provider",
        "university",
        "parish_council",
        "government",
        "youth_justice",
        "other",
    ]
    area: str = ""
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    provenance: Literal["", "A", "B", "C", "L"] = ""
    note: str = ""
    people: list[DeclaredPerson] = []
    at: Places = ()


class DeclaredMembership(DeclaredItem):
    """What an organisation is to a partnership, in one list that says so."""

    organisation: str
    partnership: str
    membership_class: Literal["responsible", "co-operating", "participating", "invited"] = Field(
        alias="class"
    )
    class_is_ours: bool = False
    listed_in: str = Field(default="", alias="list")
    order: int = 0
    printed: str = ""
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    provenance: Literal["", "A", "B", "C", "L"] = ""
    note: str = ""
    at: Places = ()


class OrganisationsFile(DeclaredItem):
    """organisations.yaml"""

    organisations: list[DeclaredOrganisation]
    memberships: list[DeclaredMembership] = []


class DeclaredMember(DeclaredItem):
    """A member of a group: a body or another group, as a document prints it."""

    organisation: str = ""
    group: str = ""
    printed: str = ""


class DeclaredGroup(DeclaredItem):
    """A board, subgroup, forum or outside body."""

    key: str
    name: str
    aliases: list[str] = []
    kind: Literal[
        "board",
        "subgroup",
        "forum",
        "partnership",
        "statutory",
        "scrutiny",
        "time-limited",
        "outside",
    ]
    parent: str = ""
    parent_organisation: str = ""
    named_with: str = ""
    leads: list[str] = []
    people: list[DeclaredPerson] = []
    members: list[DeclaredMember] = []
    members_at: Places = ()
    state: str = ""
    terms: str = ""
    note: str = ""
    restricted: bool = False
    at: Places = ()


class GroupsFile(DeclaredItem):
    """groups.yaml"""

    groups: list[DeclaredGroup]


class DeclaredDocument(DeclaredItem):
    """A document whose lines are pointed to."""

    short: str
    file: str
    lines: int
    title: str
    publisher: str
    period: str = ""
    published: str = ""
    kind: Literal["partnership_plan", "committee_report", "annual_report", "other"]
    strategy: str = ""
    at: Places = ()


class DocumentsFile(DeclaredItem):
    """documents.yaml"""

    documents: list[DeclaredDocument]


class DeclaredPartnership(DeclaredItem):
    """A partnership: a tenant of the installation."""

    key: str
    name: str
    short: str
    area: str
    police_force_area: str = ""
    default: bool = False
    invented: bool = False
    formed: str = ""
    strategies: list[str] = []
    note: str = ""
    at: Places = ()


class PartnershipsFile(DeclaredItem):
    """partnerships.yaml"""

    partnerships: list[DeclaredPartnership]
