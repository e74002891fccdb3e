"""How the columns of a published table stand together, and what is asked of its rows."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from csp_analytics.period import Period, PeriodError
from goldenthread.declared import DeclaredItem
from goldenthread.sources.reading.columns import NUMBERS, Column

_GROUPS = {"month", "force", "year", "sample"}
Text = Annotated[str, BeforeValidator(lambda given: str(given) if given is not None else given)]


class DeclaredPeriod(DeclaredItem):
    """How a file says what time it is about. Exactly one way is declared.

    name: read from the file's name, such as "mid-{year}". column: a column with days, months or
    years; quarter: one with the quarter of the financial year beside it. on: the same for every
    file. not_stated: why it cannot be known, so nothing is counted by period. timeless: it is a
    list that holds until the next one.
    """

    name: str = ""
    column: str = ""
    quarter: str = ""
    on: Text = ""
    not_stated: str = ""
    timeless: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.name, self.column, self.on, self.not_stated, self.timeless)
        if sum(map(bool, ways)) != 1:
            raise ValueError("say in one way what time a file is about")
        if self.quarter and not self.column:
            raise ValueError("a quarter stands beside a column with the financial year")
        if self.on:
            try:
                Period.parse(self.on)
            except PeriodError as why:
                raise ValueError(str(why)) from None
        return self


class SetAsideRule(DeclaredItem):
    """Rows that are left out, or kept with a warning, and why."""

    column: str
    values: list[str] = []
    begins: list[str] = []
    below: float | None = None
    blank: bool = False
    reason: str
    kept: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(map(bool, (self.values, self.begins, self.below is not None, self.blank))) != 1:
            raise ValueError("say in one way which rows: values, begins, below or blank")
        return self


class Sum(DeclaredItem):
    """A column that must be what others add up to, within a tolerance for rounding.

    parts: their names; "0 to 89" stands for a run of them.
    """

    total: str
    parts: list[str]
    within: float = 0.5

    @cached_property
    def every(self) -> list[str]:
        """Its parts, runs of them written out."""
        made = []
        for one in self.parts:
            first, _, last = one.partition(" to ")
            runs = first.isdigit() and last.isdigit()
            made += [str(n) for n in range(int(first), int(last) + 1)] if runs else [one]
        return made


class Layout(DeclaredItem):
    """One form in which a source's files come: their header, word for word and in order.

    files: a pattern of file names, by which they are found in a folder or archive; its named
    groups say month, force or year. mark: the file begins with a byte order mark. geography:
    which areas it is about. key: columns that no two rows share. agree: columns whose value is
    the same as that group of the file's name. together: pairs of which none stands alone.
    """

    id: str
    name: str
    files: str
    columns: list[Column]
    period: DeclaredPeriod
    delimiter: Literal[",", ";", "\t"] = ","
    encoding: Literal["utf-8", "cp1252"] = "utf-8"
    mark: bool = False
    geography: str = ""
    areas: str = ""
    key: list[str] = []
    agree: dict[str, str] = {}
    together: list[tuple[str, str]] = []
    set_aside: list[SetAsideRule] = []
    sums: list[Sum] = []
    notes: list[str] = []

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        self._refuse_twice()
        try:
            groups = set(re.compile(self.files).groupindex)
        except re.error as why:
            raise ValueError(f'"files" cannot be read as a pattern: {why}') from None
        if groups - _GROUPS:
            raise ValueError(f'"files" may name only the groups {", ".join(sorted(_GROUPS))}')
        wanted = set(re.findall(r"{(\w+)}", self.period.name)) | set(self.agree.values())
        if wanted - groups:
            raise ValueError(f'"files" has no group "{min(wanted - groups)}"')
        self._refuse_unknown()
        return self

    def _refuse_twice(self) -> None:
        for kind in ("name", "lake_name"):
            names = [getattr(one, kind) for one in self.every]
            twice = sorted({one for one in names if names.count(one) > 1})
            if twice:
                raise ValueError(f'two columns are called "{twice[0]}". Give one another "as".')
        reasons = [one.reason for one in self.set_aside]
        if len(set(reasons)) < len(reasons):
            raise ValueError("two rules set rows aside for one reason. Give each its own.")

    def _refuse_unknown(self) -> None:
        known = set(self.names)
        asked = [*self.key, *self.agree, *(one.column for one in self.set_aside)]
        asked += [one for pair in self.together for one in pair]
        asked += [one for rule in self.sums for one in (rule.total, *rule.every)]
        asked += [one for one in (self.period.column, self.period.quarter, self.areas) if one]
        for one in asked:
            if one not in known:
                raise ValueError(f'there is no column "{one}"')
        for rule in self.sums:
            for one in (rule.total, *rule.every):
                if self.column(one).type not in NUMBERS:
                    raise ValueError(f'"{one}" is no number and cannot be added up')

    @cached_property
    def every(self) -> list[Column]:
        """Every column, runs of them written out."""
        return [column for one in self.columns for column in one.columns()]

    @cached_property
    def names(self) -> list[str]:
        """The header, as published."""
        return [one.name for one in self.every]

    @cached_property
    def lake_names(self) -> list[str]:
        """Every column's name in the lake, in the same order: asked for with every block."""
        return [one.lake_name for one in self.every]

    def column(self, name: str) -> Column:
        """Give a column by its published name."""
        return self.every[self.names.index(name)]

    def in_lake(self, name: str) -> str:
        """Give a column's name in the lake by its published one."""
        return self.column(name).lake_name

    def told(self, file_name: str) -> dict[str, str] | None:
        """Give what a file's name tells, None where it is not named so."""
        found = re.fullmatch(self.files, file_name, re.IGNORECASE)
        if not found:
            return None
        return {key: value for key, value in found.groupdict().items() if value}


class Download(DeclaredItem):
    """Where files can be fetched: an address with {month} or {year} in it."""

    address: str = Field(pattern=r"^https://")
    largest: int = 3_000_000_000
    note: str = ""


def header_fault(given: Sequence[str], wanted: Sequence[str]) -> str:
    """Say how a header differs from the declared one, at the first place; "" where it is equal."""
    if list(given) == list(wanted):
        return ""
    if not set(given) & set(wanted):
        return "this is not the header of such a file"
    missing = [name for name in wanted if name not in given]
    extra = [name for name in given if name not in wanted]
    if missing:
        told = f'column "{missing[0]}" is missing'
        return f'{told}, and "{extra[0]}" is not known' if extra else told
    if extra:
        return f'column "{extra[0]}" does not belong here'
    at = next((n for n, pair in enumerate(zip(given, wanted, strict=False))
               if pair[0] != pair[1]), len(wanted))  # fmt: skip
    if len(given) != len(wanted):
        return f'column "{given[at]}" stands more than once'
    return f'column {at + 1} is "{given[at]}" and should be "{wanted[at]}"'


def first_of_month(text: str) -> date | None:
    """Read "2025-01" into its first day; None where it is no month."""
    year, _, month = text.partition("-")
    return date(int(year), int(month), 1) if 1 <= int(month or 0) <= 12 else None
