"""What is declared of indicators and of the evidence that ships with the product."""

from datetime import date
from decimal import Decimal
from typing import Literal

from goldenthread.declared import DeclaredItem
from goldenthread.indicators.rules import Better, Measure


class Changed(DeclaredItem):
    """A change of a definition."""

    on: date
    what: str


class Numerator(DeclaredItem):
    """Where counts come from: a dataset with a category, or words where there is none yet."""

    dataset: str = ""
    category: str = ""
    ages: str = ""
    text: str = ""


class DeclaredIndicator(DeclaredItem):
    """One indicator."""

    document: str = ""
    id: str
    name: str
    unit: str = ""
    measure: Measure | Literal[""] = ""
    per: int | None = None
    counts: str = ""
    of: str = ""
    numerator: Numerator | None = None
    denominator: Numerator | None = None
    better: Better | Literal[""] = ""
    why: str = ""
    method: str = ""
    publisher: str = ""
    frequency: str = ""
    note: str = ""
    flag: str = ""
    written_by: str = ""
    checked_by: str = ""
    next_review: date | None = None
    changes: list[Changed] = []


class IndicatorsFile(DeclaredItem):
    """A file that declares several, as the example's documents do."""

    document: str = ""
    indicators: list[DeclaredIndicator]


class DeclaredPublishedFile(DeclaredItem):
    """A published file that a shipped table was computed from, known by its checksum."""

    name: str
    sha256: str
    csv_sha256: str
    bytes: int
    rows: int
    month: str
    force: str


class DeclaredTable(DeclaredItem):
    """What stands beside a shipped table of counts: where it comes from and how it was made."""

    table: str
    source: str
    title: str
    licence: str
    attribution: str
    how: str
    invented: bool = False
    sha256: str
    files: list[DeclaredPublishedFile]


class DeclaredPopulation(DeclaredItem):
    """One population of one area on one day."""

    area: str
    value: Decimal
    ages: str = ""


class DeclaredPopulations(DeclaredItem):
    """Populations of one reference day, from one published table."""

    on: date
    name: str
    file: str
    sha256: str
    note: str = ""
    is_break: bool = False
    values: list[DeclaredPopulation]


class PopulationsFile(DeclaredItem):
    """definitions/evidence/populations.yaml."""

    source: str
    title: str
    how: str
    invented: bool = False
    populations: list[DeclaredPopulations]
