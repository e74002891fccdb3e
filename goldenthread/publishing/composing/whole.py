"""The whole report: title, summary by counts and the worst measure, measures, notes."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.readings import Readings
from goldenthread.publishing import rules
from goldenthread.publishing.assessing.composing import compose_assessment
from goldenthread.publishing.composing import measures, notes, subjects
from goldenthread.publishing.composing.composed import Composed, addresses_of
from goldenthread.publishing.composing.measures import Measured, day
from goldenthread.publishing.composing.subjects import Subject
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.publishing.document import Counts, Document, Element, Heading, Paragraph, Printed
from goldenthread.publishing.written.context import Context
from goldenthread.publishing.written.whole import elements as written
from goldenthread.publishing.written.whole import wanted
from goldenthread.sources.models import Release
from goldenthread.strategy import queries as strategy
from goldenthread.strategy.models import IndicatorUse, Strategy

SECTIONS = {"focus": "Areas of focus", "assurance": "Areas of assurance"}
EVERYBODY = AnonymousUser()  # a report prints only what anybody may see


def compose(
    declared: DeclaredReport,
    *,
    partnership: Partnership,
    period: Period,
    as_of: date,
    subject: str = "",
    meets_on: date | None = None,
) -> Composed:
    """Compose a report from what was known at the end of a day.

    subject: the key of the priority or group, or the code of the area, that it is about, if it is.
    meets_on: the day of the meeting it goes to, if it goes to one.
    Raises RuleBroken where there is no adopted plan, it names no measures, or, for a layer of the
    strategic assessment, the year has none.
    """
    if declared.layer:
        return compose_assessment(declared, partnership=partnership, period=period, as_of=as_of)
    plan, uses = _measures_of(partnership)
    about = subjects.read(declared, plan, partnership, subject, meets_on)
    parts = declared.read_parts()
    indicators, areas = wanted(parts)
    indicators |= {one.definition_id for one in uses}
    readings = Readings.load(partnership, by=EVERYBODY, indicators=indicators,
                             areas={about.area.code, *areas}, as_of=as_of, plain=True)  # fmt: skip
    with addresses_of(partnership):
        every = [measures.measured(one, readings, about.area.code, period) for one in uses]
        if parts:
            known = Context(partnership, plan, readings, period, as_of, about.area,
                            declared.audience, every, group=about.group,
                            meets_on=about.meets_on)  # fmt: skip
            made = list(written(parts, known, about.priority))
        else:
            made = list(_elements(declared, every, readings, partnership))
    counted = rules.counted(one.standing for one in every)
    return Composed(
        document=_document(declared, made, partnership, plan, period, as_of, about),
        as_of=as_of,
        summary=[
            {"key": one.key, "label": one.label, "tone": one.tone, "count": count}
            for one, count in counted
        ],
        worst=_worst(every),
    )


def _measures_of(partnership: Partnership) -> tuple[Strategy, list[IndicatorUse]]:
    plan = strategy.current_plan(partnership, by=EVERYBODY)
    if plan is None:
        raise RuleBroken(f"{partnership} has no adopted plan, so there is nothing to report on.")
    uses = list(strategy.indicator_uses(plan).exclude(role="context"))
    if not uses:
        raise RuleBroken(f"{plan} names no measures, so there is nothing to report on.")
    return plan, uses


def _document(
    declared: DeclaredReport,
    parts: Sequence[Element],
    partnership: Partnership,
    plan: Strategy,
    period: Period,
    as_of: date,
    about: Subject,
) -> Document:
    facts = [("To", str(about.group))] if about.group else []
    facts += [("Meeting", day(about.meets_on))] if about.meets_on else []
    facts += [("As known on", day(as_of)), ("Strategy", str(plan)), ("Area", about.area.name)]
    return Document(
        title=f"{declared.title}: {about.name}" if about.name else declared.title,
        partnership=partnership.name,
        period=str(period),
        period_long=period.long,
        as_of=day(as_of),
        marking=declared.marking,
        about=declared.about,
        elements=tuple(parts),
        is_invented=partnership.is_invented,
        facts=tuple(facts),
    )


def _elements(
    declared: DeclaredReport,
    every: Sequence[Measured],
    readings: Readings,
    partnership: Partnership,
) -> Iterator[Element]:
    for section in declared.sections:
        if section == "summary":
            yield from _summary(every)
        elif section == "method":
            yield from notes.method()
        elif section == "sources":
            yield from notes.sources(_releases(every))
        else:
            yield Heading(1, SECTIONS[section])
            for one in every:
                if one.use.role == section:
                    yield from measures.elements(one, readings, partnership.area_code, partnership)


def _summary(every: Sequence[Measured]) -> Iterator[Element]:
    yield Heading(1, "Summary")
    with_figure = Printed(str(sum(m.figure.is_known for m in every)), "summary.known", "measures")
    of = Printed(str(len(every)), "summary.all", "measures")
    yield Paragraph(("Of the ", of, " measures of the strategy, ", with_figure,
                     " have a figure for this period."), "lede")  # fmt: skip
    yield Counts(
        tuple(
            (one.label, one.tone, Printed(str(count), f"summary.{one.key}", "measures"))
            for one, count in rules.counted(m.standing for m in every)
        ),
        "measures",
    )
    worst = _worst(every)
    said = f"Most in need of attention: {worst}." if worst else (
        "No measure changed by more than chance would give, or none could be compared."
    )  # fmt: skip
    yield Paragraph((said,))
    yield Heading(2, "What the words mean")
    for one in rules.by_seriousness(rules.STANDINGS.values()):
        yield Paragraph((f"{one.label}: {one.meaning}",), "note")


def _worst(every: Sequence[Measured]) -> str:
    """The measure that most needs looking at, by its title; "" where none really changed."""
    place = rules.worst([(one.standing, one.size) for one in every])
    if place is None:
        return ""
    one = every[place]
    return f"{one.title} ({one.standing.label.lower()})"


def _releases(every: Sequence[Measured]) -> list[Release]:
    figures = [
        figure
        for one in every
        for figure in (one.figure, one.since_before.before, one.since_year.before)
    ]
    return measures.releases_of(figures)
