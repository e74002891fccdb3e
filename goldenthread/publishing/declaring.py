"""Reports as they are declared under definitions/reports."""

from datetime import date
from pathlib import Path
from typing import Literal

from django.conf import settings
from pydantic import Field, PrivateAttr

from goldenthread import declared
from goldenthread.accounts.rules import RuleBroken
from goldenthread.publishing.written.whole import Part, read_part

Section = Literal["summary", "focus", "assurance", "method", "sources"]


class DeclaredPart(declared.DeclaredItem):
    """One Markdown file of a written report. each: made once for each priority of the plan.

    numbered: whether its paragraphs are numbered, through all such parts of the report.
    headings: which must stand in it, each with words below: "None" is said, not left out.
    """

    file: str
    each: Literal["", "priority"] = ""
    numbered: bool = False
    headings: list[str] = Field(default_factory=list)


class DeclaredReport(declared.DeclaredItem):
    """What a report holds. Written by one person and checked by another.

    sections: of a report that the software writes. parts: of one that people write.
    subject: what a report is about besides its period, to be named when it is built.
    meeting: whether it goes to a meeting, whose day is named when it is built.
    audience: who may read it once it is published.
    layer: of the strategic assessment, for a report that prints it; then it has no parts.
    """

    id: str
    title: str
    about: str
    period_kinds: list[Literal["quarter", "calendar_quarter", "financial_year", "calendar_year"]]
    measures: Literal["adopted_plan", "assessment"]
    layer: Literal["", "public", "restricted"] = ""
    sections: list[Section] = Field(default_factory=list)
    parts: list[DeclaredPart] = Field(default_factory=list)
    subject: Literal["", "priority", "area", "group"] = ""
    meeting: bool = False
    audience: Literal["public", "partners", "restricted"] = "public"
    marking: str = ""
    written_by: str
    checked_by: str
    next_review: date
    _folder: Path = PrivateAttr(default=Path())

    def read_parts(self) -> list[Part]:
        """Read the files it is written in. Raises CannotDo with file and line."""
        return [
            read_part(self._folder / one.file, one.each, one.numbered, tuple(one.headings))
            for one in self.parts
        ]


def reports() -> dict[str, DeclaredReport]:
    """Give every declared report by its name. Raises CannotDo where a file is wrong."""
    every = {}
    folder = settings.DEFINITIONS_DIR / "reports"
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*/report.yaml")]):
        one = declared.read(path, DeclaredReport)
        one._folder = path.parent
        if one.checked_by == one.written_by:
            raise one.mistake("checked_by", "must be another person than who wrote it.")
        _check_contents(one)
        for part in one.parts:
            if Path(part.file).name != part.file or not part.file.endswith(".md"):
                raise part.mistake("file", "must be a Markdown file beside this one.")
        if one.id in every:
            raise one.mistake("id", f'"{one.id}" is declared twice. Give this one another name.')
        every[one.id] = one
    return every


def _check_contents(one: DeclaredReport) -> None:
    """Refuse what holds nothing, or two things; and a layer whose audience is not its own."""
    if one.layer:
        if one.sections or one.parts or one.measures != "assessment":
            raise one.mistake("layer", "prints the assessment alone: no sections, no parts.")
        if one.audience != one.layer:
            raise one.mistake("audience", f"must be {one.layer}, as the layer is.")
        if one.layer == "restricted" and not one.marking:
            raise one.mistake("marking", "is missing. What is restricted says so on each page.")
    elif bool(one.sections) == bool(one.parts) or one.measures == "assessment":
        raise one.mistake("parts", "give either sections or parts: who writes it?")
    elif one.audience == "restricted":
        raise one.mistake("audience", "is for the strategic assessment alone. Write partners.")


def report(name: str) -> DeclaredReport:
    """Give one declared report. Raises RuleBroken with the nearest name where there is none."""
    every = reports()
    if name not in every:
        near = declared.nearest(name, every)
        raise RuleBroken(f'No report is declared as "{name[:40]}". {near}')
    return every[name]
