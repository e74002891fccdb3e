"""What the answers hold: each field with what it means, as the description of the API gives it."""

from datetime import date, datetime
from typing import Any, ClassVar

from ninja import Field, Schema
from pydantic import ConfigDict


def says(meaning: str, **more: Any) -> Any:
    """A field that is always there, with what it means."""
    return Field(..., description=meaning, **more)


class Told(Schema):
    """What every answer has in common: nothing undescribed is in it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


class Time(Told):
    """A period of time."""

    kind: str = says("Which sort of period: month, quarter (of a financial year), …")
    start: date = says("Its first day")
    end: date = says("Its last day")
    name: str = says("As people say it, such as Q1 2025/26")


class Place(Told):
    """An area."""

    code: str = says("Its code, of the Office for National Statistics where it has one")
    name: str = says("Its name")
    kind: str = says("Which sort of area: district, lsoa, police_force, …")


class PlanListed(Told):
    """A plan in a list."""

    key: str = says("Short name of the plan, by which its address names it")
    title: str = says("Its title")
    kind: str = says("partnership_plan or police_and_crime_plan")
    status: str = says("adopted or superseded; drafts are not public")
    version: int = says("Counts every change of its wording")
    period: Time | None = says("The time it is for; null where it does not say")
    adopted_on: date | None = says("The day it was adopted; null where that is not known")
    url: str = says("Address of the whole plan here")
    page: str = says("Address of its page for people")
    stratml: str = says("Address of the plan as StratML")


class Part(Told):
    """A priority of a plan, or what stands under one."""

    kind: str = says(
        "priority, focus or assurance (areas of either), aim, work-area, deliverable, "
        "sub-theme or commitment"
    )
    identifier: str = says("Names the part within its plan, and in the plan's StratML")
    title: str = says("As the plan words it")
    text: str = says("Why, in the plan's words; empty where it says nothing more")
    led_by: list[str] = says("Groups and bodies that lead it or report on it")
    parts: list["Part"] = says("What stands under it, in the plan's order")


class Use(Told):
    """An indicator that a plan is judged by."""

    key: str = says("Short name of the use within the plan")
    title: str = says("As the plan words it")
    indicator: str = says("Short name of the indicator")
    role: str = says("focus, assurance or context")
    better: str = says("lower, higher or neither; empty where the plan does not say")
    target: float | None = says("The value to reach; null where the plan sets none")
    target_printed: str = says("The target in the plan's own words")


class Plan(PlanListed):
    """A whole plan."""

    strapline: str = says("The line under its title")
    ambition: str = says("Its ambition")
    vision: str = says("Its vision")
    priorities: list[Part] = says("Its priorities, each with what stands under it")
    indicators: list[Use] = says("The indicators it is judged by, focus first")


class IndicatorListed(Told):
    """An indicator in a list."""

    id: str = says("Short name of the indicator, by which its address names it")
    name: str = says("Its name")
    unit: str = says("What one of it is")
    measure: str = says("count, rate, percent, money, score or rank")
    better: str = says("lower, higher or neither: more reports can mean more trust")
    url: str = says("Address of its definition here")
    observations: str = says("Address of its figures here")
    page: str = says("Address of its page for people")
    csv: str = says("Address of all its figures as one table")


class Indicator(IndicatorListed):
    """An indicator with its definition."""

    counts: str = says("What is counted")
    of: str = says("Out of what")
    per: int | None = says("Of a rate: per how many; null otherwise")
    why: str = says("Why it is measured")
    method: str = says("How it is worked out")
    note: str = says("What to bear in mind")
    publisher: str = says("Who publishes what it is counted from")
    areas: list[Place] = says("The areas with public figures, the partnership's own first")


class Observation(Told):
    """A figure of an indicator in an area over a period, or the reason why there is none."""

    indicator: str = says("Short name of the indicator")
    area: Place = says("The area")
    period: Time = says("The period")
    value: float | None = says("The figure, to six decimals; null where there is none")
    lower: float | None = says("Lower 95% limit; null where none can be made")
    upper: float | None = says("Upper 95% limit; null where none can be made")
    unit: str = says("What one of the figure is")
    count: float | None = says("How many were counted; null where a rate was printed alone")
    denominator: float | None = says("Out of how many; null where nothing is divided")
    status: str = says("final, revised, estimated, suppressed, break or missing")
    method: str = says("How the limits were made; empty where there are none")
    why_none: str = says("Why there is no figure; empty where there is one")
    releases: list[str] = says("Short names of the releases it was counted from")
    is_invented: bool = says("Whether any of it was invented, to try things out")
    recorded_at: datetime | None = says("When the newest part of it was recorded here")
    trace: str | None = says(
        "Address of the page that shows what it was counted from; null where there is no figure, "
        "and as of a moment, since pages show whole days"
    )


class File(Told):
    """A publication in one format."""

    format: str = says("html, pdf, docx, xlsx, ods, txt, large-print or easy-print")
    url: str = says("Where to download it")
    size: int = says("In bytes")
    sha256: str = says("SHA-256 over its bytes, as kept when it was published")


class PublicationListed(Told):
    """A publication in a list."""

    address: str = says("Its permanent short name, by which its address names it")
    report: str = says("Which report it is an issue of, such as quarterly")
    title: str = says("Its title")
    subject: str = says("The priority or area it is on; empty where it is on the whole plan")
    period: Time = says("The period it reports on")
    as_of: date = says("It holds what was known at the end of this day")
    marking: str = says("Its protective marking; empty where it has none")
    published_at: datetime = says("When it was published, and frozen")
    sha256: str = says("SHA-256 over all that it says: title, period, text and every number")
    corrects: str | None = says("Address name of the issue it puts right")
    corrected_by: str | None = says("Address name of the issue that puts it right")
    url: str = says("Address of the publication here")
    figures: str = says("Address of every number it prints")
    page: str = says("Address of its page for people")


class Correction(Told):
    """A number that a correction prints differently."""

    place: str = says("The headings it stands under")
    before: str = says("As printed before; empty where it was not")
    after: str = says("As printed now; empty where it is not")


class Publication(PublicationListed):
    """A publication with its files and what it put right."""

    reason: str = says("Why it corrects an earlier issue; empty where it does not")
    corrections: list[Correction] = says("What it prints differently from the issue it corrects")
    files: list[File] = says("Its files, each with its hash")


class Printed(Told):
    """A number that a publication prints."""

    number: int = says("Its place among the numbers, from 1")
    key: str = says("The measure and the part of it")
    text: str = says("As printed")
    how: str = says("What sort of number it is, such as computed or counted")
    place: str = says("The headings it stands under")
    releases: list[str] = says("Short names of the releases it was made from")
    trace: str | None = says("Address of the page that shows what it was made from")


class Listed(Told):
    """A page of a list."""

    next: str | None = says("Address of the next page; null on the last")


class Plans(Listed):
    """A page of plans, newest first."""

    items: list[PlanListed] = says("The plans")


class Indicators(Listed):
    """A page of indicators, by name."""

    items: list[IndicatorListed] = says("The indicators")


class Observations(Listed):
    """A page of observations: area by area, the partnership's own first, in order of time."""

    items: list[Observation] = says("The observations; fewer than asked for may stand on a page")


class Publications(Listed):
    """A page of publications, newest first."""

    items: list[PublicationListed] = says("The publications")


class PrintedNumbers(Listed):
    """A page of the numbers of a publication, in reading order."""

    items: list[Printed] = says("The numbers")


class Wrong(Told):
    """One thing wrong with a question."""

    parameter: str = says("The parameter that cannot be read")
    detail: str = says("What is wrong with it and what to write instead")


class Problem(Told):
    """Why there is no answer (RFC 9457)."""

    type: str = says("Always about:blank: the status says which sort of problem it is")
    title: str = says("The status in words")
    status: int = says("The HTTP status")
    detail: str = says("A sentence: what is wrong and what to do")
    errors: list[Wrong] = says("Each parameter that cannot be read; empty for other problems")
