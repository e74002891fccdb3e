"""One measure of a report: its figure, how it changed in words, its chart and its target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from csp_analytics.period import Kind, Period
from csp_analytics.rounding import printed_percent
from goldenthread.accounts.models import Partnership
from goldenthread.indicators.agreeing import texts_that_agree
from goldenthread.indicators.changed import Changed
from goldenthread.indicators.charts import Target, described, key, titled
from goldenthread.indicators.figures import Figure
from goldenthread.indicators.pages import AT_ONCE, axis_name
from goldenthread.indicators.readings import Readings
from goldenthread.partnership.queries import say_places
from goldenthread.publishing import rules
from goldenthread.publishing.document import (
    Element,
    Facts,
    Heading,
    Leading,
    Paragraph,
    Picture,
    Printed,
    Status,
    Table,
    Words,
)
from goldenthread.publishing.rules import STANDINGS, Standing
from goldenthread.sources.models import Release
from goldenthread.strategy.models import IndicatorUse

ROLES = {"focus": "Focus", "assurance": "Assurance", "context": "Context"}
SEASON = (
    "There is no figure for the same quarter a year before, so the season may be part of this "
    "change."
)


@dataclass(frozen=True)
class Measured:
    """A measure of the plan in the report's period: its figure, its changes and how it stands.

    size: how far the rate moved, as the distance of its ratio from 1.
    """

    use: IndicatorUse
    figure: Figure
    since_before: Changed
    since_year: Changed
    standing: Standing
    size: float

    @property
    def title(self) -> str:
        """As the plan names it."""
        return str(self.use)

    @property
    def leading(self) -> Changed | None:
        """The change that decides how it stands: on the year before, else on the period before."""
        return next((one for one in (self.since_year, self.since_before) if one.is_known), None)


def measured(use: IndicatorUse, readings: Readings, area: str, period: Period) -> Measured:
    """Look at one measure in one period."""
    of = use.definition_id
    figure = readings.figure(of, area, period)
    since_before = readings.change(of, area, period.previous(), period)
    since_year = readings.change(of, area, period.year_before(), period)
    known = next((one for one in (since_year, since_before) if one.is_known), None)
    size = abs(known.test.ratio - 1) if known and known.test else 0.0
    standing = _standing(figure, known, use.better)
    return Measured(use, figure, since_before, since_year, standing, size)


def _standing(figure: Figure, change: Changed | None, better: str) -> Standing:
    if not figure.is_known:
        return STANDINGS["incomplete" if figure.missing else "no_data"]
    if change is None or change.is_real is None:
        return STANDINGS["no_comparison"]
    way = "higher" if change.direction == "rose" else "lower"
    return rules.standing(direction=way if change.is_real else "similar", better=better)


def elements(
    one: Measured, readings: Readings, area: str, partnership: Partnership
) -> Iterator[Element]:
    """Give everything the report says of a measure, in reading order."""
    yield Heading(2, one.title, kicker=ROLES.get(one.use.role, ""))
    yield Status(one.standing.label, one.standing.tone)
    if one.figure.is_known:
        yield _leading(one)
        yield from _changes(one)
        yield from _months(one, readings, area)
    else:
        yield from _missing(one, readings, area)
    yield from _picture(one, readings, area)
    yield Facts(tuple(_facts(one, partnership)))
    cautions = _cautions(one)
    if cautions:
        yield Paragraph((" ".join(cautions),), "note")


def number(figure: Figure, part: str, text: str, measure: str) -> Printed:
    """A part of a figure as a number that knows what it was made from."""
    behind = (*figure.observations, *figure.denominators)
    return Printed(
        text=text,
        key=f"{measure}.{part}",
        how=part.split(".")[-1],
        observations=tuple(row.pk for row in behind),
        releases=tuple(dict.fromkeys(row.release_id for row in behind if row.release_id)),
        url=figure.trace_url if part.endswith("value") else "",
    )


def _leading(one: Measured) -> Leading:
    figure, of = one.figure, one.use.key
    value: Words = (number(figure, "value", figure.text, of),)
    if figure.qualifier:
        value = (f"{figure.qualifier} ", *value)
    limits: Words = ()
    if figure.lower is not None and figure.upper is not None:
        low = number(figure, "lower", figure.lower, of)
        high = number(figure, "upper", figure.upper, of)
        limits = (f"{figure.limits_name}: ", low, " to ", high)
    firm = "" if figure.status in ("", "final") else f"{figure.status.capitalize()}. "
    return Leading(value, figure.unit, str(figure.period), limits, f"{firm}{figure.flag}".strip())


def _changes(one: Measured) -> Iterator[Paragraph]:
    yield Paragraph(words_of(one.since_before, f"{one.use.key}.before", one.use), "sentence")
    yield Paragraph(words_of(one.since_year, f"{one.use.key}.year", one.use), "sentence")
    if one.since_before.is_known and not one.since_year.is_known:
        yield Paragraph((SEASON,), "note")


def words_of(change: Changed, of: str, use: IndicatorUse) -> Words:
    """A change as a sentence whose numbers know what they were made from."""
    if not change.is_known:
        side = change.after if change.before.is_known else change.before
        return (f"It cannot be compared with {change.before.period}. {side.why_none}",)
    said = (f"Since {change.before.period} it ", *moved(change, of), ". ")
    return (*said, f"{change.chance}{_verdict(change, use)}")


def moved(change: Changed, of: str) -> Words:
    """From where to where: "fell by 11.2%, from 13,528 to 12,017". Both figures must be known.

    The two are printed as finely as makes the percentage follow from them; where they cannot
    be, no percentage is printed.
    """
    pair = change.before, change.after
    agreed = texts_that_agree(change)
    texts = agreed or tuple(one.text for one in pair)
    before = number(change.before, "from.value", texts[0], of)
    after = number(change.after, "to.value", texts[1], of)
    if change.direction == "stayed":
        return ("stayed at ", after)
    if texts[0] == texts[1]:
        return ("stayed at about ", after)
    if agreed is None or change.percent is None:
        return (f"{change.direction} from ", before, " to ", after)
    both = dict.fromkeys((*before.observations, *after.observations))
    releases = dict.fromkeys((*before.releases, *after.releases))
    text = printed_percent(abs(change.percent))
    by = Printed(text, f"{of}.percent", "percent", tuple(both), tuple(releases))
    return (f"{change.direction} by ", by, ", from ", before, " to ", after)


def _verdict(change: Changed, use: IndicatorUse) -> str:
    """Whether a real change is for the better; where neither way is, why that is."""
    if not change.is_real:
        return ""
    if use.better == "neither":
        why = use.better_why.strip() or "A rise can mean more trust as well as more harm."
        return f" Neither way is better. {why}"
    better = (change.direction == "fell") == (use.better == "lower")
    return " It is for the better." if better else " It is for the worse."


def _missing(one: Measured, readings: Readings, area: str) -> Iterator[Element]:
    figure = one.figure
    if figure.missing:
        yield Paragraph((f"There is no figure for {figure.period}. {figure.why_none}",), "sentence")
    else:
        publisher = one.use.definition.publisher
        more = f" It is to come from {publisher}." if publisher else ""
        yield Paragraph((f"No data has been loaded for this measure.{more}",), "sentence")
    newest = readings.newest(one.use.definition_id, area)
    if newest is not None and newest.period is not None:
        value = number(newest, "newest.value", newest.text, one.use.key)
        said = f" {newest.unit}".rstrip()
        yield Paragraph(("The newest figure is ", value, f"{said}, for {newest.period}."))


def _months(one: Measured, readings: Readings, area: str) -> Iterator[Table]:
    """The months that make up the figure, where it was added up from months."""
    if one.figure.period is None or len(one.figure.observations) < 2:
        return
    rows = []
    for month in one.figure.period.months():
        figure = readings.figure(one.use.definition_id, area, month)
        of = f"{one.use.key}.{month.key}"
        counted = f"{figure.count:,.0f}" if figure.count is not None else ""
        limits: Words = ("None",)
        if figure.lower and figure.upper:
            low = number(figure, "lower", figure.lower, of)
            limits = (low, " to ", number(figure, "upper", figure.upper, of))
        rows.append(
            (
                (str(month),),
                (number(figure, "events", counted, of),),
                (number(figure, "value", figure.text, of),),
                limits,
            )
        )
    unit = one.use.definition.unit.capitalize() or "Counted"
    heads = ((("Month", False), (unit, True), (one.figure.unit.capitalize() or "Figure", True),
              ("95% limits", True)))  # fmt: skip
    yield Table(f"{one.title}: month by month", heads, tuple(rows))


def _picture(one: Measured, readings: Readings, area: str) -> Iterator[Picture]:
    """The months up to the end of the report's period: nothing later is shown."""
    if one.figure.period is None:
        return
    whole = readings.chart(one.use.definition_id, area, Kind.MONTH)
    shown = whole.last(AT_ONCE, until=one.figure.period.end)
    if len(shown.known) < 2:
        return
    target = None
    if one.use.target is not None:
        target = Target(one.use.target, one.use.target_printed or str(one.use.target))
    unit = axis_name(one.use.definition)
    chart = replace(shown, unit=unit, target=target)
    yield Picture(chart, titled(chart), described(chart), key(chart))


def _facts(one: Measured, partnership: Partnership) -> Iterator[tuple[str, Words]]:
    use = one.use
    yield "Target", _target(one)
    yield "Which way is better", (_better(use),)
    yield "Owner", (str(use.owner) if use.owner else "No owner is named in the strategy.",)
    yield "In the strategy", ("; ".join(say_places(use.places, partnership)) or "Not printed",)
    yield "Source", (source_of(one.figure) or "None loaded yet",)


def _target(one: Measured) -> Words:
    use = one.use
    if use.target is None:
        return ("No target is set in the strategy.",)
    text = use.target_printed or f"{use.target.normalize():f}"
    by = f", set by {use.target_set_by}" if use.target_set_by else ""
    when = f", for {use.target_period}" if use.target_period else ""
    return (Printed(text, f"{use.key}.target", "target"), f"{when}{by}")


def _better(use: IndicatorUse) -> str:
    said = {"lower": "Lower.", "higher": "Higher.", "neither": "Neither."}.get(use.better, "")
    return f"{said} {use.better_why}".strip() or "Not said"


def source_of(figure: Figure) -> str:
    """Who published what a figure rests on."""
    return "; ".join(sorted({one.publisher for one in releases_of([figure])}))


def releases_of(figures: Sequence[Figure]) -> list[Release]:
    """The releases that figures rest on, each once."""
    found: dict[int, Release] = {}
    for figure in figures:
        for row in (*figure.observations, *figure.denominators):
            if row.release is not None:
                found[row.release.pk] = row.release
    return list(found.values())


def _cautions(one: Measured) -> list[str]:
    said = [*one.figure.cautions]
    for change in (one.since_before, one.since_year):
        if change.is_known:
            said += change.cautions
    return list(dict.fromkeys(said))


def day(on: date) -> str:
    """A day as people write it: "21 November 2026"."""
    return f"{on:%-d %B %Y}"
