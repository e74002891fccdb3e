"""Commitments, evidence, targets, schemes, crosswalk, and the duties of section 6."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from goldenthread.declared import DeclaredItem, FirstDay, LastDay, Places
from goldenthread.strategy.declarations.priorities import Duty
from goldenthread.strategy.declarations.statements import Said


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
    theme_strategy: str = ""
    sub_theme: str = ""
    note: str = ""


class DeclaredDuty(DeclaredItem):
    """A duty of the Crime and Disorder Act 1998 s.6(1), and since when it is in force."""

    letter: Duty
    what: str
    since: date = Field(alias="from")
    source: str = ""
    provenance: Literal["A", "B", "C", "L"]
