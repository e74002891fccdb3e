"""An assessment as a document: its headings, what is asked, what is said, what that rests on."""

from collections.abc import Iterator, Sequence
from datetime import date

from csp_analytics.period import Period
from goldenthread.accounts.models import Partnership
from goldenthread.accounts.rules import RuleBroken
from goldenthread.indicators.figures import Figure
from goldenthread.publishing.composing import notes
from goldenthread.publishing.composing.composed import Composed, addresses_of
from goldenthread.publishing.composing.measures import day, number, releases_of
from goldenthread.publishing.declaring import DeclaredReport
from goldenthread.publishing.document import (
    Document,
    Element,
    Heading,
    Paragraph,
    Printed,
    Status,
    Table,
    Words,
)
from goldenthread.strategy.assessment import queries, rules
from goldenthread.strategy.assessment.prose import Bound, Number
from goldenthread.strategy.assessment.telling import Told
from goldenthread.strategy.models import Assessment

METHOD = notes.METHOD[:4]
ROUNDED = (
    "Numbers are rounded as people round, halves up, from unrounded figures. The two figures of a "
    "change are printed as finely as makes its percentage follow from them."
)
SHOWN = {
    rules.PUBLIC: "This is the public layer: it prints only what everybody may see. Nothing "
    "provisional is printed, and no statement of which a single figure is held back.",
    rules.RESTRICTED: "These are both layers. Statements marked as restricted, and figures that "
    "are provisional or held back, are for cleared people only.",
}


def assessment_of(partnership: Partnership, period: Period) -> Assessment:
    """The assessment of a financial year. Raises RuleBroken where there is none."""
    every = Assessment.objects.of(partnership).select_related("partnership")
    found = next((one for one in every if one.period == period), None)
    if found is None:
        years = ", ".join(one.said_year for one in every) or "none yet"
        raise RuleBroken(f"There is no strategic assessment for {period}. There is: {years}.")
    return found


def compose_assessment(
    declared: DeclaredReport, *, partnership: Partnership, period: Period, as_of: date
) -> Composed:
    """Compose one layer of an assessment from what was known at the end of a day.

    Raises RuleBroken where the year has no assessment.
    """
    one = assessment_of(partnership, period)
    if declared.layer == rules.PUBLIC:
        said = queries.public_told(one, as_of=as_of)
    else:
        said = queries.restricted_told(one, by=None, as_of=as_of)
    return composed_of(declared, one, said, as_of=as_of)


def composed_of(
    declared: DeclaredReport, one: Assessment, said: Sequence[Told], *, as_of: date
) -> Composed:
    """Put an assessment together from statements."""
    with addresses_of(one.partnership):
        elements = tuple(_elements(declared.layer, one, said))
    facts = [("As known on", day(as_of))]
    if one.completed_on:
        facts.append(("Signed off", f"{day(one.completed_on)} by {one.completed_by_name}"))
    document = Document(
        title=declared.title,
        partnership=one.partnership.name,
        period=str(one.period),
        period_long=one.period.long,
        as_of=day(as_of),
        marking=declared.marking,
        about=declared.about,
        elements=elements,
        is_invented=one.partnership.is_invented,
        facts=tuple(facts),
    )
    return Composed(document, as_of, [], "")


def _elements(layer: str, one: Assessment, said: Sequence[Told]) -> Iterator[Element]:
    for under in queries.under_headings(one, said):
        yield Heading(1, f"{under.heading.number}. {under.heading.title}")
        yield Paragraph((f"What the regulation asks: {under.heading.asks}",), "note")
        if not under.statements:
            yield Paragraph((_nothing(layer, asked=under.asked),))
        for told in under.statements:
            if told.statement.layer == rules.RESTRICTED:
                yield Status("Restricted", "watch")
            yield Paragraph(tuple(_part(told, word) for word in told.words))
    yield from _behind(said)
    yield Heading(1, "How the numbers are made")
    for text in (*METHOD, ROUNDED, SHOWN[layer]):
        yield Paragraph((text,))
    figures = [figure for told in said for each in told.figures for figure in each.figures]
    yield from notes.sources(releases_of(figures))


def _nothing(layer: str, *, asked: bool) -> str:
    if not asked:
        return "Not asked here: the area has one tier of council."
    if layer == rules.PUBLIC:
        return "Nothing under this heading is public."
    return "Nothing is said under this heading yet."


def _part(told: Told, word: str | Number) -> str | Printed:
    """A word of a statement, or its number bound to the observations behind it."""
    if isinstance(word, str):
        return word
    behind = [row for one in word.figures for row in (*one.observations, *one.denominators)]
    return Printed(
        text=word.text,
        key=f"statement-{told.statement.number}.{word.key}",
        how=word.how,
        observations=tuple(dict.fromkeys(row.pk for row in behind)),
        releases=tuple(dict.fromkeys(row.release_id for row in behind if row.release_id)),
        url=word.url,
    )


def _behind(said: Sequence[Told]) -> Iterator[Element]:
    """Every figure that statements rest on, once, with limits."""
    yield Heading(1, "The figures behind it")
    bound = {_key(each): each for told in said for each in told.figures}
    if not bound:
        yield Paragraph(("No figure is printed.",))
        return
    heads = (("Figure", False), ("Area", False), ("Period", False), ("Value", True),
             ("95% limits", True))  # fmt: skip
    rows = tuple(_row(key, one) for key, one in bound.items())
    yield Table("Figures that the statements rest on", heads, rows)


def _key(one: Bound) -> str:
    return f"{one.bound.indicator_id}-{one.bound.area.code}-{one.bound.period.key}"


def _row(key: str, one: Bound) -> tuple[Words, ...]:
    figure: Figure = one.figure
    value: Words = (figure.said,)
    if figure.is_known and not figure.suppressed:
        shown = number(figure, "value", figure.text, key)
        value = (shown, f" {figure.unit}") if figure.unit else (shown,)
    limits: Words = ("None",)
    if figure.lower is not None and figure.upper is not None:
        limits = (number(figure, "lower", figure.lower, key), " to ",
                  number(figure, "upper", figure.upper, key))  # fmt: skip
    return ((figure.name,), (figure.area.name,), (str(figure.period),), value, limits)
