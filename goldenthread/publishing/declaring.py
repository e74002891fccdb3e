"""Reports as they are declared under definitions/reports."""

from datetime import date
from typing import Literal

from django.conf import settings
from pydantic import Field

from goldenthread import declared
from goldenthread.accounts.rules import RuleBroken

Section = Literal["summary", "focus", "assurance", "method", "sources"]


class DeclaredReport(declared.DeclaredItem):
    """What a report holds. Written by one person and checked by another."""

    id: str
    title: str
    about: str
    period_kinds: list[Literal["quarter", "calendar_quarter", "financial_year", "calendar_year"]]
    measures: Literal["adopted_plan"]
    sections: list[Section] = Field(min_length=1)
    marking: str = ""
    written_by: str
    checked_by: str
    next_review: date


def reports() -> dict[str, DeclaredReport]:
    """Give every declared report by its name. Raises CannotDo where a file is wrong."""
    every = {}
    for path in sorted((settings.DEFINITIONS_DIR / "reports").glob("*.yaml")):
        one = declared.read(path, DeclaredReport)
        if one.checked_by == one.written_by:
            raise one.mistake("checked_by", "must be another person than who wrote it.")
        if one.id in every:
            raise one.mistake("id", f'"{one.id}" is declared twice. Give this one another name.')
        every[one.id] = one
    return every


def report(name: str) -> DeclaredReport:
    """Give one declared report. Raises RuleBroken with the nearest name where there is none."""
    every = reports()
    if name not in every:
        near = declared.nearest(name, every)
        raise RuleBroken(f'No report is declared as "{name[:40]}". {near}')
    return every[name]
