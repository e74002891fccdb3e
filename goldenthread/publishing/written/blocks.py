"""References that stand alone on a line: tables, charts, lists, and what the plan says."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from csp_analytics.period import Kind, Period
from goldenthread.indicators.charts import described, key, titled
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.mapping.areas import map_of
from goldenthread.indicators.pages import AT_ONCE, axis_name
from goldenthread.places.maps import described as described_map
from goldenthread.publishing.composing import measures as one_measure
from goldenthread.publishing.composing import notes
from goldenthread.publishing.composing.measures import Measured, moved, number
from goldenthread.publishing.document import (
    Element,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Printed,
    Table,
    Tile,
    Tiles,
    Words,
)
from goldenthread.publishing.written.context import Context, checked, listed
from goldenthread.references import Reference

Blocks = Iterator[Element]
SHOWN_AS, ACROSS = ("focus", "assurance"), "across"


def numbers(context: Context, asked: Reference) -> Blocks:
    """By the numbers: the figures of the measures here, or of those named, with their change.

    Where the period has no figure, the newest month stands there instead, and says so.
    """
    checked(asked, ("title",))
    named = {context.indicator_of(asked, one) for one in listed(asked.subject)}
    every = [one for one in context.measures_here() if not named or one.use.definition_id in named]
    tiles = [tile for one in every for tile in _tile(context, asked, one)]
    title = asked.options.get("title") or "By the numbers"
    if tiles:
        yield Tiles(tuple(tiles), title)
    else:
        yield Paragraph((f"{title}: no figure is known for any of its measures.",))
    without = len(every) - len(tiles)
    if tiles and without:
        count = Printed(str(without), f"{context.key(asked)}.without", "measures")
        yield Paragraph(("Measures here without any figure yet: ", count, "."), "note")


def _tile(context: Context, asked: Reference, one: Measured) -> Iterator[Tile]:
    figure, key = one.figure, f"{context.key(asked)}.{one.use.key}"
    note: Words = ()
    if not figure.is_known:
        newest = _newest(context, one.use.definition_id)
        if newest is None:
            return
        figure = newest
        note = (f"The newest month, for {context.period} is not complete",)
    elif one.leading is not None:
        context.saw(one.leading.before)
        note = (f"Since {one.leading.before.period} it ", *moved(one.leading, key))
    shown = number(context.saw(figure), "value", figure.text, key)
    yield Tile((shown,), f"{one.title}, {figure.period}", note)


def _newest(context: Context, indicator: str) -> Figure | None:
    """The newest month that is known by the end of the period."""
    every = context.readings.over_time(indicator, context.area)
    by_then = (
        one for one in reversed(every) if one.period and one.period.end <= context.period.end
    )
    return next((one for one in by_then if one.is_known), None)


def in_full(context: Context, asked: Reference) -> Blocks:
    """Each measure in full: here, of one role, or (across) of no one priority.

    known: those without any figure for the period are named in one sentence.
    """
    checked(asked, ("known",))
    if asked.subject not in ("", *SHOWN_AS, ACROSS):
        raise asked.mistake("Here may stand focus, assurance or across; else all are shown.")
    without = []
    for one in context.measures_here():
        across = asked.subject == ACROSS and one.use.priority_id is None
        if not across and asked.subject not in ("", one.use.role):
            continue
        if "known" in asked.options and not one.figure.is_known:
            without.append(one.title)
            continue
        for change in (one.since_before, one.since_year):
            context.saw(change.before)
        context.saw(one.figure)
        yield from one_measure.elements(
            one, context.readings, context.area.code, context.partnership
        )
    if without:
        kicker = one_measure.ROLES.get(asked.subject, "")
        yield Heading(2, "Without a figure for this period", kicker)
        yield Listing(tuple((one,) for one in without))


def worst(context: Context, asked: Reference) -> Blocks:
    """The measures most in need of attention, the most serious first."""
    checked(asked, ())
    if not asked.subject.isdigit() or not 1 <= int(asked.subject) <= 20:
        raise asked.mistake("Say how many, from 1 to 20: {{ worst: 3 }}.")
    every = [one for one in context.measures_here() if one.standing.key in ("worse", "changed")]
    every.sort(key=lambda one: (-one.standing.seriousness, -one.size))
    items: list[Words] = []
    for one in every[: int(asked.subject)]:
        assert one.leading is not None
        words = moved(one.leading, f"{context.key(asked)}.{one.use.key}")
        since = f": {one.standing.label.casefold()}. Since {one.leading.before.period} it "
        items.append((one.title, since, *words, "."))
    if items:
        yield Listing(tuple(items))
    else:
        yield Paragraph(("No measure changed by more than chance would give.",))


def standings(context: Context, asked: Reference) -> Blocks:
    """The measures in one table, those that most need attention first: all, or of one role."""
    checked(asked, ())
    if asked.subject not in ("", *SHOWN_AS):
        raise asked.mistake("Here may stand focus or assurance; else all are shown.")
    every = [one for one in context.measures_here() if asked.subject in ("", one.use.role)]
    every.sort(key=lambda one: (-one.standing.seriousness, -one.size))
    key = context.key(asked)
    rows = [_standing_row(context, one, f"{key}.{one.use.key}") for one in every]
    if not rows:
        yield Paragraph(("The plan names no measure here.",), "note")
        return
    heads = (("Measure", False), ("How it stands", False), ("Figure", False), ("Change", False))
    yield Table("Measures, those that most need attention first", heads, tuple(rows))


def _standing_row(context: Context, one: Measured, key: str) -> tuple[Words, ...]:
    figure, shown = one.figure, ""
    if not figure.is_known:
        newest = _newest(context, one.use.definition_id)
        figure, shown = newest or figure, f", in {newest.period} alone" if newest else ""
    value: Words = ("None",)
    if figure.is_known:
        unit = f" {figure.unit}" if figure.unit else ""
        value = (number(context.saw(figure), "value", figure.text, key), f"{unit}{shown}")
    change: Words = ("Not to be compared",)
    if one.leading is not None:
        context.saw(one.leading.before)
        change = (f"Since {one.leading.before.period} it ", *moved(one.leading, key))
    return ((one.title,), (one.standing.label,), value, change)


def table(context: Context, asked: Reference) -> Blocks:
    """Indicators over the last periods: one row a period, one column an indicator."""
    checked(asked, ("by", "last", "area", "title"))
    kinds = {"month": Kind.MONTH, "quarter": Kind.QUARTER, "year": Kind.FINANCIAL_YEAR}
    by, last = asked.options.get("by", "month"), asked.options.get("last", "6")
    if by not in kinds or not last.isdigit():
        raise asked.mistake("Rows are by month, quarter or year, and last is how many of them.")
    area, key = context.area_of(asked), context.key(asked)
    names = [context.indicator_of(asked, one) for one in listed(asked.subject)]
    if not names:
        raise asked.mistake("Name one indicator or more, parted by commas.")
    periods = _periods(context, names, area.code, kinds[by])[-int(last) :]
    rows = [_row(context, names, area.code, one, key) for one in periods]
    labels = [context.readings.definitions[one].name for one in names]
    if not rows:
        yield Paragraph((f"No {by} is known of {', '.join(labels)}.",))
        return
    title = asked.options.get("title") or f"{area.name}, by {by}"
    columns = ((by.capitalize(), False), *((label, True) for label in labels))
    yield Table(title, columns, tuple(rows))


def _periods(context: Context, names: list[str], area: str, kind: Kind) -> list[Period]:
    found = {
        one
        for name in names
        for one in context.readings.periods(name, area, kind)
        if one.end <= context.period.end and context.readings.figure(name, area, one).is_known
    }
    return sorted(found, key=lambda one: one.start)


def _row(
    context: Context, names: list[str], area: str, period: Period, key: str
) -> tuple[Words, ...]:
    cells: list[Words] = [(str(period),)]
    for name in names:
        figure = context.saw(context.readings.figure(name, area, period))
        of = f"{key}.{name}.{period.key}"
        shown: Words = (number(figure, "value", figure.text, of),) if figure.is_known else ("None",)
        cells.append(shown)
    return tuple(cells)


def chart(context: Context, asked: Reference) -> Blocks:
    """The months of an indicator up to the end of the period, drawn and described."""
    checked(asked, ("area",))
    name, area = context.indicator_of(asked), context.area_of(asked)
    whole = context.readings.chart(name, area, Kind.MONTH)
    shown = whole.last(AT_ONCE, until=context.period.end)
    if len(shown.known) < 2:
        yield Paragraph((f"Too few months of {whole.name} are known to draw a chart.",), "note")
        return
    drawn = replace(shown, unit=axis_name(context.readings.definitions[name]))
    yield Picture(drawn, titled(drawn), described(drawn), key(drawn))


def area_map(context: Context, asked: Reference) -> Blocks:
    """The figures of the period over several areas: drawn, described, and as a table."""
    checked(asked, ("among", "period"))
    codes = [context.area.code, *listed(asked.options.get("among", ""))]
    if len(codes) < 2:
        raise asked.mistake("Say which other areas: {{ map: crime_rate_1000 | among: E06000005 }}.")
    figures = [context.figure(asked, area=code) for code in dict.fromkeys(codes)]
    name = context.readings.definitions[context.indicator_of(asked)].name
    title, key = f"{name}, {figures[0].period}", context.key(asked)
    plan = map_of(f"map{len(context.counted)}", title, figures)
    if plan.is_drawn and plan.known:
        yield Picture(plan, title, described_map(plan), plan.note)
    rows: list[tuple[Words, ...]] = [
        ((one.area.name,),
         (number(one, "value", one.text, f"{key}.{one.area.code}"),) if one.is_known
         else ("None",))
        for one in figures
    ]  # fmt: skip
    yield Table(title, (("Area", False), (plan.unit.capitalize() or "Figure", True)), tuple(rows))
    if not plan.is_drawn:
        yield Paragraph((plan.note,), "note")


def method(context: Context, asked: Reference) -> Blocks:
    """How the numbers are made."""
    checked(asked, ())
    yield from notes.method()


def sources(context: Context, asked: Reference) -> Blocks:
    """The releases that every figure so far rests on."""
    checked(asked, ())
    known: list[Figure] = [one for one in context.seen if one.is_known]
    yield from notes.sources(one_measure.releases_of(known))


BLOCKS: dict[str, Callable[[Context, Reference], Blocks]] = {
    "numbers": numbers,
    "in_full": in_full,
    "worst": worst,
    "standings": standings,
    "table": table,
    "chart": chart,
    "map": area_map,
    "method": method,
    "sources": sources,
}
