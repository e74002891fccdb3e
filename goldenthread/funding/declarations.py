"""What may stand in a declared file of money."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from goldenthread.declared import DeclaredItem, FirstDay, LastDay, Places

Qualifier = Literal["", "almost", "around", "over"]


def _sum(given: Any) -> Any:
    """Keep a sum exact: never by way of a binary fraction."""
    if isinstance(given, float):
        raise ValueError('a sum with pence is written in quotes, such as "268.24"')
    return given


Money = Annotated[Decimal, BeforeValidator(_sum), Field(ge=0, max_digits=14, decimal_places=2)]


class DeclaredFunder(DeclaredItem):
    """Who gives money."""

    key: str
    name: str
    organisation: str = ""
    group: str = ""
    note: str = ""
    at: Places = ()


class DeclaredFund(DeclaredItem):
    """A fund or one round of it, with the whole that a document prints."""

    key: str
    name: str
    funder: str = ""
    within: str = ""
    total: Money | None = None
    qualifier: Qualifier = ""
    printed: str = ""
    total_at: Places = ()
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    note: str = ""
    at: Places = ()


class DeclaredAward(DeclaredItem):
    """One award. unclear: it may be part of another sum, and is not added up."""

    key: str
    title: str
    purpose: str = ""
    fund: str = ""
    funder: str = ""
    listed_as: Literal["table_row", "single", "victims", "trail", "recorded"] = "single"
    kind: Literal["cash", "matched", "in_kind"] = "cash"
    amount: Money | None = None
    qualifier: Qualifier = ""
    printed: str = ""
    recipient: str = ""
    recipient_name: str = ""
    place: str = ""
    theme: str = ""
    commitment: str = ""
    scheme: str = ""
    part_of: str = ""
    unclear: bool = False
    overlap_note: str = ""
    year: int | None = None
    since: FirstDay = Field(default=None, alias="from")
    until: LastDay = None
    at: Places = ()


class DeclaredBudget(DeclaredItem):
    """A sum of a year's budget."""

    key: str
    name: str
    year: int
    amount: Money
    printed: str
    part_of: str = ""
    note: str = ""
    at: Places = ()


class DeclaredPrinted(DeclaredItem):
    """What a document prints of a force's funding besides the two sums it follows from."""

    total: str = ""
    government_share: str = ""
    precept_share: str = ""
    one_per_cent: str = ""


class DeclaredForce(DeclaredItem):
    """What a force got in a year."""

    key: str
    name: str
    year: int
    government: Money
    precept: Money
    is_ours: bool = False
    printed: DeclaredPrinted = Field(default_factory=DeclaredPrinted)
    at: Places = ()


class DeclaredBandD(DeclaredItem):
    """The precept of a Band D home."""

    key: str
    name: str
    year: int
    amount: Money
    printed: str
    rise: Money | None = None
    is_average: bool = False
    is_ours: bool = False
    at: Places = ()


class DeclaredYear(DeclaredItem):
    """A time at which a force's people were counted."""

    year: int
    at: str
    is_baseline: bool = False


class DeclaredNumbers(DeclaredItem):
    """One kind of people with a count for each time."""

    kind: str
    name: str
    counts: list[int]
    is_total: bool = False
    at: Places = ()


class DeclaredForceNumbers(DeclaredItem):
    """Force numbers over time."""

    years: list[DeclaredYear]
    rows: list[DeclaredNumbers]


class FundingFile(DeclaredItem):
    """A file of money; `plan` is whose themes and commitments its awards name."""

    document: str
    plan: str = ""
    funders: list[DeclaredFunder] = []
    funds: list[DeclaredFund] = []
    awards: list[DeclaredAward] = []
    budget: list[DeclaredBudget] = []
    forces: list[DeclaredForce] = []
    band_d: list[DeclaredBandD] = []
    force_numbers: DeclaredForceNumbers | None = None
