"""Declared assessments into rows. What is there already is left alone: people work on it."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, TypeVar

from django.utils import timezone
from pydantic import Field

from csp_analytics.period import Period, PeriodError
from goldenthread.accounts.models import Partnership, User
from goldenthread.audit.changes import record
from goldenthread.declared import DeclaredItem, LastDay, nearest, read
from goldenthread.indicators.models import IndicatorDefinition
from goldenthread.places.models import Area
from goldenthread.strategy.assessment import prose, queries, rules
from goldenthread.strategy.assessment.changes.figures import Chosen, put
from goldenthread.strategy.assessment.changes.keeping import keep_version
from goldenthread.strategy.models import Assessment, AssessmentStatement, Priority

T = TypeVar("T")


class DeclaredFigure(DeclaredItem):
    """A figure that a statement rests on. area: left out, the partnership's own."""

    indicator: str
    period: str
    area: str = ""
    against: Literal["", "before", "year_before"] = ""
    restricted: bool = False


class DeclaredStatement(DeclaredItem):
    """A statement; supports: keys of priorities of the plan that the file names."""

    heading: Literal["levels", "changes", "reasons", "priorities", "people", "plan", "county"]
    layer: Literal["public", "restricted"] = "public"
    text: str
    supports: list[str] = Field(default_factory=list)
    figures: list[DeclaredFigure]


class DeclaredAssessment(DeclaredItem):
    """The assessment of a financial year. signed_off_role: of the example's sign-ins."""

    year: int
    status: Literal["draft", "complete", "published"] = "draft"
    begun_on: LastDay
    signed_off_on: LastDay = None
    signed_off_role: str = ""
    taken_from: int | None = None
    statements: list[DeclaredStatement]


class DeclaredAssessments(DeclaredItem):
    """A file of assessments. written_role: of the example's sign-ins."""

    partnership: str
    strategy_key: str
    written_role: str
    assessments: list[DeclaredAssessment]


def declared(path: Path) -> DeclaredAssessments:
    """Read a file of assessments. Raises CannotDo with file and line."""
    return read(path, DeclaredAssessments)


def load(file: DeclaredAssessments, *, partnership: Partnership, people: dict[str, User]) -> int:
    """Load the assessments of a file; give how many are new.

    people: the example's sign-ins by role. Raises CannotDo for a key that leads nowhere, a
    wording that cannot be read, or one called complete that lacks something.
    """
    new = 0
    taken = set(Assessment.objects.of(partnership).values_list("year", flat=True))
    for said in file.assessments:
        if said.year not in taken:
            _load(said, file, partnership, people)
            new += 1
    return new


def _load(
    said: DeclaredAssessment,
    file: DeclaredAssessments,
    partnership: Partnership,
    people: dict[str, User],
) -> None:
    writer = _found(file, "written_role", file.written_role, people)
    one = Assessment.objects.create(
        partnership=partnership,
        year=said.year,
        two_tier=rules.is_two_tier(partnership.area_code),
        taken_from=Assessment.objects.of(partnership).filter(year=said.taken_from or 0).first(),
        begun_at=_at(said.begun_on),
        begun_by_name=str(writer),
    )
    priorities = {
        each.key: each
        for each in Priority.objects.of(partnership).filter(strategy__key=file.strategy_key)
    }
    for number, statement in enumerate(said.statements, 1):
        _statement(statement, number, one, writer, priorities)
    if said.status != rules.DRAFT:
        _complete(said, one, _found(said, "signed_off_role", said.signed_off_role, people))
    record("strategy.assessment_loaded", by=None, about=one, year=one.said_year)


def _complete(said: DeclaredAssessment, one: Assessment, signer: User) -> None:
    for lack in queries.missing(one):
        raise said.mistake("status", f"{lack.heading.title}: {lack.sentence}")
    if said.signed_off_on is None:
        raise said.mistake("signed_off_on", "is missing. Add the day.")
    one.status, one.completed_by_name = said.status, str(signer)
    one.completed_on, one.completed_at = said.signed_off_on, _at(said.signed_off_on)
    one.published_at = one.completed_at if said.status == rules.PUBLISHED else None
    one.save()


def _statement(
    said: DeclaredStatement,
    number: int,
    one: Assessment,
    writer: User,
    priorities: dict[str, Priority],
) -> None:
    figures = [_chosen(each, one.partnership) for each in said.figures]
    try:
        rules.check_statement(heading=said.heading, layer=said.layer, two_tier=one.two_tier)
        held = [place for place, each in enumerate(figures, 1) if each.restricted]
        rules.check_layer(said.layer, held)
        against = {place: each.against for place, each in enumerate(figures, 1)}
        prose.check(said.text, figures=against, partnership=one.partnership)
    except rules.RuleBroken as why:
        raise said.mistake("text", str(why)) from None
    row = AssessmentStatement.objects.create(
        partnership=one.partnership, assessment=one, number=number, heading=said.heading,
        order=number, layer=said.layer, text=said.text.strip(), written_by=writer,
        written_by_name=str(writer), written_at=one.begun_at,
    )  # fmt: skip
    row.priorities.set([_found(said, "supports", key, priorities) for key in said.supports])
    for place, chosen in enumerate(figures, 1):
        put(row, chosen, place)
    keep_version(row, "Written", by=writer)


def _chosen(said: DeclaredFigure, partnership: Partnership) -> Chosen:
    code = said.area or partnership.area_code
    indicator = IndicatorDefinition.objects.filter(pk=said.indicator).first()
    if indicator is None:
        known = IndicatorDefinition.objects.values_list("pk", flat=True)
        near = nearest(said.indicator, known)
        raise said.mistake("indicator", f'no indicator is called "{said.indicator}". {near}')
    area = Area.objects.filter(code=code).first()
    if area is None:
        raise said.mistake("area", f'no area has the code "{code}". Check it.')
    try:
        period = Period.parse(said.period)
    except PeriodError as why:
        raise said.mistake("period", str(why)) from None
    return Chosen(indicator, area, period, said.against, said.restricted)


def _found(said: DeclaredItem, key: str, name: str, among: dict[str, T]) -> T:
    if name not in among:
        raise said.mistake(key, f'nothing is called "{name}". {nearest(name, among)}')
    return among[name]


def _at(day: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(day or timezone.localdate(), time(12)))
