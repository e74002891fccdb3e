"""What the files of a plan may declare. Every statement has its places, `at`."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from goldenthread.declared import DeclaredItem, FirstDay, LastDay, Places

Duty = Literal["a", "b", "c", "d"]


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


class DeclaredAlignedPlan(DeclaredItem):
    """Another body's plan."""

    key: str
    title: str
    period: str = ""
    owner: str = ""
    at: Places = ()


class DeclaredCell(DeclaredItem):
    """A filled cell of the matrix."""

    priority: str
    plan: str
    entries: list[str]
    at: Places = ()


class DeclaredAlignment(DeclaredItem):
    """The alignment matrix: its plans and filled cells."""

    plans: list[DeclaredAlignedPlan]
    cells: list[DeclaredCell]


class DeclaredCommitment(DeclaredItem):
    """A commitment, held once with all its places."""

    key: str
    theme: str
    sub_theme: str = ""
    title: str
    listed_at: Places = ()
    reported_at: Places = ()
    achievements: list[Said] = []
    schemes: list[str] = []


class DeclaredValue(DeclaredItem):
    """A value of a piece of evidence."""

    indicator: str
    area: str = ""
    period: str = ""
    period_printed: str = ""
    value: Decimal | None = None
    printed: str
    qualifier: str = ""
    breakdown: str = ""
    flag: str = ""
    source: str = ""


class DeclaredChange(DeclaredItem):
    """A printed change."""

    from_value: Decimal | None = Field(default=None, alias="from")
    to_value: Decimal | None = Field(default=None, alias="to")
    printed: str = ""
    percent: Decimal | None = None
    direction: str = ""
    flag: str = ""


class DeclaredEvidence(DeclaredItem):
    """A sentence of evidence."""

    key: str
    priority: str = ""
    sub_theme: str = ""
    kind: Literal["bullet", "figure_row", "change_statement", "value"]
    parent: str = ""
    text: str
    values: list[DeclaredValue] = []
    change: DeclaredChange | None = None
    changes: list[DeclaredChange] = []
    at: Places = ()


class DeclaredUse(DeclaredItem):
    """An indicator named by the plan."""

    key: str
    indicator: str
    role: Literal["focus", "assurance", "context"]
    order: int = 0
    title: str
    priority: str = ""
    area: str = ""
    better: Literal["lower", "higher", "neither"]
    better_why: str = ""
    at: Places = ()


class DeclaredTarget(DeclaredItem):
    """A target that the document prints with a value."""

    indicator: str
    priority: str = ""
    area: str = ""
    period: str = ""
    value: Decimal
    printed: str
    comparison: str = ""
    comparison_is_ours: bool = False
    better: Literal["lower", "higher", "neither"]
    set_by: str = ""
    at: Places = ()


class PlanFile(DeclaredItem):
    """Any file of a plan's folder."""

    document: str = ""
    partnership: str = ""
    invented: bool = False
    strategy: DeclaredStrategy | None = None
    strategy_key: str = ""
    signatories: list[DeclaredSignatory] = []
    notes: list[DeclaredNote] = []
    priorities: list[DeclaredPriority] = []
    ways_of_working: list[DeclaredWay] = []
    enabling_factors: list[DeclaredFactor] = []
    mechanisms: list[DeclaredMechanism] = []
    policy_drivers: list[DeclaredDriver] = []
    alignment: DeclaredAlignment | None = None
    commitments: list[DeclaredCommitment] = []
    evidence: list[DeclaredEvidence] = []
    kpis: list[DeclaredUse] = []
    better_is_ours: bool = False
    targets: list[DeclaredTarget] = []


class Served(DeclaredItem):
    """A priority of a plan."""

    strategy: str
    priority: str = ""
    area: str = ""


class DeclaredFunding(DeclaredItem):
    """Who paid for a scheme."""

    funder: str = ""
    funder_group: str = ""
    name: str = ""
    amount: Decimal | None = None
    printed: str = ""
    until: str = ""
    note: str = ""
    at: Places = ()


class DeclaredScheme(DeclaredItem):
    """A scheme, programme or system."""

    key: str
    row: int | None = None
    name: str
    aliases: list[str] = []
    needs: str = ""
    named_with: str = ""
    owner: str = ""
    owners: list[str] = []
    owner_group: str = ""
    groups: list[str] = []
    serves: list[Served] = []
    funding: list[DeclaredFunding] = []
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    note: str = ""
    restricted: bool = False
    at: Places = ()


class SchemesFile(DeclaredItem):
    """schemes*.yaml"""

    schemes: list[DeclaredScheme]


class DeclaredLink(DeclaredItem):
    """How a priority lives on in the next plan."""

    from_: Served | None = Field(default=None, alias="from")
    to: Served | None = None
    relation: str
    note: str = ""


class DeclaredRegard(DeclaredItem):
    """A priority beside a theme of the police and crime plan."""

    priority: str
    strategy: str
    theme: str
    sub_theme: str = ""
    note: str = ""


class CrosswalkFile(DeclaredItem):
    """crosswalk.yaml"""

    crosswalk: list[DeclaredLink] = []
    mutual_regard: list[DeclaredRegard] = []


class DeclaredDuty(DeclaredItem):
    """A duty of the Crime and Disorder Act 1998 s.6(1), and since when it is in force."""

    letter: Duty
    what: str
    since: date = Field(alias="from")
    source: str = ""
    provenance: Literal["A", "B", "C", "L"]


class DutiesFile(DeclaredItem):
    """definitions/strategy/duties.yaml"""

    duties: list[DeclaredDuty]
